"""The overview's answers: key figures, the cards under their purposes, how old it all is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.model import Outcome, Relation, Responsibility
from portfolio.queries import filters as f
from portfolio.queries.frames import frame
from portfolio.store.schema import (
    decisions,
    funding_pools,
    milestones,
    parties,
    proposal_parties,
    proposal_pools,
    proposal_processes,
    proposals,
    purposes,
    responsibility_events,
    status_updates,
    strategy_processes,
)


@dataclass(frozen=True)
class Board:
    """The cards of one page, column by column, and how many there are behind them."""

    purposes: pd.DataFrame  # id, number, title, short_title, total
    cards: pd.DataFrame  # id, purpose_id, number, title, stage, rag, percent, status_on, next_step
    parties: pd.DataFrame  # proposal_id, name, kind, role, state
    links: pd.DataFrame  # proposal_id, title: pools, then what is the proposal's own, then the rest
    dates: pd.DataFrame  # proposal_id, date_text, title: the nearest milestone ahead, if any


@dataclass(frozen=True)
class KeyFigures:
    """Counts of the proposals that match."""

    total: int
    lights: dict[str, int]
    accepted: int
    to_decide: int
    longest_column: int  # proposals of the purpose that has most


def board(
    connection: Connection, *, filters: f.Filters, page: int = 1, per_purpose: int = 5
) -> Board:
    """One page of cards: ``per_purpose`` a column, so that no portfolio is too large."""
    columns = _purposes(connection, filters)
    parts = [
        _cards(connection, filters, purpose, per_purpose, (page - 1) * per_purpose)
        for purpose in columns["id"]
    ]
    cards = pd.concat(parts, ignore_index=True) if parts else _cards(connection, filters, "", 1, 0)
    ids = list(cards["id"])
    return Board(
        columns,
        cards,
        _parties(connection, filters, ids),
        _links(connection, ids),
        _next_dates(connection, filters, ids),
    )


def key_figures(connection: Connection, *, filters: f.Filters) -> KeyFigures:
    """How many, by light, how many somebody has accepted, how many wait for a decision."""
    seen = f.view(filters)
    found = f.conditions(filters, seen)
    counted = sa.select(proposals.c.purpose_id, seen.rag, sa.func.count())
    grouped = (
        counted.select_from(seen.source).where(found).group_by(proposals.c.purpose_id, seen.rag)
    )
    lights, columns = Counter[str](), Counter[str]()
    for purpose, rag, count in connection.execute(grouped):
        lights[rag] += count
        columns[purpose] += count
    return KeyFigures(
        total=lights.total(),
        lights={rag: lights[rag] for rag in ("none", "green", "amber", "red")},
        accepted=_count(connection, seen, found, proposals.c.id.in_(accepted(filters))),
        to_decide=_count(connection, seen, found, proposals.c.id.in_(to_decide(filters, seen))),
        longest_column=max(columns.values(), default=0),
    )


def latest_news(connection: Connection, *, as_of: date) -> date | None:
    """The day of the newest thing recorded on or before a day; None in an empty portfolio."""
    columns: list[sa.Column[str]] = [status_updates.c.reported_on, decisions.c.decided_on]
    columns += [responsibility_events.c.happened_on, proposals.c.introduced_on]
    newest = [
        connection.execute(sa.select(sa.func.max(c)).where(c <= as_of.isoformat())).scalar()
        for c in columns
    ]
    return max((date.fromisoformat(day) for day in newest if day), default=None)


def accepted(filters: f.Filters) -> sa.Select[Any]:
    """Ids of proposals for which somebody's last word, on that day, is yes."""
    today, then = proposal_parties.c.state, responsibility_state(filters.as_of)
    word = today if filters.is_current else then
    return sa.select(proposal_parties.c.proposal_id).where(word == Responsibility.ACCEPTED)


def to_decide(filters: f.Filters, seen: f.View) -> sa.Select[Any]:
    """Ids of proposals whose status on the day asks the directorate for a decision."""
    latest = status_updates.alias("latest")
    joined = seen.source.join(
        latest, sa.and_(latest.c.proposal_id == proposals.c.id, latest.c.seq == seen.seq)
    )
    asks = latest.c.decision_needed.is_not(None)
    return sa.select(proposals.c.id).select_from(joined).where(asks, latest.c.seq > 0)


