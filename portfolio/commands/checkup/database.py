"""Looks at the database: its pages, its keys, its guards, and the files kept beside it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import language
from portfolio.commands.checkup.finding import Finding, error, fine, unless_any
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.store import bilag, schema


def file_is_whole(connection: Connection) -> Finding:
    """SQLite's own look at every page of the file."""
    if connection.dialect.name != "sqlite":
        return fine(_("PostgreSQL looks after its own files."))
    said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if said == "ok":
        return fine(_("The file is intact (integrity check)."))
    return error(_("The file is damaged: {detail}. Put a backup in its place.", detail=said))


def keys_lead_somewhere(connection: Connection) -> Finding:
    """Foreign keys; PostgreSQL lets none be broken."""
    broken: Sequence[Any] = ()
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    tables = sorted({row[0] for row in broken})
    return unless_any(
        [f"{table}: {sum(row[0] == table for row in broken)}" for table in tables],
        _("Every foreign key leads to a row."),
        _("Foreign keys lead nowhere"),
    )


def guards_are_there(connection: Connection) -> Finding:
    """The triggers that keep history append-only and closed items silent."""
    ask = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.dialect.name != "sqlite":
        ask = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    there = set(connection.exec_driver_sql(ask).scalars())
    return unless_any(
        sorted(expected_guards() - there),
        _("The guards are there: history is only added to, closed items stay silent."),
        _("Guards (triggers) are missing"),
    )


def bytes_are_there(connection: Connection) -> Finding:
    """Every file on record, also those taken off: their bytes are kept too."""
    d = schema.documents.c
    kept = sa.select(d.sha256, sa.func.min(d.file_name)).where(d.sha256.is_not(None))
    files = connection.execute(kept.group_by(d.sha256).order_by(sa.func.min(d.file_name))).all()
    address = connection.engine.url.render_as_string(hide_password=False)
    try:
        lost = [name for sha256, name in files if not _is_there(address, sha256)]
    except PortfolioError as fault:
        return error(language.explain(fault))
    return unless_any(
        lost,
        _("Every attached file is there, and is what was put there ({n}).", n=len(files)),
        _("Attached files whose bytes are gone or damaged"),
    )


def _is_there(address: str, sha256: str) -> bool:
    try:
        bilag.read(address, sha256)
    except bilag.BytesLostError:
        return False
    return True


def expected_guards() -> set[str]:
    """The triggers the newest schema has."""
    only_added = {f"guard_{table.name}_append_only_" for table in schema.APPEND_ONLY}
    silent = {f"guard_{name}_closed_item_" for name in ("decisions", "attachments")}
    changes = {name + verb for name in only_added for verb in ("update", "delete")}
    words = {name + verb for name in silent for verb in ("insert", "update")}
    return changes | words | {"guard_agenda_items_closed_item_update"}
