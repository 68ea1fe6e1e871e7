"""A sheet read as a list: where its headings stand, which rows are rows, and which are not.

Everything that is left out, or is understood in a way of its own, is told; a reader can say it
otherwise (:class:`Choice`).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from portfolio.domain.lists.choice import Choice, Headings
from portfolio.domain.lists.table import Book, Cell, Column, Row, Sheet, Table
from portfolio.errors import PortfolioError
from portfolio.importers.archives import refused
from portfolio.importers.lists import headers, kinds_of_row
from portfolio.importers.lists.kinds_of_row import RowKind
from portfolio.importers.lists.limits import LISTS, MOST_COPIES
from portfolio.language import N_

Cells = Mapping[int, Cell]
_SOME = 12  # of the lines that are told of
#: The places of each kind that were left out, or read in their own way.
_Told = defaultdict[str, list[Any]]


def read(book: Book, choice: Choice) -> Table:
    """The list of a file. Raises PortfolioError where no sheet has one."""
    sheet = chosen_sheet(book, choice.sheet)
    lines = spread(sheet)
    found = headers.find(sheet, lines, choice.header_line)
    if found is None:
        raise PortfolioError(
            "No row of the sheet “{sheet}” looks like headings. Write above each column what it"
            " holds, such as Titel and Status, or say which row the headings stand in.",
            sheet=sheet.name,
        )
    body = {line: cells for line, cells in lines.items() if line > found.last}
    columns = _columns(found.names, body)
    told = _Told(list)
    rows = tuple(_rows(sheet, body, columns, found, choice, told))
    _tell_of_sheet(sheet, found, told, {row.line for row in rows})
    told["columns"] = [one.letters for one in columns if one.index in sheet.hidden_columns]
    above = tuple(
        dict.fromkeys(
            c.words for n in told["above"] for c in lines[n].values() if c.value is not None
        )
    )
    return Table(sheet.name, columns, rows, found.last, tuple(_sentences(told, book, sheet)), above)


def chosen_sheet(book: Book, name: str | None) -> Sheet:
    """The sheet of that name, else the one that looks most like a list."""
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden] or list(book.sheets)
    return max(shown, key=_likeness)


def _likeness(sheet: Sheet) -> tuple[int, int]:
    found = headers.find(sheet, sheet.lines, None)
    return (headers.known(found.names.values()) if found else 0, len(sheet.lines))


def spread(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """The lines, with what stands in merged cells in each of them."""
    lines = {line: dict(cells) for line, cells in sorted(sheet.lines.items())}
    there, copies = list(lines), 0
    said = (one for cells in lines.values() for one in cells.values() if one.value is not None)
    wide = max((one.column for one in said), default=0)
    for left, top, right, bottom in sheet.merged:
        first = lines.get(top, {}).get(left)
        if first is None or first.value is None:
            continue
        # A merged column goes on to the last line there can be, and a title to the last column.
        theirs = there[bisect_left(there, top) : bisect_right(there, bottom)]
        columns = range(left, min(right, wide) + 1)
        copies += len(theirs) * len(columns)
        if copies > MOST_COPIES:
            raise refused(LISTS.too_much)
        for line in theirs:
            lines[line] |= {n: replace(first, line=line, column=n) for n in columns}
    return lines


def _columns(names: Mapping[int, str], body: Mapping[int, Cells]) -> tuple[Column, ...]:
    """Those with a heading, and those without one that hold something."""
    filled = {
        cell.column for cells in body.values() for cell in cells.values() if cell.value is not None
    }
    seen: dict[str, int] = {}
    columns = []
    for index in sorted(filled | set(names)):
        header = names.get(index) or f"({Column(index, '').letters})"
        seen[header] = seen.get(header, 0) + 1
        columns.append(Column(index, header if seen[header] == 1 else f"{header} ({seen[header]})"))
    return tuple(columns)


def _sentences(told: _Told, book: Book, sheet: Sheet) -> Iterator[PortfolioError]:
    for name, sentence in _SENTENCES.items():
        if places := told[name]:
            yield _of(sentence, places)
    others = [one.name for one in book.sheets if one.name != sheet.name and one.lines]
    if others:
        yield PortfolioError(
            "Only the sheet “{sheet}” was read, not {others}.",
            sheet=sheet.name,
            others=", ".join(others[:_SOME]),
        )


def _of(sentence: str, places: list[Any]) -> PortfolioError:
    return PortfolioError(sentence, lines=listed(places), cells=listed(places))


#: What is said of each kind of line that there is, in this order.
_SENTENCES = {
    "above": N_("Above the headings: row {lines} was not read."),
    "joined": N_("The headings stand in two rows, {lines}, and were joined."),
    "headings": N_("Row {lines} is a heading among the rows, and is the theme of those below it."),
    "skipped": N_("Row {lines} is a heading among the rows and was left out."),
    "totals": N_("Row {lines} is a total and was left out."),
    "repeated": N_("Row {lines} says the headings once more and was left out."),
    "notes": N_("Row {lines} is a note below the list and was left out."),
    "empty": N_("Row {lines} has only a number and was left out."),
    "hidden": N_("Row {lines} is hidden in the file."),
    "columns": N_("Column {lines} is hidden in the file, and is read as the others are."),
    "merged": N_("The cells {cells} are merged; what stands there was read for each of the rows."),
}


def listed(places: list[int] | list[str]) -> str:
    """``7, 9, 12``; of many the first, and how many more there are: ``7, 9 … (+14)``."""
    first = ", ".join(map(str, places[:_SOME]))
    left = len(places) - _SOME
    return f"{first} … (+{left})" if left > 0 else first


def _rows(
    sheet: Sheet,
    body: Mapping[int, Cells],
    columns: tuple[Column, ...],
    found: headers.Headers,
    choice: Choice,
    told: _Told,
) -> Iterator[Row]:
    kinds = kinds_of_row.kinds(body, columns, found.names, choice.headings)
    heading = ""
    for line, cells in body.items():
        kind = kinds.get(line)
        if kind is RowKind.ROW:
            is_hidden = line in sheet.hidden
            if is_hidden:
                told["hidden"].append(line)
            if not is_hidden or choice.with_hidden:
                yield Row(line, cells, heading, is_hidden)
        elif kind is RowKind.HEADING:
            theirs = choice.headings is not Headings.SKIP
            heading = kinds_of_row.heading_words(cells) if theirs else ""
            told["headings" if theirs else "skipped"].append(line)
        elif kind is not None:
            told[kind.value].append(line)


def _tell_of_sheet(sheet: Sheet, found: headers.Headers, told: _Told, rows: set[int]) -> None:
    told["above"] = [line for line in sheet.lines if line < found.first]
    told["joined"] = [found.first, found.last] if found.last > found.first else []
    for left, top, right, bottom in sheet.merged:
        if bottom > top and any(line in rows for line in range(top, min(bottom, top + 500) + 1)):
            cell = Cell(top, left, None).place
            told["merged"].append(f"{cell}:{Cell(bottom, right, None).place}")
