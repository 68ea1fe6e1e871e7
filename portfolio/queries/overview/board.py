"""The overview's proposals in one table, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.dated import step_words, words
from portfolio.domain.model import Outcome, Rag, Stage
from portfolio.domain.own_fields import OwnValue
from portfolio.queries import filtering, sources
from portfolio.queries.frames import frame, grouped
from portfolio.queries.own_fields import own_fields
from portfolio.queries.proposals import parking
from portfolio.queries.proposals.responsibility import accepted, parties_of
from portfolio.queries.strategy import timeline
from portfolio.store.live import (
    funding_pools,
    milestones,
    proposal_pools,
    proposal_processes,
    purposes,
    strategy_processes,
)
from portfolio.store.schema import portfolios, proposals, status_updates

# Made once: an alias copies every column it has.
_LATEST = status_updates.alias("latest")
_TOLD = status_updates.alias("told")


@dataclass(frozen=True)
class NamedParty:
    """A party of a proposal: what the source says of it, and what it is on the day (PartyWord)."""

    name: str
    kind: str
    role: str
    word: str
    certainty: str | None = None  # how sure it is that it has the role


class DateAhead(NamedTuple):
    """The nearest date ahead; or what has to be known first, where all ahead hinges on it."""

    date_text: str
    title: str  # what has the date
    certainty: str | None  # of the tie to that
    is_unsettled: bool = False


@dataclass(frozen=True)
class Card:
    """A proposal as the overview shows it."""

    portfolio: str  # its code
    portfolio_title: str
    number: int
    title: str
    purpose: int
    purpose_title: str  # the short one where there is one
    stage: str
    rag: str
    lights: tuple[str, ...]  # of the last statuses, LIGHTS at most, the newest last
    percent: int | None
    status_on: str | None
    next_step: str | None
    next_step_date_text: str | None
    step_is_past: bool  # its day has passed, and no later status says what came of it
    parties: tuple[NamedParty, ...]
    date_ahead: DateAhead | None
    parked: tuple[str, str] | None  # the window it waits for: its words and its process
    own: tuple[OwnValue, ...] = ()  # what it says in the portfolio's own fields


_OF_PARTY = tuple(field.name for field in fields(NamedParty))


#: How many lights a row shows, so that one sees which way it goes.
LIGHTS = 3
_GRAVEST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE)


class Order(StrEnum):
    """What the rows can be sorted by; within it by number. The codes stand in the address."""

    PURPOSE = "formaal"
    LIGHT = "lys"
    STAGE = "fase"
    RESPONSIBLE = "ansvarlig"
    NEXT = "naeste"


_BY_OWN = "felt-"


def by_own(code: str) -> str:
    """The order of the rows by what they say in a portfolio's own field."""
    return _BY_OWN + code


def own_code(order: str) -> str:
    """The code of the own field that an order goes by; empty where it is an Order."""
    return order.removeprefix(_BY_OWN) if order.startswith(_BY_OWN) else ""


def board(
    connection: Connection,
    *,
    filters: filtering.Filters,
    order: str = Order.PURPOSE,
    limit: int,
    offset: int = 0,
) -> tuple[Card, ...]:
    """One page of the proposals that match, so that no portfolio is too large.

    ``order``: an Order, or what :func:`by_own` makes of the code of a portfolio's own field.

    Those of several portfolios stand in the portfolios' own order.
    """
    rows = _rows(connection, filters, order, limit, offset)
    dress = _dresser(connection, filters, [row.id for row in rows])
    return tuple(map(dress, rows))


def _dresser(
    connection: Connection, filters: filtering.Filters, ids: list[str]
) -> Callable[[sa.Row[Any]], Card]:
    """What makes a card of a proposal's row, with all it needs looked up once."""
    named = _by_proposal(parties_of(connection, filters, ids), _OF_PARTY)
    ahead = _by_proposal(_next_dates(connection, filters, ids), DateAhead._fields)
    waits = parking.windows_of(connection, as_of=filters.as_of, ids=ids)
    lights = last_lights(connection, filters, ids)
    own = own_fields.values(connection, ids=ids)

    def dress(row: sa.Row[Any]) -> Card:
        said = {name: value for name, value in row._mapping.items() if name != "id"}
        end = said.pop("next_step_date_end")
        when = step_words(row.next_step_date_text, end)
        return Card(
            **said | {"next_step_date_text": when},
            step_is_past=bool(end and end < filters.as_of.isoformat()),
            lights=lights.get(row.id, ()),
            parties=tuple(NamedParty(*party) for party in named[row.id]),
            date_ahead=next((DateAhead(*date) for date in ahead[row.id]), None),
            parked=waits.get(row.id),
            own=own[row.id],
        )

    return dress


