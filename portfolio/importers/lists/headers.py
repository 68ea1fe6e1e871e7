"""In which row, or two rows, the headings of a list stand, and what each column is called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portfolio import signs
from portfolio.domain.lists.table import Cell, Sheet
from portfolio.importers.lists import headings, layout_words

Cells = Mapping[int, Cell]
_LOOKED_AT = 40  # lines with something in them, from the top
_LONGEST = 80  # characters of a heading
_KNOWN = 4  # what a known heading weighs against one that is only text


@dataclass(frozen=True)
class Headers:
    """The lines they stand in, and their names by column."""

    first: int
    last: int
    names: Mapping[int, str]


def find(sheet: Sheet, lines: Mapping[int, Cells], said: int | None) -> Headers | None:
    """The headings; ``said``: the last line of them, where somebody has said which it is."""
    numbers = sorted(lines)[:_LOOKED_AT]
    if said is not None:
        return _joined(sheet, lines, said) if said in lines else None
    scored = [(_score(lines, numbers, place), -place) for place in range(len(numbers))]
    best, place = max(scored, default=(0, 0))
    return _joined(sheet, lines, numbers[-place]) if best > 0 else None


def known(names: Iterable[str]) -> int:
    """How many of the headings name something we know."""
    return sum(bool(headings.named(name) or headings.hinted(name)) for name in names)


def _texts(cells: Cells) -> dict[int, str]:
    return {
        column: signs.one_line(cell.value)
        for column, cell in cells.items()
        if isinstance(cell.value, str)
    }


def _score(lines: Mapping[int, Cells], numbers: list[int], place: int) -> int:
    """How much a line looks like headings: known words, all text, and rows below it."""
    cells = lines[numbers[place]]
    filled = [cell for cell in cells.values() if cell.value is not None]
    texts = _texts(cells)
    short = {text for text in texts.values() if len(text) <= _LONGEST}
    if not short or layout_words.is_total(next(iter(texts.values()))):
        return 0
    weight = _KNOWN * known(short)
    below = [lines[number] for number in numbers[place + 1 : place + 4]]
    if len(filled) < 2 and not (weight and below):
        return 0
    others = len(filled) - len(texts)
    return weight + min(len(short), 8) - 2 * others - (0 if below else 3)


def _joined(sheet: Sheet, lines: Mapping[int, Cells], line: int) -> Headers:
    """The names of a line, with those of a line of groups above it, or of parts below it."""
    spread = _spread_over(sheet)
    if _is_part_of(lines, line + 1, line, spread):
        return _two(lines, line, line + 1)
    if _is_part_of(lines, line, line - 1, spread):
        return _two(lines, line - 1, line)
    return Headers(line, line, _texts_of_all(lines[line]))


def _spread_over(sheet: Sheet) -> set[int]:
    """The lines in which a cell is spread over several columns."""
    return {top for left, top, right, bottom in sheet.merged if right > left}


def _is_part_of(lines: Mapping[int, Cells], lower: int, upper: int, spread: set[int]) -> bool:
    """Whether the upper line groups the columns of the lower, and both are nothing but text."""
    if lower not in lines or upper not in lines:
        return False
    below, above = lines[lower], lines[upper]
    if any(not isinstance(cell.value, str) for one in (below, above) for cell in one.values()):
        return False
    names = _texts(above)
    groups = upper in spread and len(set(names.values())) > 1
    # Without merged cells: a group stands over its first column, and nothing over the next.
    gaps = len(names) > 1 and any(column not in names and column > min(names) for column in below)
    says = known(
        f"{names.get(column, '')} {text}".strip() for column, text in _texts(below).items()
    )
    own = known(_texts(below).values())
    return (groups or gaps) and len(below) > 1 and (own > 0 or (groups and says > 0))


def _two(lines: Mapping[int, Cells], upper: int, lower: int) -> Headers:
    above, below = _texts(lines[upper]), _texts(lines[lower])
    names: dict[int, str] = {}
    group = ""
    for column in range(min({*above, *below}), max({*above, *below}) + 1):
        part = below.get(column, "")
        if column in above:
            group = above[column]
            if not part or part == group:
                group, part = "", group  # it has both rows to itself, and groups nothing
        name = f"{group} {part}".strip() if part else ""
        if name:
            names[column] = name
    return Headers(upper, lower, names)


def _texts_of_all(cells: Cells) -> dict[int, str]:
    """The names of a line; a year or a number can be one too."""
    return {
        column: signs.one_line(cell.words)
        for column, cell in cells.items()
        if cell.value is not None
    }
