"""Money in tables, where the unit stands in the caption, a column's head or a row's name."""

import re
from collections.abc import Iterator, Sequence

from portfolio import fuzzy
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.passages import Numbered, Quote
from portfolio.importers.minutes.sums import ROLES, Sum

_TABLE_UNIT = re.compile(
    r"\(?\b(?:i |alle tal i |beløb i |tal i )?(?P<unit>(?:hele )?(?:1\.?000"
    r"|tusinde?) ?kr\.?|t\.? ?kr\.?|tkr\.?|mio\.? ?kr\.?|mia\.? ?kr\.?|kr\."
    r"|kroner|dkk)(?![\w])",
    re.I,
)
_CELL = re.compile(
    r"(?P<sign>[-–−])?\s*(?P<n>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<rest>\d{1,3}))?\s*\*?"
)
_COUNT = re.compile(
    r"\b(?:antal|pct|procent|%|årsværk|stk|år|nr|dato|boliger|borgere|elever|andel|m2|timer)\b",
    re.I,
)


def in_tables(lines: Sequence[Numbered]) -> Iterator[Sum]:
    """Figures of a table whose caption or column says the unit."""
    for rows, caption in _tables(lines):
        whole = _unit(caption.text) if caption else None
        heads = rows[0].text.split("\t")
        units = [_unit(cell) for cell in heads]
        for row in rows[1:]:
            cells = row.text.split("\t")
            own = _unit(cells[0])
            if _COUNT.search(cells[0]) and own is None:
                continue
            for column, cell in enumerate(cells[1:], 1):
                head = heads[column] if column < len(heads) else ""
                unit = (units[column] if column < len(heads) else None) or own or whole or units[0]
                if unit is None or (
                    _COUNT.search(head)
                    and not re.fullmatch(r"\W*(?:år )?\d{4}\W*", head)
                    and units[column] is None
                ):
                    continue
                if match := _CELL.fullmatch(cell.strip()):
                    from_line = (
                        caption.number
                        if whole == unit and caption and own is None
                        else rows[0].number
                    )
                    from_line = row.number if own == unit and own is not None else from_line
                    if (one := _cell(match, unit, cells[0], row, from_line, cell)) is not None:
                        yield one


def _tables(lines: Sequence[Numbered]) -> Iterator[tuple[list[Numbered], Numbered | None]]:
    rows: list[Numbered] = []
    above: Numbered | None = None
    caption: Numbered | None = None
    for line in [*lines, Numbered(0, "")]:
        if "\t" in line.text.strip():
            if not rows:
                caption = above
            rows.append(line)
            continue
        if len(rows) >= 2:
            yield (
                rows,
                caption
                if caption and caption.number >= rows[0].number - 3 and len(caption.text) < 160
                else None,
            )
        rows = []
        if line.text.strip():
            above = line


def _unit(text: str) -> int | None:
    match = _TABLE_UNIT.search(text)
    if match is None or (fuzzy.find_amounts(text) and not re.search(r"1\.?000", match["unit"])):
        return None
    unit = match["unit"].lower().replace(" ", "")
    if unit.startswith("mio"):
        return 1_000_000
    if unit.startswith("mia"):
        return 1_000_000_000
    return 1 if unit.startswith(("kr", "dkk")) else 1_000


def _cell(
    match: re.Match[str], unit: int, name: str, row: Numbered, from_line: int, cell: str
) -> Sum | None:
    figure = f"{re.sub(r'[. ]', '', match['n'])}.{match['rest'] or '0'}"
    value = round(float(figure) * unit)
    if value == 0:
        return None
    value = -value if match["sign"] else value
    role = next((role for role, pattern in ROLES if pattern.search(name)), "other")
    quote = Quote(" ".join(row.text.split()), min(from_line, row.number), row.number)
    return Sum(value, value, cell.strip(), False, quote, role, None, None, Certainty.LIKELY)
