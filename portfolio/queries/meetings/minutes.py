"""A meeting as its decision minutes tell it: items in order, what was decided, what follows.

Open this when the minutes are to say something they do not say yet. Of a closed item nothing is
asked but its number and its case number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.queries import filter_choices
from portfolio.queries.frames import grouped, rows
from portfolio.queries.meetings import meetings
from portfolio.queries.meetings.decisions import decisions_made, follow_ups_of
from portfolio.queries.organisations import organisations
from portfolio.queries.papers.shapes import Row, records
from portfolio.store import schema
from portfolio.store.live import agenda_items, decision_proposals, decisions
from portfolio.store.schema import portfolios, proposals, review_items, reviews


@dataclass(frozen=True)
class NamedProposal:
    """A proposal a decision is about."""

    portfolio: str  # its title
    number: int
    title: str


@dataclass(frozen=True)
class MinutedDecision:
    """A decision: the columns of decisions_made, what it is about, and what follows from it."""

    row: Row
    review_on: str | None  # ISO
    deviation: str | None  # whether it changes the recommendation or adds to it; None: neither
    about: tuple[NamedProposal, ...]
    follow_ups: tuple[Row, ...]  # title, responsible or None, date_text or None

    @property
    def is_made(self) -> bool:
        """Whether anything was decided; else the line says what the meeting did not come to."""
        return bool(self.row["outcome"] != DecisionOutcome.NOT_REACHED)


@dataclass(frozen=True)
class TakenBack:
    """A decision that stood when the meeting was closed, and holds no longer."""

    number: str
    decision: str
    at: str  # stored moment
    reason: str


@dataclass(frozen=True)
class Item:
    """An item of the meeting. A closed one has a number and a case number, and nothing else."""

    number: int | None  # None: talked about, and nothing was decided of it
    title: str
    case_number: str | None
    closed: bool
    decisions: tuple[MinutedDecision, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()  # since the meeting was closed


@dataclass(frozen=True)
class Minutes:
    """The facts of a meeting. Times are as they were written."""

    meeting: Row  # id, code, title, body, held_on, starts_at, place
    municipality: str
    demo: bool
    present: tuple[str, ...]
    absent: tuple[str, ...]
    items: tuple[Item, ...]
    noted: tuple[NamedProposal, ...]  # gathered, and taken note of together
    #: The review of it: closed_at and closed_by; None when the meeting was not held in the tool.
    review: Row | None
    logo: bytes | None  # PNG, of the same
    several: bool  # there is more than one portfolio, so a number alone names no proposal

    @property
    def decisions(self) -> list[MinutedDecision]:
        """What was decided. That something was not reached is a line, and no decision."""
        return [one for item in self.items for one in item.decisions if one.is_made]

    @property
    def is_draft(self) -> bool:
        """Whether the meeting is still open in the tool, so that this can still change."""
        return self.review is not None and self.review["closed_at"] is None


def minutes(connection: Connection, *, meeting: str, as_of: date) -> Minutes | None:
    """The minutes of a meeting held on or before a day; None if there is no such meeting."""
    held = meetings.meetings_held(connection, as_of=as_of)
    found = next((row for row in records(held) if row["id"] == meeting), None)
    if found is None:
        return None
    people = meetings.participants(connection, meeting=meeting)
    every = filter_choices.portfolio_rows(connection)
    review = _review(connection, meeting)
    return Minutes(
        meeting=found,
        municipality=str(every[0]["municipality"]) if every else "",
        demo=filter_choices.is_demo(connection),
        present=tuple(people.loc[people["absent"] == 0, "name"]),
        absent=tuple(people.loc[people["absent"] == 1, "name"]),
        items=(*_items(connection, meeting, as_of), *_undecided(connection, review)),
        noted=_noted_together(connection, review),
        review=review,
        logo=organisations.logo(connection),
        several=len(every) > 1,
    )


def _items(connection: Connection, meeting: str, as_of: date) -> Iterable[Item]:
    made, taken_back = _decided(connection, meeting, as_of), _taken_back(connection, meeting, as_of)
    for row in records(meetings.agenda(connection, meeting=meeting, as_of=as_of)):
        if row["closed"]:
            yield Item(row["number"], row["title"], row["case_number"], closed=True)
        else:
            yield Item(
                row["number"],
                row["title"],
                row["case_number"],
                closed=False,
                decisions=made[row["number"]],
                taken_back=taken_back[row["number"]],
            )


def _decided(
    connection: Connection, meeting: str, as_of: date
) -> dict[int, tuple[MinutedDecision, ...]]:
    """By item, in the order of their numbers."""
    table = decisions_made(connection, as_of=as_of, meeting=meeting)
    ids = tuple(table["id"])
    about = _about(connection, ids)
    follow = _follow_ups(connection, ids, as_of)
    more = _review_days_and_deviations(connection, ids)
    return grouped(
        (row["item"], MinutedDecision(row, *more[row["id"]], about[row["id"]], follow[row["id"]]))
        for row in sorted(records(table), key=lambda row: (len(row["number"]), row["number"]))
    )


def _taken_back(
    connection: Connection, meeting: str, as_of: date
) -> dict[int, tuple[TakenBack, ...]]:
    """By item. What is taken back while the meeting sits was never in its minutes."""
    a, r, d = agenda_items.c, reviews.c, schema.decisions.c
    chosen = (
        sa.select(
            a.number, d.number.label("decision"), d.decision, d.withdrawn_at, d.withdrawn_reason
        )
        .select_from(
            schema.decisions.join(agenda_items, a.id == d.agenda_item_id).join(
                reviews, r.meeting_id == a.meeting_id
            )
        )
        .where(
            a.meeting_id == meeting,
            d.withdrawn_at > r.closed_at,
            d.withdrawn_at < clock.end(as_of),
        )
        .order_by(sa.func.length(d.number), d.number)
    )
    return grouped((number, TakenBack(*row)) for number, *row in connection.execute(chosen))


def _about(connection: Connection, ids: tuple[str, ...]) -> dict[str, tuple[NamedProposal, ...]]:
    link = decision_proposals.c
    named = _named(decision_proposals, link.decision_id).where(link.decision_id.in_(ids))
    return grouped((key, NamedProposal(*facts)) for key, *facts in connection.execute(named))


def _named(link: sa.FromClause, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Some columns of what hangs on proposals, and the fields of a NamedProposal."""
    f, p = portfolios.c, proposals.c
    chosen = sa.select(*columns, f.title.label("portfolio"), p.number, p.title)
    tied = chosen.select_from(link.join(proposals).join(portfolios))
    return tied.order_by(f.position, f.code, p.number)


