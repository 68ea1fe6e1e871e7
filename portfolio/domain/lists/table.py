"""What a list is before anybody has said what its columns mean: sheets, cells, columns and rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from string import ascii_uppercase

from portfolio.errors import PortfolioError

#: What a cell can hold: as the file has it, text without blank ends.
Value = str | int | float | bool | date | datetime | time | None


def letters(column: int) -> str:
    """What a column, counted from 1, is called in a sheet: ``AB``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = ascii_uppercase[rest] + name
    return name


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something, or has a colour.

    ``colour``: green, amber or red where it is filled with such a one. ``fault``: why its value is
    not known; empty where it is.
    """

    line: int
    column: int
    value: Value
    colour: str = ""
    fault: str = ""
    is_percent: bool = False
    is_bold: bool = False
    is_formula: bool = False

    @property
    def place(self) -> str:
        """Its name in the sheet, such as D7."""
        return f"{letters(self.column)}{self.line}"

    @property
    def words(self) -> str:
        """What one reads in it."""
        return words(self.value, is_percent=self.is_percent)


def words(value: Value, *, is_percent: bool = False) -> str:
    """A value as a Danish sheet shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        day = f"{value:%d.%m.%Y}"
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float | int) and is_percent:
        return f"{_plain(value * 100)} %"
    return _plain(value) if isinstance(value, float) else str(value)


def _plain(number: float) -> str:
    return f"{number:.10g}".replace(".", ",")


Range = tuple[int, int, int, int]  # first column, first line, last column, last line


@dataclass(frozen=True)
class Sheet:
    """A sheet as the file has it: the lines that hold something, each by column from 1."""

    name: str
    lines: Mapping[int, Mapping[int, Cell]]
    merged: tuple[Range, ...] = ()
    hidden: frozenset[int] = frozenset()  # lines that the file does not show
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A file of sheets. ``kind``: xlsx, ods or csv."""

    kind: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Column:
    """A column of the list: where it is, and its heading, two heading rows joined, never twice."""

    index: int
    header: str

    @property
    def letters(self) -> str:
        return letters(self.index)


@dataclass(frozen=True)
class Row:
    """A row of the list. ``heading``: the heading row it stands under, where there are such."""

    line: int
    cells: Mapping[int, Cell]
    heading: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """A sheet read as a list. ``told``: what was left out or understood in its own way, said.

    ``above``: what stands over the headings.
    """

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    header_line: int  # the last of the heading rows
    told: tuple[PortfolioError, ...] = field(default=())
    above: tuple[str, ...] = ()

    def column(self, header: str) -> Column | None:
        return next((one for one in self.columns if one.header == header), None)

    def cells(self, header: str) -> list[Cell]:
        """The cells of a column that hold something, from the top."""
        found = self.column(header)
        if found is None:
            return []
        return [row.cells[found.index] for row in self.rows if found.index in row.cells]
