"""Answer sheets as tests make and fill them: what a user does in Excel, done with openpyxl."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import openpyxl

from portfolio.domain import sheet_columns
from portfolio.reports.rounds import answer_sheet

PORTFOLIO = {"code": "civilsamfund", "title": "Civilsamfund"}
DAY = date(2022, 5, 1)


def a_row(number: int = 1, **given: Any) -> dict[str, Any]:
    """A proposal without any status, or with the fields given."""
    empty = dict.fromkeys(sheet_columns.KEYS)
    return empty | {
        "proposal_id": f"id-{number}",
        "status_seq": 0,
        "number": number,
        "title": f"Titel {number}",
        "stage": "proposed",
        "rag": "none",
        "status_on": None,
        "locked": False,
        **given,
    }


def a_sheet(*rows: dict[str, Any]) -> bytes:
    """The download with these rows; with one empty row when none are given."""
    return answer_sheet.workbook(rows or (a_row(),), PORTFOLIO, DAY)


def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cell_name(key: str, line: int = sheet_columns.FIRST_ROW) -> str:
    """Where a field is in a sheet as it is downloaded."""
    return f"{openpyxl.utils.get_column_letter(sheet_columns.KEYS.index(key) + 1)}{line}"


def edited(content: bytes, work: Callable[[Any], Any]) -> bytes:
    """The file after somebody has worked on its first sheet and saved it."""
    book = book_of(content)
    work(book.worksheets[0])
    return saved(book)


def filled(content: bytes, line: int = sheet_columns.FIRST_ROW, **answers: Any) -> bytes:
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
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in by_name:
                new.writestr(name, old.read(name))
        for name, words in by_name.items():
            if words is not None:
                new.writestr(name, words)
    return file.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def as_excel_saves(content: bytes) -> bytes:
    """The same workbook with its texts in a shared table, as Excel writes it.

    Excel also writes a carriage return as ``_x000D_``, and splits a text where its look changes.
    """
    parts = parts_of(content)
    table: list[str] = []
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = _shared(parts[name], table)
    parts["xl/sharedStrings.xml"] = _table(table)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    return zip_of(parts)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return file.getvalue()


def _shared(sheet: bytes, table: list[str]) -> bytes:
    root = ElementTree.fromstring(sheet)
    for cell in root.iter(f"{{{_MAIN}}}c"):
        inline = cell.find(f"{{{_MAIN}}}is")
        if inline is not None:
            table.append("".join(inline.itertext()))
            cell.remove(inline)
            cell.set("t", "s")
            ElementTree.SubElement(cell, f"{{{_MAIN}}}v").text = str(len(table) - 1)
    return ElementTree.tostring(root)


def _table(table: list[str]) -> bytes:
    root = ElementTree.Element(f"{{{_MAIN}}}sst")
    for text in table:
        item = ElementTree.SubElement(root, f"{{{_MAIN}}}si")
        half = len(text) // 2
        for run in (text[:half], text[half:].replace("\n", "_x000D_\n")):
            part = ElementTree.SubElement(
                ElementTree.SubElement(item, f"{{{_MAIN}}}r"), f"{{{_MAIN}}}t"
            )
            part.text = run
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return ElementTree.tostring(root)
