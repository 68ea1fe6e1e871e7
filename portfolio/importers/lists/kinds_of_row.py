"""Which lines below the headings are rows of the list, and what the others are."""

import re
from collections.abc import Mapping
from enum import StrEnum

from portfolio import signs
from portfolio.domain.lists.choice import Headings
from portfolio.domain.lists.fields import Field
from portfolio.domain.lists.table import Cell, Column
from portfolio.importers.lists import headings, layout_words

Cells = Mapping[int, Cell]
_FIGURE = re.compile(r"-?[\d., ]*\d[\d., ]*(%|(t\.?|mio\.?)? ?kr\.?|,-)?", re.IGNORECASE)
_FEW = 3  # alike headings without a look of their own before they are taken for such


class RowKind(StrEnum):
    """The values are what is told of them: portfolio.importers.lists.layout."""

    ROW = "rows"
    HEADING = "headings"  # one cell, over rows
    TOTAL = "totals"
    HEADER = "repeated"  # the headings once more, as at the top of a new page
    NOTE = "notes"  # one cell, and no row after it
    EMPTY = "empty"  # made ready for a row: nothing but a number


def kinds(
    body: Mapping[int, Cells],
    columns: tuple[Column, ...],
    names: Mapping[int, str],
    single: Headings,
) -> dict[int, RowKind]:
    """The kind of each line that holds something. ``single``: what one with a single cell is."""
    filled = {
        line: {c: cell for c, cell in cells.items() if cell.value is not None or cell.fault}
        for line, cells in body.items()
    }
    alone = {line for line, cells in filled.items() if cells and _is_single(cells)}
    dressed = {line for line in alone if _looks_apart(filled[line])}
    title, number = _column(columns, Field.TITLE), _column(columns, Field.NUMBER)
    plain_too = len(alone - dressed) >= _FEW or _stands_aside(filled, alone - dressed, title)
    last = max(
        (line for line, cells in filled.items() if len(cells) > 1 and line not in alone), default=0
    )
    found: dict[int, RowKind] = {}
    for line, cells in filled.items():
        if not cells:
            continue
        if _is_total(cells):
            found[line] = RowKind.TOTAL
        elif len(cells) == 1 and number in cells and _is_number(cells[number]):
            found[line] = RowKind.EMPTY
        elif _says_headers(cells, names):
            found[line] = RowKind.HEADER
        elif line not in alone or single is Headings.ROW or len(columns) == 1:
            found[line] = RowKind.ROW
        elif line > last and _is_note(cells, title, line - 1 in filled):
            found[line] = RowKind.NOTE
        elif line in dressed or plain_too:
            found[line] = RowKind.HEADING
        else:
            found[line] = RowKind.ROW
    return found


def heading_words(cells: Cells) -> str:
    """The theme that a heading row names."""
    said = next(cell.words for cell in cells.values() if cell.value is not None)
    return layout_words.theme(signs.one_line(said))


def _is_single(cells: Cells) -> bool:
    """One cell, or one that is merged over several."""
    first = next(iter(cells.values()))
    return isinstance(first.value, str) and all(
        cell.value == first.value for cell in cells.values()
    )


def _looks_apart(cells: Cells) -> bool:
    return len(cells) > 1 or any(cell.is_bold or cell.colour for cell in cells.values())


def _stands_aside(filled: Mapping[int, Cells], alone: set[int], title: int | None) -> bool:
    """Whether what stands alone stands in another column than the titles do."""
    return title is not None and all(title not in filled[line] for line in alone) and bool(alone)


def _column(columns: tuple[Column, ...], field: Field) -> int | None:
    named = [one.index for one in columns if headings.named(one.header) is field]
    return named[0] if named else None


def _is_note(cells: Cells, title: int | None, is_close: bool) -> bool:
    """A last line of one cell, not where a title stands right under the others."""
    said = next(iter(cells.values())).words
    return not is_close or title not in cells or bool(layout_words.is_note(said))


def _is_total(cells: Cells) -> bool:
    # In csv figures are text too.
    texts = [c.words for c in cells.values() if isinstance(c.value, str) and not _is_figure(c)]
    first = min(cells)
    if not texts or not layout_words.is_total(texts[0]):
        return False
    # "Samlet indsats for unge" with a centre and a light is a row; a total has figures.
    others = [cell for cell in cells.values() if cell.column != first]
    return len(texts) == 1 and bool(others or len(cells) == 1)


def _is_figure(cell: Cell) -> bool:
    return bool(_FIGURE.fullmatch(cell.words))


def _is_number(cell: Cell) -> bool:
    """Not the heading of a theme, which often stands in the first column."""
    return not any(len(word) > 3 and word.isalpha() for word in cell.words.split())


def _says_headers(cells: Cells, names: Mapping[int, str]) -> bool:
    said = {column: signs.one_line(cell.words) for column, cell in cells.items()}
    same = [names.get(column) == words for column, words in said.items()]
    return len(said) > 1 and all(same)
