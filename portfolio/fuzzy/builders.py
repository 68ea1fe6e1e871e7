"""What the parts of a written date mean in the calendar: one builder for each kind of date.

A builder gets the named groups of its pattern and the year; ValueError: no such date.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from portfolio.fuzzy import periods, words
from portfolio.fuzzy.periods import Period

Groups = Mapping[str, str]
Build = Callable[[Groups, int], Period]

_CENTURY_PIVOT = 70  # "69" is 2069, "70" is 1970


def full_year(text: str) -> int:
    """The year of two or four digits; ValueError outside 1900-2099."""
    year = int(text)
    if len(text) == 2:
        return year + (1900 if year >= _CENTURY_PIVOT else 2000)
    if not 1900 <= year <= 2099:
        raise ValueError(f"{year} is outside 1900-2099")
    return year


def _month(text: str) -> int:
    name = text.rstrip(".")
    numbers = words.MONTH_NUMBERS | words.SHORT_MONTH_NUMBERS
    return numbers[name] if name in numbers else int(name)


def _number(text: str, last: int = -1) -> int:
    if text == words.LAST:
        return last
    return words.ORDINALS[text] if text in words.ORDINALS else int(text.rstrip("."))


def weekday(text: str) -> int:
    """1-7 from Monday, of a name long or short."""
    name = next(name for name in words.WEEKDAYS if name.startswith(text[:3]))
    return words.WEEKDAYS.index(name) + 1


def day(part: Groups, year: int) -> Period:
    only = date(year, _month(part["month"]), int(part["day"]))
    return Period(only, only)


def days(part: Groups, year: int) -> Period:
    """From one day to another; what the first leaves out it shares with the second."""
    start_year, start_month = _first_month(part, year)
    end = date(year, _month(part["month"]), int(part["day"]))
    return Period(date(start_year, start_month, int(part["first"])), end)


def weeks(part: Groups, year: int) -> Period:
    first = int(part["first"])
    return periods.weeks(year, first, int(part.get("last", first)))


def months(part: Groups, year: int) -> Period:
    """One month, or from one to another."""
    start_year, start_month = _first_month(part, year)
    end = periods.months(year, _month(part["month"])).end
    return Period(date(start_year, start_month, 1), end)


def _first_month(part: Groups, year: int) -> tuple[int, int]:
    """Year and month a span begins in: "december - januar 2023" begins in 2022."""
    month = _month(part.get("first_month", part["month"]))
    if "first_year" in part:
        return full_year(part["first_year"]), month
    return (year if month <= _month(part["month"]) else year - 1), month


def weekday_in_week(part: Groups, year: int) -> Period:
    only = date.fromisocalendar(year, int(part["first"]), weekday(part["name"]))
    return Period(only, only)


def week_of_month(part: Groups, year: int) -> Period:
    return periods.week_of_month(year, _month(part["month"]), _number(part["number"]))


def weekday_of_month(part: Groups, year: int) -> Period:
    number, day_of_week = _number(part["number"]), weekday(part["name"])
    only = periods.weekday_of_month(year, _month(part["month"]), day_of_week, number)
    return Period(only, only)


def month_turn(part: Groups, year: int) -> Period:
    """The last day of one month and the first of the next."""
    first = periods.months(year, _month(part["month"])).start
    return Period(first - timedelta(days=1), first)


def _slices(months: int) -> Build:
    """The parts of a year of so many months, one or from one to another: "Q4-Q1" begins in the
    year before."""

    def build(part: Groups, year: int) -> Period:
        last = _number(part["number"], 12 // months)
        first = _number(part.get("first", part["number"]), 12 // months)
        begins = year if first <= last else year - 1
        start = periods.months(begins, months * (first - 1) + 1).start
        return Period(start, periods.months(year, months * (last - 1) + 1, months).end)

    return build


quarters, tertials, half_years = _slices(3), _slices(4), _slices(6)


def season(part: Groups, year: int) -> Period:
    name = part["season"]
    if name in words.SHORT_SEASON_MONTHS:
        return periods.months(year, words.SHORT_SEASON_MONTHS[name], 2)
    return periods.months(year, words.SEASON_MONTHS[name], 3)


def winter(part: Groups, year: int) -> Period:
    """December to February; the year is the one it begins in."""
    _must_follow(part, year)
    return periods.months(year, words.SEASON_MONTHS["vinter"], 3)


def year_turn(part: Groups, year: int) -> Period:
    _must_follow(part, year)
    return periods.year_turn(year)


def holiday(part: Groups, year: int) -> Period:
    return periods.HOLIDAYS[part["holiday"]](year)


def school_year(part: Groups, year: int) -> Period:
    _must_follow(part, year)
    return periods.school_year(year)


def _must_follow(part: Groups, year: int) -> None:
    if "until" in part and _until(part, year) != year + 1:
        raise ValueError(f"{part['until']} is not the year after {year}")


def _until(part: Groups, year: int) -> int:
    """The second year; two digits are the next year that ends so."""
    until = part["until"]
    return full_year(until) if len(until) == 4 else full_year(f"{year + (int(until) - year) % 100}")


def year(part: Groups, year: int) -> Period:
    return periods.months(year, 1, 12)


def years(part: Groups, year: int) -> Period:
    return Period(date(year, 1, 1), date(_until(part, year), 12, 31))


#: Two days of which the first is still before it: "inden årsskiftet" is to 31 December.
TURNS: tuple[Build, ...] = (year_turn, month_turn)
