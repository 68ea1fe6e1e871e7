"""Is a seed record right? Each fault is a sentence with file, line and what is expected."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Column

from portfolio.domain.model import Certainty
from portfolio.errors import PortfolioError
from portfolio.importers.seeding import shape as seeding_shape

_CITE_FIELDS = {"source", "item", "lines", "certainty", "field", "says", "note"}
_ISO_DATES = {"held_on", "introduced_on", "raised_on", "known_from", "decided_on", "dated"}
_ISO_DATES |= {"happened_on", "outcome_on", "answered_on", "closed_on"}


class SeedError(PortfolioError):
    """A fault in a seed file; its place is file and line."""

    def __init__(self, file: str, line: int, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.place = f"{file}:{line}"


def _unexpected(file: str, line: int, name: str, value: object, expected: str) -> SeedError:
    return SeedError(
        file,
        line,
        "“{name}” is {value}. Expected {expected}.",
        name=name,
        value=repr(value),
        expected=expected,
    )


def _no_field(file: str, line: int, table: str, name: str, fields: Collection[str]) -> SeedError:
    return SeedError(
        file,
        line,
        "{table} has no field “{name}”. Expected one of: {expected}.",
        table=table,
        name=name,
        expected=", ".join(sorted(fields)),
    )


class Places(Protocol):
    def lines(self, section: str) -> list[int]: ...


def entries(file: str, places: Places, section: str, found: object) -> list[dict[str, Any]]:
    """The records of a section, which must be a known table written as ``[[name]]``."""
    line = places.lines(section)[0]
    if section not in seeding_shape.tables():
        raise SeedError(
            file,
            line,
            "there is no table “{name}”. Expected one of: {expected}.",
            name=section,
            expected=", ".join(sorted(seeding_shape.tables())),
        )
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise SeedError(file, line, "write the section as [[{name}]].", name=section)
    return found


def check(file: str, line: int, table: str, values: dict[str, Any]) -> None:
    """Unknown, missing, mistyped and miscoded fields of one record."""
    shape = seeding_shape.tables()[table]
    allowed = seeding_shape.fields(shape)
    for name, value in values.items():
        if name not in allowed:
            raise _no_field(file, line, table, name, allowed)
        _check_value(file, line, table, name, value, allowed[name])
    missing = seeding_shape.required(shape) - values.keys()
    if missing:
        raise SeedError(
            file, line, "{table} lacks the field “{name}”.", table=table, name=min(missing)
        )


def _check_value(
    file: str, line: int, table: str, name: str, value: object, column: Column[Any]
) -> None:
    expected = str if name == "date" else seeding_shape.python_type(column)
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise _unexpected(file, line, name, value, _type_name(expected))
    codes = seeding_shape.CODES.get((table, name))
    if codes and value not in list(codes):
        raise _unexpected(file, line, name, value, ", ".join(codes))
    if name in _ISO_DATES:
        try:
            date.fromisoformat(str(value))
        except ValueError:
            raise _unexpected(file, line, name, value, "2022-04-04") from None


def _type_name(expected: type | tuple[type, ...]) -> str:
    names = expected if isinstance(expected, tuple) else (expected,)
    words = {str: '"text"', int: "123", float: "0.4", bool: "true / false"}
    return " / ".join(words[name] for name in names)


def line_span(file: str, line: int, lines: object) -> tuple[int, int]:
    """``"273"`` or ``"273-279"`` as first and last line."""
    found = re.fullmatch(r"(\d+)(?:\s*-\s*(\d+))?", str(lines))
    if not found or not 1 <= int(found[1]) <= int(found[2] or found[1]):
        raise _unexpected(file, line, "lines", lines, '"273", "273-279"')
    return int(found[1]), int(found[2] or found[1])


def check_citation(file: str, line: int, cite: dict[str, Any]) -> None:
    """A citation names only known fields and a known certainty."""
    for name in cite.keys() - _CITE_FIELDS:
        raise _no_field(file, line, "cite", name, _CITE_FIELDS)
    if cite.get("certainty") not in list(Certainty):
        raise _unexpected(file, line, "certainty", cite.get("certainty"), ", ".join(Certainty))
