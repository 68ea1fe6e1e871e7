"""The follow-ups that are to bring a step of involvement about: over with it, open again with it.

However the step is set: on the proposal's page, on Content, by a workshop that ends, by restoring
an earlier value. A follow-up that somebody has closed or opened in another way is left alone.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import FollowUpStatus, InvolvementState
from portfolio.domain.permissions import Action
from portfolio.store.schema import decisions, follow_ups
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Deed, Line

Row = Mapping[Any, Any]
TABLE = "involvement_steps"
_BECOMES = {
    InvolvementState.AHEAD: FollowUpStatus.OPEN,
    InvolvementState.DONE: FollowUpStatus.DONE,
    InvolvementState.SKIPPED: FollowUpStatus.LAPSED,
}
_VERBS = {
    FollowUpStatus.OPEN: "reopened",
    FollowUpStatus.DONE: "done",
    FollowUpStatus.LAPSED: "lapsed",
}


def carry_over(connection: Connection, before: Row, after: Row) -> tuple[Line, ...]:
    """Let the step's follow-ups follow it from ``before`` to ``after``; the lines of the log."""
    u = follow_ups.c
    chosen = (
        sa.select(follow_ups, decisions.c.decided_on)
        .join(decisions, decisions.c.id == u.decision_id)
        .where(u.step_id == before["id"], u.withdrawn_at.is_(None))
        .order_by(u.id)
        .with_for_update(of=follow_ups)
    )
    found = connection.execute(chosen).mappings().all()
    return tuple(line for task in found for line in _follow(connection, task, before, after))


def _follow(connection: Connection, task: Row, before: Row, after: Row) -> list[Line]:
    was, becomes = _as_the_step(before, task), _as_the_step(after, task)
    if was == becomes or {name: task[name] for name in was} != was:
        return []
    status = FollowUpStatus(becomes["status"])
    deed = Deed(
        Action.EDIT_CONTENT, f"follow_up.{_VERBS[status]}", follow_ups.name, str(task["id"])
    )
    done = use_case.change_row(connection, follow_ups, task["id"], task["version"], becomes)
    return [(deed, done)]


def _as_the_step(step: Row, task: Row) -> dict[str, Any]:
    """How the follow-up stands where it only follows the step."""
    status = _BECOMES[InvolvementState(step["state"])]
    if status is FollowUpStatus.OPEN:
        return {"status": status.value, "closed_on": None, "state_note": None}
    # A party that had been involved before it was decided: then it was done from that day.
    day = max(step["happened_on"] or date.min.isoformat(), task["decided_on"])
    return {"status": status.value, "closed_on": day, "state_note": step["state_note"]}
