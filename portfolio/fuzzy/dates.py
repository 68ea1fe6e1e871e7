"""Reads Danish dates as people write them: one date in a field, or all dates in a text.

The readings where Danish leaves it open:

* The words are kept, and "inden den 25. april" counts the 25th. Only before and after a holiday
  do they move the date: to the four weeks that end, or begin, with it.
* A year that is not written is the one that puts the date nearest to ``reference``, the later
  one of two equally near; after inden/før/senest/frem mod the next one, after siden the last.
* "primo", "medio" and "ultimo" are thirds. "Ultimo" has no fixed length, so ``late_days`` can
  make it the last so many days; its end, by which it sorts, is the same.
* "ca." changes the precision, not the days. Two digits of a year mean 1970-2069.
* "vinteren 2022" and "årsskiftet 2022" are taken to begin in 2022 and marked as inferred.
* Seasons are whole months (foråret: March to May), weeks ISO, school years from 1 August.
"""

import re
from collections.abc import Iterator
from datetime import date

from portfolio import signs
from portfolio.errors import PortfolioError
from portfolio.fuzzy import words
from portfolio.fuzzy.builders import Groups
from portfolio.fuzzy.forms import FORMS
from portfolio.fuzzy.fuzzydate import FuzzyDate, Precision
from portfolio.fuzzy.patterns import Form
from portfolio.fuzzy.reading import Context, read
from portfolio.fuzzy.running import Find, RunningText, longest_first

__all__ = ["FuzzyDate", "Precision", "find_dates", "parse_date"]

_PREPOSITION = re.compile(
    r"(?:senest i|i løbet af|i perioden|perioden|fra og med|til og med|i|pr\.?|på|til|fra|om|ved) "
)
_NAME = re.compile(r"[A-ZÆØÅ][a-zæøå]+[ -][A-ZÆØÅ]")
_EDGES = " .,;:"


def parse_date(
    text: str, *, reference: date | None = None, late_days: int | None = None
) -> FuzzyDate:
    """The date these words mean; ``reference`` (a meeting's day) places a date without a year."""
    context = Context(reference, late_days)
    written = text.strip()
    spelled = words.plain(signs.one_line(written)).strip(_EDGES)
    spelled = re.sub(" {2,}", " ", spelled)
    if preposition := _PREPOSITION.match(spelled):
        spelled = spelled[preposition.end() :]
    for form in FORMS:
        if match := form.whole.fullmatch(spelled):
            found = read(form, _groups(match), written, context)
            _check_weekday(match, found)
            return found
    raise PortfolioError(
        "“{text}” is not a date we can read. "
        "Write it like 25. april 2022, juni 2022 or ultimo 2023.",
        text=written,
    )


def find_dates(
    text: str, reference: date | None = None, *, late_days: int | None = None
) -> list[FuzzyDate]:
    """All dates in a text, in its order and words; the longest reading wins.

    Left out: dates that are not in the calendar, and without ``reference`` those without a year.
    The text is expected in NFC, as the importer leaves it, so that nothing in it moves.
    """
    context = Context(reference, late_days)
    running = RunningText(text)
    finds = (find for form in FORMS for find in _finds(form, running, context))
    return longest_first(finds, len(text))


def _finds(form: Form, running: RunningText, context: Context) -> Iterator[Find[FuzzyDate]]:
    for match in form.inside.finditer(running.spelled):
        start, end = running.span(match)
        if _is_name(running.text, start, end):
            continue
        try:
            yield Find(start, end, read(form, _groups(match), running.text[start:end], context))
        except PortfolioError:
            yield Find(start, end, None)


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a lone month is a person: "Maj Hansen", "August Petersen"."""
    return text[start:end].isalpha() and _NAME.match(text, start) is not None


def _groups(match: re.Match[str]) -> Groups:
    return {name: value for name, value in match.groupdict().items() if value is not None}


def _check_weekday(match: re.Match[str], found: FuzzyDate) -> None:
    """A wrong weekday in a field is a slip to mend; in running text nobody can mend it."""
    weekday = match.groupdict().get("weekday")
    if weekday and not weekday.startswith(words.WEEKDAYS[found.start.weekday()]):
        raise PortfolioError(
            "The day of the week and the date in “{text}” do not fit. "
            "Change one of them, or leave the day of the week out.",
            text=found.text,
        )
