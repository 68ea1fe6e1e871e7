"""A table as an Excel workbook and as the CSV a Danish Excel opens, safe to open."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

# A cell that starts with one of these is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDEST = 60


def csv(table: pd.DataFrame) -> bytes:
    """Semicolons, decimal commas, ISO dates as dd.mm.yyyy, UTF-8 with a byte order mark."""
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
            _fill(sheet.cell(number, column), value)
    _dress(sheet, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what could be one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _danish(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # NaN is not itself
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return defused(str(value))
    return str(value).replace(".", ",")


def _quoted(text: str) -> str:
    if any(mark in text for mark in ';"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _fill(cell: Cell, value: object) -> None:
    if value is None or value is pd.NA or value != value:
        return
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, bool):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    # Said to be text and marked as such: never evaluated, not even after an edit.
    cell.data_type = "s"
    cell.quotePrefix = str(value).startswith(_FORMULA_STARTS)


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
