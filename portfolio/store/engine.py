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

from portfolio.errors import PortfolioError

DEFAULT_URL = "sqlite:///portfolio.db"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    # What is deleted is not to be read in the file's free pages: a workshop's answers.
    "secure_delete=ON",
)
_PATIENCE = 6  # s after which no new attempt begins
_WAIT = 5  # s that one attempt waits for a lock, or for an answer of the server
#: What PostgreSQL says when another was in the way: serialization failure, deadlock, a lock waited
#: for in vain, no connection left. And when it is going, or full.
_IN_THE_WAY, _NO_ROOM = {"40001", "40P01", "55P03", "53300"}, {"53100"}
_GOING = ("080", "57P")
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
        return sa.create_engine(
            address,
            pool_pre_ping=True,
            hide_parameters=True,
            pool_timeout=_WAIT,
            connect_args={"connect_timeout": _WAIT},
        )
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
    """Run ``work`` in one write transaction, again if another was in the way or it broke off.

    ``work`` may run several times, so ids and times are made outside it. Raises PortfolioError
    within seconds when others do not get out of the way or the disk is full, SQLAlchemyError when
    the database is gone: ``trouble`` has the words.
    """
    began, pause, is_worked = time.monotonic(), 0.02, False
    while True:
        try:
            with engine(address or url()).begin() as connection:
                _wait_for_locks(connection)
                is_worked = False
                answer = work(connection)
                is_worked = True
            return answer
        except exc.SQLAlchemyError as error:
            # Gone while it was being committed: it may be in there, so it is not done again.
            is_certain = not (is_worked and _is_gone(error))
            is_early = time.monotonic() - began < _PATIENCE
            if not (is_certain and is_early and (_is_in_the_way(error) or _is_gone(error))):
                raise (not _is_gone(error) and trouble(error)) or error from error
        time.sleep(random.uniform(0.5, 1.5) * pause)
        pause = min(2 * pause, 1)


def _wait_for_locks(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT}s'")


def trouble(error: BaseException) -> PortfolioError | None:
    """What to say of an error that is nobody's fault but the moment's; None if it is another."""
    if _state(error) in _NO_ROOM or "disk is full" in _said(error):
        return PortfolioError(
            "There is no room left on the disk, so what you did last was not saved. Copy what you"
            " have written and tell whoever runs the program."
        )
    if _is_in_the_way(error) or _is_gone(error):
        return PortfolioError(
            "The portfolio is busy just now, so what you did last may not be saved. Wait a moment"
            " and try again."
        )
    return None


def _state(error: BaseException) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _said(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or "")


def _is_in_the_way(error: BaseException) -> bool:
    waited = isinstance(error, exc.TimeoutError)  # every connection of the pool is in use
    return waited or _state(error) in _IN_THE_WAY or "is locked" in _said(error)


def _is_gone(error: BaseException) -> bool:
    """Whether the server of the database has gone away, or is not there yet."""
    if not isinstance(error, exc.DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return False
    unreachable = isinstance(error, exc.OperationalError) and not _state(error)
    return error.connection_invalidated or _state(error)[:3] in _GOING or unreachable
