"""What one cell of an answer sheet says: a word of a list, a percent, a text, a yes."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date

from portfolio import labels
from portfolio.domain import sheet_columns
from portfolio.errors import PortfolioError
from portfolio.fuzzy import parse_share
from portfolio.importers.workbooks import Cell
from portfolio.language import fold

#: In a number format: text in quotes, and one character after a backslash.
_SAID_ONLY = re.compile(r'"[^"]*"|\\.')
_ABSURD = 1e9  # a whole number in a file can be too large for a float
Value = str | int | None


def value(key: str, cell: Cell | None) -> Value:
    """What a cell answers. Raises PortfolioError, whose place is not set yet."""
    if cell is not None and cell.kind == "f":
        raise PortfolioError("Formulas are not read. Write the result instead.")
    if cell is not None and cell.kind in ("e", "b") and key != sheet_columns.UNCHANGED:
        raise PortfolioError(
            "“{value}” is not an answer but a value of Excel's own. Write it in words.",
            value=str(cell.value)[:60],
        )
    return _READERS[sheet_columns.KINDS[key]](key, cell)


def _code(key: str, cell: Cell | None) -> str:
    words = ", ".join(labels.label(key, code) for code in sheet_columns.CHOICES[key])
    said = sheet_columns.kept(cell.value) if cell is not None else None
    if said is None:
        raise PortfolioError("Nothing is chosen. Choose one of: {words}.", words=words)
    code = labels.codes(key).get(fold(said))
    if code is None:
        raise PortfolioError(
            "“{said}” is not on the list. Choose one of: {words}.", said=said[:60], words=words
        )
    return code


def _yes(key: str, cell: Cell | None) -> int | None:
    """1 for yes; None for no and where nothing is said."""
    said = sheet_columns.kept(cell.value) if cell is not None else None
    if said is None:
        return None
    code = _TICKS.get(said.lower()) or labels.codes(key).get(fold(said))
    if code is None:
        raise PortfolioError(
            "“{said}” does not say whether the proposal is unchanged. Write yes, or empty the"
            " cell.",
            said=said[:60],
        )
    return 1 if code == "yes" else None


#: What else people write for yes and no; Excel has its own words for both.
_TICKS = dict.fromkeys(("x", "✓", "✔", "1", "true", "j", "y"), "yes") | dict.fromkeys(
    ("0", "false", "n", "-"), "no"
)


def _percent(_key: str, cell: Cell | None) -> int | None:
    if cell is None or (cell.kind == "s" and sheet_columns.kept(cell.value) is None):
        return None
    share = _share(cell)
    whole = round(share) if share is not None and math.isfinite(share) else -1
    if share is None or not 0 <= whole <= 100 or abs(share - whole) > 1e-6:
        raise PortfolioError(
            "“{said}” is not a whole number from 0 to 100. Write 40 for 40 %.",
            said=str(cell.value)[:60],
        )
    return whole


def _share(cell: Cell) -> float | None:
    """Percent from 40, 0.4, "40 %" and a cell that shows 40 %; None if it is something else."""
    if cell.kind == "n":
        if abs(cell.value) > _ABSURD:
            return None
        number = float(cell.value)
        if "%" in _SAID_ONLY.sub("", cell.number_format):
            return number * 100
    else:
        try:
            return parse_share(str(cell.value)) * 100
        except PortfolioError:
            return None
    # Less than one whole percent is nothing anybody reports: it is a share of 1.
    return number * 100 if 0 < number < 1 else number


def _text(_key: str, cell: Cell | None) -> str | None:
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, int | str):
        return sheet_columns.kept(value)
    raise PortfolioError(
        "Excel has made a time of day of “{value}”. Write it in words.", value=value
    )


_READERS: Mapping[str, Callable[[str, Cell | None], Value]] = {
    "yes": _yes,
    "code": _code,
    "percent": _percent,
    "date": _text,
    "text": _text,
}
