"""What was typed into a field, read into the columns that keep it. No database here.

Dates, amounts and shares are read by :mod:`portfolio.fuzzy`; an amount, a share or a day that
cannot be read is a PortfolioError that names the field and shows examples. A date in words is
kept as it is written, read or not.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portfolio import fuzzy, language, signs
from portfolio.domain import emails, own_fields
from portfolio.errors import PortfolioError
from portfolio.usecases.content.field import FUZZY_COLUMNS, SUBJECT_COLUMNS, Field, Kind, Noun, say

#: The largest whole number both databases keep.
MOST = 2_147_483_647
LONGEST = 20_000
_BARE_NUMBER = re.compile(r"[0-9][0-9. ]*(,[0-9]+)?")


def read(noun: Noun, typed: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The columns of the fields that were typed. ``today`` places a date without a year.

    Raises PortfolioError, with the field's name as its place, at the first that is not
    understood.
    """
    columns: dict[str, Any] = {}
    for field in noun.fields:
        if field.name in typed:
            columns |= read_field(field, typed[field.name], today)
    if noun.table == "proposals":  # the fields of a portfolio's own are read where they are kept
        columns |= {name: typed[name] for name in typed if name.startswith(own_fields.PREFIX)}
    return columns


def read_field(field: Field, value: object, today: date) -> dict[str, Any]:
    """The columns of one field."""
    try:
        if isinstance(value, str):
            value = clean(value)
        if field.kind is Kind.FLAG:
            return {field.name: int(bool(value))}
        if value is None or value == "":
            return _nothing(field)
        return _READERS[field.kind](field, value, today)
    except PortfolioError as error:
        error.place = error.place or say(field.label)
        raise


def clean(text: str) -> str:
    """Text as it is kept: composed letters, no signs that no screen shows, no blank ends."""
    return signs.normalised(text).strip()


def reason(text: str) -> str:
    """Why something is done. Raises PortfolioError when nothing is said."""
    why = clean(text)
    if not why:
        raise PortfolioError("Write a reason; it is kept with the change.")
    return why


def day(value: object, today: date, tense: fuzzy.Tense = fuzzy.Tense.BEHIND) -> date:
    """One whole day, given as a day, as ISO text or in Danish words."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        found = fuzzy.parse_date(str(value), reference=today, tense=tense)
    if found.start != found.end:
        raise PortfolioError(
            "“{text}” is more than one day. Write one, such as 25. april 2022.", text=value
        )
    return found.start


def amount(value: object) -> int:
    """Whole DKK, given as a number or as "30 mio. kr."."""
    if isinstance(value, int | float):
        return _whole(value)
    text = str(value)
    words = f"{text} kr." if _BARE_NUMBER.fullmatch(text) else text
    found = fuzzy.parse_amount(words)
    if found.low != found.high:
        raise PortfolioError(
            "“{text}” is more than one amount. Write one, such as 30 mio. kr.", text=text
        )
    return _whole(found.low)


def share(value: object) -> float:
    """A part of a whole 0-1, given as such a number or as "40" or "40 %"."""
    if isinstance(value, int | float):
        if 0 <= value <= 1:
            return float(value)
        raise PortfolioError(
            "“{text}” is more than 100 %. Write a percentage from 0 % to 100 %.", text=value
        )
    return fuzzy.parse_share(str(value))


def fuzzy_date(words: str, today: date, tense: fuzzy.Tense = fuzzy.Tense.AHEAD) -> dict[str, Any]:
    """The five columns of a date in words; words that name no day are kept without one."""
    return fuzzy.read_date(words, reference=today, tense=tense).columns()


def _date(field: Field, words: str, today: date) -> dict[str, Any]:
    found = fuzzy_date(words, today, field.tense)
    return {column: found[name] for column, name in zip(field.columns, FUZZY_COLUMNS, strict=True)}


def _nothing(field: Field) -> dict[str, Any]:
    if field.required:
        raise PortfolioError("Fill this in; it cannot be empty.")
    return {name: 0 if name.endswith("date_inferred") else None for name in field.columns}


def _text(field: Field, value: object, _today: date) -> dict[str, Any]:
    text = str(value)
    if field.kind is Kind.TEXT:
        text = " ".join(text.split())
    if len(text) > LONGEST:
        raise PortfolioError(
            "The text is longer than {most} signs. Shorten it, or keep it in a document.",
            most=LONGEST,
        )
    return {field.name: text}


def _code(field: Field, value: object, _today: date) -> dict[str, Any]:
    assert field.codes is not None, field.name
    if str(value) not in list(field.codes):
        raise PortfolioError(
            "“{text}” is not one of the choices. Choose from the list.", text=value
        )
    return {field.name: str(value)}


def _number(field: Field, value: object, _today: date) -> dict[str, Any]:
    text = str(value).replace(".", "") if isinstance(value, str) else value
    try:
        number = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or number != int(number):
        raise PortfolioError("“{text}” is not a whole number. Write it in figures.", text=value)
    return {field.name: _whole(number)}


def _whole(number: float) -> int:
    if not 0 <= number <= MOST:
        raise PortfolioError(
            "The number must lie between 0 and {most}. Check it.", most=language.number(MOST)
        )
    return round(number)


def _subject(_field: Field, value: object, _today: date) -> dict[str, Any]:
    table, _slash, key = str(value).partition("/")
    return dict(zip(SUBJECT_COLUMNS, (table, key), strict=True))


def _own(field: Field, value: object, today: date) -> dict[str, Any]:
    assert field.own is not None, field.name
    return {field.name: own_fields.read(field.own, value, today)["value"]}


_READERS: dict[Kind, Callable[[Field, Any, date], dict[str, Any]]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.EMAIL: lambda field, value, _today: {field.name: emails.address(str(value))},
    Kind.CODE: _code,
    Kind.REFERENCE: lambda field, value, _today: {field.name: str(value)},
    Kind.AMOUNT: lambda field, value, _today: {field.name: amount(value)},
    Kind.SHARE: lambda field, value, _today: {field.name: share(value)},
    Kind.INTEGER: _number,
    Kind.FUZZY: lambda field, value, today: _date(field, str(value), today),
    Kind.DAY: lambda field, value, today: {field.name: day(value, today, field.tense).isoformat()},
    Kind.SUBJECT: _subject,
    Kind.OWN: _own,
}


def start_values(noun: Noun, today: date) -> dict[str, Any]:
    """What a new row begins with, by field, as a form has it."""
    return {
        field.name: today if field.start == "today" else field.start
        for field in noun.fields
        if field.start is not None
    }


def typed(field: Field, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the field holds
    """A row's field as a form has it: the words of a date, a subject as ``table/id``."""
    if field.kind is Kind.SUBJECT:
        return f"{row['subject_table']}/{row['subject_id']}" if row.get("subject_id") else None
    return row.get(field.columns[0])


def same(field: Field, one: object, other: object) -> bool:
    """Whether two typed values are the same thing: nothing is nothing, however it is typed."""
    if field.kind is Kind.FLAG:
        return bool(one) == bool(other)
    left, right = (clean(value) if isinstance(value, str) else value for value in (one, other))
    return (None if left == "" else left) == (None if right == "" else right)
