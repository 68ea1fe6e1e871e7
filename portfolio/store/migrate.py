"""Bring a database to this program's schema, or say in one sentence why that cannot be done."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from portfolio.errors import PortfolioError

_LOCK = 4_042_022  # any number, the same in every process


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that are missing, in the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")  # however long another takes
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def current(connection: Connection) -> str | None:
    """The schema version of the database; None when it has none."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest() -> str:
    """The schema version of this program."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def require_ours(connection: Connection) -> bool:
    """Whether the schema is up to date; PortfolioError if it is foreign or newer than we are."""
    version = current(connection)
    if version is None:
        raise PortfolioError(
            "The database {name} is not a portfolio, or was never finished. Nothing in it has"
            " been touched. Move it away or set PORTFOLIO_URL to another, and start again.",
            name=_name(connection),
        )
    if version == newest():
        return True
    _require_known(connection, version)
    return False


def is_empty(connection: Connection) -> bool:
    """Whether nothing at all has been made here yet."""
    return not sa.inspect(connection).get_table_names()


def _require_known(connection: Connection, version: str) -> None:
    try:
        ScriptDirectory.from_config(_config()).get_revision(version)
    except CommandError:
        raise PortfolioError(
            "The database {name} was made by a newer version of the program (schema {version})."
            " Nothing in it has been touched. Update the program and start again.",
            name=_name(connection),
            version=version,
        ) from None


def _name(connection: Connection) -> str:
    return connection.engine.url.database or str(connection.engine.url)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
