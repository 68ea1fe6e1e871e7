"""From the parts of a written date to its days: the year it is in, the part of it that is meant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.errors import PortfolioError
from portfolio.fuzzy import builders, periods, words
from portfolio.fuzzy.builders import Groups, full_year
from portfolio.fuzzy.fuzzydate import FuzzyDate, Precision, Tense
from portfolio.fuzzy.parts import PARTS, ends_with_it
from portfolio.fuzzy.patterns import Form, Relative
from portfolio.fuzzy.periods import Period

# Leap days are at most eight years apart.
_YEARS_AROUND = 8


@dataclass(frozen=True)
class Context:
    """What the words leave out: the day they were written, and whether they look ahead."""

    reference: date | None
    tense: Tense


def read(form: Form | Relative, groups: Groups, written: str, context: Context) -> FuzzyDate:
    """The date of a matched form; PortfolioError where the calendar has no such date."""
    try:
        period = _period(form, groups, written, context)
    except (ValueError, OverflowError, IndexError) as error:
        raise PortfolioError(
            "“{text}” is not in the calendar between 1900 and 2099. "
            "Check the day, the month and the year, as in 25. april 2022.",
            text=written,
        ) from error
    if period.end < period.start:
        raise PortfolioError(
            "“{text}” ends before it begins. Write the first date first, "
            "as in 8. - 29. september 2022.",
            text=written,
        )
    inferred = isinstance(form, Relative) or form.guessed or "year" not in groups
    return FuzzyDate(written, period.start, period.end, _precision(form, groups), inferred)


def _precision(form: Form | Relative, groups: Groups) -> Precision:
    timing, part = groups.get("timing"), PARTS.get(groups.get("part", ""))
    if timing in words.ABOUT:
        return Precision.CIRCA
    if _moves(form, timing):
        return Precision.SPAN
    return form.precision if part is None else part.precision


def _moves(form: Form | Relative, timing: str | None) -> bool:
    """Whether another time is meant than the one that is named: "inden den 25. april" counts it."""
    if timing in words.BEFORE:
        return form.precision is not Precision.DAY
    return timing in words.AFTER


def _period(form: Form | Relative, groups: Groups, written: str, context: Context) -> Period:
    """The days in the written year, else in the year the words or the context point to."""

    def meant(whole: Period) -> Period:
        part, timing = PARTS.get(groups.get("part", "")), groups.get("timing")
        named = whole if part is None else part.days(whole)
        if not _moves(form, timing):
            return named
        if timing in words.AFTER:
            return periods.after(named)
        if ends_with_it(part):
            return periods.until(named.end, context.reference)
        last = named.start if form.build in builders.TURNS else named.start - timedelta(days=1)
        return periods.until(last, context.reference)

    if isinstance(form, Form) and "year" in groups:
        return meant(form.build(groups, full_year(groups["year"])))
    if context.reference is None:
        raise PortfolioError(
            "“{text}” has no year. Write the year too, as in 25. april 2022 or juni 2022.",
            text=written,
        )
    if isinstance(form, Relative):
        whole = form.build(groups, context.reference, context.tense)
        if context.tense is Tense.AHEAD and "part" in groups and "which" not in groups:
            # "først på året", said in June, is next year.
            while meant(whole).end < context.reference:
                whole = form.build(groups, whole.end + timedelta(days=1), context.tense)
        return meant(whole)
    tense = _tense(groups.get("timing"), context.tense)
    build = form.build
    return _chosen(lambda year: meant(build(groups, year)), context.reference, tense)


def _tense(timing: str | None, said: Tense) -> Tense:
    if timing in words.BEFORE or timing in words.DEADLINE:
        return Tense.AHEAD
    return Tense.BEHIND if timing in words.SINCE else said


def _chosen(in_year: Callable[[int], Period], reference: date, tense: Tense) -> Period:
    """The year that fits: the one rule of a year that is not said. ValueError if there is none."""
    around = _existing(in_year, reference.year)
    if tense is Tense.AHEAD:
        return min(period for period in around if period.end >= reference)
    if tense is Tense.BEHIND:
        return max(period for period in around if period.start <= reference)
    return min(
        around,
        key=lambda period: (periods.days_between(period, reference), -period.start.toordinal()),
    )


def _existing(in_year: Callable[[int], Period], middle: int) -> list[Period]:
    """The date in the years around; some have no 29 February or week 53."""
    found = []
    for year in range(middle - _YEARS_AROUND, middle + _YEARS_AROUND + 1):
        try:
            found.append(in_year(year))
        except (ValueError, OverflowError):
            continue
    return found
