"""One proposal and all that belongs to it, on a day."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import PartyRole
from portfolio.domain.own_fields import OwnValue
from portfolio.domain.proposal_texts import NAMES
from portfolio.queries import filtering, frames, sources
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
    other_titles: tuple[str, ...]
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
    return next(iter(numbered(connection, filters=filters, numbers=(number,))), None)


def numbered(
    connection: Connection, *, filters: filtering.Filters, numbers: Sequence[int]
) -> tuple[Proposal, ...]:
    """Those of these numbers as they were on the day, by number."""
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
    rows = frames.rows(
        connection,
        chosen.select_from(joined).where(any_of_them, p.number.in_(numbers)).order_by(p.number),
    )
    if not rows:
        return ()
    ids = tuple(row["id"] for row in rows)
    titles = sources.other_names(connection, table="proposals", ids=ids)
    there = sa.select(p.number).select_from(seen.source).where(found).order_by(p.number)
    every = connection.execute(there).scalars().all()
    return tuple(_among(row, titles[row["id"]], every) for row in rows)


def _among(row: dict[str, Any], titles: tuple[str, ...], every: Sequence[int]) -> Proposal:
    before, after = bisect_left(every, row["number"]), bisect_right(every, row["number"])
    return Proposal(
        facts=row,
        other_titles=titles,
        previous=every[before - 1] if before else None,
        following=every[after] if after < len(every) else None,
    )


def belongings(
    connection: Connection, *, filters: filtering.Filters, ids: tuple[str, ...]
) -> dict[str, Belongings]:
    """By proposal, all that hangs on it on the day: asked once, however many they are."""
    found: dict[str, Mapping[str, Any]] = {
        "parties": _parties(connection, filters, ids),
        "answers": responsibility.chains(connection, as_of=filters.as_of, ids=ids),
        "places": _named(connection, proposal_places, places, ids, "code", "role", "note"),
        "target_groups": _named(connection, proposal_target_groups, target_groups, ids),
        "processes": _hung_on(connection, proposal_processes, strategy_processes, ids),
        "pools": _hung_on(connection, proposal_pools, funding_pools, ids, "total_amount"),
        "own": own_fields.values(connection, ids=ids),
        "statuses": _statuses(connection, filters, ids),
    }
    return {id: Belongings(**{name: some[id] for name, some in found.items()}) for id in ids}


_Ids = tuple[str, ...]
_Frames = dict[str, pd.DataFrame]


def _parties(connection: Connection, filters: filtering.Filters, ids: _Ids) -> _Frames:
    pp = proposal_parties.c
    state = responsibility.responsibility_state(filters.as_of)
    word = responsibility.word(filters.as_of).label("word")
    certainty = sources.certainty_of(proposal_parties).label("certainty")
    named = (pp.id, parties.c.name, parties.c.kind, pp.role)
    chosen = sa.select(pp.proposal_id, *named, word, pp.note, certainty)
    joined = proposal_parties.join(parties)
    # Before it was asked, a party that no source names had nothing to do with the proposal.
    found = chosen.select_from(joined).where(
        pp.proposal_id.in_(ids), sa.or_(pp.role != PartyRole.ADDED, state.is_not(None))
    )
    return frames.frames(connection, found.order_by(responsibility.party_order(), pp.id), ids)


def _named(
    connection: Connection, link: sa.Subquery, noun: sa.Subquery, ids: _Ids, *columns: str
) -> _Frames:
    wanted = [link.c[name] if name in link.c else noun.c[name] for name in columns]
    joined = link.join(noun)
    chosen = sa.select(link.c.proposal_id, link.c.id, noun.c.name, *wanted).select_from(joined)
    mine = chosen.where(link.c.proposal_id.in_(ids)).order_by(link.c.id)
    return frames.frames(connection, mine, ids)


def _hung_on(
    connection: Connection, link: sa.Subquery, noun: sa.Subquery, ids: _Ids, *columns: str
) -> _Frames:
    own = (link.c.proposal_id, link.c.id)
    said = (*own, noun.c.code, noun.c.title, noun.c.kind, link.c.relation, link.c.note)
    certainty = sources.certainty_of(link).label("certainty")
    more = [noun.c[name] for name in columns]
    chosen = sa.select(*said, certainty, *more).select_from(link.join(noun))
    mine = chosen.where(link.c.proposal_id.in_(ids)).order_by(link.c.id)
    return frames.frames(connection, mine, ids)


def _statuses(connection: Connection, filters: filtering.Filters, ids: _Ids) -> _Frames:
    s = status_updates.c
    joined = status_updates.outerjoin(status_rounds)
    chosen = sa.select(
        s.proposal_id,
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
    found = chosen.where(s.proposal_id.in_(ids), s.reported_on <= filters.as_of.isoformat())
    newest_first = found.order_by(s.reported_on.desc(), s.seq.desc())
    return frames.frames(connection, newest_first.limit(_MOST_STATUSES * len(ids)), ids)
