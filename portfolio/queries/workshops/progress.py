"""How far a workshop is: what phones, wall and facilitator look for again and again."""

from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries.frames import frame
from portfolio.queries.workshops.workshops import current_step
from portfolio.store.schema import (
    dots,
    notes,
    participants,
    scores,
    workshop_events,
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


def count_answers(connection: Connection, *, step_id: str) -> tuple[int, int]:
    """How many have given something in the step, and how many take part."""
    step = sa.select(workshop_steps.c.workshop_id).where(workshop_steps.c.id == step_id)
    here = sa.and_(
        participants.c.workshop_id == step.scalar_subquery(), participants.c.removed_at.is_(None)
    )
    gave = sa.or_(
        *(
            sa.exists()
            .where(table.c.participant_id == participants.c.id, table.c.step_id == step_id)
            .correlate(participants)
            for table in (scores, dots, notes)
        )
    )
    count = sa.select(sa.func.count()).select_from(participants).where(here)
    gave_count = int(connection.execute(count.where(gave)).scalar_one())
    return gave_count, int(connection.execute(count).scalar_one())


def progress(connection: Connection, *, workshop_id: str) -> str:
    """A word that is another one whenever the wall would look different."""
    w = workshops.c
    turn = connection.execute(sa.select(w.turn).where(w.id == workshop_id)).scalar_one_or_none()
    step = current_step(connection, workshop_id=workshop_id)
    if step is None:
        return f"{turn} {count_participants(connection, workshop_id=workshop_id)}"
    gave, here = count_answers(connection, step_id=step.id)
    return f"{turn} {here} {gave}"


def events(connection: Connection, *, workshop_id: str) -> pd.DataFrame:
    """kind, step, happened_at, actor, reason of what the facilitators did, newest first."""
    e = workshop_events.c
    chosen = sa.select(
        e.kind, workshop_steps.c.title.label("step"), e.happened_at, e.actor, e.reason
    ).select_from(workshop_events.outerjoin(workshop_steps, workshop_steps.c.id == e.step_id))
    return frame(connection, chosen.where(e.workshop_id == workshop_id).order_by(e.id.desc()))
