"""What an earlier decision left open that a request asks for: who or when is then filled in.

Open this when answering a request should settle more, or less, than it does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import FollowUpStatus, InvolvementState
from portfolio.domain.requests import Source, subject_of
from portfolio.store.live import follow_ups, gap_subjects, involvement_steps, parties
from portfolio.store.live import gaps as gaps_of

# Made once: an alias copies every column it has.
_OTHER = gap_subjects.alias("other")


@dataclass(frozen=True)
class OpenEnd:
    """A follow-up without a responsible or a date, or a step of involvement without a date."""

    id: str
    is_step: bool
    title: str  # of the follow-up; the party of the step
    has_responsible: bool
    has_date: bool


def open_ends(connection: Connection, *, keys: Collection[str]) -> tuple[OpenEnd, ...]:
    """Of some requests, each once: the steps first."""
    named = [subject_of(key) for key in keys]
    gaps = [subject for source, subject in named if source is Source.GAP]
    steps = {subject for source, subject in named if source is Source.STEP}
    tasks = {subject for source, subject in named if source is Source.FOLLOW_UP}
    steps |= _steps_asked_about(connection, gaps)
    chosen = _follow_ups().where(
        sa.or_(
            follow_ups.c.id.in_(sorted(tasks)),
            follow_ups.c.step_id.in_(sorted(steps)),
            sa.and_(follow_ups.c.step_id.is_(None), _decision_asked_about(gaps)),
        )
    )
    found = [OpenEnd(*row) for row in connection.execute(chosen.order_by(follow_ups.c.id))]
    return (*_steps(connection, steps), *found)


def _follow_ups() -> sa.Select[Any]:
    u = follow_ups.c
    return sa.select(
        u.id,
        sa.false(),
        u.title,
        u.responsible_party_id.is_not(None),
        u.date_text.is_not(None),  # "løbende" says when, too
    ).where(
        u.status == FollowUpStatus.OPEN,
        sa.or_(u.responsible_party_id.is_(None), u.date_text.is_(None)),
    )


def _steps(connection: Connection, keys: Collection[str]) -> tuple[OpenEnd, ...]:
    s = involvement_steps.c
    chosen = (
        sa.select(s.id, parties.c.name)
        .select_from(involvement_steps.join(parties, parties.c.id == s.party_id))
        .where(
            s.id.in_(sorted(keys)),
            s.state == InvolvementState.AHEAD,
            s.planned_date_text.is_(None),
        )
        .order_by(s.position)
    )
    rows = connection.execute(chosen)
    return tuple(OpenEnd(row.id, True, row.name, True, False) for row in rows)


def _steps_asked_about(connection: Connection, gaps: Collection[str]) -> set[str]:
    """The portfolio's steps of the parties that some open questions name beside a decision."""
    g, s = gap_subjects.c, involvement_steps.c
    named = sa.select(g.subject_id).where(
        g.gap_id.in_(sorted(gaps)), g.subject_table == "parties", _names_a_decision(g.gap_id)
    )
    whose = sa.select(gaps_of.c.portfolio_id).where(gaps_of.c.id.in_(sorted(gaps)))
    chosen = sa.select(s.id).where(
        s.party_id.in_(named), s.proposal_id.is_(None), s.portfolio_id.in_(whose)
    )
    return set(connection.execute(chosen).scalars())


def _names_a_decision(gap_id: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    other = _OTHER.c
    return sa.exists().where(other.gap_id == gap_id, other.subject_table == "decisions")


def _decision_asked_about(gaps: Collection[str]) -> sa.ColumnElement[bool]:
    g = gap_subjects.c
    named = sa.select(g.subject_id).where(
        g.gap_id.in_(sorted(gaps)), g.subject_table == "decisions"
    )
    return follow_ups.c.decision_id.in_(named)
