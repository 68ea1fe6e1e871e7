"""Answer sheets as tests make and fill them: what a user does in Excel, done with openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl

from portfolio import answer_shape as shape
from portfolio.reports import answer_sheet

PORTFOLIO = {"code": "civilsamfund", "title": "Civilsamfund"}
DAY = date(2022, 5, 1)


def a_row(number: int = 1, **given: Any) -> dict[str, Any]:
    """A proposal without any status, or with the fields given."""
    empty = dict.fromkeys(shape.KEYS)
    return empty | {
        "proposal_id": f"id-{number}", "status_seq": 0, "number": number,
        "title": f"Titel {number}", "stage": "proposed", "rag": "none", "locked": False, **given,
    }  # fmt: skip


def a_sheet(*rows: dict[str, Any]) -> bytes:
    """The download with these rows; with one empty row when none are given."""
    return answer_sheet.workbook(rows or (a_row(),), PORTFOLIO, DAY)


def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cell_name(key: str, line: int = shape.FIRST_ROW) -> str:
    """Where a field is in a sheet as it is downloaded."""
    return f"{openpyxl.utils.get_column_letter(shape.KEYS.index(key) + 1)}{line}"


def edited(content: bytes, work: Callable[[Any], Any]) -> bytes:
    """The file after somebody has worked on its first sheet and saved it."""
    book = book_of(content)
    work(book.worksheets[0])
    return saved(book)


def filled(content: bytes, line: int = shape.FIRST_ROW, **answers: Any) -> bytes:
    """The file with cells of one row written in, by field."""

    def write(sheet: Any) -> None:
        for key, value in answers.items():
            sheet[cell_name(key, line)].value = value

    return edited(content, write)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, **changed: bytes | None) -> bytes:
    """The zip with parts replaced or added; a name's / is written __ and its . is _dot_."""
    by_name = {k.replace("__", "/").replace("_dot_", "."): v for k, v in changed.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, \
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for name in old.namelist():
            if name not in by_name:
                new.writestr(name, old.read(name))
        for name, words in by_name.items():
            if words is not None:
                new.writestr(name, words)
    return file.getvalue()
