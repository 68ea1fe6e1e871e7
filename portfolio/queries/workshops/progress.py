"""How far a workshop is: what phones, wall and facilitator look for again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import StepKind
from portfolio.queries.frames import frame
from portfolio.queries.workshops.workshops import criteria_of, current_step, proposals_of
from portfolio.store.schema import (
    dots,
    note_clusters,
    note_supports,
    notes,
    participants,
    pseudonyms,
    scores,
    workshop_events,
    workshop_proposals,
    workshop_steps,
    workshops,
)


def turns(connection: Connection, *, workshop_ids: Sequence[str]) -> dict[str, int]:
    """How many times each has moved: what phones wait for."""
    w = workshops.c
    chosen = sa.select(w.id, w.turn).where(w.id.in_(list(workshop_ids)))
    return {row[0]: row[1] for row in connection.execute(chosen)}


def count_participants(connection: Connection, *, workshop_id: str) -> int:
    """How many take part."""
    p = participants.c
    here = sa.select(sa.func.count()).where(p.workshop_id == workshop_id, p.removed_at.is_(None))
    return int(connection.execute(here).scalar_one())


@dataclass(frozen=True)
class Answered:
    """How many have answered all that a step asks for, how many a part of it, of how many."""

    whole: int
    begun: int
    here: int

    @property
    def missing(self) -> int:
        """Who has not answered the whole of it yet."""
        return self.here - self.whole


def count_answers(connection: Connection, *, step_id: str) -> Answered:
    """How far the participants are in a step. The whole of a scoring step is every proposal on
    every criterion, of a vote with dots all the dots, and of any other step a note.
    """
    step = connection.execute(_STEP.where(workshop_steps.c.id == step_id)).one()
    gave = dict(_given(connection, step_id, StepKind(step.kind), step.workshop_id))
    here = count_participants(connection, workshop_id=step.workshop_id)
    asked = _asked(connection, step)
    whole = sum(count >= asked for count in gave.values())
    return Answered(whole, len(gave) - whole, here)


_STEP = sa.select(workshop_steps.c.kind, workshops.c.dots, workshops.c.id.label("workshop_id"))
_STEP = _STEP.join(workshops, workshops.c.id == workshop_steps.c.workshop_id)


def _asked(connection: Connection, step: sa.Row[Any, Any, Any]) -> int:
    if step.kind == StepKind.DOTS:
        return int(step.dots)
    if step.kind == StepKind.SCORE:
        about = proposals_of(connection, workshop_id=step.workshop_id)
        return len(about) * len(criteria_of(connection, workshop_id=step.workshop_id)) or 1
    return 1


def _given(
    connection: Connection, step_id: str, kind: StepKind, workshop_id: str
) -> Iterator[tuple[str, int]]:
    """Each participant who gave something in the step, and how much."""
    table: sa.Table = notes
    much: sa.ColumnElement[int] = sa.func.count()
    tests: list[sa.ColumnElement[bool]] = []
    if kind in (StepKind.SCORE, StepKind.DOTS):
        table = scores if kind == StepKind.SCORE else dots
        much = sa.func.sum(dots.c["count"]) if kind == StepKind.DOTS else much
        about = [one.id for one in proposals_of(connection, workshop_id=workshop_id)]
        tests = [table.c.proposal_id.in_(about)]
    who = pseudonyms.c.participant_id
    chosen = sa.select(who, much).select_from(table.join(pseudonyms))
    found = chosen.where(table.c.step_id == step_id, *tests).group_by(who)
    return ((row[0], int(row[1])) for row in connection.execute(found) if row[1])


def progress(connection: Connection, *, workshop_id: str) -> str:
    """A word that is another one whenever the wall would look different."""
    w = workshops.c
    chosen = sa.select(w.turn, w.wall).where(w.id == workshop_id)
    turn, wall = connection.execute(chosen).one_or_none() or (None, None)
    step = current_step(connection, workshop_id=workshop_id)
    if step is None:
        return f"{turn} {wall} {count_participants(connection, workshop_id=workshop_id)}"
    gave = count_answers(connection, step_id=step.id)
    return " ".join(map(str, (turn, wall, astuple(gave), _written(connection, workshop_id))))


def _written(connection: Connection, workshop_id: str) -> tuple[int, ...]:
    """Marks of what is written for all to see: notes, headings, support, and what is agreed."""
    wp, c, s = workshop_proposals.c, note_clusters.c, workshop_steps.c
    of = s.workshop_id == workshop_id
    supported = note_supports.join(notes, notes.c.id == note_supports.c.note_id).join(
        workshop_steps, s.id == notes.c.step_id
    )
    marks = (
        sa.select(sa.func.sum(wp.version)).where(wp.workshop_id == workshop_id),
        sa.select(sa.func.sum(c.version)).where(c.workshop_id == workshop_id),
        sa.select(sa.func.sum(notes.c.version)).join(workshop_steps).where(of),
        sa.select(sa.func.count(note_supports.c.id)).select_from(supported).where(of),
    )
    found = connection.execute(sa.select(*(mark.scalar_subquery() for mark in marks))).one()
    return tuple(int(mark or 0) for mark in found)


def events(connection: Connection, *, workshop_id: str) -> pd.DataFrame:
    """kind, step, happened_at, actor, reason of what the facilitators did, newest first."""
    e = workshop_events.c
    chosen = sa.select(
        e.kind, workshop_steps.c.title.label("step"), e.happened_at, e.actor, e.reason
    ).select_from(workshop_events.outerjoin(workshop_steps, workshop_steps.c.id == e.step_id))
    return frame(connection, chosen.where(e.workshop_id == workshop_id).order_by(e.id.desc()))
