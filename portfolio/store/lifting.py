"""History that leaves with its portfolio: the one case in which rows of it are removed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import Connection


@contextmanager
def lifted(connection: Connection, tables: Iterable[str]) -> Iterator[None]:
    """Let rows be removed from append-only tables in the caller's transaction, and not after it.

    Where the transaction fails the guards are back as well.
    """
    guards = {table: f"guard_{table}_append_only_delete" for table in tables}
    if connection.dialect.name != "sqlite":
        for table, guard in guards.items():
            connection.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER {guard}"))
        yield
        for table, guard in guards.items():
            connection.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER {guard}"))
        return
    kept = []
    for guard in guards.values():
        asked = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
        kept.append(str(connection.execute(asked, {"name": guard}).scalar_one()))
        connection.execute(sa.text(f"DROP TRIGGER {guard}"))
    yield
    for sql in kept:
        connection.exec_driver_sql(sql)
