"""A date in the reader's language: Danish words as they were written, else the days they mean.

The one place where the words of a date are worded; those that have no day stand as they are.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from portfolio import language
from portfolio.domain.dated import DateWords, words
from portfolio.language import _


def of(row: Mapping[Any, Any], missing: str | None = None, prefix: str = "") -> str:
    """The date of a row; ``missing`` is said where there is none, ``prefix``: as in ``words``."""
    return said(words(row, prefix), missing)


def said(written: str | None, missing: str | None = None) -> str:
    """Words of a date that a query gave."""
    if not written:
        return _("no date") if missing is None else missing
    if language.current() == "da" or not isinstance(written, DateWords) or written.end is None:
        return str(written)
    span = _span(date.fromisoformat(written.start or written.end), date.fromisoformat(written.end))
    return _("{date} (year worked out)", date=span) if written.inferred else span


def _span(first: date, last: date) -> str:
    """A day, whole months or a whole year by name, else the first and the last day."""
    if first == last:
        return language.long_date(first)
    if first.day > 1 or (last + timedelta(days=1)).day > 1:
        return f"{language.long_date(first)}–{language.long_date(last)}"
    if (first.month, last.month, first.year) == (1, 12, last.year):
        return str(first.year)
    months = dict.fromkeys((language.month(first), language.month(last)))
    return "–".join(months)
