"""The overview's cards under their purposes, one page at a time."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Outcome, Relation
from portfolio.queries import filtering, sources
from portfolio.queries.frames import frame
from portfolio.queries.proposals import parking
from portfolio.queries.proposals.responsibility import parties_of
from portfolio.store.live import (
    funding_pools,
    milestones,
    proposal_pools,
    proposal_processes,
    purposes,
    strategy_processes,
)
from portfolio.store.schema import proposals, status_updates


@dataclass(frozen=True)
class NamedParty:
    """A party of a proposal: what the source says of it, and what it is on the day (PartyWord)."""

    name: str
    kind: str
    role: str
    word: str
    certainty: str | None = None  # how sure it is that it has the role


@dataclass(frozen=True)
class Card:
    """A proposal as the overview shows it."""

    number: int
    title: str
    stage: str
    rag: str
    percent: int | None
    status_on: str | None
    next_step: str | None
    next_step_date_text: str | None
    parties: tuple[NamedParty, ...]
    #: What it hangs on and how sure that is: the surest first, pools before processes, and last
    #: what all share.
    hangs_on: tuple[tuple[str, str | None], ...]
    #: Words of the nearest date ahead, what has it, and how sure the tie to that is.
    date_ahead: tuple[str, str, str | None] | None
    parked: tuple[str, str] | None  # the window it waits for: its words and its process


_OF_PARTY = tuple(field.name for field in fields(NamedParty))


@dataclass(frozen=True)
class Column:
    """A purpose and one page of its cards; ``total`` is how many it has."""

    number: int
    title: str
    short_title: str | None
    total: int
    cards: tuple[Card, ...]


def board(
    connection: Connection, *, filters: filtering.Filters, page: int = 1, per_purpose: int = 5
) -> tuple[Column, ...]:
    """One page of cards: ``per_purpose`` a column, so that no portfolio is too large."""
    columns = _purposes(connection, filters)
    offset = (page - 1) * per_purpose
    rows = [_cards(connection, filters, c.id, per_purpose, offset) for c in columns]
    dress = _dresser(connection, filters, [row.id for cards in rows for row in cards])
    return tuple(
        Column(c.number, c.title, c.short_title, c.total, tuple(dress(row) for row in cards))
        for c, cards in zip(columns, rows, strict=True)
    )


def _dresser(
    connection: Connection, filters: filtering.Filters, ids: list[str]
) -> Callable[[sa.Row[Any]], Card]:
    """What makes a card of a proposal's row, with all it needs looked up once."""
    parties = parties_of(connection, filters, ids)
    links, dates = _links(connection, ids), _next_dates(connection, filters, ids)
    waits = parking.windows_of(connection, as_of=filters.as_of, ids=ids)

    def dress(row: sa.Row[Any]) -> Card:
        named = parties[parties["proposal_id"] == row.id][[*_OF_PARTY]]
        hung = links[links["proposal_id"] == row.id][["title", "certainty"]]
        ahead = dates[dates["proposal_id"] == row.id][["date_text", "title", "certainty"]]
        return Card(
            **{name: value for name, value in row._mapping.items() if name != "id"},
            parties=tuple(NamedParty(*party) for party in named.to_numpy()),
            hangs_on=tuple(map(tuple, hung.to_numpy())),
            date_ahead=tuple(ahead.iloc[0]) if len(ahead) else None,
            parked=waits.get(row.id),
        )

    return dress


def _purposes(connection: Connection, filters: filtering.Filters) -> list[sa.Row[Any]]:
    seen = filtering.view(filters)
    counted = (
        sa.select(proposals.c.purpose_id, sa.func.count().label("total"))
        .select_from(seen.source)
        .where(filtering.conditions(filters, seen))
        .group_by(proposals.c.purpose_id)
        .subquery()
    )
    p = purposes.c
    total = sa.func.coalesce(counted.c.total, 0).label("total")
    chosen = sa.select(p.id, p.number, p.title, p.short_title, total).select_from(
        purposes.outerjoin(counted)
    )
    if filters.portfolio is not None:
        chosen = chosen.where(p.portfolio_id == filtering.portfolio_id(filters.portfolio))
    return list(connection.execute(chosen.order_by(p.number)))


