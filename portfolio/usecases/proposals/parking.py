"""A proposal waits for a window of a strategy process, for another, and is taken up again.

The stage moves with a status of its own, so that the history shows it and "as it was that day"
holds; light, share and texts stay as they were.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.attention import WindowState, window_state
from portfolio.domain.model import ENDED, Stage
from portfolio.domain.permissions import Action
from portfolio.domain.status import Answer, Standing
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.live import process_windows
from portfolio.store.schema import parkings
from portfolio.usecases import text_input
from portfolio.usecases.proposals.held import hold
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed, Person, Result, Who, change_row, perform, save_version

#: Where the status came from that moved the stage.
ORIGIN = "parking"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What a proposal waits for, why, and what must be ready when the window opens."""

    window_id: str
    reason: str
    must_be_ready: str


def park(who: Who, proposal_id: str, waiting: Waiting, *, today: date) -> str:
    """Park a proposal until a window opens; the parking's id. Its stage becomes on hold.

    Raises PortfolioError without a reason or without what must be ready, when the window is over,
    and when the proposal has ended or is parked already.
    """
    row = {
        "id": ids.new_id(),
        "proposal_id": proposal_id,
        "parked_on": today.isoformat(),
        **columns(waiting),
    }
    deed = Deed(Action.EDIT_CONTENT, "proposal.parked", "parkings", row["id"], reason=row["reason"])
    status, write = _status(proposal_id, row["reason"], today)

    def work(connection: Connection, person: Person) -> Result[str]:
        stands = free_to_park(connection, proposal_id, waiting, today)
        given = resting(stands, row["reason"])
        before = stage_before(connection, proposal_id)
        moved = write(connection, person, answer=given, seen_seq=stands.seq)
        kept = row | {"stage_before": before.value, "parked_by": person.name}
        connection.execute(sa.insert(parkings).values(kept))
        said = {name: value for name, value in kept.items() if name != "id"}
        return Result(after=said, answer=row["id"], lines=((status, moved),))

    return perform(who, deed, work)


def change(who: Who, proposal_id: str, version: int, waiting: Waiting, *, today: date) -> None:
    """Wait for another window, or say better why and what must be ready. No status is given.

    ``version`` is the parking's. The window it waits for already may be over; another may not.
    """
    said = columns(waiting)
    deed = Deed(Action.EDIT_CONTENT, "proposal.parking_changed", "parkings", reason=said["reason"])

    def work(connection: Connection, _person: Person) -> Result[None]:
        hold(connection, proposal_id)
        row = _parked(connection, proposal_id, version)
        now = {name: value for name, value in said.items() if row._mapping[name] != value}
        if not now:
            raise PortfolioError("Nothing is different, so nothing was saved.")
        if "window_id" in now:
            _require_open(connection, waiting.window_id, today)
        return change_row(connection, parkings, row.id, version, now)

    perform(who, deed, work)


def take_up(who: Who, proposal_id: str, version: int, *, note: str, today: date) -> None:
    """Take a parked proposal up again, with a note on why; its stage goes back.

    ``version`` is the parking's. A stage that a status has moved on from on hold stays. Raises
    PortfolioError without a note, when it has been taken up already, or when the stage it had
    asks for more than there is now.
    """
    why = text_input.reason(note)
    deed = Deed(Action.EDIT_CONTENT, "proposal.unparked", "parkings", reason=why)
    status, write = _status(proposal_id, why, today)

    def work(connection: Connection, person: Person) -> Result[None]:
        hold(connection, proposal_id)
        row = _parked(connection, proposal_id, version)
        stands = answers.standing(connection, proposal_id)
        lines: tuple[tuple[Deed, Result[Any]], ...] = ()
        if stands.stage is Stage.ON_HOLD:
            back = _back(stands, Stage(row.stage_before), why)
            lines = ((status, write(connection, person, answer=back, seen_seq=stands.seq)),)
        ended = {"ended_on": today.isoformat(), "end_note": why, "ended_by": person.name}
        before = save_version(connection, parkings, row.id, version, ended)
        return Result(before=before, after=ended, subject_id=row.id, answer=None, lines=lines)

    perform(who, deed, work)