def _follow_ups(
    connection: Connection, ids: tuple[str, ...], as_of: date
) -> dict[str, tuple[Row, ...]]:
    table = follow_ups_of(connection, decisions=ids, as_of=as_of)
    return grouped((row["decision_id"], row) for row in records(table))


def _review_days_and_deviations(
    connection: Connection, ids: tuple[str, ...]
) -> dict[str, tuple[str | None, str | None]]:
    d = decisions.c
    chosen = sa.select(d.id, d.review_on, d.deviation).where(d.id.in_(ids))
    return {row.id: (row.review_on, row.deviation) for row in connection.execute(chosen)}


def _review(connection: Connection, meeting: str) -> Row | None:
    r = reviews.c
    chosen = sa.select(r.id, r.started_at, r.closed_at, r.closed_by).where(r.meeting_id == meeting)
    row = connection.execute(chosen).mappings().one_or_none()
    return None if row is None else dict(row)


def _undecided(connection: Connection, review: Row | None) -> Iterable[Item]:
    """What stood on the review's agenda and has no item, since nothing was decided of it."""
    if review is None:
        return ()
    i, p = review_items.c, proposals.c
    title = sa.func.coalesce(p.title, i.title)
    chosen = (
        sa.select(title.label("title"))
        .select_from(review_items.outerjoin(proposals, p.id == i.proposal_id))
        .where(
            i.review_id == review["id"], i.placement == Placement.AGENDA, i.agenda_item_id.is_(None)
        )
        .order_by(i.position, i.id)
    )
    found = connection.execute(chosen)
    return tuple(Item(None, row.title, None, closed=False) for row in found)


def _noted_together(connection: Connection, review: Row | None) -> tuple[NamedProposal, ...]:
    """What was taken note of together and has no item of its own in the minutes."""
    if review is None:
        return ()
    i, p = review_items.c, proposals.c
    decided = (
        sa.select(decision_proposals.c.proposal_id)
        .join(decisions, decisions.c.id == decision_proposals.c.decision_id)
        .join(agenda_items, agenda_items.c.id == decisions.c.agenda_item_id)
        .join(reviews, reviews.c.meeting_id == agenda_items.c.meeting_id)
        .where(reviews.c.id == review["id"])
    )
    noted = _named(review_items).where(
        i.review_id == review["id"], i.placement == Placement.NOTED, p.id.not_in(decided)
    )
    return tuple(NamedProposal(**row) for row in rows(connection, noted))


def to_choose(connection: Connection, *, as_of: date) -> pd.DataFrame:
    """id, code, title, held_on of the meetings held on or before a day, the newest first."""
    return meetings.meetings_held(connection, as_of=as_of)[["id", "code", "title", "held_on"]]
