"""One row of a list, to an entry: each cell read as what its column is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from portfolio import signs
from portfolio.domain import status
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.entry import Entry, Said
from portfolio.domain.lists.fields import AMOUNTS, COUNTED, DATES, TEXTS, WORDED, Field
from portfolio.domain.lists.table import Cell, Row, Table, Value
from portfolio.domain.model import Stage
from portfolio.errors import PortfolioError
from portfolio.importers.lists import amounts, meanings
from portfolio.importers.workbooks import wrong
from portfolio.language import N_

LONGEST_TITLE, LONGEST_SUMMARY = 300, 20_000  # characters
_LINES = re.compile(r"[;\n]|\s/\s")
_STAGES = frozenset(map(str, Stage))


def at(error: PortfolioError, place: str) -> PortfolioError:
    """What was said of a value, said of a cell; the same may be said of others."""
    return wrong(error.message, place, **error.values)


@dataclass
class _Draft:
    """What is gathered of a row."""

    values: dict[Field, Said] = field(default_factory=dict)
    places: dict[Field, str] = field(default_factory=dict)
    parties: list[str] = field(default_factory=list)
    problems: list[PortfolioError] = field(default_factory=list)
    remarks: list[PortfolioError] = field(default_factory=list)
    kept: dict[str, Value] = field(default_factory=dict)


def kept(table: Table, fields: Mapping[str, Field]) -> Iterator[str]:
    """The headings of what becomes a field of the office's own; numbers such as 1.2 are such too,
    since a proposal's own number is a whole one."""
    for header, name in fields.items():
        is_number = name is Field.NUMBER
        if name in (Field.KEPT, Field.AMOUNT) or (
            is_number and not all(cell.words.isdecimal() for cell in table.cells(header))
        ):
            yield header


