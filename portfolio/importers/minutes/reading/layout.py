"""From signs with their places to rows, columns and paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portfolio.importers.minutes.reading.signs_of_page import Piece, Sign, lines_of, pieces_of
from portfolio.importers.minutes.reading.source import Line
from portfolio.importers.minutes.reading.table_rows import with_whole_cells

_EDGE = 0.09  # of a page: where running heads and feet stand
_TIMES = 3
_FEWEST_LINES = 6  # of a column
_NARROWEST = 8  # points between columns
_LISTED = re.compile(r"\s*(?:[-–—•·*▪◦●○]|\d{1,3}[.)]|[a-zæøå]\))\s|\s*(?:\d{1,3}\.)$")
_ENDS = re.compile(r"[.:!?;…\"”»)]\s*$")
_SPOKEN_DASH = re.compile(r"(?:og|eller|samt|til)\b")
_PAGE = re.compile(r"\W*(?:side|s\.|page)? ?\d{1,4}(?: ?(?:af|/|of) ?\d{1,4})?\W*", re.I)


@dataclass(frozen=True)
class Row:
    """A row of text; ``edge``: it stands where running heads and feet do."""

    text: str
    left: float
    right: float
    base: float
    height: float
    bold: bool
    edge: bool
    width: float  # of the column it stands in
    column: int = 0


def rows(signs: Sequence[Sign], width: float, height: float) -> list[Row]:
    """The rows of a page from the top, the left column before the right."""
    lines = lines_of(signs)
    gutter = _gutter(lines, width)
    if gutter is not None:
        return list(_by_column(lines, gutter, width, height))
    pieces = [some for line in lines if (some := pieces_of(line))]
    return [_row(cells, width, height) for cells in with_whole_cells(pieces)]


def _gutter(lines: Sequence[Sequence[Sign]], width: float) -> tuple[float, float] | None:
    """The edges of the gap between two columns of running text, where there are two."""
    runs = [run for line in lines for run in _runs(line)]
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    gaps = [
        (left, right)
        for left, right in _gaps(runs, int(width), most=max(2, len(lines) // 16))
        if 0.3 * width < (left + right) / 2 < 0.7 * width
    ]
    for left, right in sorted(gaps, key=lambda gap: gap[0] - gap[1]):
        sides = ([run for run in runs if run[1] <= left], [run for run in runs if run[0] >= right])
        if all(len(side) >= _FEWEST_LINES and _is_text(side) for side in sides):
            return left, right
    return None


def _runs(line: Sequence[Sign]) -> list[tuple[float, float]]:
    """Where a line has words, with the gaps that are wider than a blank left out."""
    runs: list[tuple[float, float]] = []
    for sign in line:
        if sign.text.isspace():
            continue
        if runs and sign.left - runs[-1][1] < 0.9 * sign.height:
            runs[-1] = (runs[-1][0], max(runs[-1][1], sign.right))
        else:
            runs.append((sign.left, sign.right))
    return runs


def _gaps(
    runs: Iterable[tuple[float, float]], width: int, most: int
) -> Iterator[tuple[float, float]]:
    """Stretches of the page that at most so many runs cross."""
    steps = [0] * (width + 2)
    for left, right in runs:
        steps[max(0, min(width, int(left)))] += 1
        steps[max(0, min(width, int(right))) + 1] -= 1
    over, begin = 0, 0
    for place, step in enumerate(steps):
        over += step
        if over > most or place == width:
            if place - begin >= _NARROWEST:
                yield float(begin), float(place)
            begin = place + 1


def _is_text(side: Sequence[tuple[float, float]]) -> bool:
    """Whether most lines fill their column, as running text does and a table does not."""
    begin, end = min(run[0] for run in side), max(run[1] for run in side)
    full = sum(right - left > 0.75 * (end - begin) for left, right in side)
    return end - begin > 100 and full * 2 >= len(side)


def _by_column(
    lines: Iterable[Sequence[Sign]], gutter: tuple[float, float], width: float, height: float
) -> Iterator[Row]:
    """Band by band: what goes over both columns parts the page."""
    left: list[Row] = []
    right: list[Row] = []
    middle = sum(gutter) / 2
    for line in lines:
        if any(sign.left < gutter[1] - 1 and sign.right > gutter[0] + 1 for sign in line):
            yield from (*left, *right)
            left, right = [], []
            yield _row([[piece] for piece in pieces_of(line)], width, height)
            continue
        for side, signs, wide in (
            (left, [sign for sign in line if sign.left < middle], middle),
            (right, [sign for sign in line if sign.left >= middle], width - middle),
        ):
            if pieces := pieces_of(signs):
                number = 1 if side is left else 2
                side.append(_row([[piece] for piece in pieces], wide, height, number))
    yield from (*left, *right)


def _row(cells: Sequence[Sequence[Piece]], width: float, height: float, column: int = 0) -> Row:
    """A row of the page, its cells parted by tabs; a cell may have several lines."""
    pieces = [piece for cell in cells for piece in cell]
    first, last = pieces[0].signs[0], pieces[-1]
    heights = sorted(sign.height for piece in pieces for sign in piece.signs)
    base = min(piece.base for piece in pieces)
    return Row(
        "\t".join(" ".join(piece.text for piece in cell) for cell in cells),
        pieces[0].left,
        last.right,
        base,
        heights[len(heights) // 2],
        first.bold() and last.signs[-1].bold(),
        base > height * (1 - _EDGE) or base < height * _EDGE,
        width,
        column,
    )


def document_lines(pages: Sequence[Sequence[Row]]) -> list[Line]:
    """The pages as paragraphs, a line each, without what is repeated at their edges."""
    kept = _without_edges(pages)
    body = _body_height(kept)
    spacing = _spacing(kept, body)
    rights = _rights(kept, body)
    made: list[Line] = []
    last: Row | None = None
    for number, page in enumerate(kept, 1):
        for place, row in enumerate(page):
            new_page = place == 0
            if last is not None and _goes_on(last, row, made[-1].text, new_page, spacing, rights):
                made[-1] = _joined(made[-1], row)
            else:
                apart = last is None or _is_apart(last, row, new_page, spacing)
                if apart and made:
                    made.append(Line("", number))
                made.append(Line(row.text, number, _level(row, body), apart))
            last = row
    return made


def _without_edges(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Running heads and feet go, but the first time what is no page number stays."""
    shapes = Counter(shape for page in pages for shape in {_shape(row) for row in page if row.edge})
    seen: set[str] = set()
    kept = []
    for page in pages:
        rows = []
        for row in page:
            shape = _shape(row)
            if row.edge and _PAGE.fullmatch(row.text):
                continue
            if row.edge and shapes[shape] >= min(_TIMES, max(2, len(pages) - 1)):
                if shape in seen or row.base < 200:
                    continue
                seen.add(shape)
            rows.append(row)
        kept.append(rows)
    return kept


