"""What words mean that are counted from the day they are written: "næste uge", "om 14 dage".

A builder gets the named groups of its pattern, that day, and whether it looks ahead or back.
"""

from collections.abc import Callable
from datetime import date, timedelta

from portfolio.fuzzy import builders, periods, words
from portfolio.fuzzy.builders import Groups
from portfolio.fuzzy.fuzzydate import Tense
from portfolio.fuzzy.periods import Period

Build = Callable[[Groups, date, Tense], Period]

DAYS = {"i dag": 0, "idag": 0, "dags dato": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2}
DAYS |= {"i går": -1, "igår": -1, "i forgårs": -2}
#: How many units ahead; without one of these it is the unit it is now.
STEPS = {"næste": 1, "kommende": 1, "det kommende": 1, "den kommende": 1, "det nye": 1}
STEPS |= {"denne": 0, "dette": 0, "indeværende": 0, "i": 0, "hele": 0, "sidste": -1, "forrige": -1}
UNIT = r"(?P<unit>uge|måned|kvartal|halvår|år)"
_MONTHS = {"måned": 1, "mdr": 1, "kvartal": 3, "halvår": 6, "år": 12}
_COUNTS = {"en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6}
COUNT = rf"(?P<count>[0-9]{{1,3}}|{words.one_of(_COUNTS)})"
COUNTED_UNIT = r"(?P<unit>dag|uge|måned|mdr|kvartal|halvår|år)(?:er|e|r|\.)?"


def day(part: Groups, said: date, _tense: Tense) -> Period:
    only = said + timedelta(days=DAYS[part["day"]])
    return Period(only, only)


def day_of_month(part: Groups, said: date, tense: Tense) -> Period:
    """The next day of that number, today inside; looking back the latest."""
    wanted = int(part["day"])
    step = -1 if tense is Tense.BEHIND else 1
    for months in range(0, 3 * step, step):
        whole = _unit("måned", said, months)
        only = whole.start + timedelta(days=wanted - 1)
        if whole.start <= only <= whole.end and (only - said).days * step >= 0:
            return Period(only, only)
    raise ValueError(f"no month has a day {wanted}")


def unit(part: Groups, said: date, _tense: Tense) -> Period:
    """The whole week, month … it is, or one before or after it."""
    return _unit(part["unit"], said, STEPS.get(part.get("which", ""), 0))


def rest_of_unit(part: Groups, said: date, _tense: Tense) -> Period:
    return Period(said, _unit(part["unit"], said, 0).end)


def in_units(part: Groups, said: date, _tense: Tense) -> Period:
    """So many days from now, or in the week, month … that is so far off."""
    if part["unit"] == "dag":
        only = said + timedelta(days=_count(part))
        return Period(only, only)
    return _unit(part["unit"], said, _count(part))


def within_units(part: Groups, said: date, tense: Tense) -> Period:
    """From now to so many days, weeks … ahead, counted from day to day."""
    count, unit = _count(part), part["unit"]
    if unit in ("dag", "uge"):
        return Period(said, said + timedelta(days=count * (7 if unit == "uge" else 1)))
    last = _unit_month(unit, said, count)
    return Period(said, min(last.end, last.start + timedelta(days=said.day - 1)))


def weekday(part: Groups, said: date, tense: Tense) -> Period:
    """The next such day, today inside; with "næste" the one in the next week."""
    wanted = builders.weekday(part["name"])
    if "which" in part:
        only = _unit("uge", said, 1).start + timedelta(days=wanted - 1)
    elif tense is Tense.BEHIND:
        only = said - timedelta(days=(said.isoweekday() - wanted) % 7)
    else:
        only = said + timedelta(days=(wanted - said.isoweekday()) % 7)
    return Period(only, only)


def _unit(unit: str, said: date, step: int) -> Period:
    if unit == "uge":
        monday = said - timedelta(days=said.weekday()) + timedelta(weeks=step)
        return Period(monday, monday + timedelta(days=6))
    months = _MONTHS[unit]
    first = periods.month_start(said.year, (said.month - 1) // months * months + 1 + step * months)
    return periods.months(first.year, first.month, months)


def _unit_month(unit: str, said: date, count: int) -> Period:
    first = periods.month_start(said.year, said.month + count * _MONTHS[unit])
    return periods.months(first.year, first.month)


def _count(part: Groups) -> int:
    text = part["count"]
    return _COUNTS[text] if text in _COUNTS else int(text)
