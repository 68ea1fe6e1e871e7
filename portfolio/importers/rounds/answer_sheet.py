"""Reads an answer sheet that comes back: rows of answers, and what is wrong at which cell.

Whatever can be understood is: a date in a text cell, 40, 0.4 and "40 %". Nothing is guessed of
formulas, merged cells and unknown words. Whether somebody may answer, and whether something has
changed, is not known here (:mod:`portfolio.usecases.rounds.sheets`).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from portfolio import labels
from portfolio.domain import sheet_columns
from portfolio.errors import PortfolioError
from portfolio.fuzzy import parse_share
from portfolio.importers import workbooks
from portfolio.importers.workbooks import Cell
from portfolio.language import fold

#: In a number format: text in quotes, and one character after a backslash.
_SAID_ONLY = re.compile(r'"[^"]*"|\\.')
_ABSURD = 1e9  # a whole number in a file can be too large for a float
Value = str | int | None


@dataclass(frozen=True)
class Row:
    """One proposal's row. ``values`` and ``cells`` by field.

    A field that is wrong, or whose column is gone, has no value. ``problems`` are sentences with
    the cell's name as their place.
    """

    place: str  # the cell with the proposal's number: what is wrong with the whole row
    line: int
    proposal_id: str
    status_seq: int
    values: Mapping[str, Value]
    cells: Mapping[str, str]  # the field's cell, such as D7
    problems: tuple[PortfolioError, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What a file says. ``problems`` are of rows that belong to no proposal."""

    portfolio: str
    rows: tuple[Row, ...]
    problems: tuple[PortfolioError, ...] = ()


@dataclass(frozen=True)
class _Frame:
    """Where the fields are in a file, and which of its cells are merged."""

    columns: Mapping[str, int]  # key: column from 1
    merged: list[tuple[str, tuple[int, int, int, int]]]  # with first and last column and line

    def cell(self, key: str, line: int) -> str:
        """The name of a field's cell; of the row's first cell if the column is gone."""
        return f"{get_column_letter(self.columns.get(key, 1))}{line}"


def wrong(message: str, place: str, **values: object) -> PortfolioError:
    """A sentence about a cell."""
    error = PortfolioError(message, **values)
    error.place = place
    return error


def read(name: str, content: bytes) -> Sheet:
    """The rows of a file. Raises PortfolioError if it is no answer sheet of this program."""
    book = workbooks.opened(name, content)
    portfolio = _portfolio(book)
    for sheet in book.worksheets:
        rows, merged = workbooks.grid(sheet)
        columns = _columns(rows)
        if {sheet_columns.PROPOSAL, sheet_columns.VERSION} <= columns.keys():
            frame = _Frame(columns, [(ref, _bounds(ref)) for ref in merged])
            lines = [row for row in rows if row[0].line >= sheet_columns.FIRST_ROW]
            return _sheet(portfolio, lines, frame)
    raise _not_ours()


def _portfolio(book: Any) -> str:  # noqa: ANN401 - openpyxl has no types
    """The code of the portfolio, from the hidden sheet."""
    if sheet_columns.DATA_SHEET not in book.sheetnames:
        raise _not_ours()
    rows = workbooks.grid(book[sheet_columns.DATA_SHEET]).rows
    facts = {str(row[0].value): str(row[1].value) for row in rows if len(row) > 1}
    if facts.get("format") != sheet_columns.FORMAT or "portfolio" not in facts:
        raise _not_ours()
    return facts["portfolio"]


def _not_ours() -> PortfolioError:
    return PortfolioError(
        "This is not a sheet downloaded here, or its hidden rows and sheets are gone."
        " Download the sheet anew and fill in that one."
    )


def _columns(rows: list[list[Cell]]) -> dict[str, int]:
    """Where each field is, by the hidden key row. A field that is there twice is an error."""
    keys = [cell for cell in rows[0] if cell.line == sheet_columns.KEY_ROW] if rows else []
    ours = [cell for cell in keys if cell.kind == "s" and cell.value in sheet_columns.KEYS]
    for key, count in Counter(cell.value for cell in ours).items():
        if count > 1 and sheet_columns.PROPOSAL in {cell.value for cell in ours}:
            first, second, *_rest = [c for c in ours if c.value == key]
            raise wrong(
                "The column is a copy of column {column}. Delete one of them and upload again.",
                get_column_letter(second.column),
                column=get_column_letter(first.column),
            )
    return {str(cell.value): cell.column for cell in ours}


def _bounds(ref: str) -> tuple[int, int, int, int]:
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (TypeError, ValueError):
        raise _not_ours() from None
    return left or 1, top or 1, right or 16_384, bottom or 1_048_576


