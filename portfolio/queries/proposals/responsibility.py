"""Who is named for a proposal and what they have said, on a day; and what each may say next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import PartyRole, Responsibility
from portfolio.domain.party_words import NAMED, PartyWord
from portfolio.queries import filtering, sources
from portfolio.queries.frames import frame, frames
from portfolio.store import schema
from portfolio.store.live import parties, proposal_parties
from portfolio.store.schema import decisions, proposals, responsibility_events

# Made once: an alias copies every column it has.
_EVENT = responsibility_events.alias("event")
_PARTY = schema.parties.alias("party")
_PASSED_TO = schema.parties.alias("passed_to")
_UNDOING = responsibility_events.alias("undoing")


@dataclass(frozen=True)
class Tie:
    """A party of a proposal as it stands now, for whoever records its next word."""

    id: str
    party_id: str
    name: str
    state: str | None
    seq: int  # of its last word; 0: none yet
    said_on: str | None  # ISO day of the last word that stands
    may_undo: str | None  # the state that can be taken back


def accepted(filters: filtering.Filters) -> sa.ColumnElement[bool]:
    """Whether somebody's last word on a proposal, on that day, is yes."""
    today, then = proposal_parties.c.state, responsibility_state(filters.as_of)
    word = today if filters.is_current else then
    return _has_party(word == Responsibility.ACCEPTED)


def is_named(filters: filtering.Filters) -> sa.ColumnElement[bool]:
    """Whether somebody is on a proposal that day, or the source says whom to discuss it with."""
    return _has_party(word(filters.as_of).in_(NAMED))


