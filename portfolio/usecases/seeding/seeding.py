"""Fill an empty portfolio from seed records: all of them or none."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.importers.seeding.files import Record
from portfolio.store import changes, schema, search
from portfolio.usecases.seeding import additions
from portfolio.usecases.seeding import rows as seeding_rows

ACTOR = "seed"
Row = dict[str, Any]


def seed(records: list[Record], *, address: str | None = None) -> None:
    """Store the records in one transaction, as one line in the change log.

    Raises PortfolioError if the portfolio already holds something, or a record refers to one
    that is not there.
    """
    store.in_transaction(prepared(records), address)


def prepared(records: list[Record]) -> Callable[[Connection], None]:
    """What stores the records in a transaction. References are followed here, before it."""
    rows = seeding_rows.build(records)
    change = changes.Change(
        actor=ACTOR,
        action="portfolio.seeded",
        after={table: len(entries) for table, entries in rows.items() if entries},
    )

    def insert(connection: Connection) -> None:
        _require_empty(connection)
        _insert_all(connection, rows, records)
        search.refresh(connection)
        changes.record(connection, change)

    return insert


def _insert_all(connection: Connection, rows: seeding_rows.Rows, records: list[Record]) -> None:
    for table in schema.metadata.sorted_tables:
        own = [record for record in records if record.table == table.name]
        _insert(connection, table, rows.get(table.name, []), own)


def add(records: list[Record], *, address: str | None = None) -> int:
    """Put in the portfolios whose code is not there yet, with all that is theirs; how many.

    What is there stays as it is. One transaction, one line in the change log.
    Raises PortfolioError if a new record refers to something that is nowhere.
    """
    with store.reading(address) as connection:
        chosen = additions.choose(connection, records)
    if chosen.portfolios:
        store.in_transaction(_addition(chosen), address)
    return len(chosen.portfolios)


def _addition(chosen: additions.Additions) -> Callable[[Connection], None]:
    rows = seeding_rows.build(chosen.records, chosen.there, about=chosen.everything)
    change = changes.Change(
        actor=ACTOR, action="portfolio.added", after={"portfolios": ", ".join(chosen.portfolios)}
    )

    def insert(connection: Connection) -> None:
        changes.alone(connection)
        _insert_all(connection, rows, chosen.records)
        additions.claim_gaps(connection, chosen, rows)
        search.refresh(connection)
        changes.record(connection, change)

    return insert


def is_filled(connection: Connection) -> bool:
    """Whether there is a portfolio already."""
    return connection.execute(sa.select(schema.portfolios.c.id).limit(1)).first() is not None


def _require_empty(connection: Connection) -> None:
    changes.alone(connection)
    if is_filled(connection):
        raise PortfolioError(
            "There is a portfolio in this database already, so nothing was put in. Set"
            " PORTFOLIO_URL to a new file to start from the seed."
        )


def _insert(
    connection: Connection, table: sa.Table, rows: list[Row], records: list[Record]
) -> None:
    if not rows:
        return
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(table), rows)
    except DatabaseError as error:
        raise _refused(connection, table, rows, records) or error from None


def _refused(
    connection: Connection, table: sa.Table, rows: list[Row], records: list[Record]
) -> PortfolioError | None:
    """Which record breaks a rule of the database's: tried one by one, in the files' order."""
    for row, record in zip(rows, records, strict=False):
        try:
            with connection.begin_nested():
                connection.execute(sa.insert(table), [row])
        except DatabaseError as error:
            return record.wrong(
                "{table} does not take this record ({detail}).",
                table=table.name,
                detail=str(error.orig).splitlines()[0],
            )
    return None


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a fact about the database itself, such as that it holds demo data."""
    connection.execute(sa.delete(schema.settings).where(schema.settings.c.name == name))
    connection.execute(sa.insert(schema.settings).values(name=name, value=value))