def _sheet(portfolio: str, lines: list[list[Cell]], frame: _Frame) -> Sheet:
    rows: list[Row] = []
    problems: list[PortfolioError] = []
    for cells in lines:
        found = {cell.column: cell for cell in cells}
        row = {key: found[at] for key, at in frame.columns.items() if at in found}
        if sheet_columns.PROPOSAL in row:
            rows.append(_row(cells[0].line, row, frame))
        elif any(key in row for key in sheet_columns.FIELDS):
            problems.append(
                wrong(
                    "The row belongs to no proposal, so nothing in it is read. Answer in the"
                    " proposal's own row.",
                    frame.cell("number", cells[0].line),
                )
            )
    return Sheet(portfolio, tuple(_said_once(rows)), tuple(problems))


def _said_once(rows: list[Row]) -> Iterator[Row]:
    """Rows as they are, but of those that answer for one proposal none is right."""
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row.proposal_id, []).append(row.line)
    for row in rows:
        others = [line for line in lines[row.proposal_id] if line != row.line]
        if not others:
            yield row
            continue
        twice = wrong(
            "The proposal is also in row {rows}. Keep one of the rows and delete the other.",
            row.place,
            rows=", ".join(map(str, others)),
        )
        yield replace(row, problems=(twice, *row.problems))


def _row(line: int, row: Mapping[str, Cell], frame: _Frame) -> Row:
    problems, place = [*_merged(line, frame)], frame.cell("number", line)
    seq = row[sheet_columns.VERSION].value if sheet_columns.VERSION in row else None
    if row[sheet_columns.PROPOSAL].kind != "s" or type(seq) is not int:
        problems.append(
            wrong(
                "The row's hidden key has been changed. Download the sheet anew and move"
                " your answers there.",
                place,
            )
        )
        seq = 0
    values: dict[str, Value] = {}
    cells = {key: frame.cell(key, line) for key in sheet_columns.FIELDS if key in frame.columns}
    for key, cell in cells.items():
        try:
            values[key] = _value(key, row.get(key))
        except PortfolioError as error:
            error.place = cell
            problems.append(error)
    return Row(
        place, line, str(row[sheet_columns.PROPOSAL].value), seq, values, cells, tuple(problems)
    )


def _merged(line: int, frame: _Frame) -> Iterator[PortfolioError]:
    """Cells of this row that are merged with others, where an answer or a key should be."""
    wanted = {frame.columns[key] for key in sheet_columns.KEYS if key in frame.columns}
    for ref, (left, top, right, bottom) in frame.merged:
        if top <= line <= bottom and any(left <= column <= right for column in wanted):
            yield wrong(
                "The cells {cells} are merged, so nobody can tell whose answer it is. Unmerge"
                " them and write each answer in its own cell.",
                f"{get_column_letter(left)}{line}",
                cells=ref,
            )


def _value(key: str, cell: Cell | None) -> Value:
    """What a cell answers. Raises PortfolioError, whose place is not set yet."""
    if cell is not None and cell.kind == "f":
        raise PortfolioError("Formulas are not read. Write the result instead.")
    if cell is not None and cell.kind in ("e", "b"):
        raise PortfolioError(
            "“{value}” is not an answer but a value of Excel's own. Write it in words.",
            value=str(cell.value)[:60],
        )
    return _READERS[sheet_columns.KINDS[key]](key, cell)


def _code(key: str, cell: Cell | None) -> str:
    words = ", ".join(labels.label(key, code) for code in sheet_columns.CHOICES[key])
    said = sheet_columns.kept(cell.value) if cell is not None else None
    if said is None:
        raise PortfolioError("Nothing is chosen. Choose one of: {words}.", words=words)
    code = labels.codes(key).get(fold(said))
    if code is None:
        raise PortfolioError(
            "“{said}” is not on the list. Choose one of: {words}.", said=said[:60], words=words
        )
    return code


def _percent(_key: str, cell: Cell | None) -> int | None:
    if cell is None or (cell.kind == "s" and sheet_columns.kept(cell.value) is None):
        return None
    share = _share(cell)
    whole = round(share) if share is not None and math.isfinite(share) else -1
    if share is None or not 0 <= whole <= 100 or abs(share - whole) > 1e-6:
        raise PortfolioError(
            "“{said}” is not a whole number from 0 to 100. Write 40 for 40 %.",
            said=str(cell.value)[:60],
        )
    return whole


def _share(cell: Cell) -> float | None:
    """Percent from 40, 0.4, "40 %" and a cell that shows 40 %; None if it is something else."""
    if cell.kind == "n":
        if abs(cell.value) > _ABSURD:
            return None
        number = float(cell.value)
        if "%" in _SAID_ONLY.sub("", cell.number_format):
            return number * 100
    else:
        try:
            return parse_share(str(cell.value)) * 100
        except PortfolioError:
            return None
    # Less than one whole percent is nothing anybody reports: it is a share of 1.
    return number * 100 if 0 < number < 1 else number


def _text(_key: str, cell: Cell | None) -> str | None:
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, int | str):
        return sheet_columns.kept(value)
    raise PortfolioError(
        "Excel has made a time of day of “{value}”. Write it in words.", value=value
    )


_READERS: Mapping[str, Callable[[str, Cell | None], Value]] = {
    "code": _code,
    "percent": _percent,
    "date": _text,
    "text": _text,
}