def _has_party(test: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    mine = sa.exists().where(proposal_parties.c.proposal_id == proposals.c.id, test)
    return mine.correlate_except(proposal_parties)


def parties_of(
    connection: Connection, filters: filtering.Filters, ids: list[str] | sa.Select[Any]
) -> pd.DataFrame:
    """Who is named for each proposal, those it is to be discussed with first.

    proposal_id, name, kind, role, state, word (of ``PartyWord``).
    """
    pp = proposal_parties.c
    state = responsibility_state(filters.as_of).label("state")
    shown = (parties.c.name, parties.c.kind, pp.role, state, word(filters.as_of).label("word"))
    certainty = sources.certainty_of(proposal_parties).label("certainty")
    chosen = sa.select(pp.proposal_id, *shown, certainty)
    joined = proposal_parties.join(parties)
    found = chosen.select_from(joined).where(pp.proposal_id.in_(ids))
    return frame(connection, found.order_by(pp.proposal_id, party_order(), pp.id))


def responsibility_state(as_of: date) -> sa.ScalarSelect[Any]:
    """The last word on a proposal's party on or before a day; NULL before the first."""
    event = _EVENT
    return _last(event, event.c.state, as_of)


def word(as_of: date) -> sa.ColumnElement[Any]:
    """What a proposal's party is to it on a day, in one word (``PartyWord``)."""
    event = _EVENT
    said = _last(event, said_word(event), as_of)
    return sa.func.coalesce(said, proposal_parties.c.role)


def said_word(event: sa.FromClause = responsibility_events) -> sa.ColumnElement[Any]:
    """The word of a handshake as it is told; NULL where the source only suggested somebody."""
    e = event.c
    appointed = sa.and_(e.state == Responsibility.ASKED, e.decision_id.is_not(None))
    return sa.case(
        (appointed, PartyWord.APPOINTED.value),
        (e.state == Responsibility.SUGGESTED, sa.cast(sa.null(), sa.Text)),
        else_=e.state,
    )


def _last(event: sa.FromClause, column: sa.ColumnElement[Any], as_of: date) -> sa.ScalarSelect[Any]:
    """A column of the last word on a proposal's party on or before a day."""
    return (
        sa.select(column)
        .where(
            event.c.proposal_party_id == proposal_parties.c.id,
            event.c.happened_on <= as_of.isoformat(),
        )
        .order_by(event.c.seq.desc())
        .limit(1)
        .correlate(proposal_parties)
        .scalar_subquery()
    )


def chains(connection: Connection, *, as_of: date, ids: Collection[str]) -> dict[str, pd.DataFrame]:
    """By proposal, every word of the handshake up to a day, in order: happened_on, party, state,
    word (of one that takes back: what stands again), decision (its number, of who was appointed)
    and decided_on, said_by, reason, passed_to, recorded_by, undoes, and whether it stands.

    Also of parties that are no longer on the proposal: what was said was said.
    """
    e, pp = responsibility_events.c, schema.proposal_parties.c
    party, passed_to = _PARTY, _PASSED_TO
    chosen = sa.select(
        pp.proposal_id,
        e.id,
        e.happened_on,
        party.c.name.label("party"),
        e.state,
        sa.func.coalesce(said_word(), pp.role).label("word"),
        decisions.c.number.label("decision"),
        decisions.c.decided_on,
        e.said_by,
        e.reason,
        passed_to.c.name.label("passed_to"),
        e.recorded_by,
        e.undoes,
        stands().label("stands"),
    )
    joined = (
        responsibility_events.join(schema.proposal_parties)
        .join(party)
        .outerjoin(passed_to, passed_to.c.id == e.passed_to_party_id)
        .outerjoin(decisions, decisions.c.id == e.decision_id)
    )
    until = e.happened_on <= as_of.isoformat()
    found = chosen.select_from(joined).where(pp.proposal_id.in_(ids), until)
    # A word that passes on comes before the question it puts to another.
    asks = sa.case((e.state == Responsibility.ASKED, 1), else_=0)
    return frames(connection, found.order_by(e.happened_on, e.recorded_at, asks, e.seq), ids)


def last_no(
    connection: Connection, *, as_of: date, proposal_ids: Collection[str]
) -> dict[str, str]:
    """By proposal, the key of the last no that stands on the day: whoever asked must ask anew."""
    e, pp = responsibility_events.c, schema.proposal_parties.c
    chosen = (
        sa.select(pp.proposal_id, e.id)
        .select_from(
            responsibility_events.join(schema.proposal_parties, pp.id == e.proposal_party_id)
        )
        .where(
            pp.proposal_id.in_(sorted(proposal_ids)),
            e.state == Responsibility.DECLINED,
            e.happened_on <= as_of.isoformat(),
            stands(),
        )
        .order_by(e.happened_on, e.recorded_at, e.id)
    )
    return {row.proposal_id: row.id for row in connection.execute(chosen)}  # the last one is kept


def stands() -> sa.ColumnElement[bool]:
    """Whether a word of the handshake was neither taken back nor is a taking back."""
    e, undoing = responsibility_events.c, _UNDOING.c
    undone = sa.exists().where(
        undoing.proposal_party_id == e.proposal_party_id, undoing.undoes == e.seq
    )
    return sa.and_(e.undoes.is_(None), ~undone.correlate(responsibility_events))


def ties(connection: Connection, *, proposal_id: str) -> tuple[Tie, ...]:
    """The parties of a proposal now, those it is to be discussed with first."""
    pp = proposal_parties.c
    chosen = sa.select(pp.id, pp.party_id, parties.c.name, pp.state, pp.state_seq)
    joined = proposal_parties.join(parties)
    mine = chosen.select_from(joined).where(pp.proposal_id == proposal_id)
    rows = connection.execute(mine.order_by(party_order(), pp.id)).all()
    last_words = _last_words(connection, [row.id for row in rows])
    return tuple(
        Tie(row.id, row.party_id, row.name, row.state, row.state_seq, said_on, undo)
        for row in rows
        for said_on, undo in [last_words.get(row.id, (None, None))]
    )


def party_order() -> sa.Case[Any]:
    """Those it is to be discussed with first, then partners, then the others."""
    role = proposal_parties.c.role
    first = (PartyRole.TOLD, PartyRole.DISCUSS_WITH)
    return sa.case((role.in_(first), 0), (role == PartyRole.PARTNER, 1), else_=2)


def _last_words(
    connection: Connection, link_ids: list[str]
) -> dict[str, tuple[str | None, str | None]]:
    """By tie: the day of the last word that stands, and it, if it can be taken back."""
    e = responsibility_events.c
    columns = (e.proposal_party_id, e.state, e.happened_on)
    found = sa.select(*columns).where(e.proposal_party_id.in_(link_ids), stands())
    return {
        row.proposal_party_id: (
            row.happened_on,
            None if row.state == Responsibility.SUGGESTED else row.state,
        )
        for row in connection.execute(found.order_by(e.seq))  # the last one is kept
    }
