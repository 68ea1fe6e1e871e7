"""The documents that hang on something: links and files, and what a download needs to know."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.queries.frames import frame
from portfolio.store.schema import documents


@dataclass(frozen=True)
class Download:
    """A file that can be fetched: what the browser is told, and where its bytes lie."""

    file_name: str
    media_type: str
    sha256: str
    subject_table: str  # what it hangs on


def documents_on(
    connection: Connection, *, subject_table: str, subject_id: str, as_of: date | None = None
) -> pd.DataFrame:
    """id, kind, title, url, file_name, size (bytes), added_at, added_by, withdrawn_at, version.

    Oldest first: those that hang there now or, with ``as_of``, those that did on that day.
    """
    d = documents.c
    chosen = sa.select(
        d.id,
        d.kind,
        d.title,
        d.url,
        d.file_name,
        d.size,
        d.added_at,
        d.added_by,
        d.withdrawn_at,
        d.version,
    ).where(d.subject_table == subject_table, d.subject_id == subject_id, _hangs(as_of))
    return frame(connection, chosen.order_by(d.added_at, d.id))


def how_many(
    connection: Connection, *, subject_table: str, ids: tuple[str, ...], as_of: date | None = None
) -> dict[str, int]:
    """How many ``documents_on`` has for each of some subjects; those with none are left out."""
    d = documents.c
    count = sa.select(d.subject_id, sa.func.count()).group_by(d.subject_id)
    chosen = count.where(d.subject_table == subject_table, d.subject_id.in_(ids), _hangs(as_of))
    return {row[0]: row[1] for row in connection.execute(chosen)}


def _hangs(as_of: date | None) -> sa.ColumnElement[bool]:
    d = documents.c
    now = d.withdrawn_at.is_(None)
    if as_of is None:
        return now
    over = clock.end(as_of)
    return sa.and_(d.added_at < over, sa.or_(now, d.withdrawn_at >= over))


def download(connection: Connection, *, document_id: str) -> Download | None:
    """The file of that id; None if there is none, it was taken off, or it is a link."""
    d = documents.c
    found = sa.select(d.file_name, d.media_type, d.sha256, d.subject_table).where(
        d.id == document_id, d.withdrawn_at.is_(None), d.sha256.is_not(None)
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else Download(*row)
