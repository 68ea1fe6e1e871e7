"""What stands beside an item on the projector: why it is here, what is new, who, and what was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from portfolio import labels, language
from portfolio.domain.attention import FollowUpState, Reason
from portfolio.language import _, ngettext
from portfolio.queries.overview import compare
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import Screen
from portfolio.reports import dated
from portfolio.reports.meetings import sentences as meetings
from portfolio.reports.overview import changes

Row = dict[Any, Any]
_DONE = (FollowUpState.DONE, FollowUpState.LAPSED)
_PASSED = (FollowUpState.OVERDUE, FollowUpState.NOT_RECORDED)


class Room(NamedTuple):
    """How many of each are shown; the rest is counted."""

    questions: int
    changes: int
    deadlines: int
    waiting: int  # follow-ups of earlier decisions
    made: int  # follow-ups of the decision that is made here


SHORT, WHOLE = Room(3, 2, 1, 2, 7), Room(*[99] * 5)


@dataclass(frozen=True)
class Facts:
    """What an item is shown from."""

    review: Review
    item: Row
    screen: Screen
    since: date | None  # the last review before this one
    moved: compare.Difference | None  # what is different since
    today: date


class Line(NamedTuple):
    """Words of a fact; ``is_sure`` False: that it is missing, or something beside it."""

    words: str
    is_sure: bool = True


#: A heading, and the lines under it.
Told = tuple[str, Sequence[Line]]


def told(facts: Facts, room: Room) -> list[Told]:
    """Why it is here, what is new, the risk, who, and what comes next."""
    shown = facts.screen
    if shown.here is not None and shown.here.follow_ups:
        made = _tasks(shown.here.follow_ups, room.made)
        return [(_("Follow-ups"), made), *_who_and_next(shown, room)]
    if shown.facts is None:
        return []
    here = [(_("Why it is here"), _why_here(facts))] if shown.here is None else []
    return [*here, *_new(facts, room), *_who_and_next(shown, room)]


def _why_here(facts: Facts) -> list[Line]:
    if not facts.item["reasons"]:
        return [Line(_("added to the agenda"))]
    # The light and what moved stand on the screen themselves.
    seen = (Reason.RED, Reason.AMBER, Reason.CHANGED)
    codes = [code for code in facts.item["reasons"] if code not in seen]
    said = ", ".join(labels.label("reason", code) for code in codes or facts.item["reasons"])
    return [Line(said[:1].upper() + said[1:])]


def _new(facts: Facts, room: Room) -> list[Told]:
    new: list[Told] = []
    if facts.since is not None:
        day = language.long_date(facts.since)
        new.append((_("Since {day}", day=day), _moved(facts.moved, room)))
    assert facts.screen.facts is not None
    if risk := facts.screen.facts["risks"]:
        new.append((_("Risk"), [Line(risk)]))
    elif facts.screen.facts["status_on"]:
        new.append((_("Risk"), [Line(_("not mentioned in the latest status"), is_sure=False)]))
    return new


def _moved(difference: compare.Difference | None, room: Room) -> list[Line]:
    """Without what was decided: it stands on the screen as what it is."""
    said = () if difference is None else changes.sentences(difference)
    if difference is not None and difference.decided:
        said = said[:-1]
    if not said:
        return [Line(_("Nothing has moved."), is_sure=False)]
    return _cut([Line(one) for one in said], room.changes)


def _who_and_next(screen: Screen, room: Room) -> list[Told]:
    """Who is responsible, what comes next and what is near; or openly that nobody knows."""
    facts = screen.facts
    if facts is None:
        return []
    step = [Line(_("missing"), is_sure=False)]
    if facts["next_step"]:
        when = dated.said(facts["next_step_date_text"], "")
        day = labels.ahead(when, facts["step_is_past"]) if when else ""
        step = [Line(facts["next_step"]), *([Line(day, is_sure=False)] if day else [])]
    near = [
        (_("Deadline {day}", day=dated.of(row)), [Line(row["title"])])
        for row in screen.deadlines[: room.deadlines]
    ]
    return [(_("Responsible"), _who(screen)), (_("Next step"), step), *near]


def _who(screen: Screen) -> list[Line]:
    if screen.responsible:
        return [Line(", ".join(screen.responsible))]
    said = [_("missing")]
    if screen.asked:
        said.append(_("asked, not answered: {names}", names=", ".join(screen.asked)))
    if screen.declined:
        said.append(_("has said no: {names}", names=", ".join(screen.declined)))
    return [Line(one, is_sure=False) for one in said]


def last(screen: Screen, room: Room) -> list[Told]:
    """The last decision, and whether it was carried out, with so many that wait."""
    if screen.facts is None:
        return []
    if not screen.last:
        return [(_("Last decision"), [Line(_("none on record"), is_sure=False)])]
    first, more = screen.last[0], len(screen.last) - 1
    outcome = labels.outcome(first.outcome, first.decision)
    lines = [Line(f"{outcome}: {first.decision}" if outcome else first.decision)]
    if more:
        rest = ngettext("and {n} decision more that day", "and {n} decisions more that day", more)
        lines.append(Line(rest, is_sure=False))
    day = language.long_date(first.decided_on)
    carried = [task for made in screen.last for task in made.follow_ups]
    return [(_("Last time, {day}", day=day), [*lines, *_carried_out(carried, room.waiting)])]


def _carried_out(tasks: Sequence[Row], room: int) -> list[Line]:
    if not tasks:
        return [Line(_("Whether it was carried out: not recorded"), is_sure=False)]
    waiting = [task for task in tasks if task["state"] not in _DONE]
    done = ngettext(
        "{done} of {n} follow-up done",
        "{done} of {n} follow-ups done",
        len(tasks),
        done=len(tasks) - len(waiting),
    )
    return [Line(done), *(_tasks(waiting, room) if room else [])]


def _tasks(tasks: Sequence[Row], room: int) -> list[Line]:
    return _cut([Line(_task(one)) for one in tasks], room)


def _task(one: Row) -> str:
    """A follow-up with who and when; and where the day has passed, what that means."""
    who = one["responsible"] or _("responsible missing")
    when = meetings.when(one, _("date missing"))
    state = labels.label("follow_up_state", one["state"]) if one["state"] in _PASSED else ""
    return " · ".join(part for part in (one["title"], who, when, state) if part)


def _cut(lines: list[Line], room: int) -> list[Line]:
    if (rest := len(lines) - room) <= 0:
        return lines
    return [*lines[:room], Line(_("and {n} more", n=rest), is_sure=False)]
