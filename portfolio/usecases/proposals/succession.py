"""A proposal leaves the board, alone or for another, or comes back. Rows are only added.

The stage moves with a status of its own, so that the history shows it and "as it was that day"
holds; light and percent stay where they were. An answer to a round cannot do this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Stage, Succession
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import proposal_successions, proposals
from portfolio.usecases import text_input
from portfolio.usecases.proposals.held import hold
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform

ORIGIN = "succession"
_WITH_ANOTHER = (Succession.MERGED, Succession.REPLACED)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is to happen to a proposal, from which day, and why."""

    kind: Succession
    happened_on: date
    reason: str
    successor_id: str | None = None  # the proposal it is merged with or replaced by


def take(who: Who, proposal_id: str, step: Step, *, today: date) -> None:
    """Set aside, merge, replace or resume. Raises PortfolioError, and stores nothing, without a
    reason, on a day that cannot be, or when the proposal already stands so.
    """
    work, why = prepared(proposal_id, step, today), text_input.reason(step.reason)
    deed = Deed(Action.EDIT_CONTENT, f"proposal.{step.kind}", "proposals", proposal_id, reason=why)
    perform(who, deed, work)


def prepared(
    proposal_id: str, step: Step, today: date
) -> Callable[[Connection, Person], Result[None]]:
    """What is to be done in a transaction, with all that is made before it. Raises as ``take``."""
    row = _checked(proposal_id, step, today)
    status = {"id": ids.new_id(), "recorded_at": row["recorded_at"]}

    def work(connection: Connection, person: Person) -> Result[None]:
        proposal = hold(connection, proposal_id)
        _require_possible(connection, proposal, step)
        stage = Stage.NOT_PURSUED
        if _resumes(step):
            stage = answers.stage_before(connection, proposal_id, Stage.NOT_PURSUED)
        connection.execute(sa.insert(proposal_successions).values(**row, recorded_by=person.name))
        shown = _report(connection, proposal, stage, row, status, person)
        before = {name: proposal._mapping[name] for name in shown}
        return Result(before=before, after=shown, answer=None)

    return work


def _checked(proposal_id: str, step: Step, today: date) -> dict[str, Any]:
    """The row of the trail; what can be known to be wrong without the database is refused."""
    if step.happened_on > today:
        raise PortfolioError("The day has not come yet. Choose today or an earlier day.")
    if (step.kind in _WITH_ANOTHER) != (step.successor_id is not None):
        raise PortfolioError("Choose the proposal that it goes into, or that replaces it.")
    if step.successor_id == proposal_id:
        raise PortfolioError("Choose another proposal than this one.")
    return {
        "id": ids.new_id(),
        "proposal_id": proposal_id,
        "kind": step.kind,
        "successor_id": step.successor_id,
        "reason": text_input.reason(step.reason),
        "happened_on": step.happened_on.isoformat(),
        "recorded_at": ids.now(),
    }


def _resumes(step: Step) -> bool:
    return step.kind is Succession.RESUMED


def _require_possible(connection: Connection, proposal: sa.Row[Any], step: Step) -> None:
    is_aside = proposal.stage == Stage.NOT_PURSUED
    if is_aside and not _resumes(step):
        raise PortfolioError("The proposal is set aside already. Reload the page to see why.")
    if not is_aside and _resumes(step):
        raise PortfolioError("The proposal is not set aside, so there is nothing to resume.")
    if step.happened_on.isoformat() < (proposal.status_on or proposal.introduced_on):
        latest = date.fromisoformat(proposal.status_on or proposal.introduced_on)
        raise PortfolioError(
            "The day is before the latest on record, {day}. Choose that day or a later one.",
            day=latest,
        )
    if step.successor_id is not None:
        _require_alive(connection, proposal, step.successor_id)


def _require_alive(connection: Connection, proposal: sa.Row[Any], successor_id: str) -> None:
    successor = hold(connection, successor_id)
    if successor.portfolio_id != proposal.portfolio_id:
        raise PortfolioError("Choose a proposal of the same portfolio.")
    if successor.stage == Stage.NOT_PURSUED:
        raise PortfolioError(
            "Proposal {number} is set aside itself. Choose one that is still worked on.",
            number=successor.number,
        )


def _report(
    connection: Connection,
    proposal: sa.Row[Any],
    stage: Stage,
    row: dict[str, Any],
    status: dict[str, Any],
    person: Person,
) -> dict[str, Any]:
    """The status that moves the stage, and the proposal that shows it; answers what it shows."""
    seq = proposal.status_seq + 1
    values = {
        "stage": stage,
        "rag": proposal.rag,
        "percent": proposal.percent,
        "reported_on": row["happened_on"],
        "reason": row["reason"],
    }
    told = status | {"author": person.name, "origin": ORIGIN}
    answers.append(connection, proposal.id, seq, values, **told)
    shown = {
        "stage": stage,
        "status_seq": seq,
        "status_on": row["happened_on"],
        "set_aside_reason": row["reason"] if stage is Stage.NOT_PURSUED else None,
    }
    kept = {"set_aside_reason": shown["set_aside_reason"], "version": proposal.version + 1}
    connection.execute(sa.update(proposals).where(proposals.c.id == proposal.id).values(kept))
    return shown