def _shape(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text.lower())


def _body_height(pages: Iterable[Iterable[Row]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page:
            sizes[round(row.height * 2) / 2] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _spacing(pages: Iterable[Sequence[Row]], body: float) -> float:
    """How far apart the lines of a paragraph are."""
    steps: Counter[float] = Counter()
    for page in pages:
        for above, row in pairwise(page):
            step = above.base - row.base
            if 0 < step < 3 * body and above.right - above.left > 0.5 * above.width:
                steps[round(step)] += 1
    return float(steps.most_common(1)[0][0]) if steps else 1.3 * body


def _rights(pages: Iterable[Iterable[Row]], body: float) -> dict[int, float]:
    """Where the full lines of each column end."""
    ends: dict[int, list[float]] = {}
    for page in pages:
        for row in page:
            if abs(row.height - body) < 1:
                ends.setdefault(row.column, []).append(row.right)
    return {column: sorted(some)[int(len(some) * 0.92)] for column, some in ends.items()}


def _goes_on(
    above: Row, row: Row, text: str, new_page: bool, spacing: float, rights: dict[int, float]
) -> bool:
    if "\t" in row.text or "\t" in above.text or _LISTED.match(row.text):
        return False
    if abs(above.height - row.height) > 0.8 or above.bold != row.bold:
        return False
    if new_page or above.column != row.column:
        return not _ENDS.search(text) and row.text[:1].islower()
    step = above.base - row.base
    if step <= 0:
        return not _ENDS.search(text) and row.text[:1].islower()
    torn = text.endswith("-") and row.text[:1].islower()
    if step > (2 if torn else 1.3) * max(spacing, above.height * 1.1):
        return False
    edge = rights.get(above.column, above.right)
    room = edge - above.right
    first_word = len(row.text.split()[0]) * row.height * 0.5 if row.text.split() else 0
    full = room < max(first_word + 0.35 * row.height, 0.02 * above.width)
    return full or torn or text.endswith("-") or (row.text[:1].islower() and not _ENDS.search(text))


def _is_apart(above: Row, row: Row, new_page: bool, spacing: float) -> bool:
    if new_page or above.column != row.column:
        return True
    step = above.base - row.base
    if above.height > row.height + 0.8 or row.height > above.height + 0.8 or above.bold != row.bold:
        return True
    return step <= 0 or step > 1.25 * spacing


def _joined(line: Line, row: Row) -> Line:
    text = line.text
    if (
        text.endswith("-")
        and len(text) > 1
        and text[-2].isalpha()
        and not _SPOKEN_DASH.match(row.text)
    ):
        text = text[:-1] + row.text if row.text[:1].islower() else text + row.text
    else:
        text = f"{text} {row.text}"
    return Line(text, line.page, line.level, line.apart)


def _level(row: Row, body: float) -> int:
    """How large a heading: 0 for none."""
    if "\t" in row.text or len(row.text) > 200:
        return 0
    if row.height > body * 1.6:
        return 1
    if row.height > body * 1.3:
        return 2
    if row.height > body * 1.1:
        return 3
    return 4 if row.bold and len(row.text) < 160 else 0
