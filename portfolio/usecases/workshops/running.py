"""Running a workshop: the facilitators move it from step to step, and every phone follows.

All of it is in the database, none in the facilitator's browser: if that dies, it comes back to
where the workshop is, or a second facilitator takes over.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import NoteKind, StepState, WallView, WorkshopState
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.store.schema import (
    criteria,
    workshop_events,
    workshop_proposals,
    workshop_steps,
    workshops,
)
from portfolio.usecases import text_input
from portfolio.usecases.use_case import Person, Result, Who, perform
from portfolio.usecases.workshops import facilitating, publishing

Move = Callable[[Connection, dict[str, Any], dict[str, Any] | None], dict[str, Any]]
LONGEST_EXTENSION = 120  # minutes


def open_step(who: Who, workshop_id: str, position: int, *, turn: int) -> None:
    """Put a step on the phones and open it; the one before is closed. Starts the workshop.

    ``turn`` is the workshop's turn as the facilitator saw it. Raises PortfolioError when somebody
    moved it meanwhile: two facilitators who press at once move it once.
    """
    at = ids.now()

    def move(connection: Connection, row: dict[str, Any], now: dict[str, Any] | None) -> Any:  # noqa: ANN401
        asked = _at(connection, workshop_id, position)
        if now is not None and now["id"] != asked["id"]:
            _close(connection, now, at)
        if asked["state"] == StepState.CLOSED:
            raise PortfolioError("The step has been closed. Reopen it if it is to go on.")
        if asked["state"] == StepState.WAITING:
            _set(connection, asked, state=StepState.OPEN.value, opened_at=at)
        if row["state"] == WorkshopState.PREPARED:
            chosen = sa.update(workshops).where(workshops.c.id == workshop_id)
            connection.execute(chosen.values(state=WorkshopState.RUNNING.value, started_at=at))
        return {"position": position, "step": asked}

    _move(who, workshop_id, "workshop.step_opened", turn, at, move)


def close_step(who: Who, workshop_id: str, *, turn: int) -> None:
    """Close the step that is on the phones; its result can be shown."""
    at = ids.now()

    def move(connection: Connection, _row: dict[str, Any], now: dict[str, Any] | None) -> Any:  # noqa: ANN401
        step = _required(now)
        _close(connection, step, at)
        return {"step": step}

    _move(who, workshop_id, "workshop.step_closed", turn, at, move)


def pause(who: Who, workshop_id: str, *, turn: int) -> None:
    """Stop the clock and take no answers until it goes on."""
    at = ids.now()

    def move(connection: Connection, _row: dict[str, Any], now: dict[str, Any] | None) -> Any:  # noqa: ANN401
        step = _in(now, StepState.OPEN, N_("The step is not open, so it cannot be paused."))
        _set(connection, step, state=StepState.PAUSED.value, paused_at=at)
        return {"step": step}

    _move(who, workshop_id, "workshop.step_paused", turn, at, move)


def resume(who: Who, workshop_id: str, *, turn: int) -> None:
    """Go on after a pause; the time it took is given back."""
    at = ids.now()

    def move(connection: Connection, _row: dict[str, Any], now: dict[str, Any] | None) -> Any:  # noqa: ANN401
        step = _in(now, StepState.PAUSED, N_("The step is not paused, so it cannot go on."))
        lasted = datetime.fromisoformat(at) - datetime.fromisoformat(step["paused_at"])
        more = step["added_seconds"] + max(0, int(lasted.total_seconds()))
        _set(connection, step, state=StepState.OPEN.value, paused_at=None, added_seconds=more)
        return {"step": step}

    _move(who, workshop_id, "workshop.step_resumed", turn, at, move)


def extend(who: Who, workshop_id: str, minutes: int, *, turn: int) -> None:
    """Give the step more minutes."""
    at = ids.now()
    if not 1 <= minutes <= LONGEST_EXTENSION:
        raise PortfolioError(
            "A step is extended by between 1 and {most} min.", most=LONGEST_EXTENSION
        )

    def move(connection: Connection, _row: dict[str, Any], now: dict[str, Any] | None) -> Any:  # noqa: ANN401
        step = _required(now)
        if step["state"] == StepState.CLOSED:
            raise PortfolioError("The step has been closed. Reopen it if it is to go on.")
        _set(connection, step, added_seconds=step["added_seconds"] + 60 * minutes)
        return {"step": step, "reason": f"+{minutes} min"}

    _move(who, workshop_id, "workshop.step_extended", turn, at, move)


def reopen(who: Who, workshop_id: str, position: int, reason: str, *, turn: int) -> None:
    """Open a closed step again, with a reason: votes in it may be changed again."""
    at, why = ids.now(), text_input.reason(reason)

    def move(connection: Connection, _row: dict[str, Any], now: dict[str, Any] | None) -> Any:  # noqa: ANN401
        asked = _at(connection, workshop_id, position)
        if asked["state"] != StepState.CLOSED:
            raise PortfolioError("The step is not closed, so it cannot be reopened.")
        publishing.require_renewable(connection, asked["id"])
        if now is not None and now["id"] != asked["id"]:
            _close(connection, now, at)
        # Its time begins anew: what was left when it was closed says nothing now.
        _set(
            connection,
            asked,
            state=StepState.OPEN.value,
            opened_at=at,
            closed_at=None,
            added_seconds=0,
        )
        return {"position": position, "step": asked, "reason": why}

    _move(who, workshop_id, "workshop.step_reopened", turn, at, move)


def show(who: Who, workshop_id: str, view: WallView | None, of: str = "") -> None:
    """Put something on the wall, until the workshop moves on; None: what belongs to the step.

    ``of``: the criterion's code of a result, the proposal's id, or the kind of the notes.
    Raises PortfolioError where there is no such thing in the workshop.
    """
    wall = f"{view}:{of}" if view and of else view

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = facilitating.not_ended(connection, workshop_id)
        if of:
            _require_shown(connection, workshop_id, view, of)
        moved = sa.update(workshops).where(workshops.c.id == workshop_id)
        connection.execute(moved.values(wall=wall))
        changed = row["wall"] != wall
        return Result(
            before={"wall": row["wall"]}, after={"wall": wall}, answer=None, changed=changed
        )

    perform(who, facilitating.deed("workshop.wall_shown", workshop_id), work)


def _require_shown(
    connection: Connection, workshop_id: str, view: WallView | None, of: str
) -> None:
    tests = {
        WallView.ONE: (workshop_proposals, workshop_proposals.c.proposal_id),
        WallView.RESULT: (criteria, criteria.c.code),
    }
    if view in tests:
        table, column = tests[view]
        chosen = sa.select(table.c.id).where(table.c.workshop_id == workshop_id, column == of)
        there = connection.execute(chosen).first() is not None
    else:
        there = view == WallView.NOTES and of in set(NoteKind)
    if not there:
        raise PortfolioError(
            "That is not in this workshop, so it cannot be shown. Reload the page."
        )


def _move(who: Who, workshop_id: str, name: str, turn: int, at: str, move: Move) -> None:
    event, kind = ids.new_id(), name.removeprefix("workshop.step_")

    def work(connection: Connection, person: Person) -> Result[None]:
        row = facilitating.locked(connection, workshop_id)
        _require_turn(row, turn)
        done = move(connection, row, _current(connection, row))
        step, position = done["step"], done.get("position", row["current_step"])
        moved = sa.update(workshops).where(workshops.c.id == workshop_id)
        # Another step, or another state of it: the wall shows what belongs to it.
        wall = row["wall"] if kind in ("paused", "resumed", "extended") else None
        connection.execute(moved.values(turn=turn + 1, current_step=position, wall=wall))
        connection.execute(
            sa.insert(workshop_events).values(
                id=event,
                workshop_id=workshop_id,
                step_id=step["id"],
                kind=kind,
                happened_at=at,
                actor=person.name,
                reason=done.get("reason"),
            )
        )
        return Result(after={"step": step["title"]}, answer=None)

    perform(who, facilitating.deed(name, workshop_id), work)


def _require_turn(row: dict[str, Any], turn: int) -> None:
    if row["state"] == WorkshopState.ENDED:
        raise PortfolioError("The workshop is over, so it cannot be moved any more.")
    if row["turn"] != turn:
        raise PortfolioError(
            "Somebody else moved the workshop just before you. Look where it is, and press again"
            " if it is still needed."
        )


def _current(connection: Connection, row: dict[str, Any]) -> dict[str, Any] | None:
    if row["current_step"] is None:
        return None
    return _at(connection, row["id"], row["current_step"])


def _at(connection: Connection, workshop_id: str, position: int) -> dict[str, Any]:
    s = workshop_steps.c
    chosen = sa.select(workshop_steps).where(s.workshop_id == workshop_id, s.position == position)
    # Locked: whoever is giving an answer in it is through before it is closed.
    row = connection.execute(chosen.with_for_update()).mappings().one_or_none()
    if row is None:
        raise PortfolioError("The workshop has no such step. Reload the page.")
    return dict(row)


def _required(now: dict[str, Any] | None) -> dict[str, Any]:
    if now is None:
        raise PortfolioError("The workshop has not begun. Open its first step.")
    return now


def _in(now: dict[str, Any] | None, state: StepState, sentence: str) -> dict[str, Any]:
    step = _required(now)
    if step["state"] != state:
        raise PortfolioError(sentence)
    return step


def _close(connection: Connection, step: dict[str, Any], at: str) -> None:
    if step["state"] != StepState.CLOSED:
        publishing.publish(connection, step)
        _set(connection, step, state=StepState.CLOSED.value, closed_at=at, paused_at=None)


def _set(connection: Connection, step: dict[str, Any], **values: Any) -> None:  # noqa: ANN401
    chosen = sa.update(workshop_steps).where(workshop_steps.c.id == step["id"])
    connection.execute(chosen.values(version=step["version"] + 1, **values))
