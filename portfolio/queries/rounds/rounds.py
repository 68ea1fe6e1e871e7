"""Status rounds: the list of them, how far the open one is, what a closed one showed."""

from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.domain.model import AnswerState, PartyKind, PartyRole, Responsibility, Stage
from portfolio.queries.frames import frame, sort_danish
from portfolio.queries.rounds.answers import takes_status
from portfolio.store import schema
from portfolio.store.live import meetings, parties, proposal_parties

#: Those that hold meetings.
BODIES = (
    PartyKind.DIRECTORATE,
    PartyKind.COUNCIL,
    PartyKind.COMMITTEE,
    PartyKind.FORUM,
    PartyKind.STEERING_GROUP,
)

#: What a party has said, by the column its name stands in.
_SAID = {
    "responsible": Responsibility.ACCEPTED,
    "asked": Responsibility.ASKED,
    "suggested": Responsibility.SUGGESTED,
}


def rounds(connection: Connection, *, portfolio: str) -> pd.DataFrame:
    """The portfolio's rounds, the newest first.

    id, title, body, meeting_on, deadline_on, opened_at, opened_by, closed_at, closed_by, version,
    asked, submitted, unchanged, without_word (None while it is open).
    """
    r, a, s = schema.status_rounds.c, schema.round_answers.c, schema.round_snapshots.c
    count = sa.select(sa.func.count()).correlate(schema.status_rounds)
    answered = count.select_from(_asked()).where(a.round_id == r.id, _takes_part())
    kept = count.select_from(schema.round_snapshots).where(s.round_id == r.id)
    sent = a.state == AnswerState.SUBMITTED
    chosen = (
        sa.select(
            r.id,
            r.title,
            parties.c.name.label("body"),
            r.meeting_on,
            r.deadline_on,
            r.opened_at,
            r.opened_by,
            r.closed_at,
            r.closed_by,
            r.version,
            answered.scalar_subquery().label("asked"),
            answered.where(sent).scalar_subquery().label("submitted"),
            answered.where(sent, a.unchanged == 1).scalar_subquery().label("unchanged"),
            sa.case(
                (r.closed_at.is_not(None), kept.where(s.without_word == 1).scalar_subquery())
            ).label("without_word"),
        )
        .select_from(schema.status_rounds.join(schema.portfolios).outerjoin(parties))
        .where(schema.portfolios.c.code == portfolio)
    )
    return frame(connection, chosen.order_by(r.opened_at.desc(), r.id))


def progress(connection: Connection, *, round_id: str) -> pd.DataFrame:
    """One row a proposal the round asks about, in order of number.

    answer_id, proposal_id, number, title, stage, rag, percent, state, unchanged, submitted_at,
    submitted_by, drafted_at, drafted_by, returned_at, returned_by, returned_comment, version,
    the names of those who are responsible (said yes), asked (no answer yet), told (by the
    secretary, and not asked) and suggested.
    Drafts change without a revision: ask anew, not from the cache.
    """
    a, p = schema.round_answers.c, schema.proposals.c
    chosen = (
        sa.select(
            a.id.label("answer_id"),
            p.id.label("proposal_id"),
            p.number,
            p.title,
            p.stage,
            p.rag,
            p.percent,
            a.state,
            a.unchanged,
            a.submitted_at,
            a.submitted_by,
            a.drafted_at,
            schema.users.c.name.label("drafted_by"),
            a.returned_at,
            a.returned_by,
            a.returned_comment,
            a.version,
        )
        .select_from(_asked().outerjoin(schema.users, schema.users.c.id == a.drafted_by_user_id))
        .where(a.round_id == round_id, _takes_part())
    )
    table = frame(connection, chosen.order_by(p.number))
    named = _named(connection, round_id)
    unasked = named["state"].isna() | (named["state"] == Responsibility.SUGGESTED)
    told = unasked & (named["role"] == PartyRole.TOLD)
    tests = {"told": told} | {
        column: (named["state"] == state) & ~told for column, state in _SAID.items()
    }
    for column, test in tests.items():
        who = named[test].groupby("proposal_id")["name"].agg(", ".join)
        found = [who.get(key) for key in table["proposal_id"]]
        table[column] = pd.Series(found, dtype=object)
    return table


