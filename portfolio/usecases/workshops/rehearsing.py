"""After a rehearsal: the workshop as it was prepared, with nobody in it and nothing given."""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import Door, StepState, WorkshopState
from portfolio.store import ids
from portfolio.store.schema import (
    note_clusters,
    step_results,
    workshop_events,
    workshop_proposals,
    workshop_steps,
    workshops,
)
from portfolio.usecases import text_input
from portfolio.usecases.use_case import Person, Result, Who, perform
from portfolio.usecases.workshops import facilitating, forgetting

_UNBEGUN = {
    "state": StepState.WAITING.value,
    "opened_at": None,
    "closed_at": None,
    "paused_at": None,
    "added_seconds": 0,
}
_UNRECORDED = {
    "changed": None,
    "next_step": None,
    "responsible_party_id": None,
    "recorded_at": None,
    "recorded_by": None,
}


def reset(who: Who, workshop_id: str, reason: str) -> None:
    """Delete all that was given and recorded, and begin again before the first step.

    The plan, the roster and the code stay. Raises PortfolioError without a reason, and once the
    workshop is over.
    """
    at, event, why = ids.now(), ids.new_id(), text_input.reason(reason)

    def work(connection: Connection, person: Person) -> Result[None]:
        row = facilitating.not_ended(connection, workshop_id)
        forgetting.clear(connection, workshop_id)
        s, wp = workshop_steps.c, workshop_proposals.c
        steps = sa.select(s.id).where(s.workshop_id == workshop_id)
        connection.execute(sa.delete(step_results).where(step_results.c.step_id.in_(steps)))
        headings = note_clusters.c.workshop_id == workshop_id
        connection.execute(sa.delete(note_clusters).where(headings))
        mine = sa.update(workshop_steps).where(s.workshop_id == workshop_id)
        connection.execute(mine.values(version=s.version + 1, **_UNBEGUN))
        about = sa.update(workshop_proposals).where(wp.workshop_id == workshop_id)
        connection.execute(about.values(version=wp.version + 1, **_UNRECORDED))
        begun = {"state": WorkshopState.PREPARED.value, "current_step": None, "started_at": None}
        door = {"door": Door.OPEN.value, "second_code": None, "wall": None}
        chosen = sa.update(workshops).where(workshops.c.id == workshop_id)
        connection.execute(chosen.values(turn=row["turn"] + 1, **begun, **door))
        connection.execute(
            sa.insert(workshop_events).values(
                id=event,
                workshop_id=workshop_id,
                kind="reset",
                happened_at=at,
                actor=person.name,
                reason=why,
            )
        )
        after = {"state": WorkshopState.PREPARED.value}
        return Result(before={"state": row["state"]}, after=after, answer=None)

    perform(who, facilitating.deed("workshop.reset", workshop_id, reason=why), work)
