"""What the parts of a written date mean in the calendar: one builder for each kind of date.

A builder gets the named groups of its pattern and the year; ValueError: no such date.
"""

from collections.abc import Mapping
from datetime import date

from portfolio.fuzzy import periods, words
from portfolio.fuzzy.periods import Period

Groups = Mapping[str, str]

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


def _number(text: str) -> int:
    return words.ORDINALS[text] if text in words.ORDINALS else int(text.rstrip("."))


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


def quarters(part: Groups, year: int) -> Period:
    last = _number(part["number"])
    first = _number(part.get("first", part["number"]))
    return Period(
        periods.months(year, 3 * first - 2, 3).start, periods.months(year, 3 * last - 2, 3).end
    )


def half_year(part: Groups, year: int) -> Period:
    return periods.months(year, 6 * _number(part["number"]) - 5, 6)


def season(part: Groups, year: int) -> Period:
    return periods.months(year, words.SEASON_MONTHS[part["season"]], 3)


def winter(part: Groups, year: int) -> Period:
    """December to February; the year is the one it begins in."""
    _must_follow(part, year)
    return periods.months(year, words.SEASON_MONTHS["vinter"], 3)


def year_turn(part: Groups, year: int) -> Period:
    _must_follow(part, year)
    return _near(part, periods.year_turn(year))


def holiday(part: Groups, year: int) -> Period:
    return _near(part, periods.HOLIDAYS[part["holiday"]](year))


def _near(part: Groups, holiday: Period) -> Period:
    """The weeks before or after the holiday where the words say so."""
    timing = part.get("timing")
    if timing in words.BEFORE:
        return periods.before(holiday)
    return periods.after(holiday) if timing in words.AFTER else holiday


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
