"""A table as an Excel workbook and as the CSV a Danish Excel opens, safe to open."""

from collections.abc import Iterable, Sequence
from datetime import date
from numbers import Number

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from portfolio.language import _
from portfolio.reports.papers import colours
from portfolio.reports.saving import to_bytes

# A cell that starts with one of these is a formula to a spreadsheet (OWASP, CSV injection).
# The full-width signs count: a spreadsheet reads them as the plain ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DATE = r"dd\.mm\.yyyy"
_WIDEST = 60
_HEAD = PatternFill("solid", fgColor=colours.PALE)


def csv(table: pd.DataFrame) -> bytes:
    """Semicolons, decimal commas, UTF-8 with a byte order mark.

    Days are ISO: Excel and LibreOffice read them as days, and as text they sort all the same.
    """
    rows = [list(table.columns), *table.to_numpy(dtype=object).tolist()]
    lines = [";".join(_quoted(_danish(value)) for value in row) for row in rows]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def xlsx(table: pd.DataFrame, title: str) -> bytes:
    """One sheet with a frozen, bold header; numbers and dates stay numbers and dates."""
    book = Workbook()
    sheet = book.active
    sheet.title = "".join(" " if mark in r"[]:*?/\'" else mark for mark in title)[:31]
    rows = [list(table.columns), *table.to_numpy(dtype=object).tolist()]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            fill(sheet.cell(number, column), value)
    _dress(sheet, table)
    return to_bytes(book)


def fill_facts(sheet: Worksheet, facts: Sequence[tuple[str, object]]) -> None:
    """A sheet that says what each fact is and what it is: two columns, the first one bold."""
    for line, row in enumerate(facts, 1):
        for column, value in enumerate(row, 1):
            fill(sheet.cell(line, column), value)
        sheet.cell(line, 1).font = Font(bold=True)
        sheet.cell(line, 2).alignment = Alignment(vertical="top", wrap_text=True, horizontal="left")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 90


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what could be one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _danish(value: object) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if _is_number(value):
        return str(value).replace(".", ",")
    return defused(_text(value))


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value != value  # NaN is not itself


def _is_number(value: object) -> bool:
    """Also numpy's own numbers, which a column of mixed values can hold."""
    return isinstance(value, Number) and not isinstance(value, bool)


def _text(value: object) -> str:
    # Control characters go first: behind one of them a formula would not be seen.
    cleaned: str = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return cleaned


def _quoted(text: str) -> str:
    if any(mark in text for mark in ';"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def fill(cell: Cell, value: object) -> None:
    """A value in a cell as what it is: a date, a number, or text that stays text."""
    if _is_missing(value):
        return
    if isinstance(value, date):
        cell.value, cell.number_format = value, _DATE
    elif _is_number(value):
        cell.value = value
    else:
        put_text(cell, _text(value))


def put_text(cell: Cell, text: str) -> None:
    """Text that stays text: marked as such, and never evaluated, not even after an edit."""
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)


def _dress(sheet: Worksheet, table: pd.DataFrame) -> None:
    sheet.freeze_panes = "A2"
    for column, name in enumerate(table.columns, 1):
        sheet.cell(1, column).font = Font(bold=True)
        longest = max([len(str(name)), *(len(str(value)) for value in table.iloc[:, column - 1])])
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = min(longest + 2, _WIDEST)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)


def fill_sheet(sheet: Worksheet, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A sheet with its headings, which stay in sight and filter; that there is nothing is said."""
    widths = [len(heading) + 4 for heading in headings]  # 4: the filter's arrow
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(1, column)
        put_text(cell, heading)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    line = 1
    for line, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column)
            fill(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            longest = 0 if value is None else len(str(value)) + 2
            widths[column - 1] = min(_WIDEST, max(widths[column - 1], longest))
    if line == 1:
        put_text(sheet.cell(2, 1), _("None are recorded."))
    _frame(sheet, widths, max(line, 1))


def _frame(sheet: Worksheet, widths: Sequence[int], last: int) -> None:
    """What stays in sight, what can be filtered, and how it is printed."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
