"""What is asked of whom in a status round, and where each proposal stood last.

Drafts change without a new revision (:mod:`portfolio.usecases.rounds.drafts` says why), so a page
asks for them anew at every run and never from the cache.
"""

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ANSWERING, NOT_SUGGESTED, Stage
from portfolio.queries import frames
from portfolio.store.live import parties, proposal_parties, proposal_pools
from portfolio.store.schema import (
    portfolios,
    proposals,
    round_answers,
    status_rounds,
    status_updates,
    user_parties,
    users,
)


@dataclass(frozen=True, kw_only=True)
class RoundAnswer:
    """What an open round asks of a proposal, and how far the answer is."""

    answer_id: str
    round_id: str
    round_title: str
    meeting_on: str  # ISO
    deadline_on: str  # ISO
    state: str  # model.AnswerState
    unchanged: bool
    submitted_at: str | None
    submitted_by: str | None
    returned_at: str | None
    returned_by: str | None
    returned_comment: str | None
    draft: dict[str, Any] | None
    drafted_at: str | None
    drafted_by_user_id: str | None
    drafted_by: str | None  # the name
    version: int

    def days_left(self, today: date) -> int:
        """Days until the deadline; negative when it has passed."""
        return (date.fromisoformat(self.deadline_on) - today).days


@dataclass(frozen=True, kw_only=True)
class OwnProposal:
    """A proposal somebody answers for: where it stands, and what is asked of it now."""

    proposal_id: str
    number: int
    title: str
    portfolio: str  # code
    stage: str
    rag: str
    percent: int | None
    status_seq: int
    status_on: str | None
    latest: dict[str, Any] | None  # the latest status by column of status_updates
    #: What happened last and the day it was told (ISO): "unchanged" has no news of its own.
    news: tuple[str, str] | None = None
    has_pool: bool
    parties: tuple[tuple[str, str], ...]  # name and last word of those who answer for it
    asked: RoundAnswer | None


def of_user(connection: Connection, user_id: str | None, today: date) -> tuple[OwnProposal, ...]:
    """The proposals that one of the user's parties has been asked about or has accepted.

    In order of number; those set aside are left out, for nothing is asked of them.
    """
    pp = proposal_parties.c
    ours = (
        sa.select(pp.proposal_id)
        .join(user_parties, user_parties.c.party_id == pp.party_id)
        .where(user_parties.c.user_id == user_id, pp.state.in_(ANSWERING))
    )
    return _owned(connection, today, proposals.c.id.in_(ours), user_id=user_id)


def of_portfolio(connection: Connection, portfolio: str, today: date) -> tuple[OwnProposal, ...]:
    """Every proposal of a portfolio that takes a status: what the secretary may answer."""
    return _owned(connection, today, portfolios.c.code == portfolio)


def of_proposal(
    connection: Connection, portfolio: str, number: int, today: date
) -> OwnProposal | None:
    """One proposal, whoever answers for it; None if there is none that takes a status."""
    chosen = sa.and_(portfolios.c.code == portfolio, proposals.c.number == number)
    return next(iter(_owned(connection, today, chosen)), None)


def suggestions(connection: Connection, user_id: str | None, today: date) -> pd.DataFrame:
    """number, title, portfolio (code), party, role, by number inside each portfolio.

    Where the minutes suggest the user's party, or the secretary tells of it (the role says which),
    and nobody has asked it.
    """
    p, pp = proposals.c, proposal_parties.c
    chosen = (
        sa.select(
            *(p.number, p.title, portfolios.c.code.label("portfolio")),
            *(parties.c.name.label("party"), pp.role),
        )
        .select_from(
            proposal_parties.join(proposals)
            .join(portfolios)
            .join(parties)
            .join(user_parties, user_parties.c.party_id == pp.party_id)
        )
        .where(
            user_parties.c.user_id == user_id,
            pp.role.not_in(NOT_SUGGESTED),
            sa.or_(pp.state.is_(None), pp.state == "suggested"),
            *takes_status(today),
        )
    )
    order = (portfolios.c.position, p.number, parties.c.name)
    return frames.frame(connection, chosen.order_by(*order))


