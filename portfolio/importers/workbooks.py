"""Opens an xlsx that somebody brings, whatever is in it. Open this to change what is refused.

The file is never given to openpyxl as it came: it is looked through first, and openpyxl gets a
copy that holds only the XML parts, each unpacked within the limits. A header of the zip file can
lie about sizes, and openpyxl reads some parts in one go. Formulas, macros and links are not run
or followed; nothing here writes to a disk.
"""

import io
import logging
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from portfolio.errors import PortfolioError

log = logging.getLogger("portfolio")

MAX_FILE = 5_000_000  # bytes; what a browser sends
MAX_UNPACKED = 40_000_000  # bytes, all parts together
MAX_RATIO = 150  # unpacked to packed; counts from a million bytes up
MAX_PARTS = 300
MAX_TAGS = 600_000  # what reading costs; a proposal's row takes about 60
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and .xlsx locked with a password
_ODF = b"mimetypeapplication/vnd.oasis.opendocument"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK = 65_536
# No part of a workbook has one, and every trick with entities needs one.
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def opened(name: str, content: bytes) -> Workbook:
    """The workbook, to be read cell by cell. Raises PortfolioError for whatever cannot be."""
    _check_kind(name, content)
    copy = _copied(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl leaves out
            return load_workbook(copy, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # whatever a parser trips over is the file's fault
        raise _unreadable(error) from error


@dataclass(frozen=True)
class Cell:
    """A cell that holds something. ``kind``: s text, n number, d date, f formula, b, e error."""

    line: int
    column: int  # from 1
    value: Any
    kind: str
    number_format: str

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


def grid(sheet: Any) -> Grid:  # noqa: ANN401 - openpyxl has no types
    """Read a sheet of an opened workbook. Raises PortfolioError if it cannot be read."""
    try:
        with warnings.catch_warnings(), sheet._get_source() as source:
            warnings.simplefilter("ignore")
            return _grid(sheet, source)
    except Exception as error:
        raise _unreadable(error) from error


def _grid(sheet: Any, source: IO[bytes]) -> Grid:  # noqa: ANN401
    # Not sheet.iter_rows: it makes up every row and cell that the file leaves out, and knows
    # nothing of merged cells. openpyxl is pinned, and the tests stand on this.
    book = sheet.parent
    parser = WorkSheetParser(
        source,
        sheet._shared_strings,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    rows = [row for _line, cells in parser.parse() if (row := _row(sheet, cells))]
    merged = parser.merged_cells.mergeCell if parser.merged_cells else []
    return Grid(rows, [str(cell.ref) for cell in merged])


def _row(sheet: Any, cells: list[dict[str, Any]]) -> list[Cell]:  # noqa: ANN401
    return [
        Cell(
            c["row"],
            c["column"],
            c["value"],
            c["data_type"],
            ReadOnlyCell(sheet, **c).number_format,
        )
        for c in cells
        if c["value"] is not None
    ]


def _check_kind(name: str, content: bytes) -> None:
    if len(content) > MAX_FILE:
        raise PortfolioError(
            "The file is larger than {limit} MB. Download the sheet anew and fill in that one.",
            limit=MAX_FILE // 1_000_000,
        )
    if content.startswith(_OLE):
        raise PortfolioError(
            "The file is an old Excel file (.xls) or locked with a password. Save it as .xlsx"
            " without a password and upload it again."
        )
    if _ODF in content[:100] or name.casefold().endswith((".ods", ".fods")):
        raise PortfolioError(
            "The file is a spreadsheet of LibreOffice (.ods). Choose Save as there, the type Excel"
            " (.xlsx), and upload that file."
        )
    if name.casefold().endswith((".xlsm", ".xltm", ".xlsb", ".xlam")):
        raise _macros()


def _copied(content: bytes) -> io.BytesIO:
    """The XML parts, unpacked within the limits and packed anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            return _repacked(archive, parts)
    except PortfolioError:
        raise
    except Exception as error:
        raise _unreadable(error) from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """What can be said before anything is unpacked."""
    names = {part.filename.casefold() for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise _bomb()
    if unpacked > 1_000_000 and unpacked > packed * MAX_RATIO:
        raise _bomb()
    if any(part.flag_bits & 1 or part.compress_type not in _PACKINGS for part in parts):
        raise _not_a_workbook()
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise _macros()
    if not {"[content_types].xml", "xl/workbook.xml"} <= names or len(names) < len(parts):
        raise _not_a_workbook()


def _repacked(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> io.BytesIO:
    copy = io.BytesIO()
    left, tags = MAX_UNPACKED, MAX_TAGS
    with zipfile.ZipFile(copy, "w") as clean:
        for part in parts:
            if not part.filename.casefold().endswith((".xml", ".rels")):
                continue
            words = _unpacked(archive, part, left)
            left, tags = left - len(words), tags - words.count(b"<")
            _check_xml(words, tags)
            clean.writestr(part.filename, words)
    return copy


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> bytes:
    # Block by block: read() at once would unpack what a lying header hides before it is cut.
    blocks, size = [], 0
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > limit:
                raise _bomb()
    return b"".join(blocks)


def _check_xml(words: bytes, tags_left: int) -> None:
    if tags_left < 0:
        raise _bomb()
    # A NUL is UTF-16 or worse, where the marks below would not be seen.
    if b"\x00" in words or _DTD.search(words):
        raise _not_a_workbook()
    if b"macroEnabled" in words and b"<Types" in words:
        raise _macros()


def _bomb() -> PortfolioError:
    return PortfolioError(
        "The file holds far more than an answer sheet does and was not opened."
        " Download the sheet anew and fill in that one."
    )


def _macros() -> PortfolioError:
    return PortfolioError(
        "The file can hold macros and was not opened. Save it as .xlsx and upload it again."
    )


def _not_a_workbook() -> PortfolioError:
    return PortfolioError(
        "The file is not an Excel workbook (.xlsx) that can be read. Download the sheet "
        "anew and fill in that one."
    )


def _unreadable(error: Exception) -> PortfolioError:
    log.info("an uploaded workbook cannot be read", exc_info=error)
    return _not_a_workbook()
