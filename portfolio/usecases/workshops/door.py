"""The door: whoever has the code comes in, nobody does, or only who is told the second code.

The facilitator sees where somebody is from and their number, and can ask one to leave again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import Door
from portfolio.errors import PortfolioError
from portfolio.store.schema import participants, workshops
from portfolio.usecases.use_case import Person, Result, Who, perform
from portfolio.usecases.workshops import facilitating, forgetting, joining, preparing


def set_door(who: Who, workshop_id: str, door: Door) -> str | None:
    """Open or shut it; the second code where that is what opens it, another one each time."""
    codes = [joining.new_code() for _try in range(20)]

    def work(connection: Connection, _person: Person) -> Result[str | None]:
        row = facilitating.not_ended(connection, workshop_id)
        second = preparing.free_code(connection, codes) if door == Door.SECOND else None
        chosen = sa.update(workshops).where(workshops.c.id == workshop_id)
        connection.execute(chosen.values(door=door.value, second_code=second))
        changed = row["door"] != door.value or second is not None
        before, after = {"door": row["door"]}, {"door": door.value}
        return Result(before=before, after=after, answer=second, changed=changed)

    return perform(who, facilitating.deed("workshop.door_set", workshop_id), work)


def remove(who: Who, workshop_id: str, numbers: Sequence[int]) -> int:
    """Have those with the numbers out, and delete what they gave; how many there were.

    Raises PortfolioError where no number is given.
    """
    if not numbers:
        raise PortfolioError("Choose the numbers of those who are to be removed.")
    return _remove(who, workshop_id, participants.c.number.in_(numbers))


def remove_rush(who: Who, workshop_id: str) -> int:
    """Have all out who came at once from one network; how many there were."""
    return _remove(who, workshop_id, participants.c.at_once == 1)


def trust_rush(who: Who, workshop_id: str) -> None:
    """They are known: a room behind one wire. It is not said again of them."""

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        p = participants.c
        those = sa.update(participants).where(p.workshop_id == workshop_id, p.at_once == 1)
        count = connection.execute(those.values(at_once=0)).rowcount
        return Result(after={"participants": count}, answer=None, changed=count > 0)

    perform(who, facilitating.deed("workshop.rush_trusted", workshop_id), work)


def _remove(who: Who, workshop_id: str, which: sa.ColumnElement[bool]) -> int:
    def work(connection: Connection, _person: Person) -> Result[int]:
        facilitating.not_ended(connection, workshop_id)
        p = participants.c
        chosen = sa.select(p.id).where(p.workshop_id == workshop_id, p.removed_at.is_(None), which)
        those = connection.execute(chosen.with_for_update()).scalars().all()
        forgetting.remove(connection, those, "removed")
        count = len(those)
        return Result(after={"participants": count}, answer=count, changed=count > 0)

    return perform(who, facilitating.deed("workshop.participants_removed", workshop_id), work)
