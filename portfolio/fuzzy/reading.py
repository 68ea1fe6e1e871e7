"""From the parts of a written date to its days: the year it is in, the third it means."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portfolio.errors import PortfolioError
from portfolio.fuzzy import periods, words
from portfolio.fuzzy.builders import Groups, full_year
from portfolio.fuzzy.fuzzydate import FuzzyDate, Precision
from portfolio.fuzzy.patterns import Form
from portfolio.fuzzy.periods import Period

# Leap days are at most eight years apart.
_YEARS_AROUND = 8


@dataclass(frozen=True)
class Context:
    """What the words leave out: the day they were written, and how many days "ultimo" has."""

    reference: date | None
    late_days: int | None

    def __post_init__(self) -> None:
        if self.late_days is not None and self.late_days < 1:
            raise ValueError(f"late_days must be at least 1, not {self.late_days}")


def read(form: Form, groups: Groups, written: str, context: Context) -> FuzzyDate:
    """The date of a matched form; PortfolioError where the calendar has no such date."""
    period = _period(form, groups, written, context)
    if period.end < period.start:
        raise PortfolioError(
            "“{text}” ends before it begins. Write the first date first, "
            "as in 8. - 29. september 2022.",
            text=written,
        )
    precision = words.PARTS.get(groups.get("part", ""), form.precision)
    if groups.get("timing") in words.ABOUT:
        precision = Precision.CIRCA
    inferred = form.guessed or "year" not in groups
    return FuzzyDate(written, period.start, period.end, precision, inferred)


def _period(form: Form, groups: Groups, written: str, context: Context) -> Period:
    """The days in the written year, else in the year the reference points to."""

    def in_year(year: int) -> Period:
        whole = form.build(groups, year)
        part = words.PARTS.get(groups.get("part", ""))
        return whole if part is None else periods.third(whole, part, context.late_days)

    try:
        if "year" in groups:
            return in_year(full_year(groups["year"]))
        if context.reference is not None:
            return _nearest(in_year, context.reference, groups.get("timing"))
    except (ValueError, OverflowError) as error:
        raise PortfolioError(
            "“{text}” is not in the calendar between 1900 and 2099. "
            "Check the day, the month and the year, as in 25. april 2022.",
            text=written,
        ) from error
    raise PortfolioError(
        "“{text}” has no year. Write the year too, as in 25. april 2022 or juni 2022.", text=written
    )


def _nearest(in_year: Callable[[int], Period], reference: date, timing: str | None) -> Period:
    """The year that fits best; ValueError if the date is in none of them."""
    around = _existing(in_year, reference.year)
    if timing in words.BEFORE:
        return min(period for period in around if period.end >= reference)
    if timing in words.SINCE:
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
