"""What waits for somebody's own parties today: answers, questions of responsibility, follow-ups.

The same in every portfolio: whoever signs in asks "is there something for me?", not "here?".
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ANSWERING, AnswerState, FollowUpStatus, Responsibility
from portfolio.queries.rounds.answers import takes_status
from portfolio.store.live import decisions, follow_ups, parties, proposal_parties
from portfolio.store.schema import proposals, round_answers, status_rounds


@dataclass(frozen=True, kw_only=True)
class WaitingCounts:
    """How much of each kind; ``responsible`` are the codes of those the follow-ups wait for."""

    answers: int = 0
    responsibilities: int = 0
    follow_ups: int = 0
    responsible: tuple[str, ...] = ()


def waiting(connection: Connection, *, party_ids: frozenset[str], today: date) -> WaitingCounts:
    """What waits for these parties."""
    ours = sorted(party_ids)
    owners = connection.execute(_follow_ups(ours, today)).scalars().all()
    return WaitingCounts(
        answers=connection.execute(_answers(ours, today)).scalar_one(),
        responsibilities=connection.execute(_responsibilities(ours, today)).scalar_one(),
        follow_ups=len(owners),
        responsible=tuple(sorted(set(owners))),
    )


def _answers(ours: list[str], today: date) -> sa.Select[Any]:
    """Proposals of an open round that nobody has answered for yet."""
    pp, a = proposal_parties.c, round_answers.c
    own = sa.select(pp.proposal_id).where(pp.party_id.in_(ours), pp.state.in_(ANSWERING))
    joined = round_answers.join(status_rounds).join(proposals)
    return (
        sa.select(sa.func.count())
        .select_from(joined)
        .where(
            status_rounds.c.closed_at.is_(None),
            a.state != AnswerState.SUBMITTED,
            a.proposal_id.in_(own),
            *takes_status(today),
        )
    )


def _responsibilities(ours: list[str], today: date) -> sa.Select[Any]:
    pp = proposal_parties.c
    joined = proposal_parties.join(proposals)
    return (
        sa.select(sa.func.count(pp.proposal_id.distinct()))
        .select_from(joined)
        .where(pp.party_id.in_(ours), pp.state == Responsibility.ASKED, *takes_status(today))
    )


def _follow_ups(ours: list[str], today: date) -> sa.Select[Any]:
    """The code of the responsible of each follow-up that is still open."""
    u = follow_ups.c
    joined = follow_ups.join(decisions).join(parties)
    return (
        sa.select(parties.c.code)
        .select_from(joined)
        .where(
            parties.c.id.in_(ours),
            u.status == FollowUpStatus.OPEN,
            decisions.c.decided_on <= today.isoformat(),
        )
    )
