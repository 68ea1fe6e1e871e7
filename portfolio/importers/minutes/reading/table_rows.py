"""Tables whose cells have several lines: the pieces of a page by column, then by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portfolio.importers.minutes.reading.signs_of_page import Piece

_SAME_COLUMN = 3.0  # points
_TIGHT = 1.15  # of the distance between two lines of a cell: still the same cell


@dataclass
class _Cell:
    column: int
    pieces: list[Piece]

    @property
    def top(self) -> float:
        return self.pieces[0].base + self.pieces[0].height

    @property
    def bottom(self) -> float:
        return self.pieces[-1].base


def with_whole_cells(lines: Sequence[Sequence[Piece]]) -> list[list[list[Piece]]]:
    """The lines of a page, each a list of cells, each a list of its pieces from the top."""
    made: list[list[list[Piece]]] = []
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        whole = _rows(lines[at:end]) if end - at >= 3 else None
        if whole is None:
            made.append([[piece] for piece in lines[at]])
            at += 1
        else:
            made += whole
            at = end
    return made


def _end_of_table(lines: Sequence[Sequence[Piece]], start: int) -> int:
    """The line after the table that begins here: all its pieces begin where columns do."""
    if len(lines[start]) < 2:
        return start
    lefts = [piece.left for piece in lines[start]]
    end = start + 1
    while end < len(lines) and _is_below(lines[end - 1], lines[end], lefts):
        end += 1
    return end


def _is_below(above: Sequence[Piece], line: Sequence[Piece], lefts: Sequence[float]) -> bool:
    """Whether a line goes on with the table: close below, and every piece in a column of it."""
    near = above[0].base - line[0].base < 2.2 * line[0].height
    fits = all(any(abs(piece.left - left) < _SAME_COLUMN for left in lefts) for piece in line)
    inside = len(line) > 1 or line[0].right < lefts[-1] or line[0].left > lefts[0] + _SAME_COLUMN
    return near and fits and inside


def _rows(lines: Sequence[Sequence[Piece]]) -> list[list[list[Piece]]] | None:
    """The rows of a table; None where every line is one."""
    lefts = [piece.left for piece in lines[0]]
    columns: list[list[Piece]] = [[] for _ in lefts]
    for pieces in lines:
        for piece in pieces:
            nearest = min(range(len(lefts)), key=lambda at: abs(lefts[at] - piece.left))
            columns[nearest].append(piece)
    gaps = [above.base - below.base for some in columns for above, below in pairwise(some)]
    if not gaps or max(gaps) <= _TIGHT * min(gaps):
        return None
    cells = [cell for at, some in enumerate(columns) for cell in _cells(at, some, min(gaps))]
    return list(_by_row(sorted(cells, key=lambda cell: -cell.top), len(columns)))


def _cells(column: int, pieces: Sequence[Piece], step: float) -> list[_Cell]:
    made: list[_Cell] = []
    for piece in pieces:
        if made and made[-1].pieces[-1].base - piece.base <= _TIGHT * step:
            made[-1].pieces.append(piece)
        else:
            made.append(_Cell(column, [piece]))
    return made


def _by_row(cells: Sequence[_Cell], columns: int) -> Iterator[list[list[Piece]]]:
    """Cells beside each other, however high they stand in their row."""
    row: list[_Cell] = []
    for cell in cells:
        if row and cell.top <= min(one.bottom for one in row) + 1:
            yield _told(row, columns)
            row = []
        row.append(cell)
    if row:
        yield _told(row, columns)


def _told(row: Sequence[_Cell], columns: int) -> list[list[Piece]]:
    by_column = {cell.column: cell.pieces for cell in row}
    return [by_column.get(at, []) for at in range(columns)]
