"""Opens an xlsx that somebody brings, whatever is in it. Open this to change what is refused.

The file is never given to openpyxl as it came: it is looked through first, and openpyxl gets a
copy that holds only the XML parts, each unpacked within the limits. A header of the zip file can
lie about sizes, and openpyxl reads some parts in one go. Formulas, macros and links are not run
or followed; nothing here writes to a disk.
"""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import IO, Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from portfolio.errors import PortfolioError
from portfolio.importers import archives
from portfolio.importers.archives import ANSWERS, Wanted, macros, refused, unreadable

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and .xlsx locked with a password
_MOST_COLUMNS = 500  # hidden together: all to the right of the list often are
_NEEDED = {"[content_types].xml", "xl/workbook.xml"}
_ODF = b"mimetypeapplication/vnd.oasis.opendocument"


def opened(name: str, content: bytes, wanted: Wanted = ANSWERS) -> Workbook:
    """The workbook, to be read cell by cell. Raises PortfolioError for whatever cannot be."""
    check_kind(name, content, wanted)
    if _ODF in content[:100] or name.casefold().endswith((".ods", ".fods")):
        raise PortfolioError(
            "The file is a spreadsheet of LibreOffice (.ods). Choose Save as there, the type Excel"
            " (.xlsx), and upload that file."
        )
    copy = _copied(content, wanted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl leaves out
            return load_workbook(copy, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # whatever a parser trips over is the file's fault
        raise unreadable(error, wanted) from error


def wrong(message: str, place: str, **values: object) -> PortfolioError:
    """A sentence about a cell."""
    error = PortfolioError(message, **values)
    error.place = place
    return error


@dataclass(frozen=True)
class Cell:
    """A cell that holds something. ``kind``: s text, n number, d date, f formula, b, e error.

    ``is_formula``: ``value`` is what the formula came to when the file was saved; None: the program
    that saved it did not calculate. ``fill``: RRGGBB, where the cell has a colour of its own.
    """

    line: int
    column: int  # from 1
    value: Any
    kind: str
    number_format: str
    is_formula: bool = False
    fill: str = ""
    is_bold: bool = False

    @property
    def place(self) -> str:
        """Its name in Excel, such as D7."""
        return f"{get_column_letter(self.column)}{self.line}"


class Grid(NamedTuple):
    """What a sheet holds: its cells row by row, and the ranges merged into one cell (``E5:F6``).

    Only rows and cells with something in them, however far down and out the last one is.
    """

    rows: list[list[Cell]]
    merged: list[str]
    hidden: frozenset[int] = frozenset()  # lines that the file does not show
    hidden_columns: frozenset[int] = frozenset()


class _Look(NamedTuple):
    """What a cell's style says that is of use."""

    number_format: str
    fill: str
    is_bold: bool


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's, which says too whether a cell is calculated."""

    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 - openpyxl has no types
        cell: dict[str, Any] = super().parse_cell(element)
        return cell | {"is_formula": element.find(FORMULA_TAG) is not None}


def grid(sheet: Any, *, results: bool = False, wanted: Wanted = ANSWERS) -> Grid:  # noqa: ANN401
    """Read a sheet of an opened workbook. Raises PortfolioError if it cannot be read.

    ``results``: of a formula what it came to, and cells that have nothing but a colour.
    """
    try:
        with warnings.catch_warnings(), sheet._get_source() as source:
            warnings.simplefilter("ignore")
            return _grid(sheet, source, results)
    except Exception as error:
        raise unreadable(error, wanted) from error


def _grid(sheet: Any, source: IO[bytes], results: bool) -> Grid:  # noqa: ANN401
    # Not sheet.iter_rows: it makes up every row and cell that the file leaves out, and knows
    # nothing of merged cells. openpyxl is pinned, and the tests stand on this.
    book = sheet.parent
    parser = _Parser(
        source,
        sheet._shared_strings,
        data_only=results,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )

    @cache
    def look(style: int) -> _Look:
        cell = ReadOnlyCell(sheet, 1, 1, None, style_id=style)
        return _Look(cell.number_format, _fill(cell), bool(cell.font.b))

    def kept(cell: dict[str, Any], seen: _Look) -> bool:
        return cell["value"] is not None or (results and bool(cell["is_formula"] or seen.fill))

    def row(cells: list[dict[str, Any]]) -> list[Cell]:
        dressed = [(cell, look(cell["style_id"])) for cell in cells]
        return [
            Cell(
                c["row"],
                c["column"],
                c["value"],
                c["data_type"],
                seen[0],
                c["is_formula"],
                *seen[1:],
            )
            for c, seen in dressed
            if kept(c, seen)
        ]

    rows = [found for _line, cells in parser.parse() if (found := row(cells))]
    merged = parser.merged_cells.mergeCell if parser.merged_cells else []
    hidden = frozenset(int(n) for n, told in parser.row_dimensions.items() if _is_hidden(told))
    columns = frozenset(_hidden_columns(parser.column_dimensions.values()))
    return Grid(rows, [str(cell.ref) for cell in merged], hidden, columns)


def _is_hidden(told: Mapping[str, Any]) -> bool:
    return told.get("hidden") in ("1", "true")


def _hidden_columns(dimensions: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    for told in filter(_is_hidden, dimensions):
        first, last = int(told["min"]), int(told["max"])
        yield from range(first, min(last, first + _MOST_COLUMNS) + 1)


def _fill(cell: ReadOnlyCell) -> str:
    """A plain colour of the cell's own; a theme's are not known here."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid" or fill.fgColor.type != "rgb":
        return ""
    return str(fill.fgColor.rgb)[-6:]


def check_kind(name: str, content: bytes, wanted: Wanted = ANSWERS) -> None:
    """Raise PortfolioError where the first bytes or the name say that it cannot be read."""
    if len(content) > wanted.max_file:
        raise refused(wanted.too_large, limit=wanted.max_file // 1_000_000)
    if content.startswith(_OLE):
        raise PortfolioError(
            "The file is an old Excel file (.xls) or locked with a password. Save it as .xlsx"
            " without a password and upload it again."
        )
    if name.casefold().endswith((".xlsm", ".xltm", ".xlsb", ".xlam")):
        raise macros()


def _copied(content: bytes, wanted: Wanted) -> io.BytesIO:
    """The XML parts, unpacked within the limits and packed anew."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as clean:
        for name, words in archives.parts(
            content, wanted, {"[content_types].xml", "xl/workbook.xml"}
        ):
            clean.writestr(name, words)
    return copy