def takes_status(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Which proposals are asked for a status: those known on the day and not set aside."""
    p = proposals.c
    return p.stage != Stage.NOT_PURSUED, p.introduced_on <= today.isoformat()


def _owned(
    connection: Connection,
    today: date,
    chosen: sa.ColumnElement[bool],
    *,
    user_id: str | None = None,
) -> tuple[OwnProposal, ...]:
    p = proposals.c
    about = (
        sa.select(
            p.id.label("proposal_id"),
            portfolios.c.code.label("portfolio"),
            *(p[field.name] for field in fields(OwnProposal) if field.name in p),
        )
        .select_from(proposals.join(portfolios))
        .where(chosen, *takes_status(today))
        .order_by(portfolios.c.position, p.number)
    )
    found = frames.rows(connection, about)
    ids = [row["proposal_id"] for row in found]
    statuses, asked = _latest(connection, ids), _asked(connection, ids)
    news = _news(connection, ids)
    pools, named = _with_pool(connection, ids), _parties(connection, ids, user_id)
    return tuple(
        OwnProposal(
            **row,
            latest=statuses.get(row["proposal_id"]),
            news=news.get(row["proposal_id"]),
            asked=asked.get(row["proposal_id"]),
            has_pool=row["proposal_id"] in pools,
            parties=named.get(row["proposal_id"], ()),
        )
        for row in found
    )


def _latest(connection: Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    s, p = status_updates.c, proposals.c
    chosen = (
        sa.select(status_updates)
        .join(proposals, sa.and_(p.id == s.proposal_id, p.status_seq == s.seq))
        .where(p.id.in_(ids))
    )
    return {row["proposal_id"]: row for row in frames.rows(connection, chosen)}


def _news(connection: Connection, ids: list[str]) -> dict[str, tuple[str, str]]:
    s = status_updates.c
    told = sa.select(s.proposal_id, sa.func.max(s.seq).label("seq"))
    told = told.where(s.proposal_id.in_(ids), s.happened.is_not(None)).group_by(s.proposal_id)
    last = told.subquery()
    same = sa.and_(s.proposal_id == last.c.proposal_id, s.seq == last.c.seq)
    chosen = sa.select(s.proposal_id, s.happened, s.reported_on).join(last, same)
    return {row.proposal_id: (row.happened, row.reported_on) for row in connection.execute(chosen)}


def _asked(connection: Connection, ids: list[str]) -> dict[str, RoundAnswer]:
    a, r = round_answers.c, status_rounds.c
    chosen = (
        sa.select(
            a.proposal_id,
            a.id.label("answer_id"),
            r.title.label("round_title"),
            r.meeting_on,
            r.deadline_on,
            users.c.name.label("drafted_by"),
            *(a[field.name] for field in fields(RoundAnswer) if field.name in a),
        )
        .select_from(
            round_answers.join(status_rounds).outerjoin(users, users.c.id == a.drafted_by_user_id)
        )
        .where(a.proposal_id.in_(ids), r.closed_at.is_(None))
    )
    return {row.pop("proposal_id"): _as_asked(row) for row in frames.rows(connection, chosen)}


def _as_asked(row: dict[str, Any]) -> RoundAnswer:
    row["unchanged"] = bool(row["unchanged"])
    row["draft"] = None if row["draft"] is None else json.loads(row["draft"])
    return RoundAnswer(**row)


def _with_pool(connection: Connection, ids: list[str]) -> set[str]:
    pp = proposal_pools.c
    chosen = sa.select(pp.proposal_id).where(pp.proposal_id.in_(ids))
    return set(connection.execute(chosen).scalars())


def _parties(
    connection: Connection, ids: list[str], user_id: str | None
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Those who answer for each proposal; of a user's own parties only, where one is given."""
    pp = proposal_parties.c
    chosen = (
        sa.select(pp.proposal_id, parties.c.name, pp.state)
        .join(parties)
        .where(pp.proposal_id.in_(ids), pp.state.in_(ANSWERING))
    )
    if user_id is not None:
        own = sa.select(user_parties.c.party_id).where(user_parties.c.user_id == user_id)
        chosen = chosen.where(pp.party_id.in_(own))
    found = connection.execute(chosen.order_by(parties.c.name))
    return frames.grouped((row.proposal_id, (row.name, row.state)) for row in found)
