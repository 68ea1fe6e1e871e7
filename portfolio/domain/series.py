"""The days of meetings that come again. Open this for what "the first Monday" means.

Standard library and :mod:`portfolio.domain.workdays`, no clock. The first day is as somebody chose
it; a later one that is a holiday gives way: of the monthly ones the same weekday a week on (or a
week before, where it is the month's last), of the others that one is left out.
"""

from datetime import date, timedelta
from enum import StrEnum

from portfolio.domain import workdays

#: As many as can be planned in one act: two years of monthly meetings.
MOST = 24
_WEEK = timedelta(days=7)
_LAST = 5  # a fifth Monday is the last; a month without one has its last all the same


class Rhythm(StrEnum):
    """How often."""

    MONTHLY = "monthly"  # on the same weekday of the month: the first Monday
    FORTNIGHTLY = "fortnightly"
    WEEKLY = "weekly"


def days(first: date, rhythm: Rhythm, count: int) -> tuple[date, ...]:
    """So many days from the first on, in order, all of them different."""
    if rhythm is Rhythm.MONTHLY:
        return _monthly(first, count)
    step = _WEEK if rhythm is Rhythm.WEEKLY else 2 * _WEEK
    found, day = [first], first
    while len(found) < count:
        day += step
        if _is_held(day):
            found.append(day)
    return tuple(found)


def place_in_month(day: date) -> int:
    """1 for the month's first weekday of its name, 2 for the second …; 5: the last."""
    return _LAST if (day + _WEEK).month != day.month else (day.day - 1) // 7 + 1


def _monthly(first: date, count: int) -> tuple[date, ...]:
    place = place_in_month(first)
    found, month = [first], first.replace(day=1)
    while len(found) < count:
        month = (month + timedelta(days=31)).replace(day=1)
        found.append(_in_month(month, first.weekday(), place))
    return tuple(found)


def _in_month(month: date, weekday: int, place: int) -> date:
    """The weekday of that place in the month, or the one that gives way to a holiday."""
    first = month + timedelta(days=(weekday - month.weekday()) % 7)
    every = [first + n * _WEEK for n in range(5) if (first + n * _WEEK).month == month.month]
    # The last is looked for backwards, the others forwards; a month is never holidays only.
    order = every[::-1] if place == _LAST else [*every[place - 1 :], *every[: place - 1][::-1]]
    return next((day for day in order if _is_held(day)), order[0])


def _is_held(day: date) -> bool:
    """No holiday; whoever chose a Saturday meets on Saturdays."""
    return day.weekday() >= 5 or workdays.is_working_day(day)
