"""Which part of a period "primo", "sidst i" and their like mean: the one table of it.

Sources differ: "ultimo" is the last day (dinero.dk/ordbog/primo-ultimo, of accounts), the last 7-10
days or the last third (homepage.dk/ultimo-betydning), and Bokmålsordboka has "primo" and "medio"
of a month or a year, but "ultimo" of a month only. So here:

* Early, middle and late are thirds, a month's cut at the 11th and the 21st: nobody is late before
  the last day the words can mean.
* "ultimo" and "udgangen" of anything longer are the late third of its last month: whoever writes
  "ultimo 2023" means the end of December, not September.
* "første halvdel" is to the 15th of a month, else whole months or half the days.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from portfolio.fuzzy import periods
from portfolio.fuzzy.fuzzydate import Precision
from portfolio.fuzzy.periods import Period

_MONTH_CUTS = {2: 15, 3: 10}  # days of a half and of a third


class Part(NamedTuple):
    """How exact it is, and its days in a period."""

    precision: Precision
    days: Callable[[Period], Period]


def _nth(number: int, of: int) -> Callable[[Period], Period]:
    def days(period: Period) -> Period:
        end = period.end if number == of else _cut(period, number, of) - timedelta(days=1)
        return Period(_cut(period, number - 1, of), end)

    return days


def _cut(period: Period, number: int, of: int) -> date:
    """The day after so many of the equal parts."""
    start, after = period.start, period.end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if start.day == after.day == 1 and months == 1:
        return start + timedelta(days=_MONTH_CUTS[of] * number)
    if start.day == after.day == 1 and months % of == 0:
        return periods.month_start(start.year, start.month + months // of * number)
    return start + (after - start) // of * number


def _at_the_end(period: Period) -> Period:
    last_month = periods.months(period.end.year, period.end.month)
    return _LATE.days(last_month if period.start < last_month.start else period)


_EARLY = Part(Precision.EARLY, _nth(1, 3))
_MID = Part(Precision.MID, _nth(2, 3))
_LATE = Part(Precision.LATE, _nth(3, 3))
_END = Part(Precision.LATE, _at_the_end)
_FIRST_HALF = Part(Precision.SPAN, _nth(1, 2))
_SECOND_HALF = Part(Precision.SPAN, _nth(2, 2))

PARTS: dict[str, Part] = {
    **dict.fromkeys(("primo", "prim.", "start", "starten", "begyndelse", "begyndelsen"), _EARLY),
    **dict.fromkeys(("først i", "først på", "tidligt i", "tidligt på", "tidligt"), _EARLY),
    **dict.fromkeys(("første del", "den første del", "det tidlige", "den tidlige"), _EARLY),
    **dict.fromkeys(("medio", "med.", "midt", "midt i", "midt på", "midten"), _MID),
    **dict.fromkeys(("slut", "slutning", "slutningen", "afslutningen", "sidst i"), _LATE),
    **dict.fromkeys(("sidst på", "sent i", "sent på", "sidste del", "den sidste del"), _LATE),
    **dict.fromkeys(("det sene", "den sene", "sent"), _LATE),
    **dict.fromkeys(("ultimo", "ult.", "udgang", "udgangen"), _END),
    **dict.fromkeys(("første halvdel", "1. halvdel", "den første halvdel"), _FIRST_HALF),
    **dict.fromkeys(("anden halvdel", "2. halvdel", "sidste halvdel"), _SECOND_HALF),
    "den sidste halvdel": _SECOND_HALF,
    "den anden halvdel": _SECOND_HALF,
}


def ends_with_it(part: Part | None) -> bool:
    """Whether "inden" it means by its end: "inden udgangen af juni" is in June."""
    return part in (_LATE, _END)
