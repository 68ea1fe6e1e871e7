"""Where facts come from: what the minutes say of some rows, what users said, one in full."""

import json

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries.frames import frame, grouped
from portfolio.store.live import agenda_items, field_sources, meetings
from portfolio.store.schema import aliases, change_log, citations, list_imports, sources

# Made once: an alias copies every column it has.
_PROOF = citations.alias("proof")


def citations_of(connection: Connection, *, table: str, ids: tuple[str, ...]) -> pd.DataFrame:
    """id, subject_id, field, item, line_from, line_to, certainty, kind of what proves some rows.

    ``changed``: the field has been typed over since, so the lines prove what stood there before.
    """
    c = citations.c
    chosen = (
        sa.select(
            c.id, c.subject_id, c.field, c.item, c.line_from, c.line_to, c.certainty, sources.c.kind
        )
        .select_from(citations.join(sources))
        .where(c.subject_table == table, c.subject_id.in_(ids))
    )
    found = frame(connection, chosen.order_by(c.subject_id, c.line_from, c.line_to))
    changed = _changed(connection, table, ids)
    found["changed"] = [
        any((id, column) in changed for column in _columns_of(field))
        for id, field in found[["subject_id", "field"]].to_numpy()
    ]
    return found


def certainty_of(tie: sa.Subquery) -> sa.ScalarSelect[str]:
    """How sure a tie of a table is, by what is cited for it as a whole; NULL where nothing is."""
    table = tie.name.removeprefix("public_")
    c = _PROOF.c
    # The codes sort from the least sure to the surest: assumed, derived, stated.
    weakest = sa.select(sa.func.min(c.certainty)).where(
        c.subject_table == table, c.subject_id == tie.c.id, c.field.is_(None)
    )
    return weakest.correlate(tie).scalar_subquery()


def other_names(
    connection: Connection, *, table: str, ids: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """What else some rows are called."""
    a = aliases.c
    chosen = sa.select(a.subject_id, a.alias).where(a.subject_table == table, a.subject_id.in_(ids))
    return grouped(connection.execute(chosen.order_by(a.alias)))


def _columns_of(field: str | None) -> tuple[str, ...]:
    """The columns a seed file's field is kept in; a citation of the whole row has none."""
    if field is None:
        return ()
    return ("date_text",) if field == "date" else (field, f"{field}_id")


def _changed(connection: Connection, table: str, ids: tuple[str, ...]) -> set[tuple[str, str]]:
    """Row and column of what stands otherwise now than before its first change."""
    g = change_log.c
    chosen = sa.select(g.subject_id, g.before, g.after).where(
        g.subject_table == table, g.subject_id.in_(ids), g.before.is_not(None), g.after.is_not(None)
    )
    first: dict[tuple[str, str], object] = {}
    last: dict[tuple[str, str], object] = {}
    for id, before, after in connection.execute(chosen.order_by(g.revision)):
        for column, value in json.loads(before).items():
            first.setdefault((id, column), value)
        last |= {(id, column): value for column, value in json.loads(after).items()}
    return {place for place, value in last.items() if place in first and first[place] != value}


def citation(connection: Connection, *, id: str) -> dict[str, object] | None:
    """One citation with its source, meeting and agenda item; None when there is none."""
    c, s, m, a = citations.c, sources.c, meetings.c, agenda_items.c
    joined = (
        citations.join(sources)
        .outerjoin(list_imports)
        .outerjoin(meetings)
        .outerjoin(agenda_items, sa.and_(a.meeting_id == m.id, a.number == c.item))
    )
    chosen = sa.select(
        c.subject_table,
        c.subject_id,
        c.field,
        c.item,
        c.line_from,
        c.line_to,
        c.certainty,
        c.claims,
        c.note,
        c.source_id,
        s.title.label("source"),
        s.dated,
        s.kind,
        list_imports.c.document_id,
        a.title.label("item_title"),
        a.case_number,
    )
    row = connection.execute(chosen.select_from(joined).where(c.id == id)).mappings().first()
    if row is None:
        return None
    changed = _changed(connection, row["subject_table"], (row["subject_id"],))
    places = [(row["subject_id"], column) for column in _columns_of(row["field"])]
    return {**row, "changed": any(place in changed for place in places)}


def given_for(connection: Connection, *, table: str, ids: tuple[str, ...]) -> pd.DataFrame:
    """id, subject_id, field, source, added_at of what users said some rows are from."""
    g = field_sources.c
    chosen = sa.select(g.id, g.subject_id, g.field, g.source, g.added_at).where(
        g.subject_table == table, g.subject_id.in_(ids)
    )
    return frame(connection, chosen.order_by(g.subject_id, g.added_at))


def given(connection: Connection, *, id: str) -> dict[str, object] | None:
    """One source that a user gave: field, source, url, added_at, added_by; None if not in use."""
    g = field_sources.c
    chosen = sa.select(g.field, g.source, g.url, g.added_at, g.added_by).where(g.id == id)
    row = connection.execute(chosen).mappings().first()
    return dict(row) if row else None
