"""What somebody says of a find: take it, take it put right, or reject it; until it is taken in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain import clock
from portfolio.domain.finds import DocumentKind, FindCertainty, FindState, ReadingState
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import minutes_finds, minutes_readings
from portfolio.usecases.minutes import doing, typed
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version


def judge(
    who: Who,
    find_id: str,
    version: int,
    state: FindState,
    *,
    mended: Mapping[str, Any] | None = None,
    effects: Effects | None = None,
    today: date,
) -> None:
    """Say of a find what is to become of it. ``mended``: its value as it was put right;
    ``effects``: what a decision answers and does besides.

    Raises PortfolioError for what was put right and cannot be read, and when the minutes have been
    taken in; ConflictError, with what stands now, when somebody else has judged it meanwhile.
    """
    at = ids.now()
    deed = Deed(Action.EDIT_CONTENT, "minutes_find.judged", "minutes_finds", find_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        row = _find(connection, find_id)
        require_open(connection, row["reading_id"])
        right = None if mended is None else typed.put_right(row["kind"], mended, today)
        values = {
            "state": state.value,
            "mended": None if right is None else signs.packed(right),
            **doing.columns(effects or Effects()),
            "judged_at": at,
            "judged_by": person.name,
        }
        before = save_version(connection, minutes_finds, find_id, version, values)
        return Result(before=before, after=values, answer=None)

    perform(who, deed, work)


def take_sure(who: Who, reading_id: str) -> int:
    """Take every find that is sure and that nobody has judged; how many."""
    at = ids.now()
    deed = Deed(Action.EDIT_CONTENT, "minutes_reading.sure_taken", "minutes_readings", reading_id)

    def work(connection: Connection, person: Person) -> Result[int]:
        require_open(connection, reading_id)
        f = minutes_finds.c
        taken = connection.execute(
            sa.update(minutes_finds)
            .where(
                f.reading_id == reading_id,
                f.state == FindState.OPEN,
                f.certainty == FindCertainty.SURE,
            )
            .values(
                state=FindState.TAKEN.value,
                judged_at=at,
                judged_by=person.name,
                version=f.version + 1,
            )
        ).rowcount
        return Result(after={"finds": taken}, answer=taken, changed=taken > 0)

    return perform(who, deed, work)


def set_aside(who: Who, reading_id: str, version: int) -> None:
    """Leave a reading: nothing of it is taken in, and its text is kept."""
    deed = Deed(Action.EDIT_CONTENT, "minutes_reading.set_aside", "minutes_readings", reading_id)

    def work(connection: Connection, _person: Person) -> Result[None]:
        require_open(connection, reading_id)
        values = {"state": ReadingState.SET_ASIDE.value}
        before = save_version(connection, minutes_readings, reading_id, version, values)
        return Result(before=before, after=values, answer=None)

    perform(who, deed, work)


def tell_kind(who: Who, reading_id: str, version: int, kind: DocumentKind) -> None:
    """Say what a file is of which the reader was unsure; what is neither minutes nor an agenda is
    set aside.
    """
    deed = Deed(Action.EDIT_CONTENT, "minutes_reading.kind_told", "minutes_readings", reading_id)

    def work(connection: Connection, _person: Person) -> Result[None]:
        require_open(connection, reading_id)
        values = {"document": kind.value}
        if kind is DocumentKind.OTHER:
            values["state"] = ReadingState.SET_ASIDE.value
        before = save_version(connection, minutes_readings, reading_id, version, values)
        return Result(before=before, after=values, answer=None)

    perform(who, deed, work)


def require_open(connection: Connection, reading_id: str) -> dict[str, Any]:
    """The reading, locked; PortfolioError unless its finds are still judged."""
    chosen = sa.select(minutes_readings).where(minutes_readings.c.id == reading_id)
    row = connection.execute(chosen.with_for_update()).mappings().one_or_none()
    if row is None:
        raise PortfolioError("These minutes are not there any more. Choose them in the list.")
    if row["state"] == ReadingState.TAKEN_IN:
        raise PortfolioError(
            "These minutes were taken in {day} by {name}, so nothing more is judged. Take that back"
            " first if something is to be otherwise.",
            day=clock.day(str(row["taken_in_at"])),
            name=row["taken_in_by"],
        )
    return dict(row)


def _find(connection: Connection, find_id: str) -> Mapping[Any, Any]:
    chosen = sa.select(minutes_finds).where(minutes_finds.c.id == find_id)
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        raise PortfolioError("This is not there any more. Go back to the list and choose again.")
    return row


def finds_of(connection: Connection, reading_id: str) -> Sequence[Mapping[Any, Any]]:
    """All finds of a reading in their order."""
    f = minutes_finds.c
    chosen = sa.select(minutes_finds).where(f.reading_id == reading_id).order_by(f.position)
    return connection.execute(chosen).mappings().all()
