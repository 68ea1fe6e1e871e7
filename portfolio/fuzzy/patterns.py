"""The pieces date patterns are made of, all for plain text, and the form that joins them.

No piece repeats without a bound, so no text can make matching slow.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from portfolio.fuzzy import relative, words
from portfolio.fuzzy.builders import Build
from portfolio.fuzzy.fuzzydate import Precision
from portfolio.fuzzy.parts import PARTS

# Not inside a word, a case number (21/24696), a clock (09.30) or an amount (4.800).
LEFT = r"(?<!\w)(?<!\w[-/])(?<![0-9][.,:])"
RIGHT = r"(?!\w)(?![.,:/-][0-9])(?!(?<=[0-9])[-/]\w)"
# "april 2022" is no whole date in "31. april 2022".
NO_DAY_BEFORE = r"(?<![0-9] )(?<![0-9]\.)(?<![0-9]\. )"
NO_NOUN_AFTER = rf"(?! ?(?:{words.one_of(words.COUNTED)})(?!\w)| ?%|,-)"
# "i januar 23 borgere" counts citizens, "april 13, 2019" is an English day, and in "8. maj, 19.
# juni" the next day begins.
NO_MORE_AFTER = rf"(?! \w|, ?[0-9]|\. ?(?:{words.one_of(words.MONTH_NUMBERS)}))"
NO_KRONE_BEFORE = r"(?<!kr )(?<!kr\. )(?<!dkk )"
NO_FRACTION = r"(?!(?:(?:1/[2-5]|2/3|3/4|24/7)(?![-0-9])|[0-9]{1,2}/[0-9]{1,2} af(?!\w)))"

_BEFORE_YEAR = r",? ?(?:i |af |år )?(?<![0-9])"
YEAR_IS = rf"{_BEFORE_YEAR}(?P<open>\()?(?P<year>[0-9]{{4}})(?(open)\))"
# Left out only where no other number could be the year: "november 2022-priser" has none.
YEAR = rf"(?:{YEAR_IS}|(?!{_BEFORE_YEAR}\(?[0-9]{{4}}))"
SHORT_YEAR = r",? '?(?P<year>[0-9]{2})"
YEAR_PAIR = r" ?(?P<year>[0-9]{4}|[0-9]{2})[/-](?P<until>[0-9]{4}|[0-9]{2})"
TO = r" ?(?:-|til) ?"
TO_OR_AND = r" ?(?:-|/|til|og) ?"
LONG_MONTHS = words.one_of(words.MONTH_NUMBERS)
SHORT_MONTHS = words.one_of(words.SHORT_MONTH_NUMBERS)
MONTHS = rf"(?:{LONG_MONTHS}|(?:{SHORT_MONTHS})\.?(?!\w))"
NTH = rf"(?:[0-9]\.?|{words.one_of(words.ORDINALS)})"
QUARTER = r"(?:kvartal)"
WEEKDAY_NAME = rf"(?:{words.one_of(words.WEEKDAYS)})(?:en)?"
WEEKDAY = rf"{WEEKDAY_NAME},? ?"
# In a field nothing else can be meant by two figures at the end: "Q4-26", "uge 23, '26".
_FIELD_YEAR_IS = (
    r"[ ,./-]*(?:(?:i|af|år) )?(?:(?<![0-9])|')(?P<open>\()?(?P<year>[0-9]{4}|[0-9]{2})(?(open)\))"
)
_FIELD_WEEKDAY = rf"(?:{WEEKDAY_NAME}|(?:{words.one_of(words.SHORT_WEEKDAYS)})\.?),? ?"
#: What a field may hold in place of what running text must: the first that fits is taken.
_IN_FIELD = (
    (YEAR, rf"(?:{_FIELD_YEAR_IS})?"),
    (YEAR_IS, _FIELD_YEAR_IS),
    (WEEKDAY, _FIELD_WEEKDAY),
    (NTH, rf"(?:{NTH}|{words.LAST})"),
    (QUARTER, r"(?:kvartal|kvt\.?|kv\.)"),
)
DAY_WORD = r"(?:d\.? ?|den )?"

_TIME_WORDS = words.one_of(
    (*words.ABOUT, *words.BEFORE, *words.DEADLINE, *words.AFTER, *words.SINCE)
)
# "senest i august" looks back, "senest den 1. august" looks ahead.
_TIMING = rf"(?:(?P<timing>{_TIME_WORDS})(?!(?<=senest) i ) ?)?"
PERIOD_LEAD = _TIMING
DAY_LEAD = rf"{_TIMING}(?P<weekday>{WEEKDAY})?{DAY_WORD}"
# "krisens start i marts" tells when it began, not a part of March.
PART_LEAD = rf"{_TIMING}(?:(?P<part>{words.one_of(PARTS)})(?: af| på)? )?"
_TIME = r"(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9]){0,2}"
CLOCK = rf"(?:,? ?(?:kl\.?|klokken) ?{_TIME}(?: ?- ?{_TIME})?|,? [0-2][0-9](?::[0-5][0-9]){{1,2}})?"


@dataclass(frozen=True)
class Form:
    """One way to write a date: a pattern and what it means in a given year.

    ``before`` and ``after`` are looked at in running text only, where a phrase may be no date.
    ``guessed``: the words leave it open which year is meant. ``in_text``: it is a date in running
    text too, not only in a field.
    """

    pattern: str
    build: Build
    precision: Precision
    lead: str = PERIOD_LEAD
    tail: str = ""
    before: str = ""
    after: str = ""
    guessed: bool = False
    in_text: bool = True

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """Matches a field that holds nothing but the date."""
        pattern = self.lead + self.pattern + self.tail
        for in_text, in_field in _IN_FIELD:
            pattern = pattern.replace(in_text, in_field)
        return re.compile(pattern)

    @cached_property
    def inside(self) -> re.Pattern[str]:
        """Matches the date in running text."""
        pattern = self.lead + self.pattern + self.tail
        return re.compile(LEFT + self.before + pattern + self.after + RIGHT)


@dataclass(frozen=True)
class Relative:
    """A way to write a date that is counted from the day it is written; in fields only."""

    pattern: str
    build: relative.Build
    precision: Precision
    lead: str = PERIOD_LEAD

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """Matches a field that holds nothing but the date."""
        return re.compile(self.lead + self.pattern)
