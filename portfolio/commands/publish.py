"""``publish``: a cleaned SQLite file of what is public, for Datasette and everybody else."""

import argparse
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from portfolio import store
from portfolio.commands.parser import Parser
from portfolio.domain import clock
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.public import columns
from portfolio.reports.public import file as public_file
from portfolio.store import changes, files, migrate


def add(parser: Parser) -> None:
    """Give the parser this command."""
    command = parser.add(
        "publish", _("write what is public to a file of its own, for Datasette"), run
    )
    command.add_argument("file", metavar="OUT.db", type=Path, help=_("where to put it"))
    command.add_argument(
        "--force", action="store_true", help=_("replace an earlier published file")
    )


def run(chosen: argparse.Namespace) -> int:
    """Write the file beside its place and put it there whole; then say what is in it."""
    path: Path = chosen.file
    require_free(path, force=chosen.force)
    files.require_writable(path)
    counted = _write_whole(path)
    tables = ngettext("{n} table", "{n} tables", len(counted))
    rows = ngettext("{n} row", "{n} rows", sum(counted.values()))
    print(_("Published: {path} ({tables}, {rows}).", path=path, tables=tables, rows=rows))
    print(_("No names, comments, drafts or closed items are in it. Look at it with:"))
    print(f"  datasette {path}")
    return 0


def require_free(path: Path, *, force: bool) -> None:
    """PortfolioError if the file may not be written over: never a portfolio, not even by force."""
    if path.is_dir():
        raise PortfolioError(
            "{path} is a folder. Give the name of a file, such as OUT.db.", path=path
        )
    if not path.exists() and not path.is_symlink():
        return
    kept = files.path_of(store.url())
    if (kept is not None and path.resolve() == kept.resolve()) or not _is_published(path):
        raise PortfolioError(
            "{path} is not a published file and has not been touched. Give another name.", path=path
        )
    if not force:
        raise PortfolioError(
            "{path} is there already and has not been touched. Give another name, or write"
            " --force to replace it.",
            path=path,
        )


def _is_published(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            found = file.execute("SELECT value FROM about WHERE name = 'published_on'").fetchone()
            return found is not None
    except sqlite3.Error:
        return False


def _write_whole(path: Path) -> dict[str, int]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.resolve().parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        counted = _write(unfinished)
        unfinished.chmod(0o644)  # mkstemp's own is for nobody else, and this is for all
        unfinished.replace(path.resolve())
    finally:
        for leftover in unfinished.parent.glob(f"{unfinished.name}*"):
            leftover.unlink(missing_ok=True)
    return counted


def _write(path: Path) -> dict[str, int]:
    """One consistent view of the portfolio, however long it takes."""
    kept = files.path_of(store.url())
    if kept is not None:
        if not kept.exists():
            raise PortfolioError(
                "There is no portfolio at {path}. Set PORTFOLIO_URL to where it is.", path=kept
            )
        files.require_sqlite(kept)
        files.require_portfolio(kept)
    try:
        with store.reading() as connection:
            if not migrate.require_ours(connection):
                raise PortfolioError(
                    "The portfolio's schema is from an earlier version of the program. Start the"
                    " program once, which brings it up to date, and try again."
                )
            about = _about(
                filter_choices.is_demo(connection),
                changes.revision(connection),
                [row["title"] for row in filter_choices.portfolio_rows(connection)],
            )
            return public_file.write(
                path, {name: columns.rows(connection, name) for name in columns.PUBLISHED}, about
            )
    except DatabaseError as error:
        raise files.unusable(error, files.name_of(store.url())) from error


def _about(demo: bool, revision: int, titles: list[str]) -> dict[str, str]:
    return {
        "title": ", ".join(titles) or _("An empty portfolio"),
        "source": _(
            "The directorate's portfolio tracker; each fact's source is in the table citations."
        ),
        "left_out": _("Names of people, comments, drafts, closed items and what was set aside."),
        "published_on": clock.today().isoformat(),
        "revision": str(revision),
        **({"demo": _("The history is made up.")} if demo else {}),
    }
