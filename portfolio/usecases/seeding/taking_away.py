"""A portfolio is taken away in one act, such as the one that came along; all of it kept in a file.

The change log stays as it is: what was done was done.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import fold
from portfolio.queries.content import leaving
from portfolio.queries.content.leaving import Leaving
from portfolio.store import bilag, changes, ids, search
from portfolio.store.lifting import lifted
from portfolio.store.schema import APPEND_ONLY, metadata, portfolios
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform

#: Ids in one statement, below what either engine takes.
_AT_ONCE = 500


def take_away(who: Who, portfolio_id: str, *, typed: str) -> str:
    """Remove the portfolio and what only it uses, nothing of another's; the SHA-256 of the file.

    The file is on disk before anything is removed. ``typed`` is the portfolio's title, so that
    nobody does it by a slip. Raises PortfolioError where it is another, and where there is no such
    portfolio.
    """
    at, files = ids.now(), store.url()

    def work(connection: Connection, person: Person) -> Result[str]:
        changes.alone(connection)
        row = _portfolio(connection, portfolio_id, typed)
        found = leaving.leaving(connection, portfolio_id=portfolio_id)
        content = _file(connection, found, {"taken_away_at": at, "by": person.name, **row})
        kept = bilag.keep(files, content)
        _remove(connection, found)
        search.refresh(connection)
        after = {"sha256": kept, "proposals": found.count("proposals")}
        return Result(before={"title": row["title"]}, after=after, answer=kept)

    deed = Deed(Action.EDIT_CONTENT, "portfolio.taken_away", portfolios.name, portfolio_id)
    return perform(who, deed, work)


def file_of(who: Who, portfolio_id: str) -> bytes:
    """All that would leave with the portfolio, as a zip. Raises NotAllowedError."""
    with store.reading() as connection:
        person = use_case.allowed(connection, who, Action.EDIT_CONTENT)
        chosen = sa.select(portfolios).where(portfolios.c.id == portfolio_id)
        row = dict(connection.execute(chosen).mappings().one())
        found = leaving.leaving(connection, portfolio_id=portfolio_id)
        return _file(connection, found, {"by": person.name, **row})


def kept_file(who: Who, sha256: str) -> bytes:
    """The file of a portfolio that was taken away. Raises PortfolioError when it is gone."""
    with store.reading() as connection:
        use_case.allowed(connection, who, Action.EDIT_CONTENT)
    try:
        return bilag.read(store.url(), sha256)
    except bilag.BytesLostError as error:
        raise PortfolioError(
            "The file is not where files are kept any more. Tell whoever runs the program; it may"
            " be in a backup."
        ) from error


def _portfolio(connection: Connection, portfolio_id: str, typed: str) -> dict[str, Any]:
    chosen = sa.select(portfolios).where(portfolios.c.id == portfolio_id).with_for_update()
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        raise PortfolioError("The portfolio has been taken away already. Reload the page.")
    if fold(typed) != fold(row["title"]):
        raise PortfolioError(
            "Write the portfolio's title, “{title}”, to take it away. Nothing is taken away yet.",
            title=row["title"],
        )
    return dict(row)


def _file(connection: Connection, found: Leaving, about: dict[str, Any]) -> bytes:
    """A zip: the rows by table, the lines of the change log about them, and the attached files."""
    rows = leaving.content(connection, found)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.json", _json(about))
        archive.writestr("rows.json", _json(rows))
        archive.writestr("change_log.json", _json(leaving.lines_about(connection, found)))
        for name, content in _attached(rows.get("documents", [])):
            archive.writestr(f"files/{name}", content)
    return made.getvalue()


def _attached(documents: Iterable[dict[str, Any]]) -> Iterable[tuple[str, bytes]]:
    for sha256 in sorted({row["sha256"] for row in documents if row.get("sha256")}):
        try:
            yield sha256, bilag.read(store.url(), sha256)
        except bilag.BytesLostError:
            continue  # lost before; the row still says what it was


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _remove(connection: Connection, found: Leaving) -> None:
    for table, key, column in found.emptied:
        kept = metadata.tables[table]
        connection.execute(sa.update(kept).where(kept.c.id == key).values({column: None}))
    history = [table.name for table in APPEND_ONLY if found.count(table.name)]
    with lifted(connection, history):
        for kept in reversed(metadata.sorted_tables):
            # A row that refers to one of its own table came later than that one.
            gone = sorted(found.ids.get(kept.name, ()), reverse=True)
            for first in range(0, len(gone), _AT_ONCE):
                some = gone[first : first + _AT_ONCE]
                connection.execute(sa.delete(kept).where(kept.c.id.in_(some)))
