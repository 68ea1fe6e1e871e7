"""A block of cells that is pasted into a noun's table, read as far as it can be. No database here.

What cannot be taken in is said of its cell (:class:`Refused`), never left out in silence. A first
row of headings is known in any case and language, and its columns may stand in any order.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portfolio.errors import PortfolioError
from portfolio.language import LANGUAGES, fold, translate
from portfolio.usecases.content import parsing
from portfolio.usecases.content.field import Field, Kind, Noun

#: By place from 0, and by field, what was typed; places beyond the last row are new rows.
Cells = dict[int, dict[str, Any]]
_YES, _NO = ("ja", "yes", "x", "1", "sand", "true", "✓"), ("nej", "no", "0", "falsk", "false")
MOST = 2000  # rows


@dataclass(frozen=True)
class Refused:
    """A cell that was not taken in: where in the block (from 1), what it says, and why."""

    row: int
    column: int
    text: str
    why: PortfolioError


@dataclass
class Block:
    """What is to stand in the table, and what could not."""

    cells: Cells = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)


def read(
    noun: Noun,
    text: str,
    words: Mapping[str, Mapping[str, str]],
    *,
    row: int,
    column: int,
    rows: int,
    today: date,
) -> Block:
    """What a block says, from the cell at ``row`` and ``column`` (from 0) of a table of ``rows``.

    ``words``: of each field that is chosen from a list, its codes or ids with their words.
    """
    lines = list(csv.reader(io.StringIO(text), delimiter=_mark(text)))
    headed = _headings(noun, lines[0]) if lines else None
    fields = headed if headed is not None else noun.fields[column:]
    found = Block()
    first, heads = (0, []) if headed is None else (1, lines[0])
    for down, line in enumerate(lines[first : first + MOST]):
        place = row + down
        for across, cell in enumerate(line):
            where = (down + first + 1, across + 1)
            said = parsing.clean(cell)
            try:
                at = _column(fields, across, said, heads)
                if at is not None:
                    _take(found, noun, at, place, said, words, rows, today)
            except PortfolioError as error:
                found.refused.append(Refused(*where, said, error))
    for down, line in enumerate(lines[first + MOST :]):
        too_many = PortfolioError("Only the first {count} rows are taken in at once.", count=MOST)
        found.refused.append(Refused(first + MOST + down + 1, 1, " ".join(line)[:60], too_many))
    return found


def _column(
    fields: Sequence[Field | None], across: int, said: str, heads: Sequence[str]
) -> Field | None:
    """The field a cell stands under; None for an empty cell under none."""
    at = fields[across] if across < len(fields) else None
    if at is None and said and across < len(heads):
        raise PortfolioError("The table has no column “{heading}”.", heading=heads[across])
    if at is None and said:
        raise PortfolioError("The table has no more columns.")
    return at


def _take(
    found: Block,
    noun: Noun,
    at: Field,
    place: int,
    said: str,
    words: Mapping[str, Mapping[str, str]],
    rows: int,
    today: date,
) -> None:
    if place >= rows and not noun.addable:
        raise PortfolioError("There are no more rows, and none can be added here.")
    if place >= rows and not said:
        return
    found.cells.setdefault(place, {})[at.name] = _value(at, said, words.get(at.name), today)


def _value(at: Field, said: str, words: Mapping[str, str] | None, today: date) -> Any:  # noqa: ANN401
    """As a form has it. Raises PortfolioError when it is nothing the field takes."""
    if words is not None and said:
        known = {fold(word): code for code, word in words.items()}
        code = known.get(fold(said), said if said in words else None)
        if code is None:
            raise PortfolioError(
                "“{text}” is not one of the choices. Choose from the list.", text=said
            )
        return code
    if at.kind is Kind.FLAG:
        if fold(said) not in (*_YES, *_NO, ""):
            raise PortfolioError("“{text}” is neither yes nor no.", text=said)
        return fold(said) in _YES
    read = parsing.read_field(at, said, today)
    if at.kind is Kind.INTEGER:
        return read[at.name]
    return parsing.day(said, today, at.tense) if at.kind is Kind.DAY and said else said


def _headings(noun: Noun, line: Sequence[str]) -> list[Field | None] | None:
    """The field of each cell of a first row of headings; None where it is no such row."""
    known = heading_words(noun)
    fields = [known.get(fold(cell.rstrip(" *"))) for cell in line]
    said = [cell for cell in line if cell.strip()]
    hits = sum(one is not None for one in fields)
    return fields if hits and hits * 2 >= len(said) else None


def heading_words(noun: Noun) -> dict[str, Field]:
    """What the columns of a noun are called, folded and in every language."""
    return {
        fold(translate(one.label, language)): one for one in noun.fields for language in LANGUAGES
    }


def _mark(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if ";" in first and "\t" not in first else "\t"
