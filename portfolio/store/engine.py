"""From a URL to transactions: one path for SQLite and PostgreSQL. Open it for locks and retries."""

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event, exc
from sqlalchemy.engine import make_url

DEFAULT_URL = "sqlite:///portfolio.db"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")
_ATTEMPTS = 8
_RETRY_STATES = {"40001", "40P01"}  # serialization failure, deadlock
T = TypeVar("T")
_chosen: ContextVar[str | None] = ContextVar("chosen", default=None)


def url() -> str:
    """Where the portfolio is kept: ``PORTFOLIO_URL``, else portfolio.db in the working folder."""
    return _chosen.get() or os.environ.get("PORTFOLIO_URL") or DEFAULT_URL


@contextmanager
def using(address: str) -> Iterator[None]:
    """What is done inside is done to that database: the demo's, while it is being made."""
    token = _chosen.set(address)
    try:
        yield
    finally:
        _chosen.reset(token)


@cache
def engine(address: str) -> Engine:
    """The engine of a URL, made once a process."""
    if not address.startswith("sqlite"):
        return sa.create_engine(address, pool_pre_ping=True, hide_parameters=True)
    # hide_parameters: an error is logged, and what was written may be a password's hash.
    made = sa.create_engine(address, creator=lambda: _open_file(address), hide_parameters=True)
    event.listen(made, "connect", _set_pragmas)
    event.listen(made, "begin", _begin)
    return made


def _open_file(address: str) -> SQLiteConnection:
    """Open the file that is there: a server whose file is gone must not start an empty one."""
    database = make_url(address).database
    if database in (None, "", ":memory:"):
        name = ":memory:"
    else:
        name = f"{Path(str(database)).resolve().as_uri()}?mode=rw"
    return sqlite3.connect(name, uri=True, isolation_level=None, timeout=5, check_same_thread=False)


def _set_pragmas(connection: SQLiteConnection, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred BEGIN that writes later fails at once when another writer came first.
    reads = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE")


@contextmanager
def reading(address: str | None = None) -> Iterator[Connection]:
    """A connection for questions: one consistent view, no write lock."""
    with engine(address or url()).connect() as connection:
        connection.execution_options(reads_only=True)
        if connection.dialect.name == "postgresql":
            # Its own default lets every statement see a later moment than the one before.
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


def in_transaction(work: Callable[[Connection], T], address: str | None = None) -> T:
    """Run ``work`` in one write transaction, again if another writer was in the way.

    ``work`` may run several times, so ids and times are made outside it.
    """
    for attempt in range(_ATTEMPTS):
        try:
            with engine(address or url()).begin() as connection:
                return work(connection)
        except exc.OperationalError as error:
            if attempt == _ATTEMPTS - 1 or not _worth_another_try(error):
                raise
            time.sleep(random.uniform(0.01, 0.05) * 2**attempt)
    raise AssertionError("unreachable")


def _worth_another_try(error: exc.OperationalError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in _RETRY_STATES or "locked" in str(error.orig)
