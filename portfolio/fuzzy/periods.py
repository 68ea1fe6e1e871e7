"""Calendar arithmetic: the first and last day of weeks, months, holidays and thirds of them.

Everything raises ValueError or OverflowError for days that are not in the calendar.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter

from portfolio.fuzzy.fuzzydate import Precision

# How long "efter sommerferien" and "inden jul" may reach; no source says.
NEARBY = timedelta(weeks=4)
_SATURDAY = 5


class Period(NamedTuple):
    """First and last day, both inside."""

    start: date
    end: date


def days_between(period: Period, day: date) -> int:
    """Days from the period to the day, 0 inside it."""
    return max((period.start - day).days, (day - period.end).days, 0)


def month_start(year: int, month: int) -> date:
    """The first of the month, where month 13 is January of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def months(year: int, first: int, count: int = 1) -> Period:
    """Whole months; the first must be in the year."""
    start = date(year, first, 1)
    return Period(start, month_start(year, first + count) - timedelta(days=1))


def weeks(year: int, first: int, last: int) -> Period:
    """ISO weeks, Monday to Sunday."""
    return Period(date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7))


def school_year(year: int) -> Period:
    """1 August to 31 July, as the law on the Folkeskole has it."""
    return months(year, 8, 12)


def year_turn(year: int) -> Period:
    """The turn at the end of the year."""
    return Period(date(year, 12, 31), date(year + 1, 1, 1))


def third(period: Period, part: Precision, late_days: int | None) -> Period:
    """The early, mid or late third; ``late_days`` replaces the late third by so many days."""
    middle, late = _cuts(period)
    if part is Precision.EARLY:
        return Period(period.start, middle - timedelta(days=1))
    if part is Precision.MID:
        return Period(middle, late - timedelta(days=1))
    if late_days is not None:
        late = max(period.start, period.end - timedelta(days=late_days - 1))
    return Period(late, period.end)


def _cuts(period: Period) -> tuple[date, date]:
    """Where the middle and the last third begin; a month is cut at the 11th and the 21st."""
    year, month = period.start.year, period.start.month
    count = (period.end.year - year) * 12 + period.end.month - month + 1
    if count == 1:
        return period.start.replace(day=11), period.start.replace(day=21)
    return month_start(year, month + count // 3), month_start(year, month + 2 * count // 3)


def before(period: Period) -> Period:
    """The weeks up to the first day of a holiday, that day inside."""
    return Period(period.start - NEARBY, period.start)


def after(period: Period) -> Period:
    """The weeks from the last day of a holiday, that day inside."""
    return Period(period.end, period.end + NEARBY)


def _around_easter(year: int, first: int, last: int) -> Period:
    sunday: date = easter(year)
    return Period(sunday + timedelta(days=first), sunday + timedelta(days=last))


def _summer_holiday(year: int) -> Period:
    """Last Saturday of June to the Sunday before the second Monday of August."""
    june_end, august = date(year, 6, 30), date(year, 8, 1)
    start = june_end - timedelta(days=(june_end.weekday() - _SATURDAY) % 7)
    second_monday = august + timedelta(days=(-august.weekday()) % 7 + 7)
    return Period(start, second_monday - timedelta(days=1))


# Holidays are set by each municipality; these are the usual days, enough for a fuzzy date.
HOLIDAYS: dict[str, Callable[[int], Period]] = {
    "vinterferie": lambda year: weeks(year, 7, 8),
    "påske": lambda year: _around_easter(year, -3, 1),
    "påskeferie": lambda year: _around_easter(year, -8, 1),
    "pinse": lambda year: _around_easter(year, 49, 50),
    "sommerferie": _summer_holiday,
    "efterårsferie": lambda year: weeks(year, 42, 42),
    "jul": lambda year: Period(date(year, 12, 24), date(year, 12, 26)),
    "juleferie": lambda year: Period(date(year, 12, 22), date(year + 1, 1, 2)),
}
