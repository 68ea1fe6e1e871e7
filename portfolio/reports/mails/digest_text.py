"""A digest in sentences: plain text that the page, and the mail, show as they are.

Open this to change what whoever was away is told. What moved is worded in
:mod:`portfolio.reports.overview.changes`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from portfolio import labels
from portfolio.domain.requests import Request
from portfolio.language import _, end_sentence, long_date, ngettext, within
from portfolio.queries.mails.digest import Digest, WaitingMatters, WaitingProposal
from portfolio.queries.overview.compare import Difference
from portfolio.queries.overview.news import Decided
from portfolio.queries.papers.shapes import Row
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.reports.meetings import sentences as meeting_sentences
from portfolio.reports.overview import changes
from portfolio.reports.requests import sentences

_NAMED = 9
#: Requests that are told of one by one.
_REQUESTS = 3


def span(one: Digest) -> str:
    """``Siden 4. april 2022, til og med 1. maj 2022``."""
    return _(
        "Since {first}, up to and including {last}",
        first=long_date(one.since),
        last=long_date(one.until),
    )


def in_short(one: Digest) -> str:
    """The one sentence: how much was decided, how much moved."""
    decided = ngettext("{n} decision", "{n} decisions", len(one.decisions))
    if one.moved:
        moved = changes.summary(one.differences)
        return _("{decided}. Of the proposals: {moved}.", decided=decided, moved=moved)
    if one.decisions:
        return f"{decided}. " + _("No proposal has moved.")
    return _("Nothing has been decided, and nothing has moved.")


def decision(one: Decided) -> str:
    """``7.2 af 4. april 2022, besluttet, forslag 1–9 (udledt): …``: see :func:`told`."""
    return f"{meeting_sentences.named(one.number, one.decided_on)}{told(one)}"


def told(one: Decided) -> str:
    """What follows a decision's name: the outcome, the proposals or else the item, the words, and
    what differs from the recommendation.
    """
    outcome = labels.outcome(one.outcome, one.decision).lower()
    about = _about(one.numbers) or one.item
    said = f", {outcome}, {about}: " if outcome else f", {about}: "
    said += end_sentence(one.decision)
    if one.difference:
        said += " " + _(
            "It differs from the recommendation: {difference}", difference=one.difference
        )
    return said


def _about(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return ""
    if len(_runs(numbers)) > _NAMED:
        return ngettext("{n} proposal", "{n} proposals", len(numbers))
    listed = labels.by_certainty(numbers, lambda some: ", ".join(_runs(some)))
    return ngettext("proposal {numbers}", "proposals {numbers}", len(numbers), numbers=listed)


def _runs(numbers: Sequence[int]) -> list[str]:
    """``1–3, 6`` of 1, 2, 3 and 6: three or more in a row are told by the first and the last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told: list[str] = []
    for run in runs:
        told += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return told


def change(one: Difference) -> str:
    """What moved of a proposal, in one line after its number and title.

    What was decided of it stands among the decisions.
    """
    return " ".join(
        end_sentence(sentence) for sentence in changes.sentences(replace(one, decided=()))
    )


def waits(
    some: WaitingMatters,
) -> tuple[tuple[str, str, tuple[tuple[str, WaitingProposal | None], ...]], ...]:
    """Headings with the page where it is done and their lines; with a line stands the proposal it
    is about, if there is one.
    """
    groups: Iterable[tuple[str, str, tuple[tuple[str, WaitingProposal | None], ...]]] = (
        (_("To the directorate"), "anmodninger", _requests(some)),
        (_("Status is asked for"), "mine", tuple(_status(own) for own in some.statuses)),
        (
            _("Responsibility is asked for"),
            "mine",
            tuple(
                (_("{party} is asked to take it.", party=named.words), named)
                for named in some.responsibility
            ),
        ),
        (
            _("Follow-ups"),
            "opfoelgninger",
            tuple((follow_up(row), None) for row in some.follow_ups),
        ),
    )
    return tuple(group for group in groups if group[-1])


def _requests(
    some: WaitingMatters,
) -> tuple[tuple[str, WaitingProposal | None], ...]:
    """The most pressing, each a question with why it is open; the rest are a number."""
    lines = [_request(one, some.today) for one in some.requests[:_REQUESTS]]
    if (rest := len(some.requests) - len(lines)) > 0:
        more = ngettext(
            "and {n} more in all portfolios together, on the page To the directorate",
            "and {n} more in all portfolios together, on the page To the directorate",
            rest,
        )
        lines.append((more, None))
    return tuple(lines)


def _request(one: Request, today: date) -> tuple[str, WaitingProposal | None]:
    why = sentences.why_open(one, today)
    if not one.is_asked:  # else it says itself who asked
        why = f"{within(sentences.kind(one))}: {why}"
    only = one.proposals[0] if len(one.proposals) == 1 else None
    about = "" if only else sentences.about(one)
    question = sentences.of_one(sentences.question(one), one, only.id if only else "")
    words = f"{question} ({'; '.join(part for part in (about, why) if part)})"
    if only is None:
        return words, None
    return words, WaitingProposal(only.portfolio, only.number, only.title, "")


def _status(own: OwnProposal) -> tuple[str, WaitingProposal]:
    assert own.asked is not None, "only what is asked waits"
    named = WaitingProposal(own.portfolio, own.number, own.title, "")
    day = long_date(own.asked.deadline_on)
    if own.asked.returned_comment:
        return _(
            "Returned: {comment} The deadline is {day}.",
            comment=end_sentence(own.asked.returned_comment),
            day=day,
        ), named
    return _("No later than {day}: {round}.", day=day, round=own.asked.round_title), named


def follow_up(row: Row) -> str:
    """``Inddrag Chefforum … (maj 2022, overskredet)``."""
    when = meeting_sentences.when(row, _("date missing"))
    state = labels.label("follow_up_state", row["state"])
    return f"{row['title']} ({when}, {state.lower()})"
