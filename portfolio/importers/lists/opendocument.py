"""An ods of LibreOffice to sheets and cells. Its content is one part of XML, read here as it is."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from xml.etree import ElementTree as Xml

from portfolio import signs
from portfolio.domain.lists.table import Book, Cell, Range, Sheet, Value
from portfolio.errors import PortfolioError
from portfolio.importers import archives
from portfolio.importers.lists import colours
from portfolio.importers.lists.excel import FAULTY
from portfolio.importers.lists.limits import LISTS, MOST_COLUMNS, MOST_COPIES

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{{{_NAMES}table:1.0}}", f"{{{_NAMES}office:1.0}}"
_TEXT, _STYLE = f"{{{_NAMES}text:1.0}}", f"{{{_NAMES}style:1.0}}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_NUMBERS = ("float", "percentage", "currency")
_YES_NO = ("true", "false", "sand", "falsk")
_SHOWN = "visible"


@dataclass(frozen=True)
class _Look:
    colour: str = ""
    is_bold: bool = False


@dataclass
class _Lines:
    """What is gathered of a sheet."""

    lines: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    copies: int = 0

    def copy(self, times: int) -> None:
        """Count cells that are told of once for many. Raises PortfolioError at too many."""
        self.copies += times
        if self.copies > MOST_COPIES:
            raise archives.refused(LISTS.too_much)


def read(content: bytes) -> Book:
    """The sheets of the document. Raises PortfolioError where it cannot be read."""
    found = dict(archives.parts(content, LISTS, {"content.xml", "mimetype"}))
    if b"encryption-data" in found.get("META-INF/manifest.xml", b""):
        raise archives.refused(LISTS.not_one)
    try:
        root = Xml.parse(io.BytesIO(found["content.xml"])).getroot()
        looks = dict(_looks(root))
        hidden = {name for name, is_shown in _shown(root) if not is_shown}
        tables = root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
        return Book("ods", tuple(_sheet(table, looks, hidden) for table in tables))
    except PortfolioError:
        raise
    except Exception as error:  # whatever it trips over is the file's fault
        raise archives.unreadable(error, LISTS) from error


def _looks(root: Xml.Element) -> Iterator[tuple[str, _Look]]:
    for style in root.iter(f"{_STYLE}style"):
        cell = style.find(f"{_STYLE}table-cell-properties")
        text = style.find(f"{_STYLE}text-properties")
        ground = "" if cell is None else cell.get(f"{_FO}background-color", "")
        bold = text is not None and text.get(f"{_FO}font-weight") == "bold"
        yield style.get(f"{_STYLE}name", ""), _Look(colours.light(ground.lstrip("#")), bold)


def _shown(root: Xml.Element) -> Iterator[tuple[str, bool]]:
    for style in root.iter(f"{_STYLE}style"):
        told = style.find(f"{_STYLE}table-properties")
        shown = told is None or told.get(f"{_TABLE}display", "true") == "true"
        yield style.get(f"{_STYLE}name", ""), shown


def _sheet(table: Xml.Element, looks: dict[str, _Look], hidden: set[str]) -> Sheet:
    found, line = _Lines(), 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _count(row, "number-rows-repeated")
        cells = list(_cells(row, line + 1, looks, found))
        says = any(cell.value is not None or cell.fault for cell in cells)
        if says:
            found.copy(len(cells) * (repeated - 1))
        for next_line in range(line + 1, line + 1 + repeated if says else 0):
            found.lines[next_line] = {cell.column: replace(cell, line=next_line) for cell in cells}
            if row.get(f"{_TABLE}visibility", _SHOWN) != _SHOWN:
                found.hidden.add(next_line)
        line += repeated
    return Sheet(
        table.get(f"{_TABLE}name", ""),
        found.lines,
        tuple(found.merged),
        frozenset(found.hidden),
        frozenset(_hidden_columns(table)),
        table.get(f"{_TABLE}style-name") in hidden,
    )


def _hidden_columns(table: Xml.Element) -> Iterator[int]:
    column = 0
    for one in table.iter(f"{_TABLE}table-column"):
        repeated = _count(one, "number-columns-repeated")
        if one.get(f"{_TABLE}visibility", _SHOWN) != _SHOWN:
            yield from range(column + 1, column + 1 + min(repeated, MOST_COLUMNS))
        column += repeated


def _cells(row: Xml.Element, line: int, looks: dict[str, _Look], found: _Lines) -> Iterator[Cell]:
    column = 0
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = _count(element, "number-columns-repeated")
        look = looks.get(element.get(f"{_TABLE}style-name", ""), _Look())
        cell = _cell(element, line, look)
        # A colour that goes on to the last column there can be says nothing.
        if cell.value is not None or cell.fault or (cell.colour and repeated <= MOST_COLUMNS):
            times = min(repeated, MOST_COLUMNS + 1)
            found.copy(times - 1)
            for next_column in range(column + 1, column + 1 + times):
                yield replace(cell, column=next_column)
        _merge(element, column + 1, line, found)
        column += repeated


def _merge(element: Xml.Element, column: int, line: int, found: _Lines) -> None:
    wide, high = _count(element, "number-columns-spanned"), _count(element, "number-rows-spanned")
    if wide > 1 or high > 1:
        found.merged.append((column, line, column + wide - 1, line + high - 1))


def _count(element: Xml.Element, name: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{name}", "1")))


def _cell(element: Xml.Element, line: int, look: _Look) -> Cell:
    kind, words = element.get(f"{_OFFICE}value-type"), _words(element)
    fault = FAULTY if words.startswith(("#", "Err:")) and kind in (None, "string", "float") else ""
    is_formula = element.get(f"{_TABLE}formula") is not None
    is_faulty = bool(fault) and is_formula
    return Cell(
        line,
        0,
        None if is_faulty else _value(element, kind, words),
        look.colour,
        fault if is_faulty else "",
        kind == "percentage",
        look.is_bold,
        is_formula,
    )


def _value(element: Xml.Element, kind: str | None, words: str) -> Value:
    # As LibreOffice has what came from Excel: a number that is shown as yes or no.
    said = element.get(f"{_OFFICE}boolean-value", words.casefold())
    if kind == "boolean" or (kind == "float" and said in _YES_NO):
        return said in _YES_NO[::2]
    if kind in _NUMBERS:
        number = float(element.get(f"{_OFFICE}value", "nan"))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "date":
        moment = datetime.fromisoformat(element.get(f"{_OFFICE}date-value", ""))
        return moment.date() if moment.time() == time() else moment
    return signs.normalised(words).strip() or None


def _words(element: Xml.Element) -> str:
    """The paragraphs of a cell, a line each; not what a note on it says."""
    return "\n".join("".join(_said(paragraph)) for paragraph in element.iterfind(f"{_TEXT}p"))


def _said(element: Xml.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), 1000)
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            yield "\n" if child.tag.endswith("break") else "\t"
        elif child.tag != f"{_OFFICE}annotation":
            yield from _said(child)
        yield child.tail or ""