def _asked() -> sa.Join:
    """What a round asks, and where each proposal stood when it was closed."""
    a, s = schema.round_answers, schema.round_snapshots
    kept = sa.and_(s.c.round_id == a.c.round_id, s.c.proposal_id == a.c.proposal_id)
    return a.join(schema.proposals).outerjoin(s, kept)


def _takes_part() -> sa.ColumnElement[bool]:
    """Whether a round counts a proposal: not one that was set aside before it was closed."""
    stage = sa.func.coalesce(schema.round_snapshots.c.stage, schema.proposals.c.stage)
    return stage != Stage.NOT_PURSUED


def _named(connection: Connection, round_id: str) -> pd.DataFrame:
    pp = proposal_parties.c
    asked = sa.select(schema.round_answers.c.proposal_id).where(
        schema.round_answers.c.round_id == round_id
    )
    chosen = (
        sa.select(pp.proposal_id, parties.c.name, pp.state, pp.role)
        .join(parties)
        .where(
            pp.proposal_id.in_(asked),
            sa.or_(pp.state.is_not(None), pp.role == PartyRole.TOLD),
        )
    )
    return sort_danish(frame(connection, chosen), ["name"])


def snapshot(connection: Connection, *, round_id: str) -> pd.DataFrame:
    """Where every proposal stood when the round was closed, but for those set aside by then.

    id, number, title, stage, rag, percent, responsible, without_word, unchanged, submitted_by.
    """
    s, a, p = schema.round_snapshots.c, schema.round_answers.c, schema.proposals.c
    mine = sa.and_(a.round_id == s.round_id, a.proposal_id == s.proposal_id)
    chosen = (
        sa.select(
            s.id,
            p.number,
            p.title,
            s.stage,
            s.rag,
            s.percent,
            s.responsible,
            s.without_word,
            a.unchanged,
            a.submitted_by,
        )
        .select_from(
            schema.round_snapshots.join(schema.proposals).outerjoin(schema.round_answers, mine)
        )
        .where(s.round_id == round_id, s.stage != Stage.NOT_PURSUED)
    )
    return frame(connection, chosen.order_by(p.number))


def planned_meetings(connection: Connection, *, today: date) -> pd.DataFrame:
    """id, title, body, held_on of the meetings that lie ahead, the nearest first."""
    m = meetings.c
    chosen = sa.select(m.id, m.title, parties.c.name.label("body"), m.held_on).select_from(
        meetings.join(parties)
    )
    return frame(connection, chosen.where(m.held_on >= today.isoformat()).order_by(m.held_on, m.id))


def bodies(connection: Connection) -> pd.DataFrame:
    """id, name of the parties that hold meetings: the directorate first, then the Danish way."""
    p = parties.c
    found = sa.select(p.id, p.name, p.kind).where(p.kind.in_(BODIES))
    table = sort_danish(frame(connection, found), ["name"])
    first = table["kind"] == PartyKind.DIRECTORATE
    return pd.concat([table[first], table[~first]], ignore_index=True)


def to_ask(connection: Connection, *, portfolio: str, today: date) -> pd.DataFrame:
    """id, number, title, stage of the proposals a round can ask about: all not set aside."""
    p = schema.proposals.c
    chosen = (
        sa.select(p.id, p.number, p.title, p.stage)
        .select_from(schema.proposals.join(schema.portfolios))
        .where(schema.portfolios.c.code == portfolio, *takes_status(today))
    )
    return frame(connection, chosen.order_by(p.number))


def silences(
    connection: Connection, *, proposal_id: str, as_of: date | None = None
) -> pd.DataFrame:
    """title, closed_on, stage, rag, percent of rounds that took the proposal without a word.

    Those closed up to the day, the newest first; all of them where ``as_of`` is None.
    """
    s, r = schema.round_snapshots.c, schema.status_rounds.c
    chosen = (
        sa.select(r.title, r.closed_at.label("closed_on"), s.stage, s.rag, s.percent)
        .select_from(schema.round_snapshots.join(schema.status_rounds))
        .where(s.proposal_id == proposal_id, s.without_word == 1)
    )
    if as_of is not None:
        chosen = chosen.where(r.closed_at < clock.end(as_of))
    found = frame(connection, chosen.order_by(r.closed_at.desc()))
    found["closed_on"] = [clock.day(at).isoformat() for at in found["closed_on"]]
    return found
