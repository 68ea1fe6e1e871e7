"""The words of a date, with the year where they do not say it, and the days they can mean."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portfolio import fuzzy


class DateWords(str):
    """Words as they were written, equal to any other string; a year worked out is in brackets.

    ``start`` and ``end``: the first and last day they can mean (ISO); None where nobody can tell.
    """

    start: str | None
    end: str | None
    inferred: bool

    def __new__(
        cls, text: str, start: str | None = None, end: str | None = None, inferred: object = False
    ) -> "DateWords":
        words = super().__new__(cls, f"{text} ({end[:4]})" if inferred and end else text)
        words.start, words.end, words.inferred = start or end, end, bool(inferred)
        return words


def words(row: Mapping[Any, Any], prefix: str = "") -> DateWords | None:
    """Of a row's ``date_text``, ``date_start``, ``date_end``, ``date_inferred``, which may have a
    prefix ("planned_"); None: no date.
    """
    text = row.get(f"{prefix}date_text")
    if text is None:
        return None
    known = (row.get(f"{prefix}date_{name}") for name in ("start", "end", "inferred"))
    return DateWords(text, *known)


def read_date(text: str | None, *, reference: date) -> fuzzy.FuzzyDate | None:
    """The date of the next step as understood; None where nothing is written, and where the words
    are no date: they are kept, and nobody is stopped by them.
    """
    said = fuzzy.read_date(text or "", reference=reference, tense=fuzzy.Tense.AHEAD)
    return said.date


def step_words(text: str | None, last_day: str | None) -> str | None:
    """The words of a next step's date.

    ``last_day`` (ISO) is what the words were understood as when they were written.
    """
    if not text or not last_day:
        return text
    read = read_date(text, reference=date.fromisoformat(last_day))
    if read is None:
        return text
    first = min(read.start.isoformat(), last_day)
    return DateWords(text, first, last_day, read.inferred)
