"""Reads an answer sheet that comes back: rows of answers, and what is wrong at which cell.

Whatever can be understood is: a date in a text cell, 40, 0.4 and "40 %". Nothing is guessed of
formulas, merged cells and unknown words. Whether somebody may answer, and whether something has
changed, is not known here (:mod:`portfolio.usecases.rounds.sheets`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from portfolio.domain import sheet_columns
from portfolio.errors import PortfolioError
from portfolio.importers import workbooks
from portfolio.importers.rounds import answer_cells
from portfolio.importers.rounds.answer_cells import Value
from portfolio.importers.workbooks import Cell, wrong


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
    unchanged: bool = False


@dataclass(frozen=True)
class Sheet:
    """What a file says. ``problems`` are of rows that belong to no proposal, ``told`` of columns
    that somebody has added."""

    portfolio: str
    rows: tuple[Row, ...]
    problems: tuple[PortfolioError, ...] = ()
    told: tuple[PortfolioError, ...] = ()


@dataclass(frozen=True)
class _Frame:
    """Where the fields are in a file, and which of its cells are merged."""

    columns: Mapping[str, int]  # key: column from 1
    merged: list[tuple[str, tuple[int, int, int, int]]]  # with first and last column and line

    def cell(self, key: str, line: int) -> str:
        """The name of a field's cell; of the row's first cell if the column is gone."""
        return f"{get_column_letter(self.columns.get(key, 1))}{line}"


def read(name: str, content: bytes) -> Sheet:
    """The rows of a file. Raises PortfolioError if it is no answer sheet of this program."""
    book = workbooks.opened(name, content)
    portfolio = _portfolio(book)
    for sheet in book.worksheets:
        rows, merged, *_hidden = workbooks.grid(sheet)
        columns = _columns(rows)
        if {sheet_columns.PROPOSAL, sheet_columns.VERSION} <= columns.keys():
            frame = _Frame(columns, [(ref, _bounds(ref)) for ref in merged])
            lines = [row for row in rows if row[0].line >= sheet_columns.FIRST_ROW]
            return replace(_sheet(portfolio, lines, frame), told=tuple(_added(rows, frame)))
    raise _not_ours()


def _added(rows: list[list[Cell]], frame: _Frame) -> Iterator[PortfolioError]:
    """The columns that hold something and are none of ours, each said once."""
    headings: dict[int, str] = {}
    for cell in (cell for row in rows for cell in row if cell.column not in frame.columns.values()):
        is_heading = cell.line == sheet_columns.HEADING_ROW
        headings.setdefault(cell.column, str(cell.value)[:60] if is_heading else "")
    for column, words in sorted(headings.items()):
        yield wrong(
            "The column “{words}” is not read: it is none of the sheet's own. Write what it says in"
            " one of those.",
            get_column_letter(column),
            words=words or get_column_letter(column),
        )


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
    wanted = (*sheet_columns.FIELDS, sheet_columns.UNCHANGED)
    cells = {key: frame.cell(key, line) for key in wanted if key in frame.columns}
    for key, cell in cells.items():
        try:
            values[key] = answer_cells.value(key, row.get(key))
        except PortfolioError as error:
            error.place = cell
            problems.append(error)
    unchanged = bool(values.pop(sheet_columns.UNCHANGED, None))
    proposal_id = str(row[sheet_columns.PROPOSAL].value)
    return Row(place, line, proposal_id, seq, values, cells, tuple(problems), unchanged)


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
