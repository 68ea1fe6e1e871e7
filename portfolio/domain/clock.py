"""Moments are stored as UTC ISO text; a day begins and ends by the Danish clock."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_WALL = ZoneInfo("Europe/Copenhagen")
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


@contextmanager
def telling(day: date, hour: int = 9) -> Iterator[None]:
    """What is done inside happens on that day: a story that is told afterwards, as the demo's."""
    token = _told.set(midnight(day) + timedelta(hours=hour))
    try:
        yield
    finally:
        _told.reset(token)


def today() -> date:
    """The day it is here; ``PORTFOLIO_TODAY`` (ISO) sets another, for tests and rehearsals."""
    if told := _told.get():
        return told.date()
    fixed = os.environ.get("PORTFOLIO_TODAY")
    return date.fromisoformat(fixed) if fixed else datetime.now(_WALL).date()


def now() -> str:
    """The moment it is, as it is stored."""
    return stored(_told.get() or datetime.now(UTC))


def stored(moment: datetime) -> str:
    """A moment as UTC ISO text to the microsecond: sorts as it passed."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def local(at: str) -> datetime:
    """A stored moment as the clock on the wall says it."""
    return datetime.fromisoformat(at).astimezone(_WALL)


def midnight(day: date) -> datetime:
    """When the day begins here."""
    return at(day, time())


def at(day: date, hour: time) -> datetime:
    """The moment when the clock on the wall says so."""
    return datetime.combine(day, hour, _WALL)


def day(at: str) -> date:
    """The day here of a stored moment."""
    return local(at).date()


def end(day: date) -> str:
    """The stored moment from which a day is over here."""
    return stored(midnight(day + timedelta(days=1)))
