"""What a workshop's facilitators do to it: who is one, what is logged, the row it is done to."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action, may
from portfolio.domain.workshops import WorkshopState
from portfolio.errors import PortfolioError
from portfolio.store.schema import workshop_facilitators, workshops
from portfolio.usecases.use_case import Deed, Person


def may_facilitate(connection: Connection, person: Person, workshop_id: str) -> bool:
    """Whether the person's role lets them, or they are a facilitator of this workshop."""
    return may(person.role, Action.FACILITATE, own=_is_one(connection, person, workshop_id))


def deed(
    name: str, workshop_id: str, table: str = "workshops", *, reason: str | None = None
) -> Deed:
    """What a facilitator did, for the log; a workshop is its facilitators' own."""
    return Deed(
        Action.FACILITATE,
        name,
        table,
        workshop_id,
        own=lambda connection, person: _is_one(connection, person, workshop_id),
        reason=reason,
    )


def locked(connection: Connection, workshop_id: str) -> dict[str, Any]:
    """The workshop's row, locked until the transaction ends. PortfolioError if there is none."""
    chosen = sa.select(workshops).where(
        workshops.c.id == workshop_id, workshops.c.withdrawn_at.is_(None)
    )
    row = connection.execute(chosen.with_for_update()).mappings().one_or_none()
    if row is None:
        raise PortfolioError("There is no such workshop any more. Go back to the list.")
    return dict(row)


def not_ended(connection: Connection, workshop_id: str) -> dict[str, Any]:
    """As ``locked``; PortfolioError once the workshop is over."""
    row = locked(connection, workshop_id)
    if row["state"] == WorkshopState.ENDED:
        raise PortfolioError("The workshop is over, and its record is closed.")
    return row


def _is_one(connection: Connection, person: Person, workshop_id: str) -> bool:
    f = workshop_facilitators.c
    chosen = sa.select(f.id).where(f.workshop_id == workshop_id, f.user_id == person.who.user_id)
    return connection.execute(chosen).first() is not None
