"""How a proposal left the board and came back, and which others went into it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Stage, Succession
from portfolio.queries.frames import frame, frames
from portfolio.store.schema import proposal_successions, proposals

# Made once: an alias copies every column it has.
_INTO = proposals.alias("into")
_MINE = proposals.alias("mine")
_LATER = proposal_successions.alias("later")


@dataclass(frozen=True)
class Departure:
    """How a proposal went or came back; the number is of the proposal it went into."""

    kind: Succession
    happened_on: str | None  # None: set aside by an import that knew no day
    reason: str | None
    number: int | None
    title: str | None


@dataclass(frozen=True)
class Trail:
    """What happened to a proposal, and what it took in; each a frame, the oldest first."""

    own: pd.DataFrame  # kind, happened_on, reason, number and title of the other (or None)
    taken_in: pd.DataFrame  # kind, happened_on, reason, number and title of the other


def trails(connection: Connection, *, as_of: date, ids: Collection[str]) -> dict[str, Trail]:
    """By proposal, its trail up to a day; ``taken_in`` holds those that are still in it."""
    s, other = proposal_successions.c, proposals.c
    until = s.happened_on <= as_of.isoformat()
    columns = (s.kind, s.happened_on, s.reason, other.number, other.title)
    order = (s.happened_on, s.recorded_at, s.id)
    forward = proposal_successions.outerjoin(proposals, other.id == s.successor_id)
    left = sa.select(s.proposal_id, *columns).select_from(forward)
    own = frames(connection, left.where(s.proposal_id.in_(ids), until).order_by(*order), ids)
    backward = proposal_successions.join(proposals, other.id == s.proposal_id)
    came = sa.select(s.successor_id, *columns).select_from(backward)
    into = came.where(s.successor_id.in_(ids), until, ~_came_back(as_of))
    taken_in = frames(connection, into.order_by(*order), ids)
    return {id: Trail(own[id], taken_in[id]) for id in ids}


def departures(connection: Connection, *tests: sa.ColumnElement[bool]) -> dict[str, Departure]:
    """By proposal: the last that happened to it, of the successions that pass the tests."""
    s, into = proposal_successions.c, _INTO
    chosen = (
        sa.select(s.proposal_id, s.kind, s.happened_on, s.reason, into.c.number, into.c.title)
        .select_from(
            proposal_successions.join(proposals, proposals.c.id == s.proposal_id).outerjoin(
                into, into.c.id == s.successor_id
            )
        )
        .where(*tests)
        .order_by(s.happened_on, s.recorded_at, s.id)
    )
    return {
        key: Departure(Succession(kind), *facts)
        for key, kind, *facts in connection.execute(chosen)  # the last one is kept
    }


def others(connection: Connection, *, proposal_id: str) -> pd.DataFrame:
    """id, number, title of the proposals of the same portfolio that are still worked on."""
    p, mine = proposals.c, _MINE.c
    portfolio = sa.select(mine.portfolio_id).where(mine.id == proposal_id).scalar_subquery()
    chosen = sa.select(p.id, p.number, p.title).where(
        p.portfolio_id == portfolio, p.id != proposal_id, p.stage != Stage.NOT_PURSUED
    )
    return frame(connection, chosen.order_by(p.number))


def _came_back(as_of: date) -> sa.ColumnElement[bool]:
    """Whether the proposal of the row has been resumed since."""
    s, later = proposal_successions.c, _LATER.c
    return sa.exists().where(
        later.proposal_id == s.proposal_id,
        later.kind == Succession.RESUMED,
        later.recorded_at > s.recorded_at,
        later.happened_on <= as_of.isoformat(),
    )
