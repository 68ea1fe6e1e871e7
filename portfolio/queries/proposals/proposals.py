"""One proposal and all that belongs to it, on a day."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import PartyRole
from portfolio.domain.own_fields import OwnValue
from portfolio.domain.proposal_texts import NAMES
from portfolio.queries import filtering, sources
from portfolio.queries.frames import frame
from portfolio.queries.own_fields import own_fields
from portfolio.queries.proposals import responsibility
from portfolio.store.live import (
    funding_pools,
    parties,
    places,
    proposal_parties,
    proposal_places,
    proposal_pools,
    proposal_processes,
    proposal_target_groups,
    purposes,
    strategy_processes,
    target_groups,
)
from portfolio.store.schema import proposals, status_rounds, status_updates

#: Forty years of monthly statuses: a bound, not a page.
_MOST_STATUSES = 500


@dataclass(frozen=True)
class Proposal:
    """A proposal's own words and its status on the day."""

    facts: dict[str, Any]  # id, number, title, summary, …, stage, rag, percent, purpose_title
    other_titles: list[str]
    previous: int | None
    following: int | None


@dataclass(frozen=True)
class Belongings:
    """What hangs on a proposal, each a frame with the id of the link for its sources."""

    parties: pd.DataFrame  # id, name, kind, role, word, note, certainty
    answers: pd.DataFrame  # the handshake: responsibility.chain
    places: pd.DataFrame  # id, name, code, role, note
    target_groups: pd.DataFrame  # id, name
    processes: pd.DataFrame  # id, code, title, kind, relation, note, certainty
    pools: pd.DataFrame  # the same, and total_amount (DKK)
    own: tuple[OwnValue, ...]  # what it says in the portfolio's own fields
    statuses: pd.DataFrame  # reported_on, stage, rag, percent, happened, next_step, … newest first


def proposal(connection: Connection, *, filters: filtering.Filters, number: int) -> Proposal | None:
    """The proposal as it was on the day; None when there was none of that number."""
    seen = filtering.view(filters)
    found = filtering.conditions(filters, seen)
    # Whoever asks for one that was set aside is told that it was.
    any_of_them = filtering.conditions(replace(filters, aside=True), seen)
    p = proposals.c
    chosen = sa.select(
        p.id,
        p.number,
        p.title,
        *(p[name] for name in NAMES),
        p.introduced_on,
        p.set_aside_reason,
        *seen.status,
        seen.seq.label("seq"),
        purposes.c.number.label("purpose_number"),
        purposes.c.title.label("purpose_title"),
    )
    joined = seen.source.join(purposes)
    row = connection.execute(
        chosen.select_from(joined).where(any_of_them, p.number == number)
    ).first()
    if row is None:
        return None
    return Proposal(
        facts=dict(row._mapping),
        other_titles=sources.other_names(connection, table="proposals", id=row.id),
        previous=_neighbour(connection, found, seen, p.number < number, p.number.desc()),
        following=_neighbour(connection, found, seen, p.number > number, p.number.asc()),
    )


def belongings(
    connection: Connection, *, filters: filtering.Filters, proposal_id: str
) -> Belongings:
    """All that hangs on a proposal, on the day."""
    return Belongings(
        parties=_parties(connection, filters, proposal_id),
        answers=responsibility.chain(connection, as_of=filters.as_of, proposal_id=proposal_id),
        places=_named(connection, proposal_places, places, proposal_id, "code", "role", "note"),
        target_groups=_named(connection, proposal_target_groups, target_groups, proposal_id),
        processes=_hung_on(connection, proposal_processes, strategy_processes, proposal_id),
        pools=_hung_on(connection, proposal_pools, funding_pools, proposal_id, "total_amount"),
        own=own_fields.values(connection, ids=[proposal_id])[proposal_id],
        statuses=_statuses(connection, filters, proposal_id),
    )


def _neighbour(
    connection: Connection,
    found: sa.ColumnElement[bool],
    seen: filtering.View,
    beyond: sa.ColumnElement[bool],
    order: sa.ColumnElement[Any],
) -> int | None:
    chosen = sa.select(proposals.c.number).select_from(seen.source).where(found, beyond)
    return connection.execute(chosen.order_by(order).limit(1)).scalar()


def _parties(connection: Connection, filters: filtering.Filters, proposal_id: str) -> pd.DataFrame:
    pp = proposal_parties.c
    state = responsibility.responsibility_state(filters.as_of)
    word = responsibility.word(filters.as_of).label("word")
    certainty = sources.certainty_of(proposal_parties).label("certainty")
    chosen = sa.select(pp.id, parties.c.name, parties.c.kind, pp.role, word, pp.note, certainty)
    joined = proposal_parties.join(parties)
    # Before it was asked, a party that no source names had nothing to do with the proposal.
    found = chosen.select_from(joined).where(
        pp.proposal_id == proposal_id, sa.or_(pp.role != PartyRole.ADDED, state.is_not(None))
    )
    return frame(connection, found.order_by(responsibility.party_order(), pp.id))


def _named(
    connection: Connection, link: sa.Subquery, noun: sa.Subquery, proposal_id: str, *columns: str
) -> pd.DataFrame:
    wanted = [link.c[name] if name in link.c else noun.c[name] for name in columns]
    joined = link.join(noun)
    chosen = sa.select(link.c.id, noun.c.name, *wanted).select_from(joined)
    return frame(connection, chosen.where(link.c.proposal_id == proposal_id).order_by(link.c.id))


def _hung_on(
    connection: Connection, link: sa.Subquery, noun: sa.Subquery, proposal_id: str, *columns: str
) -> pd.DataFrame:
    said = (link.c.id, noun.c.code, noun.c.title, noun.c.kind, link.c.relation, link.c.note)
    certainty = sources.certainty_of(link).label("certainty")
    more = [noun.c[name] for name in columns]
    chosen = sa.select(*said, certainty, *more).select_from(link.join(noun))
    return frame(connection, chosen.where(link.c.proposal_id == proposal_id).order_by(link.c.id))


def _statuses(connection: Connection, filters: filtering.Filters, proposal_id: str) -> pd.DataFrame:
    s = status_updates.c
    joined = status_updates.outerjoin(status_rounds)
    chosen = sa.select(
        s.reported_on,
        s.stage,
        s.rag,
        s.percent,
        s.happened,
        s.next_step,
        s.next_step_date_text,
        s.next_step_date_end,
        s.risks,
        s.economy,
        s.decision_needed,
        s.reason,
        s.stage_reason,
        s.author,
        s.unchanged,
        status_rounds.c.title.label("round"),
    ).select_from(joined)
    found = chosen.where(s.proposal_id == proposal_id, s.reported_on <= filters.as_of.isoformat())
    newest_first = found.order_by(s.reported_on.desc(), s.seq.desc())
    return frame(connection, newest_first.limit(_MOST_STATUSES))