def _count(connection: Connection, seen: f.View, *tests: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(seen.source).where(*tests)
    return int(connection.execute(counted).scalar_one())


def _purposes(connection: Connection, filters: f.Filters) -> pd.DataFrame:
    seen = f.view(filters)
    counted = (
        sa.select(proposals.c.purpose_id, sa.func.count().label("total"))
        .select_from(seen.source)
        .where(f.conditions(filters, seen))
        .group_by(proposals.c.purpose_id)
        .subquery()
    )
    p = purposes.c
    total = sa.func.coalesce(counted.c.total, 0).label("total")
    chosen = sa.select(p.id, p.number, p.title, p.short_title, total).select_from(
        purposes.outerjoin(counted, counted.c.purpose_id == p.id)
    )
    if filters.portfolio is not None:
        chosen = chosen.where(p.portfolio_id == f.portfolio_id(filters.portfolio))
    return frame(connection, chosen.order_by(p.number))


def _cards(
    connection: Connection, filters: f.Filters, purpose_id: str, limit: int, offset: int
) -> pd.DataFrame:
    seen = f.view(filters)
    latest = status_updates.alias("latest")
    joined = seen.source.outerjoin(
        latest, sa.and_(latest.c.proposal_id == proposals.c.id, latest.c.seq == seen.seq)
    )
    p = proposals.c
    chosen = sa.select(
        p.id, p.purpose_id, p.number, p.title, seen.stage.label("stage"), seen.rag.label("rag"),
        seen.percent.label("percent"), seen.status_on.label("status_on"), latest.c.next_step,
        latest.c.next_step_date_text,
    )  # fmt: skip
    found = sa.and_(f.conditions(filters, seen), p.purpose_id == purpose_id)
    page = chosen.select_from(joined).where(found).order_by(p.number).limit(limit).offset(offset)
    return frame(connection, page)


def _parties(connection: Connection, filters: f.Filters, ids: list[str]) -> pd.DataFrame:
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


def _links(connection: Connection, ids: list[str]) -> pd.DataFrame:
    """The pools and processes each proposal hangs on, pools first."""
    pools = sa.select(
        proposal_pools.c.proposal_id, funding_pools.c.title, sa.literal(0).label("place")
    ).select_from(proposal_pools.join(funding_pools))
    processes = sa.select(
        proposal_processes.c.proposal_id,
        strategy_processes.c.title,
        # What was decided for all proposals alike tells them apart least.
        sa.case((proposal_processes.c.relation == Relation.DECIDED, 2), else_=1).label("place"),
    ).select_from(proposal_processes.join(strategy_processes))
    both = sa.union_all(
        pools.where(proposal_pools.c.proposal_id.in_(ids)),
        processes.where(proposal_processes.c.proposal_id.in_(ids)),
    ).subquery()
    ordered = sa.select(both).order_by(both.c.proposal_id, both.c.place, both.c.title)
    return frame(connection, ordered)


def _next_dates(connection: Connection, filters: f.Filters, ids: list[str]) -> pd.DataFrame:
    """The nearest milestone ahead of each proposal: its own, its pools' or its processes'."""
    m, day = milestones.c, filters.as_of.isoformat()
    own = sa.select(m.id, m.proposal_id.label("proposal_id"), sa.null().label("owner"))
    hung_on = [
        sa.select(m.id, link.c.proposal_id, noun.c.title)
        .select_from(milestones.join(link, column == other).join(noun, other == noun.c.id))
        .where(link.c.proposal_id.in_(ids))
        for link, noun, column, other in (
            (proposal_pools, funding_pools, m.pool_id, proposal_pools.c.pool_id),
            (proposal_processes, strategy_processes, m.process_id, proposal_processes.c.process_id),
        )
    ]
    near = sa.union_all(own.where(m.proposal_id.in_(ids)), *hung_on).subquery()
    chosen = (
        sa.select(
            near.c.proposal_id, m.date_text, sa.func.coalesce(near.c.owner, m.title).label("title")
        )
        .join(milestones, m.id == near.c.id)
        .where(m.date_end >= day, m.known_from <= day)
        .where(sa.or_(m.outcome == Outcome.NOT_RECORDED, m.outcome_on > day))
    )
    dates = frame(connection, chosen.order_by(m.date_end, m.code))
    return dates.drop_duplicates("proposal_id").reset_index(drop=True)
