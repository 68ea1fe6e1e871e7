"""Danish working days. Open this when a deadline is to fall on a day when people are at work."""

from datetime import date, timedelta
from functools import cache

import holidays

#: Not public holidays by law, but the town hall is closed: Constitution Day, 24 and 31 December.
_CLOSED = {(6, 5), (12, 24), (12, 31)}


def is_working_day(day: date) -> bool:
    """Whether the municipality is at work: no weekend, public holiday or day it keeps closed."""
    return day.weekday() < 5 and (day.month, day.day) not in _CLOSED and day not in _danish()


def last_before(day: date) -> date:
    """The last working day before a day."""
    found = day - timedelta(days=1)
    while not is_working_day(found):
        found -= timedelta(days=1)
    return found


def first_from(day: date) -> date:
    """The day itself if it is a working day, else the next that is."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@cache
def _danish() -> holidays.HolidayBase:
    """It fills in a year at the first question about it."""
    return holidays.country_holidays("DK")
