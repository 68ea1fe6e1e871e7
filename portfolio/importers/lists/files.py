"""A file that somebody keeps a list in, to its sheets and cells. Open this to read another kind.

What a sheet looks like as a list is :mod:`portfolio.importers.lists.layout`.
"""

from pathlib import PurePosixPath

from portfolio.domain.lists.table import Book
from portfolio.errors import PortfolioError
from portfolio.importers import workbooks
from portfolio.importers.archives import refused
from portfolio.importers.lists import excel, opendocument, plain
from portfolio.importers.lists.limits import LISTS, MOST_COLUMNS, MOST_ROWS

KINDS = ("xlsx", "ods", "csv")
_TEXT = (".csv", ".txt")


def read(name: str, content: bytes) -> Book:
    """The sheets of a file. Raises PortfolioError, with what to do, for whatever cannot be read."""
    if not content:
        raise PortfolioError("The file is empty. Choose another.")
    workbooks.check_kind(name, content, LISTS)
    ending = PurePosixPath(name.replace("\\", "/")).suffix.casefold()
    if content.startswith(b"PK"):
        book = _zipped(name, content)
    elif ending in _TEXT:
        book = plain.read(name, content)
    else:
        raise refused(LISTS.not_one)
    _check_size(book)
    if not any(sheet.lines for sheet in book.sheets):
        raise PortfolioError("There is nothing in the file. Choose the one that has the list.")
    return book


def _zipped(name: str, content: bytes) -> Book:
    if b"mimetypeapplication/vnd.oasis.opendocument" in content[:200]:
        return opendocument.read(content)
    return excel.read(name, content)


def _check_size(book: Book) -> None:
    for sheet in book.sheets:
        filled = (cell for cells in sheet.lines.values() for cell in cells.values())
        wide = max((cell.column for cell in filled if cell.value is not None), default=0)
        if len(sheet.lines) > MOST_ROWS or wide > MOST_COLUMNS:
            raise PortfolioError(
                "The sheet “{sheet}” has {rows} rows and goes {columns} columns out; at most {most}"
                " rows and {wide} columns are read. Take away what is not the list, and choose the"
                " file again.",
                sheet=sheet.name,
                rows=len(sheet.lines),
                columns=wide,
                most=MOST_ROWS,
                wide=MOST_COLUMNS,
            )
