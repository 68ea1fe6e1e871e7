"""Fill an empty portfolio from seed records: all of them or none."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.importers.seed_files import Record
from portfolio.store import changes, schema, search
from portfolio.usecases import seed_rows

ACTOR = "seed"


def seed(records: list[Record], *, address: str | None = None) -> None:
    """Store the records in one transaction, as one line in the change log.

    Raises PortfolioError if the portfolio already holds something, or a record refers to one
    that is not there.
    """
    rows = seed_rows.build(records)
    change = changes.Change(
        actor=ACTOR,
        action="portfolio.seeded",
        after={table: len(entries) for table, entries in rows.items() if entries},
    )
    store.in_transaction(lambda connection: _insert(connection, rows, change), address)


def _insert(
    connection: Connection, rows: dict[str, list[dict[str, Any]]], change: changes.Change
) -> None:
    if connection.execute(sa.select(schema.portfolios.c.id).limit(1)).first():
        raise PortfolioError(
            "There is a portfolio in this database already, so nothing was put in. Set"
            " PORTFOLIO_URL to a new file to start from the seed."
        )
    for table in schema.metadata.sorted_tables:
        if entries := rows.get(table.name):
            connection.execute(sa.insert(table), entries)
    search.refresh(connection)
    changes.record(connection, change)


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a fact about the database itself, such as that it holds demo data."""
    connection.execute(sa.delete(schema.settings).where(schema.settings.c.name == name))
    connection.execute(sa.insert(schema.settings).values(name=name, value=value))
