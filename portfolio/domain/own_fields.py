"""A portfolio's own fields on its proposals: their kinds, and what is made of what is typed in one.

Open this when a number, a date or a choice is to be read in another way. How a value is shown is
:mod:`portfolio.reports.own_fields`.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from portfolio import fuzzy, signs
from portfolio.errors import PortfolioError


class OwnKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"  # one of the field's own list


#: What stands before the id of an own field where it stands among a proposal's other fields.
PREFIX = "own:"
LONGEST = 20_000
#: Both databases and a sheet keep a number of so many figures as it is.
_LARGEST, _DECIMALS = Decimal(10) ** 15, 6
_DANISH = re.compile(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?|[-+]?\d+(,\d+)?")
_BLANKS = re.compile(r"(?<=\d)[\s'](?=\d)")
_COLUMNS = ("value", "number_value", "date_start", "date_end", "precision")
#: The columns of a field in which nothing is said.
EMPTY: dict[str, Any] = dict.fromkeys(_COLUMNS) | {"date_inferred": 0}


@dataclass(frozen=True, kw_only=True)
class OwnField:
    """A field that a portfolio has and the program does not: ``choices`` in their own order."""

    id: str
    portfolio_id: str
    code: str
    name: str
    kind: OwnKind
    choices: tuple[str, ...] = ()
    position: int = 0
    in_lists: bool = False  # a column of the list of all proposals
    public: bool = False

    @property
    def key(self) -> str:
        """What it is called among a proposal's other fields."""
        return f"{PREFIX}{self.id}"


@dataclass(frozen=True, kw_only=True)
class OwnValue:
    """What a proposal says in a field. ``value``: text, a choice, a date's words, or a number the
    Danish way without its thousands; the days (ISO) are those a date can mean.
    """

    field: OwnField
    value: str
    number_value: float | None = None
    date_start: str | None = None
    date_end: str | None = None
    date_inferred: bool = False


def lines(text: str | None) -> tuple[str, ...]:
    """The choices of a field, one on each line."""
    found = (" ".join(line.split()) for line in (text or "").split("\n"))
    return tuple(line for line in found if line)


def read(field: OwnField, typed: object, today: date) -> dict[str, Any]:
    """The columns of what was typed: ``value``, and of a date its days. Nothing typed: all empty.

    ``today`` places a date without a year. Raises PortfolioError, with the field's name as its
    place, when it is no such number or choice; words that name no day are kept without one.
    """
    text = _plain(typed)
    if text == "":
        return EMPTY
    try:
        return EMPTY | _READERS[field.kind](field, text, today)
    except PortfolioError as error:
        error.place = field.name
        raise


def sort_text(field: OwnField, row: Mapping[str, Any]) -> str | None:
    """What a value is sorted by: a number and a date by size, a choice by its place in the list."""
    value = row["value"]
    if value is None:
        return None
    if field.kind is OwnKind.NUMBER:
        return _by_size(Decimal(value.replace(",", ".")))
    if field.kind is OwnKind.DATE:
        return f"{row['date_end'] or '9999'} {row['date_start'] or ''}"
    if field.kind is OwnKind.CHOICE and value in field.choices:
        return f"{field.choices.index(value):04}"
    return str(value)


def _plain(typed: object) -> str:
    """What was typed as text: a number of a sheet the Danish way, a day as ISO."""
    if typed is None or typed != typed:  # an empty cell of a sheet is not itself
        return ""
    if isinstance(typed, datetime):
        typed = typed.date()
    if isinstance(typed, bool):
        typed = int(typed)
    if isinstance(typed, int | float | Decimal):
        number = Decimal(str(typed))
        return _written(number) if abs(number) < _LARGEST else f"{number:f}"
    return signs.normalised(str(typed)).strip()


def _text(_field: OwnField, text: str, _today: date) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise PortfolioError(
            "The text is longer than {most} signs. Shorten it, or keep it in a document.",
            most=LONGEST,
        )
    return {"value": text}


def _number(_field: OwnField, text: str, _today: date) -> dict[str, Any]:
    written = _BLANKS.sub("", signs.compared(text))
    if not _DANISH.fullmatch(written):
        written = str(_amount(text))
    try:
        number = Decimal(written.replace(".", "").replace(",", "."))
    except InvalidOperation:  # signs that are figures elsewhere
        raise _no_number(text) from None
    if abs(number) >= _LARGEST:
        raise _no_number(text)
    return {"value": _written(number), "number_value": float(number)}


def _amount(text: str) -> int:
    """Money in words: "1,3 mio. kr."."""
    try:
        found = fuzzy.parse_amount(text)
    except PortfolioError:
        raise _no_number(text) from None
    if found.low != found.high:
        raise _no_number(text)
    return found.low


def _no_number(text: str) -> PortfolioError:
    return PortfolioError("“{text}” is not a number. Write it like 1.250 or 12,5.", text=text)


def _written(number: Decimal) -> str:
    rounded = round(number, _DECIMALS).normalize() + 0  # never -0
    return f"{rounded:f}".replace(".", ",")


def _by_size(number: Decimal) -> str:
    """Text that sorts as the number does: a negative one by what it lacks."""
    shifted = number + _LARGEST
    return f"{shifted:0{len(str(_LARGEST)) + _DECIMALS + 2}.{_DECIMALS}f}"


def _date(_field: OwnField, text: str, today: date) -> dict[str, Any]:
    with suppress(ValueError):  # a day of a sheet
        text = f"{date.fromisoformat(text):%d.%m.%Y}"
    found = fuzzy.read_date(text, reference=today, tense=fuzzy.Tense.AHEAD).columns()
    return {"value": found.pop("date_text"), **found}


def _choice(field: OwnField, text: str, _today: date) -> dict[str, Any]:
    compared = signs.compared(text).strip()
    found = next((one for one in field.choices if signs.compared(one) == compared), None)
    if found is None:
        raise PortfolioError(
            "“{text}” is not one of the choices: {choices}.",
            text=text,
            choices=", ".join(field.choices),
        )
    return {"value": found}


_READERS = {
    OwnKind.TEXT: _text,
    OwnKind.NUMBER: _number,
    OwnKind.DATE: _date,
    OwnKind.CHOICE: _choice,
}
