"""Calendar arithmetic: the first and last day of weeks, months, holidays and thirds of them.

Everything raises ValueError or OverflowError for days that are not in the calendar.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter

# How long "efter sommerferien" and "inden jul" may reach; no source says.
NEARBY = timedelta(weeks=4)
# "uge 48/26" is a week and a year.
_LONGEST_ROLL_OVER = timedelta(weeks=20)
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
    """ISO weeks, Monday to Sunday; "uge 52-1" begins in the year before."""
    begins = year if first <= last else year - 1
    period = Period(date.fromisocalendar(begins, first, 1), date.fromisocalendar(year, last, 7))
    if begins < year and period.end - period.start > _LONGEST_ROLL_OVER:
        raise ValueError(f"weeks {first}-{last} are no turn of the year")
    return period


def week_of_month(year: int, month: int, number: int) -> Period:
    """The week of that number, -1 for the last. A week is the month's that has its Thursday, as
    ISO has it for years."""
    thursday = weekday_of_month(year, month, 4, number)
    return Period(thursday - timedelta(days=3), thursday + timedelta(days=3))


def weekday_of_month(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second … such day of a month, -1 for the last; ``weekday`` 1-7 from Monday."""
    whole = months(year, month)
    first = whole.start + timedelta(days=(weekday - whole.start.isoweekday()) % 7)
    days = [day for n in range(5) if (day := first + timedelta(weeks=n)) <= whole.end]
    return days[number if number < 0 else number - 1]


def school_year(year: int) -> Period:
    """1 August to 31 July, as the law on the Folkeskole has it."""
    return months(year, 8, 12)


def year_turn(year: int) -> Period:
    """The turn at the end of the year."""
    return Period(date(year, 12, 31), date(year + 1, 1, 1))


def until(end: date, said: date | None) -> Period:
    """To a last day, from the day it was said; some weeks where that was later or is not known."""
    return Period(said if said and said <= end else end - NEARBY + timedelta(days=1), end)


def after(period: Period) -> Period:
    """The weeks that follow a period."""
    return Period(period.end + timedelta(days=1), period.end + NEARBY)


def _around_easter(year: int, first: int, last: int) -> Period:
    sunday: date = easter(year)
    return Period(sunday + timedelta(days=first), sunday + timedelta(days=last))


def _summer_holiday(year: int) -> Period:
    """Last Saturday of June to the Sunday before the second Monday of August."""
    june_end, august = date(year, 6, 30), date(year, 8, 1)
    start = june_end - timedelta(days=(june_end.weekday() - _SATURDAY) % 7)
    second_monday = august + timedelta(days=(-august.weekday()) % 7 + 7)
    return Period(start, second_monday - timedelta(days=1))


def _day(month: int, day: int) -> Callable[[int], Period]:
    return lambda year: Period(date(year, month, day), date(year, month, day))


def _easter_days(first: int, last: int | None = None) -> Callable[[int], Period]:
    """Days counted from Easter Sunday."""
    return lambda year: _around_easter(year, first, first if last is None else last)


# School holidays are set by each municipality; these are the usual days, enough for a fuzzy date.
# Store bededag is a working day since 2024, and the day is still called so.
HOLIDAYS: dict[str, Callable[[int], Period]] = {
    "vinterferie": lambda year: weeks(year, 7, 8),
    "fastelavn": _easter_days(-49),
    "palmesøndag": _easter_days(-7),
    "skærtorsdag": _easter_days(-3),
    "langfredag": _easter_days(-2),
    "påskedag": _easter_days(0),
    "2. påskedag": _easter_days(1),
    "påske": _easter_days(-3, 1),
    "påskeuge": _easter_days(-6, 0),
    "påskeferie": _easter_days(-8, 1),
    **dict.fromkeys(("store bededag", "st. bededag", "st bededag", "bededag"), _easter_days(26)),
    **dict.fromkeys(("kristi himmelfartsdag", "kr. himmelfartsdag"), _easter_days(39)),
    **dict.fromkeys(("kristi himmelfart", "kr. himmelfart", "kr himmelfart"), _easter_days(39)),
    **dict.fromkeys(("kristi himmelfartsferie", "kr. himmelfartsferie"), _easter_days(39, 42)),
    "pinsedag": _easter_days(49),
    "2. pinsedag": _easter_days(50),
    "pinse": _easter_days(49, 50),
    "pinseferie": _easter_days(48, 50),
    "grundlovsdag": _day(6, 5),
    **dict.fromkeys(("sankt hans", "sankthans", "sankthansaften", "skt. hans"), _day(6, 23)),
    "sommerferie": _summer_holiday,
    "industriferie": lambda year: weeks(year, 28, 30),
    "efterårsferie": lambda year: weeks(year, 42, 42),
    "mortensaften": _day(11, 10),
    "lillejuleaften": _day(12, 23),
    "juleaften": _day(12, 24),
    "juledag": _day(12, 25),
    "2. juledag": _day(12, 26),
    "jul": lambda year: Period(date(year, 12, 24), date(year, 12, 26)),
    "juleferie": lambda year: Period(date(year, 12, 22), date(year + 1, 1, 2)),
    "nytårsaften": _day(12, 31),
    "nytårsdag": _day(1, 1),
}
