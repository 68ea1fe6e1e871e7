"""Preparing a workshop: what it is about, its steps, what is scored, anonymous or not."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import WorkshopState
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import (
    criteria,
    participants,
    portfolios,
    proposals,
    workshop_facilitators,
    workshop_proposals,
    workshop_steps,
    workshops,
)
from portfolio.usecases import text_input, use_case
from portfolio.usecases.use_case import Deed, Person, Result, Who
from portfolio.usecases.workshops import facilitating, joining
from portfolio.usecases.workshops.course import (
    PlannedCriterion,
    PlannedStep,
    criterion_rows,
    step_rows,
)

MOST_PROPOSALS = 60


def make(
    who: Who,
    portfolio: str,
    *,
    title: str,
    held_on: date,
    proposal_ids: Sequence[str],
    steps: Sequence[PlannedStep],
    scored: Sequence[PlannedCriterion],
    dots: int = 3,
    anonymous: bool = False,
    body_party_id: str | None = None,
) -> str:
    """Prepare a workshop; its id. ``portfolio`` is a code.

    Raises PortfolioError where something is missing, too long or too much.
    """
    key, at = ids.new_id(), ids.now()
    made = {
        "title": _title(title),
        "held_on": held_on.isoformat(),
        "dots": _dots(dots),
        "anonymous": int(anonymous),
        "body_party_id": body_party_id,
    }
    planned = {
        workshop_steps: step_rows(steps, key),
        criteria: criterion_rows(scored, key),
        workshop_proposals: [
            {"id": ids.new_id(), "workshop_id": key, "proposal_id": one, "position": place}
            for place, one in enumerate(some(proposal_ids), 1)
        ],
    }
    codes = [joining.new_code() for _try in range(20)]

    def work(connection: Connection, person: Person) -> Result[str]:
        home = connection.execute(
            sa.select(portfolios.c.id).where(portfolios.c.code == portfolio)
        ).scalar_one()
        require_open(connection, home, list(proposal_ids))
        row = made | {
            "portfolio_id": home,
            "state": WorkshopState.PREPARED.value,
            "made_at": at,
            "made_by": person.name,
            "join_code": free_code(connection, codes),
        }
        connection.execute(sa.insert(workshops).values(id=key, **row))
        for table, rows in planned.items():
            connection.execute(sa.insert(table), rows)
        return Result(after=made | {"proposals": len(proposal_ids)}, answer=key)

    return use_case.perform(who, deed("workshop.prepared", key), work)


def change(who: Who, workshop_id: str, values: dict[str, Any], *, version: int) -> None:
    """Change title, held_on (a date), dots or anonymous, while nobody has given anything.

    What was promised to be anonymous can never be asked for again, and once somebody has joined a
    workshop that is not anonymous it can become so. Raises PortfolioError, ConflictError.
    """
    new = _changed(values)

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = facilitating.locked(connection, workshop_id)
        require_prepared(row)
        if row["anonymous"] and not new.get("anonymous", 1):
            raise PortfolioError(
                "This workshop is anonymous, and that cannot be undone. Prepare another instead."
            )
        before = use_case.save_version(connection, workshops, workshop_id, version, new)
        if new.get("anonymous"):
            gone = sa.update(participants).where(participants.c.workshop_id == workshop_id)
            connection.execute(gone.values(party_id=None))
        return Result(before=before, after=new, answer=None, changed=before != new)

    use_case.perform(who, deed("workshop.changed", workshop_id), work)


def set_facilitators(who: Who, workshop_id: str, user_ids: Sequence[str]) -> None:
    """Who else may run it, beside those whose role lets them."""
    rows = [{"id": ids.new_id(), "workshop_id": workshop_id, "user_id": one} for one in user_ids]

    def work(connection: Connection, _person: Person) -> Result[None]:
        mine = workshop_facilitators.c.workshop_id == workshop_id
        connection.execute(sa.delete(workshop_facilitators).where(mine))
        if rows:
            connection.execute(sa.insert(workshop_facilitators), rows)
        return Result(after={"facilitators": len(rows)}, answer=None)

    use_case.perform(who, deed("workshop.facilitators_set", workshop_id), work)


def withdraw(who: Who, workshop_id: str, reason: str, *, version: int) -> None:
    """Take a workshop that has not started out of use, with a reason."""
    gone = use_case.out_of_use(text_input.reason(reason))

    def work(connection: Connection, _person: Person) -> Result[None]:
        require_prepared(facilitating.locked(connection, workshop_id))
        return use_case.change_row(connection, workshops, workshop_id, version, gone)

    use_case.perform(who, deed("workshop.withdrawn", workshop_id, gone["withdrawn_reason"]), work)


def deed(name: str, key: str, reason: str | None = None) -> Deed:
    """What every change of a workshop that is being prepared is logged as, and who may."""
    return Deed(Action.RUN_WORKSHOPS, name, "workshops", key, reason=reason)


def require_prepared(row: dict[str, Any]) -> None:
    """PortfolioError once the workshop has started."""
    if row["state"] != WorkshopState.PREPARED:
        raise PortfolioError("The workshop has started, so this can no longer be changed.")


def require_open(connection: Connection, home: str, chosen: list[str]) -> None:
    """PortfolioError unless all are proposals of that portfolio that have not ended."""
    p = proposals.c
    mine = sa.select(p.id).where(p.id.in_(chosen), p.portfolio_id == home, p.stage.not_in(ENDED))
    if set(connection.execute(mine).scalars()) != set(chosen):
        raise PortfolioError(
            "One of the proposals has ended or is not in this portfolio. Choose again."
        )


def free_code(connection: Connection, codes: list[str]) -> str:
    """The first of the codes that opens no workshop."""
    taken = set(
        connection.execute(
            sa.select(workshops.c.join_code).where(workshops.c.join_code.in_(codes))
        ).scalars()
    ) | set(
        connection.execute(
            sa.select(workshops.c.second_code).where(workshops.c.second_code.in_(codes))
        ).scalars()
    )
    return next(code for code in codes if code not in taken)


def _changed(values: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Callable[[Any], Any]] = {
        "title": _title,
        "held_on": date.isoformat,
        "dots": _dots,
        "anonymous": int,
    }
    return {name: read[name](value) for name, value in values.items()}


def _title(title: str) -> str:
    said = text_input.line(title)
    if said is None:
        raise PortfolioError("The workshop has no title. Write one.")
    return said


def _dots(dots: int) -> int:
    if not 1 <= dots <= 20:
        raise PortfolioError("Each may have between 1 and 20 dots. Write a number between them.")
    return dots


def some(proposal_ids: Sequence[str]) -> Sequence[str]:
    """The proposals, if there are neither too few, too many nor two of one."""
    if not 0 < len(proposal_ids) <= MOST_PROPOSALS or len(set(proposal_ids)) < len(proposal_ids):
        raise PortfolioError(
            "Choose between 1 and {most} proposals for the workshop.", most=MOST_PROPOSALS
        )
    return proposal_ids
