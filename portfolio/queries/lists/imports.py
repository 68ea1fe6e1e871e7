"""The lists that were taken in: which, how they were read, and what each row said."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.lists.fields import AMOUNTS, DATES, Field
from portfolio.domain.model import Stage
from portfolio.store.schema import (
    documents,
    list_imports,
    list_rows,
    portfolios,
    proposals,
    sources,
)


@dataclass(frozen=True)
class Import:
    """One list that was taken in. ``choice`` is how it was read, ``columns`` its headings."""

    id: str
    portfolio: str  # its code
    portfolio_title: str
    document_id: str
    file_name: str
    kind: str
    sheet: str
    choice: Mapping[str, Any]
    columns: tuple[str, ...]
    said_on: str  # the day (ISO) its statuses are of
    taken_at: str
    taken_by: str
    added: int
    changed: int
    same: int
    undone_at: str | None
    undone_by: str | None
    undone_reason: str | None
    version: int


def imports(connection: Connection, *, portfolio: str | None = None) -> tuple[Import, ...]:
    """All of them, or those of a portfolio (its code), the newest first."""
    i, d, p = list_imports.c, documents.c, portfolios.c
    chosen = sa.select(
        list_imports,
        p.code.label("portfolio"),
        p.title.label("portfolio_title"),
        d.file_name,
        sources.c.dated.label("said_on"),
    ).select_from(
        list_imports.join(portfolios).join(documents).join(sources, i.source_id == sources.c.id)
    )
    if portfolio is not None:
        chosen = chosen.where(p.code == portfolio)
    found = connection.execute(chosen.order_by(i.taken_at.desc(), i.id.desc())).mappings()
    return tuple(_import(row) for row in found)


def _import(row: Mapping[Any, Any]) -> Import:
    values = {name: row[name] for name in Import.__dataclass_fields__}
    values |= {"choice": json.loads(row["choice"]), "columns": tuple(json.loads(row["columns"]))}
    return Import(**values)


def is_emptied(connection: Connection, *, portfolio: str) -> bool:
    """Whether nothing is on the board of a portfolio since its lists were undone."""
    p = proposals.c
    there = sa.select(p.id).select_from(proposals.join(portfolios))
    there = there.where(portfolios.c.code == portfolio, p.stage != Stage.NOT_PURSUED)
    found = imports(connection, portfolio=portfolio)
    is_undone = bool(found) and all(one.undone_at is not None for one in found)
    return is_undone and connection.execute(there.limit(1)).first() is None


def one(connection: Connection, *, id: str) -> Import | None:
    """The import of that id; None if there is none."""
    return next((found for found in imports(connection) if found.id == id), None)


def standing(connection: Connection, *, portfolio: str) -> tuple[Import, ...]:
    """Those of a portfolio that have not been undone, the newest first."""
    return tuple(one for one in imports(connection, portfolio=portfolio) if one.undone_at is None)


@dataclass(frozen=True)
class KeptRow:
    """What a row of an earlier list said, and which proposal it is."""

    import_id: str
    proposal_id: str | None
    line: int
    state: str
    number: str | None
    title: str | None
    heading: str | None
    cells: Mapping[str, Any]
    said: Mapping[str, Any]


def rows(connection: Connection, *, import_id: str) -> tuple[KeptRow, ...]:
    """The rows of a list in its order."""
    r = list_rows.c
    names = KeptRow.__dataclass_fields__
    chosen = sa.select(*(r[name] for name in names)).where(r.import_id == import_id)
    return tuple(_row(row) for row in connection.execute(chosen.order_by(r.line)).mappings())


def _row(row: Mapping[Any, Any]) -> KeptRow:
    packed = {name: json.loads(row[name]) for name in ("cells", "said")}
    return KeptRow(**{**row, **packed})


def last_rows(connection: Connection, *, portfolio: str) -> dict[str, KeptRow]:
    """What the lists of a portfolio last said of each proposal, by its id."""
    found: dict[str, KeptRow] = {}
    for one_import in reversed(standing(connection, portfolio=portfolio)):
        for row in rows(connection, import_id=one_import.id):
            if row.proposal_id is not None:
                found[row.proposal_id] = row
    return found


def plain_heading(header: str) -> str:
    """A heading without what stands in brackets after it."""
    return header.split("(", 1)[0].strip(" :.") or header


def titles(columns: Mapping[str, str]) -> tuple[dict[Field, str], str]:
    """What the milestones and the pool of a list are called, by its columns' fields."""
    by_field = {field: header for header, field in reversed(list(columns.items()))}
    dates = {name: plain_heading(by_field.get(name, "")) for name in DATES}
    amounts = (by_field.get(name) for name in AMOUNTS)
    return dates, plain_heading(next(filter(None, amounts), ""))


def undone_proposals(connection: Connection, *, portfolio: str) -> set[str]:
    """The proposals that came with a list which was undone."""
    i, r, p = list_imports.c, list_rows.c, portfolios.c
    chosen = sa.select(r.proposal_id).select_from(list_rows.join(list_imports).join(portfolios))
    came = chosen.where(p.code == portfolio, i.undone_at.is_not(None), r.state == "added")
    return set(connection.execute(came).scalars())
