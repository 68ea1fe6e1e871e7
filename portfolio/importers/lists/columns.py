"""What each column of a list is, by its heading and by what stands in it.

A heading says it, unless what stands below cannot be that; a column without a telling heading is
known by its content alone only where that is plain. The rest are fields of the office's own.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.fields import COUNTED, DATES, MANY, Field
from portfolio.domain.lists.table import Cell, Column, Table
from portfolio.importers.lists import headings, status_day
from portfolio.importers.lists.contents import Contents
from portfolio.language import fold

_MOST = 0.6  # of the cells, where the content alone tells what a column is
_SOME = 0.3  # of the cells, where the heading says it as well
_LONG = 45  # characters: no word of a status, but a text on it


@dataclass(frozen=True)
class _Guess:
    weight: float
    field: Field
    column: Column

    @property
    def header(self) -> str:
        return self.column.header

    @property
    def rank(self) -> tuple[float, int, int]:
        """What is likeliest comes first; of two alike that of the latest day, else the left one."""
        said = status_day.day(self.header, date(2099, 1, 1))
        return (-self.weight, -said.toordinal() if said else 0, self.column.index)


def guess(table: Table, choice: Choice, parties: Collection[str] = ()) -> dict[str, Field]:
    """The field of each heading. What is chosen stands; ``parties`` are names known here."""
    known = {fold(name) for name in parties}
    chosen = {
        column.header: Field(choice.columns[column.header])
        for column in table.columns
        if choice.columns.get(column.header) in list(Field)
    }
    contents = {column.header: Contents(table.cells(column.header)) for column in table.columns}
    free = [column for column in table.columns if column.header not in chosen]
    guesses = [
        _Guess(weight, field, column)
        for column in free
        for weight, field in _guesses(column, contents[column.header], known)
    ]
    found = dict(chosen)
    taken = {field for field in chosen.values() if field not in MANY}
    for one in sorted(guesses, key=lambda one: one.rank):
        if one.header not in found and (one.field in MANY or one.field not in taken):
            found[one.header] = one.field
            taken.add(one.field)
    if Field.TITLE not in found.values():
        _find_title(free, contents, found)
    for column in free:
        is_empty = not contents[column.header].cells
        found.setdefault(column.header, Field.LEFT_OUT if is_empty else Field.KEPT)
    return {column.header: found[column.header] for column in table.columns}


def _guesses(
    column: Column, contents: Contents, parties: Collection[str]
) -> Iterator[tuple[float, Field]]:
    """What it can be and how likely."""
    named = headings.named(column.header)
    hinted = headings.hinted(column.header)
    for weight, field in ((3.0, named), (2.0, hinted)):
        if field is not None:
            fitting = _fitting(field, contents, parties)
            if fitting is not None:
                yield weight + contents.distinct * (field is Field.TITLE) / 10, fitting
    if not contents.cells:
        return
    if contents.means(Field.LIGHT) > _MOST:
        yield 1.5, Field.LIGHT
    if contents.means(Field.STAGE) > _MOST:
        yield 1.4, Field.STAGE
    if contents.share(lambda cell: fold(cell.words) in parties) > _MOST:
        yield 1.3, Field.CENTRE
    if column.index == 1 and contents.numbers == 1 and contents.distinct == 1:
        yield 1.2, Field.NUMBER


def _fitting(field: Field, contents: Contents, parties: Collection[str]) -> Field | None:
    """The field that a heading names, or the one its content makes of it; None: neither."""
    if not contents.cells:
        return field
    if field in (Field.STATUS, Field.LIGHT, Field.STAGE):
        return _status(field, contents)
    if field in DATES:
        return field if contents.dates > _SOME or contents.share(_is_year) > _SOME else None
    if field in COUNTED:
        return field if contents.figures > _SOME else None
    if field is Field.PERCENT:
        return field if contents.figures > _SOME else _status(Field.STATUS, contents)
    if field is Field.CENTRE:
        is_known = contents.share(lambda cell: fold(cell.words) in parties) > _SOME
        return field if is_known or contents.people <= 0.5 else None
    if field is Field.PURPOSE and contents.distinct > _MOST and contents.length > _LONG:
        return Field.SUMMARY
    return field


def _status(field: Field, contents: Contents) -> Field | None:
    if contents.length > _LONG:
        return Field.HAPPENED
    if contents.share(lambda cell: cell.is_percent or cell.words.endswith("%")) > _MOST:
        return Field.PERCENT
    if field is Field.STATUS and contents.means(Field.LIGHT) == 1:
        return Field.LIGHT
    return field


def _is_year(cell: Cell) -> bool:
    return type(cell.value) is int and 1990 <= cell.value <= 2100


def _find_title(
    free: list[Column], contents: Mapping[str, Contents], found: dict[str, Field]
) -> None:
    """Where no heading says which column has the titles: the texts most unlike each other."""
    texts = [
        (contents[column.header].distinct, min(contents[column.header].length, 60), column.header)
        for column in free
        if found.get(column.header) in (None, Field.SUMMARY, Field.PURPOSE)
        and contents[column.header].numbers < 0.5
        and 3 <= contents[column.header].length <= 150
    ]
    if texts:
        found[max(texts)[2]] = Field.TITLE
