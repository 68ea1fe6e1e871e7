"""Reads Danish dates as people write them: one date in a field, or all dates in a text.

The readings where Danish leaves it open:

* The words are kept, and "inden den 25. april" counts the 25th. Only before and after a longer
  time do they move the date: "inden jul" and "frem mod 2026" are from the day it was said to the
  day before, "efter jul" is the four weeks that follow.
* A year that is not written is the coming one for what lies ahead and the latest for what lies
  behind (:class:`Tense`); where a text may tell of both, the one that puts the date nearest to
  ``reference``, the later of two equally near. After inden/før/senest/frem mod it is always the
  coming one, after siden the latest.
* "primo", "sidst i" and their like: see :mod:`portfolio.fuzzy.parts`.
* "ca." changes the precision, not the days. Two digits of a year mean 1970-2069.
* What goes over New Year is named by the year it ends in ("uge 52-1 2027"), but "vinteren 2022"
  and "årsskiftet 2022" are taken to begin in 2022 and marked as inferred.
* Seasons are whole months (foråret: March to May), weeks ISO, school years from 1 August.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portfolio import signs
from portfolio.errors import PortfolioError
from portfolio.fuzzy import periods, words
from portfolio.fuzzy.builders import Groups
from portfolio.fuzzy.forms import FORMS, RELATIVES
from portfolio.fuzzy.fuzzydate import NO_DATE, FuzzyDate, Precision, Tense
from portfolio.fuzzy.patterns import Form, Relative
from portfolio.fuzzy.reading import Context, read
from portfolio.fuzzy.running import Find, RunningText, longest_first

__all__ = ["FuzzyDate", "Precision", "Reading", "Tense", "find_dates", "parse_date", "read_date"]

_NAME = re.compile(r"[A-ZÆØÅ][a-zæøå]+[ -][A-ZÆØÅ]")
_EDGES = " .,;:"
_LONGEST = 100  # characters of a field that can be a date
# What may stand before a date in a field without changing it.
_LEAD = re.compile(
    r"(?:senest i|i løbet af|hen over|i perioden|perioden|fra og med|til og med|i hele|hele|mellem"
    r"|løbende|snarest(?: muligt)?,?(?: og| dog)?|hurtigst muligt,?(?: og| dog)?"
    r"|deadline|frist(?:en)?|mødet?|klar|færdig|(?:star|op)tes|opstart|afsluttes|forelægges"
    r"|i|pr\.?|per|på|til|fra|om|ved|så|og)(?: er)?:? "
)
_MAYBE = re.compile(
    r"(?:forvente(?:s|t|ligt)|formentlig|måske|tidligst|foreløbigt?|~) ?(?:i )?(.+)"
    r"|(.+?) ?(?:\?|\((?:forventet|foreløbigt?|\?)\))"
)
_YEAR_FIRST = re.compile(r"((?:19|20)[0-9]{2})[ ,:/-]*([^0-9 ,:/-].*)")
_THAT_YEAR = re.compile(r"(.+?),? (?:til )?(næste|i|samme|dette) år")
_TO = re.compile(r" ?(?:[-/+&]|\btil og med\b|\bt\.o\.m\.|\btil\b|\bog\b|\beller\b|\bel\.) ?")
# Words that say there is no day, and say it rightly.
_NO_DAY = re.compile(
    r"(?:(?:fort)?løbende|snarest|hurtigst|straks|afventer|ikke|endnu ikke|ukendt|uafklaret|uvist"
    r"|aftales|afklares|fastsættes|planlægges|følger|mangler|ingen|uden dato|dato følger|når"
    r"|ved behov|efter (?:behov|aftale)|på sigt|senere|kontinuerligt|permanent|tbd|tba|n/a|[?-]+)"
    r"(?!\w).*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Reading:
    """What became of words in a field where a date may stand: they are kept, read or not.

    ``problem``: why they are no date; None too where they say that there is none ("løbende").
    """

    text: str
    date: FuzzyDate | None = None
    problem: PortfolioError | None = None

    def columns(self) -> dict[str, Any]:
        """As it is kept: the five columns of a date; words that name no day have no days."""
        return (NO_DATE | {"date_text": self.text}) if self.date is None else self.date.columns()


def read_date(text: str, *, reference: date, tense: Tense) -> Reading:
    """What is made of these words, which nobody has to write as a date. Never raises."""
    try:
        return Reading(text.strip(), parse_date(text, reference=reference, tense=tense))
    except PortfolioError as error:
        says_none = _NO_DAY.fullmatch(_spelled(text))
        return Reading(text.strip(), problem=None if says_none else error)


def parse_date(text: str, *, reference: date | None = None, tense: Tense = Tense.NEAR) -> FuzzyDate:
    """The date these words mean; ``reference`` is the day they were written.

    Raises PortfolioError when they are none.
    """
    context, written = Context(reference, tense), text.strip()
    spelled = _spelled(written)
    if len(spelled) <= _LONGEST and (found := _field(spelled, context, written)):
        return found
    raise PortfolioError(
        "“{text}” is not a date we can read. "
        "Write it like 25. april 2022, juni 2022 or ultimo 2023.",
        text=written,
    )


def _spelled(text: str) -> str:
    return words.plain(signs.one_line(text)).strip(_EDGES)


def _field(spelled: str, context: Context, written: str) -> FuzzyDate | None:
    """The date a field holds, by one form, else by what stands around one, else by two of them."""
    while True:
        if found := _one(spelled, context, written):
            return found
        lead = _LEAD.match(spelled)
        if lead is None:
            break
        spelled = spelled[lead.end() :]
    return _dressed(spelled, context, written) or _two(spelled, context, written)


def _one(spelled: str, context: Context, written: str) -> FuzzyDate | None:
    """The first form that fits and is in the calendar; raises what is wrong where only it fits."""
    problem = None
    forms: tuple[Form | Relative, ...] = (*FORMS, *RELATIVES)
    for form in forms:
        if match := form.whole.fullmatch(spelled):
            try:
                found = read(form, _groups(match), written, context)
                _check_weekday(match, found)
            except PortfolioError as error:
                problem = problem or error
            else:
                return found
    if problem is not None:
        raise problem
    return None


def _dressed(spelled: str, context: Context, written: str) -> FuzzyDate | None:
    """A date with words around it that say how sure it is, or which year it is in."""
    if match := _MAYBE.fullmatch(spelled):
        found = _field(match[1] or match[2], context, written)
        return found and replace(found, precision=Precision.CIRCA)
    if match := _YEAR_FIRST.fullmatch(spelled):
        return _field(f"{match[2]} {match[1]}", context, written)
    if context.reference and (match := _THAT_YEAR.fullmatch(spelled)):
        year = context.reference.year + (match[2] == "næste")
        found = _field(f"{match[1]} {year}", context, written)
        return found and replace(found, inferred=True)
    return None


def _two(spelled: str, context: Context, written: str) -> FuzzyDate | None:
    """From one date to another: the first is the latest of its name before the second ends."""
    for between in _TO.finditer(spelled):
        first, second = spelled[: between.start()], spelled[between.end() :]
        try:
            end = _one(second, context, written)
            start = end and _one(first, Context(end.end, Tense.BEHIND), written)
            if end and start and start.start > end.end:  # the first has a year, the second none
                end = _one(second, Context(start.end, Tense.AHEAD), written)
        except PortfolioError:
            continue
        if start and end and start.start <= end.end and start.end <= end.end:
            inferred = start.inferred and end.inferred
            return FuzzyDate(written, start.start, end.end, Precision.SPAN, inferred)
    return None


# Without one of these there is no date in a text; most sentences are passed quickly by them.
_HINT = re.compile(
    r"[0-9]|kvartal|halvår|uge|nytår|årsskift|skoleår|"
    + words.one_of(
        (*words.SHORT_MONTH_NUMBERS, *words.SEASON_MONTHS, *words.WEEKDAYS, *periods.HOLIDAYS)
    ),
    re.I,
)


def find_dates(text: str, reference: date | None = None) -> list[FuzzyDate]:
    """All dates in a text, in its order and words; the longest reading wins.

    Left out: dates that are not in the calendar, and without ``reference`` those without a year.
    The text is expected in NFC, as the importer leaves it, so that nothing in it moves.
    """
    if not _HINT.search(text):
        return []
    context = Context(reference, Tense.NEAR)
    running = RunningText(text)
    forms = (form for form in FORMS if form.in_text)
    finds = (find for form in forms for find in _finds(form, running, context))
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
    if weekday and weekday[:3] != words.WEEKDAYS[found.start.weekday()][:3]:
        raise PortfolioError(
            "The day of the week and the date in “{text}” do not fit. "
            "Change one of them, or leave the day of the week out.",
            text=found.text,
        )
