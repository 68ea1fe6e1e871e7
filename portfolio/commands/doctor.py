"""``doctor``: is the portfolio whole? It looks and says; it never changes anything."""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from portfolio import language, store
from portfolio.commands import checkup
from portfolio.commands.checkup.finding import Finding, error, fine, warning
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.store import files, migrate

_LOW_DISK, _FULL_DISK = 1_000_000_000, 100_000_000


def add(parser: Parser) -> None:
    """Give the parser this command."""
    parser.add("doctor", _("look the portfolio through for faults; change nothing"), run)


def run(_chosen: argparse.Namespace) -> int:
    """Print every finding; 1 if one of them is an error."""
    worst = 0
    words = {"ok": _("ok"), "warning": _("warning"), "error": _("error")}
    width = max(map(len, words.values()))
    for finding in examine(store.url()):
        print(f"{words[finding.level]:<{width}}  {finding.sentence}", flush=True)
        worst = max(worst, int(finding.level == "error"))
    return worst


def examine(address: str) -> Iterator[Finding]:
    """Everything there is to say, the file first, then what it holds."""
    path = files.path_of(address)
    yield fine(_("The portfolio is kept in {where}", where=files.name_of(address)))
    if path is not None and not path.exists():
        yield error(_("The file is not there. Make it with: python -m portfolio init"))
        return
    try:
        if path is not None:
            yield from _file(path)
        with store.reading(address) as connection:
            yield from _database(connection)
    except PortfolioError as fault:
        yield error(language.explain(fault))
    except DatabaseError as fault:
        yield error(language.explain(files.unusable(fault, files.name_of(address))))


def _file(path: Path) -> Iterator[Finding]:
    files.require_sqlite(path)
    files.require_writable(path)
    yield fine(_("The file and its folder can be written."))
    yield _disk(shutil.disk_usage(path.resolve().parent).free, path.stat().st_size)
    files.require_portfolio(path)


def _disk(free: int, size: int) -> Finding:
    words = language.number(free / 1e9, 1)
    # A backup and a migration each need room for a second copy.
    if free < max(_FULL_DISK, size):
        return error(_("The disk is nearly full: {free} GB free. Make room now.", free=words))
    if free < max(_LOW_DISK, 3 * size):
        return warning(_("The disk is filling up: {free} GB free.", free=words))
    return fine(_("Free disk space: {free} GB.", free=words))


def _database(connection: Connection) -> Iterator[Finding]:
    yield _engine(connection)
    if not migrate.require_ours(connection):
        yield warning(
            _(
                "The schema is version {old}; the program has {new}. The next start brings it up"
                " to date. The rest is not looked at until then.",
                old=migrate.current(connection),
                new=migrate.newest(),
            )
        )
        return
    yield fine(_("The schema is version {version}.", version=migrate.newest()))
    for look in checkup.LOOKS:
        yield look(connection)


def _engine(connection: Connection) -> Finding:
    if connection.dialect.name != "sqlite":
        version = connection.execute(sa.text("SHOW server_version")).scalar_one()
        return fine(_("The database is PostgreSQL {version}.", version=version))
    version = connection.execute(sa.text("SELECT sqlite_version()")).scalar_one()
    if not has_wal_reset_fault(version):
        return fine(_("The database is SQLite {version}.", version=version))
    return warning(
        _(
            "SQLite {version} has a rare fault that can damage a file which several processes"
            " write at once; 3.51.3 has it mended. Update Python's SQLite, or use PostgreSQL,"
            " and keep backups.",
            version=version,
        )
    )


def has_wal_reset_fault(version: str) -> bool:
    """Whether this SQLite has the WAL-reset fault: 3.7.0 to 3.51.2, but for two backports."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    backported = {(3, 44): 6, (3, 50): 7}.get((major, minor))
    if backported is not None and patch >= backported:
        return False
    return (3, 7, 0) <= (major, minor, patch) <= (3, 51, 2)