class Reader:
    """Reads the rows of a list: ``fields`` by heading, ``today`` for dates without a year."""

    def __init__(
        self, table: Table, fields: Mapping[str, Field], choice: Choice, today: date
    ) -> None:
        self._columns = [(column, fields[column.header]) for column in table.columns]
        self._choice, self._today = choice, today
        self._kept = set(kept(table, fields))
        self._english = {
            header
            for header, name in fields.items()
            if name in COUNTED and amounts.is_english(table.cells(header))
        }
        self._shares = {
            header
            for header, name in fields.items()
            if name is Field.PERCENT and _are_shares(table.cells(header))
        }

    def entry(self, row: Row) -> Entry:
        """A row as it is understood. Never raises: what is wrong is told in the entry."""
        draft = _Draft()
        for column, name in self._columns:
            cell = row.cells.get(column.index)
            place = Cell(row.line, column.index, None).place
            draft.places.setdefault(name, place)
            if column.header in self._kept:
                self._keep(draft, name, column.header, cell)
            if name not in (Field.KEPT, Field.AMOUNT, Field.LEFT_OUT):
                self._take(draft, name, column.header, cell, place)
        _settle(draft, row)
        title, number = draft.values.get(Field.TITLE), draft.values.get(Field.NUMBER)
        return Entry(
            line=row.line,
            number=str(number or ""),
            title=str(title or ""),
            heading=row.heading,
            values=draft.values,
            places=draft.places,
            parties=tuple(dict.fromkeys(draft.parties)),
            cells={
                column.header: row.cells[column.index].value
                for column, _name in self._columns
                if column.index in row.cells
            },
            columns={
                column.header: row.cells[column.index].place
                for column, _name in self._columns
                if column.index in row.cells
            },
            kept=draft.kept,
            problems=tuple(draft.problems),
            remarks=tuple(draft.remarks),
        )

    def _keep(self, draft: _Draft, name: Field, header: str, cell: Cell | None) -> None:
        """What a cell says for a field of the office's own."""
        draft.kept[header] = None
        if cell is None or cell.fault:
            draft.remarks += [_faulty(cell.fault, cell.place)] if cell else []
        elif name is Field.AMOUNT:
            try:
                draft.kept[header] = self._amount(header, cell, below_zero=True)
            except PortfolioError as error:
                draft.remarks.append(at(error, cell.place))
        else:
            is_said = isinstance(cell.value, bool)
            draft.kept[header] = cell.words if is_said else cell.value

    def _amount(self, header: str, cell: Cell, *, below_zero: bool = False) -> int | None:
        unit, english = self._choice.units.get(header, 1), header in self._english
        return amounts.amount(cell, unit, english=english, below_zero=below_zero)

    def _take(self, draft: _Draft, name: Field, header: str, cell: Cell | None, place: str) -> None:
        """Read one cell as what its column is; None where it is empty."""
        if cell is not None and cell.fault:
            needed = name in (Field.TITLE, Field.NUMBER)
            (draft.problems if needed else draft.remarks).append(_faulty(cell.fault, place))
        elif name in WORDED:
            self._take_word(draft, name, cell)
        elif cell is None or cell.value is None:
            draft.values.setdefault(name, None)
        elif name is Field.CENTRE:
            draft.parties += _centres(cell.words)
        else:
            try:
                draft.values[name] = self._value(draft, name, header, cell)
            except PortfolioError as error:
                # It is kept with the list as it is written, and here the field stays empty.
                draft.remarks.append(at(error, place))

    def _take_word(self, draft: _Draft, name: Field, cell: Cell | None) -> None:
        word = meanings.key(cell) if cell is not None else ""
        code = self._choice.words.get(name, {}).get(word) if word else None
        if name is not Field.STATUS:
            draft.values[name] = code
        elif code is not None:
            draft.values[Field.STAGE if code in _STAGES else Field.LIGHT] = code

    def _value(self, draft: _Draft, name: Field, header: str, cell: Cell) -> Said:
        if name in AMOUNTS:
            return self._amount(header, cell)
        if name in DATES:
            read = amounts.day(cell, self._today)
            if read.problem is not None:
                draft.remarks.append(at(read.problem, cell.place))
            return read
        if name is Field.PERCENT:
            return amounts.percent(cell, is_share=header in self._shares)
        if name in (Field.TITLE, Field.NUMBER, Field.PURPOSE):
            return signs.one_line(cell.words)
        return cell.words if cell.words.strip("-–—") else None  # a dash says that nothing is said


def _faulty(sentence: str, place: str) -> PortfolioError:
    return wrong(sentence, place)


def _centres(words: str) -> Iterator[str]:
    for part in _LINES.split(words):
        if said := signs.one_line(part).strip(" ,."):
            yield said


def _are_shares(cells: Sequence[Cell]) -> bool:
    """Whether the numbers of a column of percentages are parts of one."""
    numbers = [cell.value for cell in cells if isinstance(cell.value, int | float)]
    return any(0 < n < 1 for n in numbers) and all(0 <= n <= 1 for n in numbers)


def _settle(draft: _Draft, row: Row) -> None:
    """What follows from the cells together, and what a row must say."""
    values = draft.values
    if not values.get(Field.PURPOSE) and row.heading:
        values[Field.PURPOSE] = row.heading
    if not values.get(Field.TITLE):
        place = draft.places[Field.TITLE]
        draft.problems.append(
            wrong("The row has no title. Write one, or leave the row out.", place)
        )
    for name, most in _ROOM.items():
        said = values.get(name)
        if isinstance(said, str) and len(said) > most:
            draft.problems.append(
                wrong(TOO_LONG, draft.places[name], count=len(said), longest=most)
            )


TOO_LONG = N_(
    "The text is {count} characters long; there is room for {longest}. Shorten it, or let its"
    " column be a field of your own."
)
_ROOM: Mapping[Field, int] = {
    Field.TITLE: LONGEST_TITLE,
    Field.PURPOSE: LONGEST_TITLE,
    Field.SUMMARY: LONGEST_SUMMARY,
    **{name: status.LONGEST for name in TEXTS if name is not Field.SUMMARY},
    Field.NEXT_DATE: status.LONGEST_DATE,
}
