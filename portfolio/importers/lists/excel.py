"""An xlsx to sheets and cells: what formulas came to, what is hidden, merged and coloured."""

from datetime import date, datetime, time
from typing import Any

from openpyxl.utils import range_boundaries

from portfolio import signs
from portfolio.domain.lists.table import Book, Cell, Range, Sheet, Value
from portfolio.importers import workbooks
from portfolio.importers.archives import refused
from portfolio.importers.lists import colours
from portfolio.importers.lists.limits import LISTS
from portfolio.language import N_

NOT_CALCULATED = N_(
    "The cell is calculated, and what it came to is not in the file. Open the file in Excel or"
    " LibreOffice, save it, and choose it again."
)
FAULTY = N_("The formula of the cell has failed. Mend it, or write what it is to say.")


def read(name: str, content: bytes) -> Book:
    """The sheets of a workbook, charts left out."""
    book = workbooks.opened(name, content, LISTS)
    return Book("xlsx", tuple(_sheet(sheet) for sheet in book.worksheets))


def _sheet(sheet: Any) -> Sheet:  # noqa: ANN401 - openpyxl has no types
    rows, merged, hidden, columns = workbooks.grid(sheet, results=True, wanted=LISTS)
    lines = {row[0].line: {cell.column: _cell(cell) for cell in row} for row in rows}
    kept = {line: cells for line, cells in lines.items() if _says_something(cells)}
    ranges = tuple(map(_range, merged))
    return Sheet(str(sheet.title), kept, ranges, hidden, columns, sheet.sheet_state != "visible")


def _says_something(cells: dict[int, Cell]) -> bool:
    return any(cell.value is not None or cell.fault for cell in cells.values())


def _cell(found: workbooks.Cell) -> Cell:
    value, fault = _value(found)
    return Cell(
        found.line,
        found.column,
        value,
        colours.light(found.fill) if found.fill else "",
        fault,
        "%" in found.number_format and isinstance(value, int | float),
        found.is_bold,
        found.is_formula,
    )


def _value(found: workbooks.Cell) -> tuple[Value, str]:
    value = found.value
    if found.kind == "e":
        return None, FAULTY
    if value is None:
        return None, NOT_CALCULATED if found.is_formula else ""
    if isinstance(value, str):
        return signs.normalised(value).strip() or None, ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date(), ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value), ""
    if isinstance(value, bool | int | float | date | time):
        return value, ""
    return str(value), ""  # a length of time


def _range(ref: str) -> Range:
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (TypeError, ValueError):
        raise refused(LISTS.not_one) from None
    return left or 1, top or 1, right or 1, bottom or 1