def _cards(
    connection: Connection, filters: filtering.Filters, purpose_id: str, limit: int, offset: int
) -> list[sa.Row[Any]]:
    seen = filtering.view(filters)
    latest = status_updates.alias("latest")
    joined = seen.source.outerjoin(latest, seen.is_latest(latest))
    p = proposals.c
    chosen = sa.select(
        p.id,
        p.number,
        p.title,
        *seen.status,
        latest.c.next_step,
        latest.c.next_step_date_text,
    )
    found = sa.and_(filtering.conditions(filters, seen), p.purpose_id == purpose_id)
    page = chosen.select_from(joined).where(found).order_by(p.number).limit(limit).offset(offset)
    return list(connection.execute(page))


def _links(connection: Connection, ids: list[str]) -> pd.DataFrame:
    """The pools and processes each proposal hangs on, pools first."""
    pools = sa.select(
        proposal_pools.c.proposal_id,
        funding_pools.c.title,
        sa.literal(0).label("place"),
        sources.certainty_of(proposal_pools).label("certainty"),
    ).select_from(proposal_pools.join(funding_pools))
    processes = sa.select(
        proposal_processes.c.proposal_id,
        strategy_processes.c.title,
        # What was decided for all proposals alike tells them apart least.
        sa.case((proposal_processes.c.relation == Relation.DECIDED, 2), else_=1).label("place"),
        sources.certainty_of(proposal_processes).label("certainty"),
    ).select_from(proposal_processes.join(strategy_processes))
    both = sa.union_all(
        pools.where(proposal_pools.c.proposal_id.in_(ids)),
        processes.where(proposal_processes.c.proposal_id.in_(ids)),
    ).subquery()
    shared = sa.case((both.c.place == 2, 1), else_=0)
    unsure = sa.case(
        (both.c.certainty == "assumed", 2), (both.c.certainty == "derived", 1), else_=0
    )
    ordered = sa.select(both).order_by(
        both.c.proposal_id, shared, unsure, both.c.place, both.c.title
    )
    return frame(connection, ordered)


def _next_dates(connection: Connection, filters: filtering.Filters, ids: list[str]) -> pd.DataFrame:
    """The nearest milestone ahead of each proposal: its own, its pools' or its processes'."""
    m, day = milestones.c, filters.as_of.isoformat()
    own = sa.select(
        m.id,
        m.proposal_id.label("proposal_id"),
        sa.null().label("owner"),
        sa.null().label("certainty"),
    )
    hung_on = [
        sa.select(m.id, link.c.proposal_id, noun.c.title, sources.certainty_of(link))
        .select_from(milestones.join(link, column == other).join(noun))
        .where(link.c.proposal_id.in_(ids))
        for link, noun, column, other in (
            (proposal_pools, funding_pools, m.pool_id, proposal_pools.c.pool_id),
            (proposal_processes, strategy_processes, m.process_id, proposal_processes.c.process_id),
        )
    ]
    near = sa.union_all(own.where(m.proposal_id.in_(ids)), *hung_on).subquery()
    chosen = (
        sa.select(
            near.c.proposal_id,
            m.date_text,
            sa.func.coalesce(near.c.owner, m.title).label("title"),
            near.c.certainty,
        )
        .join(milestones, m.id == near.c.id)
        .where(m.date_end >= day, m.known_from <= day)
        .where(sa.or_(m.outcome == Outcome.NOT_RECORDED, m.outcome_on > day))
    )
    dates = frame(connection, chosen.order_by(m.date_end, m.code))
    return dates.drop_duplicates("proposal_id").reset_index(drop=True)
