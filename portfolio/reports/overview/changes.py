"""What moved between two days, in words: one sentence a fact, for pages, papers and mails.

The sentences are plain text; a page that shows them as Markdown escapes them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from portfolio import labels
from portfolio.domain.model import Rag, Succession
from portfolio.language import _, end_sentence, long_date, share
from portfolio.queries.overview.compare import Decision, Difference, Kind
from portfolio.queries.proposals.succession import Departure
from portfolio.reports.meetings import sentences as meetings

_GRAVE = (Rag.AMBER, Rag.RED)


def sentences(difference: Difference) -> tuple[str, ...]:
    """How it came or went, then what moved, then what was decided; () when nothing did."""
    parts = [_came_or_went(difference), _light(difference), _stage(difference)]
    parts += [_percent(difference), _responsible(difference)]
    parts += [_declined(difference), _decided(difference)]
    return tuple(part for part in parts if part)


def explained(difference: Difference) -> str:
    """What a table of what was and what is leaves out: how it came or went, why it has its light,
    who said no.
    """
    then, now = difference.rag
    turned = "" if difference.kind is Kind.WENT or then == now else _reason(difference)
    parts = _came_or_went(difference), turned, _declined(difference)
    return " ".join(end_sentence(part) for part in parts if part)


def summary(differences: Sequence[Difference]) -> str:
    """``2 flyttede sig, 1 kom til, 6 som før``; of what there was none of, nothing."""
    count = Counter(one.kind for one in differences)
    said = {
        Kind.MOVED: _("{n} moved", n=count[Kind.MOVED]),
        Kind.CAME: _("{n} came", n=count[Kind.CAME]),
        Kind.WENT: _("{n} went", n=count[Kind.WENT]),
        Kind.SAME: _("{n} as before", n=count[Kind.SAME]),
    }
    return ", ".join(words for kind, words in said.items() if count[kind]) or _("No proposals")


def _came_or_went(one: Difference) -> str:
    if one.kind is Kind.WENT:
        return _gone(one)
    if one.kind is not Kind.CAME:
        return ""
    if one.stage[0] is None:
        return _("Came {day}.", day=long_date(one.introduced_on))
    if one.left is not None and one.left.kind is Succession.RESUMED:
        return _("Taken up again {day}: {reason}", **_values(one.left))
    return _("Taken up again; nobody has recorded why.")


def _gone(one: Difference) -> str:
    if one.left is None or one.left.kind is Succession.RESUMED:
        gone = _("Set aside; nobody has recorded why.")
    else:
        gone = departure(one.left)
    if one.stage[0] is not None:
        return gone
    return _("Came {day}, and went again. {gone}", day=long_date(one.introduced_on), gone=gone)


def departure(left: Departure) -> str:
    """How a proposal left the board: when, why, and what it went into."""
    if left.number is None:
        return _("Set aside {day}: {reason}", **_values(left))
    if left.kind is Succession.MERGED:
        return _("Merged with proposal {number} {title} {day}: {reason}", **_values(left))
    return _("Replaced by proposal {number} {title} {day}: {reason}", **_values(left))


def _values(left: Departure) -> dict[str, object]:
    return {
        "day": long_date(left.happened_on) if left.happened_on else _("no date"),
        "reason": left.reason or _("no reason recorded"),
        "number": left.number,
        "title": left.title,
    }


def _light(one: Difference) -> str:
    then, now = one.rag
    if one.kind is Kind.WENT or now is None or then == now:
        return ""
    if then is None:
        # Where every proposal starts is nothing to tell.
        return "" if now == Rag.NONE else _with_reason(labels.light(now), one)
    return _with_reason(f"{labels.light(then)} → {labels.light(now)}", one)


def _with_reason(moved: str, one: Difference) -> str:
    if one.reason:
        return f"{moved}: {one.reason}"
    return ", ".join(part for part in (moved, _reason(one)) if part)


def _reason(one: Difference) -> str:
    """Why it has the light it has now; that nobody has said, where that is missed."""
    return one.reason or (_("no reason recorded") if one.rag[1] in _GRAVE else "")


def _stage(one: Difference) -> str:
    then, now = one.stage
    if one.kind is not Kind.MOVED or then == now:
        return ""
    return _("Stage: {path}", path=_arrow(labels.label("stage", then), labels.label("stage", now)))


def _percent(one: Difference) -> str:
    if one.kind is Kind.WENT or one.percent[0] == one.percent[1]:
        return ""
    then, now = (
        _("not stated") if one_end is None else share(one_end / 100) for one_end in one.percent
    )
    return _("Progress: {moved}", moved=now if one.stage[0] is None else _arrow(then, now))


def _responsible(one: Difference) -> str:
    if one.kind is Kind.WENT or one.responsible[0] == one.responsible[1]:
        return ""
    then, now = (name or _("nobody has said yes") for name in one.responsible)
    return _("Responsible: {names}", names=now if one.stage[0] is None else _arrow(then, now))


def _declined(one: Difference) -> str:
    then, now = one.declined
    if one.kind is Kind.WENT or then == now:
        return ""
    return _("Said no: {names}", names=now) if now else _("{names} no longer says no", names=then)


def _arrow(then: str, now: str) -> str:
    return f"{then} → {now}"


def _decided(one: Difference) -> str:
    return _("Decisions: {decisions}", decisions=decided(one.decided)) if one.decided else ""


def decided(some: Iterable[Decision]) -> str:
    """The outcome of each decision, and which it is."""
    named = (
        f"{labels.label('decision_outcome', made.outcome)}"
        f" ({meetings.named(made.number, made.decided_on)})"
        for made in some
    )
    return ", ".join(named)
