"""Where a fact is from when the minutes do not say it: words, and perhaps a link, for a field."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import field_sources
from portfolio.usecases import use_case
from portfolio.usecases.content import parsing, rules
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.use_case import Deed, Result, Who


def cite(
    who: Who, table: str, id: str, field: str | None, source: str, url: str | None = None
) -> str:
    """Say where a field of a row (None: all of it) is from; the new source's id.

    ``url`` is http(s) or nothing. Raises PortfolioError when there are no words, or the address
    is not one.
    """
    noun, key, at = NOUNS[table], ids.new_id(), ids.now()
    values = {
        "subject_table": table,
        "subject_id": id,
        "field": field,
        "source": _words(source),
        "url": _address(url),
        "added_at": at,
    }
    deed = Deed(Action.EDIT_CONTENT, "field_source.added", "field_sources", key)

    def work(connection: Connection, person: use_case.Person) -> Result[str]:
        rules.require_in_use(connection, noun.table, id)
        row = {**values, "added_by": person.name}
        connection.execute(sa.insert(field_sources).values(id=key, **row))
        return Result(after=row, answer=key)

    return use_case.perform(who, deed, work)


def take_back_source(who: Who, id: str, version: int, reason: str) -> None:
    """Take a source out of use: it was wrong, or a better one was found."""
    why = parsing.reason(reason)
    gone = use_case.out_of_use(why)
    deed = Deed(Action.EDIT_CONTENT, "field_source.withdrawn", "field_sources", id, reason=why)

    def work(connection: Connection, _person: use_case.Person) -> Result[None]:
        return use_case.change_row(connection, field_sources, id, version, gone)

    use_case.perform(who, deed, work)


def _words(source: str) -> str:
    words = parsing.clean(source)
    if not words:
        raise PortfolioError("Write where it is from, such as “Mail fra By og Land 3. maj 2022”.")
    return words[: parsing.LONGEST]


def _address(url: str | None) -> str | None:
    text = parsing.clean(url or "")
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in text:
        raise PortfolioError(
            "“{text}” is not an address we can open. Begin it with https://, or leave it empty.",
            text=text,
        )
    return text
