"""What Beslutninger tells: the decisions asked for, with all that stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.domain.model import DECIDING, DecisionOutcome
from portfolio.queries import filter_choices
from portfolio.queries.documents import documents
from portfolio.queries.frames import grouped
from portfolio.queries.meetings import carried_out, decisions, follow_ups, meetings
from portfolio.queries.requests.effects import effects_of
from portfolio.screens import drawing, sources
from portfolio.screens.drawing import Read, rows

Row = dict[Any, Any]
Rows = Sequence[Row]
#: So many decisions stand on a page of them all.
A_PAGE = 40


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which decisions, on a day: those about the portfolio, or those of one meeting.

    ``item`` and ``number`` are of the meeting; ``page`` counts from 1.
    """

    portfolio: str
    as_of: date
    is_current: bool
    meeting: str | None = None  # its key
    item: int | None = None
    number: str | None = None
    outcome: str | None = None
    differs: bool | None = None
    proposal: int | None = None
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether some of the decisions are left out by a filter."""
        return any(value is not None for value in (self.outcome, self.differs, self.proposal))


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """The answers, kept and compared as one thing."""

    asked: Asked
    held: Rows
    total: int  # decisions that match
    made: Rows  # those of the page, as ``_beside`` says
    elsewhere: Mapping[str, str]  # the titles of the other portfolios, by code
    cited: tuple[sources.Cited, ...]
    # Of all of them:
    ages: Sequence[carried_out.Group] = ()
    waiting: Rows = ()  # follow-ups
    # Of one meeting:
    items: Rows = ()
    people: Rows = ()
    enclosed: Rows = ()

    @property
    def meeting(self) -> Row:
        """The one asked for."""
        return next(row for row in self.held if row["id"] == self.asked.meeting)


def of(connection: Any, *, asked: Asked) -> Facts:  # noqa: ANN401 - the store's
    """All of it as one answer, which is then kept as one."""
    read = drawing.reader(connection)
    every = _every(read, asked)
    first = A_PAGE * (asked.page - 1)
    held = rows(read(meetings.meetings_held, as_of=asked.as_of))
    made = _beside(read, asked, every if asked.meeting else every[first : first + A_PAGE], held)
    told = _of_meeting(read, asked) if asked.meeting else _of_all(read, asked)
    others = (row for row in read(filter_choices.portfolio_rows) if row["code"] != asked.portfolio)
    return Facts(
        asked=asked,
        held=held,
        total=len(every),
        made=made,
        elsewhere={row["code"]: row["title"] for row in others},
        cited=_cited(read, asked, made, told),
        **told,
    )


def _every(read: Read, asked: Asked) -> Rows:
    found = read(
        decisions.decisions_made,
        as_of=asked.as_of,
        meeting=asked.meeting,
        item=asked.item,
        number=asked.number,
        outcome=asked.outcome,
        differs=asked.differs,
        # A meeting is told whole.
        portfolio=asked.portfolio if asked.proposal or not asked.meeting else None,
        proposal=asked.proposal,
        foremost=asked.meeting is None,
    )
    every = rows(found)
    if asked.meeting or asked.outcome:
        return every
    # What a meeting did not come to is a line of its record, and no decision.
    return [row for row in every if row["outcome"] != DecisionOutcome.NOT_REACHED]


def _beside(read: Read, asked: Asked, made: Rows, held: Rows) -> Rows:
    """Each with its meeting, follow-ups and effects, with its proposals by how sure the tie is,
    how many files hang on it, whether it decides at all, and what became of it: ``None`` where
    nothing is to be carried out.
    """
    ids = tuple(row["id"] for row in made)
    by_id = {row["id"]: row for row in held}
    tasks = _by_decision(read(decisions.follow_ups_of, decisions=ids, as_of=asked.as_of))
    about = _by_decision(read(decisions.proposals_of, decisions=ids))
    became = rows(read(carried_out.carried_out_on, as_of=asked.as_of, ids=ids))
    counted = {row["id"]: row for row in became if row["counts"]}
    effects = read(effects_of, decisions=ids)
    day = None if asked.is_current else asked.as_of
    files = read(documents.how_many, subject_table="decisions", ids=ids, as_of=day)
    return [
        {
            **row,
            "meeting": by_id[row["meeting_id"]],
            "tasks": tasks[row["id"]],
            "effects": effects.get(row["id"], ()),
            "about": about[row["id"]],
            "files": files.get(row["id"], 0),
            "decides": row["outcome"] in DECIDING,
            "became": counted.get(row["id"]),
        }
        for row in made
    ]


def _of_all(read: Read, asked: Asked) -> dict[str, Any]:
    here: dict[str, Any] = {"as_of": asked.as_of, "portfolio": asked.portfolio}
    waiting = follow_ups.Filters(**here, state=follow_ups.WAITING)
    return {
        "ages": read(carried_out.by_age, **here),
        "waiting": rows(read(follow_ups.follow_ups_on, filters=waiting)),
    }


def _of_meeting(read: Read, asked: Asked) -> dict[str, Any]:
    here = {"meeting": asked.meeting, "as_of": asked.as_of, "portfolio": asked.portfolio}
    return {
        "items": rows(read(meetings.agenda, **here)),
        "people": rows(read(meetings.participants, meeting=asked.meeting)),
        "enclosed": rows(read(meetings.attachments_of, meeting=asked.meeting)),
    }


def _cited(read: Read, asked: Asked, made: Rows, told: dict[str, Any]) -> tuple[sources.Cited, ...]:
    by_table: dict[str, Rows] = {
        "decisions": made,
        "decision_proposals": [one for row in made for one in row["about"]],
        "follow_ups": [one for row in made for one in row["tasks"]],
        "meetings": [{"id": asked.meeting}] if asked.meeting else [],
        "agenda_items": told.get("items", ()),
        "meeting_participants": told.get("people", ()),
        "attachments": told.get("enclosed", ()),
    }
    return tuple(
        sources.cited(read, table, (row["id"] for row in some))
        for table, some in by_table.items()
        if some
    )


def _by_decision(found: Any) -> Mapping[str, Rows]:  # noqa: ANN401 - a frame
    return grouped((row["decision_id"], row) for row in rows(found))
