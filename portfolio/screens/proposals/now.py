"""The left of the sheet: the light and why, what is asked, what happened, what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portfolio import labels, language
from portfolio.domain.attention import WindowState
from portfolio.domain.dated import step_words
from portfolio.domain.model import DECIDING, GapStatus, Rag, Stage, Succession
from portfolio.domain.requests import Request, Source
from portfolio.language import _, ngettext
from portfolio.queries.papers.shapes import dates_ahead
from portfolio.reports import dated
from portfolio.reports.meetings import sentences as meetings
from portfolio.reports.requests import sentences
from portfolio.screens.drawing import Link, To
from portfolio.screens.proposals import milestones

if TYPE_CHECKING:
    from portfolio.screens.proposals.sheet import Facts

Row = dict[Any, Any]


@dataclass(frozen=True)
class Asked:
    """What is open about it: the question, why it is open, and where it is answered."""

    question: str
    why: str
    way: str
    is_asked: bool


@dataclass(frozen=True)
class Sentence:
    """What became of it: bold words, the rest, and the proposal it is about."""

    lead: str
    words: str
    other: Link | None = None


@dataclass(frozen=True)
class Now:
    """How it stands."""

    rag: str
    words: str  # the light in words and since when
    done: str
    why: str
    is_told: bool  # a status has been given
    aside: tuple[Sentence, ...]
    history: tuple[Sentence, ...]
    parked: tuple[str, ...]
    window: str  # how far that is, with ** round what matters
    is_due: bool  # what it waited for has begun
    asked: tuple[Asked, ...]
    told: tuple[tuple[str, str], ...]  # heading and words


def now(facts: Facts, to: To) -> Now:
    """All that stands in the box's left half."""
    own, statuses = facts.proposal.facts, facts.belongings.statuses.to_dict("records")
    aside, history = _succession(facts, to)
    return Now(
        rag=own["rag"],
        words=_light(own["rag"], statuses),
        done="" if own["percent"] is None else _done(own["percent"]),
        why=_why(own["rag"], statuses, _told_already(aside, facts)),
        is_told=bool(statuses),
        aside=aside,
        history=history,
        parked=_parked(facts),
        window="" if facts.parked is None else milestones.until(facts.parked, facts.filters.as_of),
        is_due=facts.parked is not None and facts.parked["state"] in _DUE,
        # An open question stands with its explanation among the questions.
        asked=tuple(
            _asked(one, facts, to) for one in facts.requests if one.source is not Source.GAP
        ),
        told=_status(statuses[0], facts) if statuses else _day_one(facts),
    )


_DUE = (WindowState.OPEN, WindowState.OVER)


def _done(percent: int) -> str:
    return _("{percent} done", percent=language.share(percent / 100))


def same_light(statuses: Sequence[Row]) -> Sequence[Row]:
    """The newest statuses that all gave the same light."""
    held = []
    for row in statuses:
        if row["rag"] != statuses[0]["rag"]:
            break
        held.append(row)
    return held


def _light(rag: str, statuses: Sequence[Row]) -> str:
    if not statuses:
        return _("No status yet")
    since = language.long_date(same_light(statuses)[-1]["reported_on"])
    return _("{light} since {day}", light=labels.label("rag", rag), day=since)


def _told_already(aside: Sequence[Sentence], facts: Facts) -> set[str]:
    """Reasons for its rest: the status that laid it to rest has them too, and they stand above."""
    waits = [] if facts.parked is None else [facts.parked["reason"]]
    return {*(one.words for one in aside), *waits}


def _why(rag: str, statuses: Sequence[Row], told: set[str]) -> str:
    """The newest reason that was given for the light it has, and is not ``told`` above."""
    given = (row["reason"] for row in same_light(statuses) if row["reason"] not in told)
    unsaid = _("Nobody has said why.") if rag in (Rag.AMBER, Rag.RED) else ""
    return next(filter(None, given), unsaid)


def _status(row: Row, facts: Facts) -> tuple[tuple[str, str], ...]:
    when, end = row["next_step_date_text"], row["next_step_date_end"]
    if when and end:
        is_past = end < facts.filters.as_of.isoformat()
        when = labels.ahead(dated.said(step_words(when, end)), is_past)
    step = row["next_step"] and (
        _("{when}: {what}", when=when, what=row["next_step"]) if when else row["next_step"]
    )
    told = (
        (_("Happened"), row["happened"]),
        (_("Next"), step),
        (_("Risk"), row["risks"]),
        (_("Finances"), row["economy"]),
    )
    given = tuple((heading, words) for heading, words in told if words)
    day = language.long_date(row["reported_on"])
    by = labels.label("actor", row["author"])
    return (*given, (_("Status"), f"{day} · {by}"))


