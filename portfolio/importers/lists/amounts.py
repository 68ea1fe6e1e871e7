"""Amounts, shares and dates of a list's cells. Open this when one is read wrongly."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from functools import lru_cache
from math import floor

from portfolio import fuzzy
from portfolio.domain.lists.table import Cell
from portfolio.errors import PortfolioError
from portfolio.language import fold

MOST = 2_147_483_647  # DKK; the largest whole number that is kept
#: What stands in a cell where there is nothing.
NOTHING = frozenset(map(fold, ("-", "–", "—", "n/a", "na", "ingen", "none", "0 kr.", "?")))
_BARE = re.compile(r"-?[0-9][0-9. ]*(,[0-9]+)?")
_ENGLISH = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+\.[0-9]{1,2}")
_DANISH = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?|[0-9]+,[0-9]{1,2}")
_ENGLISH_DATE = {
    "january": "januar",
    "february": "februar",
    "march": "marts",
    "may": "maj",
    "june": "juni",
    "july": "juli",
    "october": "oktober",
    "oct": "okt.",
    "spring": "foråret",
    "summer": "sommeren",
    "autumn": "efteråret",
    "fall": "efteråret",
    "winter": "vinteren",
    "end of": "ultimo",
    "beginning of": "primo",
    "early": "primo",
    "late": "ultimo",
    "mid": "medio",
    "week": "uge",
}
_ENGLISH_WORDS = re.compile(rf"\b({'|'.join(_ENGLISH_DATE)})\b", re.IGNORECASE)
_SERIAL = range(36_526, 73_051)  # the days of 2000 to 2099 as Excel counts them


def is_english(cells: Iterable[Cell]) -> bool:
    """Whether the amounts of a column are written as 1,200.50 and none as 1.200,50."""
    said = [cell.words for cell in cells if isinstance(cell.value, str)]
    found = [re.sub(r"[^0-9.,]", "", words).strip(".,") for words in said]
    return any(map(_ENGLISH.fullmatch, found)) and not any(map(_DANISH.fullmatch, found))


def amount(cell: Cell, unit: int, *, english: bool = False, below_zero: bool = False) -> int | None:
    """Whole DKK of a cell whose bare numbers count ``unit``; None where there is nothing.

    Raises PortfolioError where it is no amount, or ``below_zero`` and may not be.
    """
    number = _number(cell, unit, english)
    if number is None or (below_zero and abs(number) <= MOST) or 0 <= number <= MOST:
        return None if number is None else floor(number + 0.5)  # as text is read
    raise _no_amount(cell)


def _number(cell: Cell, unit: int, english: bool) -> float | None:
    value = cell.value
    if isinstance(value, bool | date):
        raise _no_amount(cell)
    if isinstance(value, int | float):
        return value * unit
    text = str(value)
    if fold(text) in NOTHING:
        return None
    if english:
        text = text.replace(",", "").replace(".", ",")
    if _BARE.fullmatch(text):
        return float(text.replace(".", "").replace(" ", "").replace(",", ".")) * unit
    found = _amount(cell, text)
    if found.low != found.high:
        raise PortfolioError(
            "“{text}” is more than one amount. Write one, such as 30 mio. kr.", text=cell.words
        )
    return found.low


def _amount(cell: Cell, text: str) -> fuzzy.Amount:
    try:
        return fuzzy.parse_amount(text)
    except PortfolioError:
        raise _no_amount(cell) from None


def _no_amount(cell: Cell) -> PortfolioError:
    return PortfolioError(
        "“{text}” is not an amount we can read. Write it like 1,3 mio. kr., 1.280.000 kr. or 450.",
        text=cell.words[:60],
    )


def percent(cell: Cell, *, is_share: bool) -> int | None:
    """Whole percent of a cell; ``is_share``: the column's numbers are parts of one."""
    value = cell.value
    number: float
    if isinstance(value, bool | date):
        raise _no_percent(cell)
    if isinstance(value, int | float):
        number = value * 100 if cell.is_percent or is_share else value
    elif fold(str(value)) in NOTHING:
        return None
    else:
        try:
            number = fuzzy.parse_share(str(value)) * 100
        except PortfolioError:
            raise _no_percent(cell) from None
    if not 0 <= number <= 100:
        raise _no_percent(cell)
    return floor(round(number, 6) + 0.5)  # half a percent up, as an amount


def _no_percent(cell: Cell) -> PortfolioError:
    return PortfolioError(
        "“{text}” is not a percentage from 0 to 100. Write 40 for 40 %.", text=cell.words[:60]
    )


def day(cell: Cell, today: date) -> fuzzy.Reading:
    """What is made of a cell where a date may stand; words that are none are kept.

    Raises PortfolioError where it cannot be a date at all.
    """
    value = cell.value
    if isinstance(value, str) and value.isdecimal() and len(value) == 5:
        value = int(value)  # as csv has it
    if type(value) is int and value in _SERIAL:
        raise PortfolioError(
            "{number} is a date that the sheet shows as a number. Format the column as dates, and"
            " choose the file again.",
            number=value,
        )
    if isinstance(value, bool | float | time):
        raise PortfolioError(
            "“{text}” is no date. Write it like 25. april 2022, juni 2022 or ultimo 2023.",
            text=cell.words[:60],
        )
    if isinstance(value, str):
        with suppress(ValueError):  # as csv has it
            value = date.fromisoformat(value)
    # The time of day of a deadline is nobody's matter here.
    return _read(f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value), today)


@lru_cache(maxsize=20_000)
def _read(words: str, today: date) -> fuzzy.Reading:
    found = fuzzy.read_date(words, reference=today, tense=fuzzy.Tense.AHEAD)
    if found.date is not None:
        return found
    spoken = _ENGLISH_WORDS.sub(lambda match: _ENGLISH_DATE[match[0].casefold()], words)
    again = fuzzy.read_date(spoken, reference=today, tense=fuzzy.Tense.AHEAD)
    return (
        found
        if again.date is None
        else replace(again, text=words, date=replace(again.date, text=words))
    )
