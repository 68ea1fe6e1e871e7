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
from portfolio.domain.lists.table import words
from portfolio.labels.lists import UNNAMED
from portfolio.language import LANGUAGES, translate
from portfolio.queries.lists import here as queries
from portfolio.queries.lists import imports
from portfolio.queries.lists.here import Here
from portfolio.queries.lists.imports import Import, KeptRow
from portfolio.queries.own_fields import own_fields
from portfolio.reports import tables

_WORDED = {Field.STAGE: "stage", Field.LIGHT: "rag"}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A list that was taken in and what stands here; ``own``: by proposal and the field's id."""

    found: Import
    rows: Sequence[KeptRow]
    here: Mapping[str, Here]
    own: Mapping[str, Mapping[str, str]]


def ask(read: Callable[..., Any], found: Import) -> Facts:
    """What the list says and what stands here now, by ``read(query, …)``."""
    dates, pool = imports.titles(found.choice["columns"])
    stands = read(queries.of_portfolio, portfolio=found.portfolio, titles=dates, pool=pool)
    values = read(own_fields.values, ids=list(stands))
    return Facts(
        found=found,
        rows=read(imports.rows, import_id=found.id),
        here=stands,
        own={key: {one.field.id: one.value for one in some} for key, some in values.items()},
    )


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
    if name in (Field.KEPT, Field.AMOUNT):
        now = facts.own.get(here.id, {}).get(facts.found.choice["own"].get(header, ""))
        is_same = now == row.said.get("kept", {}).get(header)
        return kept if is_same else _counted(facts, header, now) if name is Field.AMOUNT else now
    asked = [name] if name is not Field.STATUS else [Field.STAGE, Field.LIGHT]
    for one in asked:
        said, now = row.said.get(one), here.values.get(one)
        # A cell that says it by its colour alone says it in words from here on.
        is_other = not difference.same(one, said, now) and not _is_nowhere(facts, one, said, now)
        if one in row.said and (is_other or (kept is None and said)):
            return _words(facts, header, one, now)
    return kept


def _is_nowhere(facts: Facts, name: Field, said: Any, now: Any) -> bool:  # noqa: ANN401
    """Whether a proposal stands under what rows without a theme were put under."""
    unnamed = {facts.found.portfolio_title, *(translate(UNNAMED, one) for one in LANGUAGES)}
    return name is Field.PURPOSE and said is None and now in unnamed


def _words(facts: Facts, header: str, name: Field, now: Any) -> Any:  # noqa: ANN401
    if now is None:
        return None
    if name in _WORDED:
        used = [r.cells.get(header) for r in facts.rows if r.said.get(name) == now]
        return next(filter(None, used), labels.label(_WORDED[name], now))
    if name in AMOUNTS:
        return _counted(facts, header, now)
    if name is Field.PERCENT:
        return f"{now} %"
    return ", ".join(now) if name is Field.CENTRE else now


def _counted(facts: Facts, header: str, now: Any) -> float | str | None:  # noqa: ANN401
    """DKK as the column counts them; words where its field is one of words by now."""
    try:
        return None if now is None else float(now) / facts.found.choice["units"].get(header, 1)
    except ValueError:
        return str(now)


def _unpacked(kept: Any) -> Any:  # noqa: ANN401
    """A cell as it was: JSON has no days of its own, and sheets spell yes and no in many ways."""
    if not isinstance(kept, dict):
        return words(kept) if isinstance(kept, bool) else kept
    (kind, said), *_rest = kept.items()
    return _READERS[kind](said)


_READERS: Mapping[str, Callable[[str], object]] = {
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "time": time.fromisoformat,
}