def _day_one(facts: Facts) -> tuple[tuple[str, str], ...]:
    """What is known before anybody has reported: what is decided, open, and ahead."""
    made = [row for row in facts.made if row["outcome"] in DECIDING]
    waiting = [row["question"] for row in facts.gaps if row["status"] == GapStatus.OPEN]
    ahead = [row for row in dates_ahead(facts.milestones) if row["date_text"]]
    decided = [f"{_named(row)}: {labels.tied(row['decision'], row['mine'])}" for row in made]
    dates = [f"{_when(row)}: {row['title']}" for row in ahead]
    told = ((_("Decided"), decided), (_("Open questions"), waiting), (_("Next date"), dates[:1]))
    return tuple((heading, _first(some)) for heading, some in told if some)


def _named(row: Row) -> str:
    return meetings.named(row["number"], row["decided_on"])


def _when(row: Mapping[str, Any]) -> str:
    return labels.ahead(language.within(dated.of(row)), row["is_unsettled"])


def _first(some: Sequence[str]) -> str:
    rest = len(some) - 1
    if not rest:
        return some[0]
    return ngettext("{first} and {n} more", "{first} and {n} more", rest, first=some[0])


def _asked(one: Request, facts: Facts, to: To) -> Asked:
    day = facts.filters.as_of
    others = [
        str(about.number) for about in one.proposals if about.id != facts.proposal.facts["id"]
    ]
    also = _("also {proposals}", proposals=language.listed(others)) if 0 < len(others) < 10 else ""
    told = (sentences.kind(one), sentences.of_whom(one), sentences.why_open(one, day), also)
    why = " · ".join(words for words in told if words)
    way = to("anmodninger")
    if one.recorded_at is not None:
        way = _recorded(one.recorded_at, to)
    question = sentences.of_one(sentences.question(one), one, facts.proposal.facts["id"])
    return Asked(question, why, way, one.is_asked)


#: Where what is only to be recorded is recorded: the page, and the name in its address.
_RECORDED = {
    "milestones": ("tidslinje", "milepael"),
    "follow_ups": ("opfoelgninger", "opfoelgning"),
}


def _recorded(at: tuple[str, str], to: To) -> str:
    page, name = _RECORDED[at[0]]
    return to(page, **{name: at[1]})


def _succession(facts: Facts, to: To) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Where it has gone now, and what happened to it and to others that went into it before."""
    own = [_step(row, to) for row in facts.trail.own.to_dict("records")]
    reason = facts.proposal.facts["set_aside_reason"]
    is_aside = facts.proposal.facts["stage"] == Stage.NOT_PURSUED
    if is_aside and not own and reason:
        own = [Sentence(_("Set aside:"), reason)]
    into = [_taken_in(row, to) for row in facts.trail.taken_in.to_dict("records")]
    if is_aside and own:
        return (own[-1],), (*own[:-1], *into)
    return (), (*own, *into)


def _step(row: Row, to: To) -> Sentence:
    day = language.long_date(row["happened_on"])
    leads = {
        Succession.SET_ASIDE: lambda: _("Set aside {day}:", day=day),
        Succession.MERGED: lambda: _("Merged {day} with", day=day),
        Succession.REPLACED: lambda: _("Replaced {day} by", day=day),
        Succession.RESUMED: lambda: _("Taken up again {day}:", day=day),
    }
    return Sentence(leads[Succession(row["kind"])](), row["reason"], _other(row, to))


def _taken_in(row: Row, to: To) -> Sentence:
    day = language.long_date(row["happened_on"])
    merged = row["kind"] == Succession.MERGED
    lead = _("Took in {day}:", day=day) if merged else _("Replaced {day}:", day=day)
    return Sentence(lead, row["reason"], _other(row, to))


def _other(row: Row, to: To) -> Link | None:
    if row["number"] is None:
        return None
    return Link(f"{row['number']} {row['title']}", to("forslag", nr=row["number"]))


def _parked(facts: Facts) -> tuple[str, ...]:
    """What it waits for, why, and what must be ready: the first line stands in bold."""
    row = facts.parked
    if row is None:
        return ()
    window = f"{row['process_title']}: {row['window']}, {language.within(dated.of(row))}"
    since = language.long_date(row["parked_on"])
    return (
        _("On hold since {day} until {window}", day=since, window=window),
        _("Why: {reason}", reason=row["reason"]),
        _("Must be ready: {what}", what=row["must_be_ready"]),
    )
