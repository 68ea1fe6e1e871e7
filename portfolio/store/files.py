"""The SQLite file itself: is it there, is it ours, can it be written, how is it made whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from portfolio.errors import PortfolioError
from portfolio.store.engine import engine

_MAGIC = b"SQLite format 3\x00"


def path_of(address: str) -> Path | None:
    """The file a SQLite URL names; None for a database server or memory."""
    parsed = make_url(address)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def require_sqlite(path: Path) -> None:
    """PortfolioError if the file is there and is not a SQLite database."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise PortfolioError(
            "The file {path} cannot be read ({detail}). Give this user the right to read it, and"
            " start again.",
            path=path, detail=error.strerror,
        ) from None  # fmt: skip
    if start != _MAGIC:
        raise PortfolioError(
            "The file {path} is not a database, or was never finished. Nothing in it has been"
            " touched. Move it away or set PORTFOLIO_URL to another, and start again.",
            path=path,
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
            folder=folder, detail=error.strerror,
        ) from None  # fmt: skip


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
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        engine(address).dispose()
        for leftover in unfinished.parent.glob(f"{unfinished.name}*"):
            leftover.unlink()


def unusable(error: DatabaseError, path: object) -> PortfolioError:
    """The sentence for a database that breaks off in the middle or does not answer."""
    if isinstance(error, OperationalError) and "malformed" not in str(error.orig):
        return PortfolioError(
            "The database {path} does not answer ({detail}). Check that it is there and that"
            " this user may open it, and start again.",
            path=path, detail=str(error.orig).splitlines()[0],
        )  # fmt: skip
    return PortfolioError(
        "The file {path} is damaged or not a database. Nothing in it has been touched. Put a"
        " copy from your backup in its place, or move it away, and start again.",
        path=path,
    )
