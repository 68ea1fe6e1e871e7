"""Which day the statuses of a list are of, where the list itself says so: "Status pr. 15.4.2022".

It stands in the heading of a status, above the headings, or in the name of the sheet.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from portfolio import fuzzy
from portfolio.domain.lists.fields import TOLD, Field
from portfolio.domain.lists.table import Table

_TOLD = re.compile(r"\b(pr|per|status|opdateret|ajourf[øo]rt|revideret|updated|as of)\b", re.I)
_BEFORE = re.compile(r"[\s,–-]*\b(pr|per|ultimo|primo|as of|d|den)?\b\.?\s*$", re.I)
_EMPTY = re.compile(r"\(\s*\)")
_LONGEST = 31  # days: a status of a year or a quarter is of no day


def find(table: Table, fields: Mapping[str, Field], today: date) -> tuple[date, str] | None:
    """The day, not after ``today``, and the words that say it; None where nothing does."""
    for words in _places(table, fields):
        told = _TOLD.search(words)
        said = day(words[told.start() :], today) if told else None
        if said is not None and said <= today:
            return said, words
    said = day(table.sheet, today)  # a sheet for each month is called by it
    return (said, table.sheet) if said is not None and said <= today else None


def _places(table: Table, fields: Mapping[str, Field]) -> Iterator[str]:
    """The surest first: the light's own heading, then those of the rest of the status."""
    for wanted in ((Field.STATUS, Field.LIGHT, Field.STAGE), TOLD):
        yield from (header for header, field in fields.items() if field in wanted)
    yield from table.above
    yield table.sheet


def day(words: str, today: date) -> date | None:
    """The last day of the first date in some words; of a month that is not over yet today."""
    return next(
        (min(one.end, today) if one.start <= today else one.end for one in _days(words, today)),
        None,
    )


def _days(words: str, today: date) -> list[fuzzy.FuzzyDate]:
    found = fuzzy.find_dates(words, today)
    return [one for one in found if (one.end - one.start).days < _LONGEST]


def undated(header: str) -> str:
    """A heading without the day that it is of, which is another next month."""
    for found in _days(header, date(2022, 1, 1)):
        before, _sign, after = header.partition(found.text)
        rest = _EMPTY.sub(" ", f"{_BEFORE.sub('', before)} {after}")
        header = " ".join(rest.split()).strip(" ,-–") or header
    return header