def free_to_park(
    connection: Connection, proposal_id: str, waiting: Waiting, today: date
) -> Standing:
    """How a proposal stands that can be parked for a window, held until the transaction ends.

    Raises PortfolioError when it has ended or is parked already, or the window is over.
    """
    hold(connection, proposal_id)
    stands = answers.standing(connection, proposal_id)
    _require_free(connection, proposal_id, stands)
    _require_open(connection, waiting.window_id, today)
    return stands


def resting(stands: Standing, reason: str) -> Answer:
    """The status that parks it: light, share and texts stay as they were."""
    return replace(answers.as_it_stands(stands), stage=Stage.ON_HOLD, reason=reason)


def columns(waiting: Waiting) -> dict[str, str]:
    """What it waits for, as it is kept; PortfolioError where a reason or what to do is missing."""
    ready = text_input.words(waiting.must_be_ready)
    if ready is None:
        raise PortfolioError(
            "Write what must be ready when the period begins; it is shown on that day."
        )
    return {
        "window_id": waiting.window_id,
        "reason": text_input.reason(waiting.reason),
        "must_be_ready": ready,
    }


def _status(proposal_id: str, reason: str, today: date) -> tuple[Deed, Callable[..., Result[int]]]:
    """The status that moves the stage: its deed, and what stores an answer as it."""
    key = ids.new_id()
    deed = Deed(Action.EDIT_CONTENT, "status.given", "status_updates", key, reason=reason)
    return deed, partial(
        answers.write,
        proposal_id=proposal_id,
        status_id=key,
        recorded_at=ids.now(),
        reported_on=today,
        origin=ORIGIN,
    )


def _require_free(connection: Connection, proposal_id: str, stands: Standing) -> None:
    if stands.stage in ENDED:
        raise PortfolioError(
            "The proposal is closed or set aside, so it cannot be put on hold. Take it up "
            "again first."
        )
    k = parkings.c
    waiting = sa.select(k.id).where(k.proposal_id == proposal_id, k.ended_on.is_(None))
    if connection.execute(waiting.limit(1)).first() is not None:
        raise PortfolioError(
            "The proposal is on hold until a period already. Take it up again before you "
            "put it on hold anew."
        )


def _require_open(connection: Connection, window_id: str, today: date) -> None:
    w = process_windows.c
    row = connection.execute(
        sa.select(w.date_text, w.date_start, w.date_end).where(w.id == window_id)
    ).one_or_none()
    if row is None:
        raise PortfolioError("The period is not there any more. Reload the page and choose again.")
    start, end = (day and date.fromisoformat(day) for day in (row.date_start, row.date_end))
    if window_state(start=start, end=end, as_of=today) is WindowState.OVER:
        raise PortfolioError(
            "The period was {when}, and is over. Choose one that is still to come.",
            when=row.date_text,
        )


def stage_before(connection: Connection, proposal_id: str) -> Stage:
    """The last stage it had in which it was worked on; the first when no status says."""
    return answers.stage_before(connection, proposal_id, Stage.ON_HOLD, Stage.NOT_PURSUED)


def _back(stands: Standing, stage: Stage, note: str) -> Answer:
    again = replace(answers.as_it_stands(stands), stage=stage, stage_reason=note)
    return replace(again, percent=None) if stage is Stage.PROPOSED else again


def _parked(connection: Connection, proposal_id: str, version: int) -> sa.Row[Any]:
    """The open parking, if it is the one the user saw."""
    k = parkings.c
    chosen = sa.select(parkings).where(k.proposal_id == proposal_id, k.ended_on.is_(None))
    row = connection.execute(chosen.order_by(k.id).limit(1)).one_or_none()
    if row is None:
        raise PortfolioError(
            "The proposal is not on hold until a period any more. Reload the page."
        )
    if row.version != version:
        raise PortfolioError(
            "Somebody else has changed this since you opened it. Reload the page and look again."
        )
    return row
