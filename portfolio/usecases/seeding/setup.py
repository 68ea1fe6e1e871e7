"""The first start and every start after it: make the database, or bring it up to date."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from portfolio import store
from portfolio.importers.seeding.files import read_seed
from portfolio.store import files, migrate, search
from portfolio.usecases.seeding import seeding

SEED_FOLDER = Path(__file__).parents[3] / "seed"


def open_or_create(address: str | None = None, seed: Path | None = SEED_FOLDER) -> None:
    """Leave a usable portfolio at the URL, filled from ``seed`` (if any) when it is new.

    Raises PortfolioError, having touched nothing, when the database is foreign, half-written,
    damaged, of a newer schema, or cannot be written.
    """
    chosen = address or store.url()
    path = files.path_of(chosen)
    if path is not None and not path.exists():
        files.make_whole(path, lambda unfinished: create(unfinished, seed))
        return
    if path is not None:
        files.require_sqlite(path)
        files.require_writable(path)
        files.require_portfolio(path)
    try:
        _bring_up_to_date(chosen, seed)
    except DatabaseError as error:
        raise files.unusable(error, files.name_of(chosen)) from error


def is_new(address: str | None = None) -> bool:
    """Whether nothing has been made at the URL yet, so that ``open_or_create`` would make it.

    Raises PortfolioError when what is there cannot be used.
    """
    chosen = address or store.url()
    path = files.path_of(chosen)
    if path is not None:
        return not path.exists()
    try:
        with store.reading(chosen) as connection:
            return migrate.is_empty(connection)
    except DatabaseError as error:
        raise files.unusable(error, files.name_of(chosen)) from error


def create(address: str, seed: Path | None = SEED_FOLDER) -> None:
    """Make the tables in an empty database and, unless ``seed`` is None, fill them.

    One transaction, begun when the seed is known to be right: all is there, or nothing is.
    """
    fill = seeding.prepared(read_seed(seed)) if seed else None
    if path := files.path_of(address):
        path.touch()
    store.in_transaction(lambda connection: _create(connection, fill), address)


def _create(connection: Connection, fill: Callable[[Connection], None] | None) -> None:
    migrate.upgrade(connection)
    # Another process may have made and filled it while this one waited for the lock.
    if fill is not None and not seeding.is_filled(connection):
        fill(connection)


def _bring_up_to_date(address: str, seed: Path | None) -> None:
    with store.reading(address) as connection:
        fresh = migrate.is_empty(connection)
        current = not fresh and migrate.require_ours(connection)
    if fresh:
        create(address, seed)
    elif not current:
        store.in_transaction(_upgrade, address)


def _upgrade(connection: Connection) -> None:
    # Asked again inside the lock: another process may have upgraded meanwhile.
    if not migrate.require_ours(connection):
        migrate.upgrade(connection)
        search.refresh(connection)  # an older program may have compared by other signs
