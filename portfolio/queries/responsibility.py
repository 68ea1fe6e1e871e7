"""Who is named for a proposal and what they have said, on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.model import PartyRole, Responsibility
from portfolio.queries import filters as f
from portfolio.queries.frames import frame
from portfolio.store.schema import parties, proposal_parties, proposals, responsibility_events


def accepted(filters: f.Filters) -> sa.ColumnElement[bool]:
    """Whether somebody's last word on a proposal, on that day, is yes."""
    today, then = proposal_parties.c.state, responsibility_state(filters.as_of)
    word = today if filters.is_current else then
    return _has_party(word == Responsibility.ACCEPTED)


def is_named() -> sa.ColumnElement[bool]:
    """Whether the source names somebody to discuss a proposal with."""
    return _has_party(proposal_parties.c.role == PartyRole.DISCUSS_WITH)


def _has_party(test: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    mine = sa.exists().where(proposal_parties.c.proposal_id == proposals.c.id, test)
    return mine.correlate_except(proposal_parties)


def parties_of(
    connection: Connection, filters: f.Filters, ids: list[str] | sa.Select[Any]
) -> pd.DataFrame:
    """Who is named for each proposal, those it is to be discussed with first."""
    pp = proposal_parties.c
    state = responsibility_state(filters.as_of).label("state")
    chosen = sa.select(pp.proposal_id, parties.c.name, parties.c.kind, pp.role, state)
    joined = proposal_parties.join(parties, parties.c.id == pp.party_id)
    order = sa.case((pp.role == "discuss_with", 0), (pp.role == "partner", 1), else_=2)
    found = chosen.select_from(joined).where(pp.proposal_id.in_(ids))
    return frame(connection, found.order_by(pp.proposal_id, order, pp.id))


def responsibility_state(as_of: date) -> sa.ScalarSelect[Any]:
    """The last word on a proposal's party on or before a day; NULL before the first."""
    event = responsibility_events.alias("event")
    return (
        sa.select(event.c.state)
        .where(
            event.c.proposal_party_id == proposal_parties.c.id,
            event.c.happened_on <= as_of.isoformat(),
        )
        .order_by(event.c.seq.desc())
        .limit(1)
        .correlate(proposal_parties)
        .scalar_subquery()
    )
