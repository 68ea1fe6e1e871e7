"""A list taken out again: its own columns, order and words, with what stands here now.

A cell that still says what stands here is as it came; another has the list's own word for what
stands here, or ours where it has none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from portfolio import labels
from portfolio.domain.lists import difference
from portfolio.domain.lists.fields import AMOUNTS, Field
from portfolio.queries.lists.here import Here
from portfolio.queries.lists.imports import Import, KeptRow
from portfolio.reports import tables

_WORDED = {Field.STAGE: "stage", Field.LIGHT: "rag"}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A list that was taken in and what stands here; ``own``: fields by proposal and heading."""

    found: Import
    rows: Sequence[KeptRow]
    here: Mapping[str, Here]
    own: Mapping[str, Mapping[str, str]]


def xlsx(facts: Facts) -> bytes:
    """The list as a workbook."""
    return tables.xlsx(_frame(facts), facts.found.sheet)


def csv(facts: Facts) -> bytes:
    """The list as csv."""
    return tables.csv(_frame(facts))


def _frame(facts: Facts) -> pd.DataFrame:
    return pd.DataFrame(list(lines(facts)), columns=list(facts.found.columns), dtype=object)


def lines(facts: Facts) -> Iterator[list[Any]]:
    """Every row of the list in its order, under the headings it stood under."""
    heading = ""
    for row in facts.rows:
        if (row.heading or "") != heading:
            heading = row.heading or ""
            yield [heading, *[None] * (len(facts.found.columns) - 1)]
        yield [_cell(facts, row, header) for header in facts.found.columns]


def _cell(facts: Facts, row: KeptRow, header: str) -> Any:  # noqa: ANN401 - as a sheet has it
    kept = _unpacked(row.cells.get(header))
    here = facts.here.get(row.proposal_id or "")
    name = Field(facts.found.choice["columns"].get(header, Field.LEFT_OUT))
    if here is None or name in (Field.NUMBER, Field.LEFT_OUT):
        return kept
    if name is Field.KEPT:
        now = facts.own.get(here.id, {}).get(header)
        return kept if now == row.said.get("kept", {}).get(header) else now
    asked = [name] if name is not Field.STATUS else [Field.STAGE, Field.LIGHT]
    for one in asked:
        if one in row.said and not difference.same(one, row.said[one], here.values.get(one)):
            return _words(facts, header, one, here.values.get(one))
    return kept


def _words(facts: Facts, header: str, name: Field, now: Any) -> Any:  # noqa: ANN401
    if now is None:
        return None
    if name in _WORDED:
        used = [r.cells.get(header) for r in facts.rows if r.said.get(name) == now]
        return next(filter(None, used), labels.label(_WORDED[name], now))
    if name in AMOUNTS:
        return now / facts.found.choice["units"].get(header, 1)
    if name is Field.PERCENT:
        return f"{now} %"
    return ", ".join(now) if name is Field.CENTRE else now


def _unpacked(kept: Any) -> Any:  # noqa: ANN401
    """A cell as it was: JSON has no days of its own."""
    if not isinstance(kept, dict):
        return kept
    (kind, said), *_rest = kept.items()
    return _READERS[kind](said)


_READERS: Mapping[str, Callable[[str], object]] = {
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "time": time.fromisoformat,
}
