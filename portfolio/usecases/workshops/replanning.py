"""Other steps, or other proposals, for a workshop that has not begun: nothing hangs on them yet."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import ConflictError
from portfolio.language import N_
from portfolio.queries.workshops import plan as workshop_plan
from portfolio.store import ids
from portfolio.store.schema import workshop_proposals, workshop_steps
from portfolio.usecases.use_case import Person, Result, Who, perform
from portfolio.usecases.workshops import facilitating
from portfolio.usecases.workshops.course import PlannedStep, step_rows
from portfolio.usecases.workshops.preparing import deed, require_open, require_prepared, some


def replan(who: Who, workshop_id: str, steps: Sequence[PlannedStep], *, version: int) -> None:
    """Other steps, in their order. ``version`` is the plan's, as it was opened.

    Raises PortfolioError, and ConflictError when somebody else has planned it anew since.
    """
    rows = step_rows(steps, workshop_id)

    def work(connection: Connection, _person: Person) -> Result[None]:
        require_prepared(facilitating.locked(connection, workshop_id))
        before = workshop_plan.steps(connection, workshop_id=workshop_id)
        _require_seen(before, version)
        _put_instead(connection, workshop_steps, workshop_id, rows, version)
        after = workshop_plan.steps(connection, workshop_id=workshop_id)
        return Result(
            before={"steps": _steps_in_words(before)},
            after={"steps": _steps_in_words(after)},
            answer=None,
            changed=before["steps"] != after["steps"],
        )

    perform(who, deed("workshop.replanned", workshop_id), work)


def take_up(who: Who, workshop_id: str, proposal_ids: Sequence[str], *, version: int) -> None:
    """Other proposals, in their order; those that are new must not have ended. As ``replan``."""
    asked = list(some(proposal_ids))
    rows = [
        {"id": ids.new_id(), "workshop_id": workshop_id, "proposal_id": one, "position": place}
        for place, one in enumerate(asked, 1)
    ]

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = facilitating.locked(connection, workshop_id)
        require_prepared(row)
        before = workshop_plan.proposals_of(connection, workshop_id=workshop_id)
        _require_seen(before, version)
        had = before["proposal_ids"]
        require_open(connection, row["portfolio_id"], [one for one in asked if one not in had])
        _put_instead(connection, workshop_proposals, workshop_id, rows, version)
        return Result(
            before={"proposals": had}, after={"proposals": asked}, answer=None, changed=had != asked
        )

    perform(who, deed("workshop.proposals_chosen", workshop_id), work)


def _require_seen(plan: dict[str, Any], version: int) -> None:
    if plan["version"] != version:
        raise ConflictError(
            N_(
                "Somebody else has saved this since you opened it. Nothing was overwritten: compare"
                " the two versions below and save again."
            ),
            theirs=plan,
        )


def _put_instead(
    connection: Connection,
    table: sa.Table,
    workshop_id: str,
    rows: list[dict[str, Any]],
    version: int,
) -> None:
    connection.execute(sa.delete(table).where(table.c.workshop_id == workshop_id))
    connection.execute(sa.insert(table), [{**row, "version": version + 1} for row in rows])


def _steps_in_words(plan: dict[str, Any]) -> list[str]:
    """The steps as the log has them."""
    return [f"{step['title']} ({step['minutes']} min)" for step in plan["steps"]]
