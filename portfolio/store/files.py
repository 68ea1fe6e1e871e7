"""The SQLite file itself: is it there, is it ours, can it be written, how is it made whole."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from portfolio.errors import PortfolioError
from portfolio.store.engine import engine

_MAGIC = b"SQLite format 3\x00"
_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")


def path_of(address: str) -> Path | None:
    """The file a SQLite URL names; None for a database server or memory."""
    parsed = _parsed(address)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def name_of(address: str) -> str:
    """What to call the database in a sentence: its whole path, or its URL without password."""
    path = path_of(address)
    return str(path.resolve()) if path else _parsed(address).render_as_string(hide_password=True)


def _parsed(address: str) -> URL:
    try:
        parsed = make_url(address)
        # A URL may hold a password, so a wrong one is not repeated.
        if parsed.drivername in _DRIVERS:
            return parsed
    except ArgumentError:
        pass
    raise PortfolioError(
        "PORTFOLIO_URL is not the address of a database this program can use. Write for example"
        " sqlite:///portfolio.db or postgresql+psycopg://user@host/database."
    )


def require_sqlite(path: Path) -> None:
    """PortfolioError if the file is there and is not a SQLite database."""
    try:
        with path.open("rb") as file:
            start, size = file.read(18), path.stat().st_size
    except OSError as error:
        raise PortfolioError(
            "The file {path} cannot be read ({detail}). Give this user the right to read it, and"
            " start again.",
            path=path,
            detail=error,
        ) from None
    if start[:16] != _MAGIC:
        raise PortfolioError(
            "The file {path} is not a database, or was never finished. Nothing in it has been"
            " touched. Move it away or set PORTFOLIO_URL to another, and start again.",
            path=path,
        )
    # SQLite itself forgives a file that ends inside its last page.
    page = int.from_bytes(start[16:18]) or 1
    if size % (65536 if page == 1 else page):
        raise _damaged(path)


def require_portfolio(path: Path) -> None:
    """PortfolioError if the SQLite database is of another program.

    Asked without our engine, which turns every file it opens into one with a write-ahead log.
    """
    ask = "SELECT name FROM sqlite_master WHERE type = 'table'"
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            tables = {name for (name,) in connection.execute(ask)}
    except sqlite3.DatabaseError as error:
        raise unusable(error, path) from None
    if tables and not {"alembic_version", "portfolios"} <= tables:
        raise PortfolioError(
            "The database {name} is not a portfolio, or was never finished. Nothing in it has"
            " been touched. Move it away or set PORTFOLIO_URL to another, and start again.",
            name=path,
        )


def require_writable(path: Path) -> None:
    """PortfolioError if the file or its folder cannot be written: SQLite needs both."""
    folder = path.resolve().parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
        if path.exists():
            path.open("r+b").close()
    except OSError as error:
        raise PortfolioError(
            "The portfolio cannot be kept in {folder} ({detail}). Give this user the right to"
            " write there, or set PORTFOLIO_URL to a file elsewhere.",
            folder=folder,
            detail=error,
        ) from None


def make_whole(path: Path, fill: Callable[[str], None]) -> None:
    """Make the file beside its place and put it there when it is finished: never half a file.

    When another process was first, its file stands and ours is dropped.
    """
    require_writable(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.resolve().parent)
    os.close(handle)
    unfinished = Path(name)
    address = f"sqlite:///{unfinished}"
    try:
        fill(address)
        engine(address).dispose()
        _put_in_place(unfinished, path)
    finally:
        engine(address).dispose()
        for leftover in unfinished.parent.glob(f"{unfinished.name}*"):
            leftover.unlink(missing_ok=True)


def _put_in_place(finished: Path, path: Path) -> None:
    """Give the file its name unless another has it: a link, unlike a rename, never replaces."""
    try:
        os.link(finished, path)
    except FileExistsError:
        return
    except OSError:  # some network drives and exFAT have no links
        if not path.exists():
            finished.rename(path)


def unusable(error: DatabaseError | sqlite3.DatabaseError, path: object) -> PortfolioError:
    """The sentence for a database that breaks off in the middle or does not answer."""
    detail = str(error.orig if isinstance(error, DatabaseError) else error)
    no_answer = isinstance(error, OperationalError | sqlite3.OperationalError)
    if no_answer and "malformed" not in detail:
        return PortfolioError(
            "The database {path} does not answer ({detail}). Check that it is there and that"
            " this user may open it, and start again.",
            path=path,
            detail=detail.splitlines()[0],
        )
    return _damaged(path)


def _damaged(path: object) -> PortfolioError:
    return PortfolioError(
        "The file {path} is damaged or not a database. Nothing in it has been touched. Put a"
        " copy from your backup in its place, or move it away, and start again.",
        path=path,
    )