def _by_proposal(
    told: pd.DataFrame, columns: Sequence[str]
) -> dict[str, tuple[tuple[Any, ...], ...]]:
    values = told[list(columns)].itertuples(index=False, name=None)
    return grouped(zip(told["proposal_id"], values, strict=True))


def _rows(
    connection: Connection, filters: filtering.Filters, order: str, limit: int, offset: int
) -> list[sa.Row[Any]]:
    seen = filtering.view(filters)
    latest = _LATEST
    joined = seen.source.outerjoin(latest, seen.is_latest(latest)).join(purposes)
    p, owner = proposals.c, portfolios.c
    chosen = sa.select(
        p.id,
        owner.code.label("portfolio"),
        owner.title.label("portfolio_title"),
        p.number,
        p.title,
        purposes.c.number.label("purpose"),
        sa.func.coalesce(purposes.c.short_title, purposes.c.title).label("purpose_title"),
        *seen.status,
        latest.c.next_step,
        latest.c.next_step_date_text,
        latest.c.next_step_date_end,
    ).select_from(joined.join(portfolios, owner.id == p.portfolio_id))
    first = {
        Order.PURPOSE: purposes.c.number,
        Order.LIGHT: _place(seen.rag, _GRAVEST_FIRST),
        Order.STAGE: _place(seen.stage, tuple(Stage)),
        Order.RESPONSIBLE: sa.case((accepted(filters), 0), else_=1),
        Order.NEXT: sa.func.coalesce(latest.c.next_step_date_end, "9999"),
    }
    found = chosen.where(filtering.conditions(filters, seen))
    every = [] if filters.portfolio else [owner.position, owner.code]
    code = own_code(order)
    lead = own_fields.sorted_by(code) if code else [first[Order(order)]]
    ordered = found.order_by(*every, *lead, purposes.c.number, p.number)
    page = ordered.limit(limit).offset(offset)
    return list(connection.execute(page))


def _place(column: sa.ColumnElement[Any], codes: Sequence[str]) -> sa.ColumnElement[int]:
    return sa.case({str(code): place for place, code in enumerate(codes)}, value=column)


def last_lights(
    connection: Connection, filters: filtering.Filters, ids: list[str]
) -> dict[str, tuple[str, ...]]:
    """The lights of the last statuses of each proposal on the day, the newest last."""
    seen, s = filtering.view(filters), _TOLD
    recent = sa.and_(
        s.c.proposal_id == proposals.c.id, s.c.seq.between(seen.seq - LIGHTS + 1, seen.seq)
    )
    chosen = (
        sa.select(s.c.proposal_id, s.c.rag)
        .select_from(seen.source.join(s, recent))
        .where(proposals.c.id.in_(ids), s.c.reported_on <= filters.as_of.isoformat())
        .order_by(s.c.proposal_id, s.c.seq)
    )
    return {
        key: tuple(rag for _id, rag in told)
        for key, told in groupby(connection.execute(chosen), key=lambda row: row[0])
    }


def _next_dates(connection: Connection, filters: filtering.Filters, ids: list[str]) -> pd.DataFrame:
    """The nearest milestone ahead of each proposal: its own, its pools' or its processes'.

    Last the first unsettled one of a pool, for those whose every date ahead hinges on such.
    """
    m, day = milestones.c, filters.as_of.isoformat()
    unsettled = sa.case((timeline.is_unsettled(filters.as_of), 1), else_=0)
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
            m.date_start,
            m.date_end,
            m.date_inferred,
            sa.func.coalesce(near.c.owner, m.title).label("title"),
            near.c.certainty,
            unsettled.label("is_unsettled"),
        )
        .join(milestones, m.id == near.c.id)
        .where(sa.or_(m.date_end >= day, unsettled == 1), m.known_from <= day)
        .where(sa.or_(m.outcome == Outcome.NOT_RECORDED, m.outcome_on > day))
        .where(~timeline.hinges(filters.as_of))
    )
    dates = frame(connection, chosen.order_by(unsettled, m.date_end, m.code))
    dates["is_unsettled"] = dates["is_unsettled"].astype(bool)
    nearest = dates.drop_duplicates("proposal_id").reset_index(drop=True)
    said = [words(row) for row in nearest.to_dict("records")]
    return nearest.assign(date_text=pd.Series(said, nearest.index, dtype=object))
