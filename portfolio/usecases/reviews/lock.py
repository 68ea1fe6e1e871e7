"""A closed review's record stands. Open this to learn what of a meeting can still be changed.

Closing locks the meeting, its items, what was decided, about which proposals, and what was to be
followed up. How a follow-up goes, and whether a decision was carried out, is life after the
meeting, and stays open. A decision that should not stand is taken back whole
(:mod:`portfolio.usecases.reviews.decisions`), and the minutes say so.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.errors import PortfolioError
from portfolio.store.schema import agenda_items, decisions, meetings, reviews

Row = Mapping[Any, Any]
#: Of a closed review: what may still be recorded, by table.
LIFE_AFTER = {
    "follow_ups": frozenset({"status", "closed_on", "note", "state_note"}),
    "decisions": frozenset({"carried_out", "carried_out_on", "carried_out_note"}),
}
#: Where a row of the record hangs, up to its meeting: by table, the column and the table above.
_ABOVE: dict[str, tuple[str, sa.Table]] = {
    "follow_ups": ("decision_id", decisions),
    "decision_proposals": ("decision_id", decisions),
    "decisions": ("agenda_item_id", agenda_items),
    "agenda_items": ("meeting_id", meetings),
    "attachments": ("agenda_item_id", agenda_items),
    "meeting_participants": ("meeting_id", meetings),
}


def require_unlocked(connection: Connection, meeting_id: str | None) -> None:
    """Raise PortfolioError if the meeting's review is closed; none can close it meanwhile."""
    r, m = reviews.c, meetings.c
    chosen = sa.select(r.closed_at, m.title).join(meetings, m.id == r.meeting_id)
    locked = chosen.where(r.meeting_id == meeting_id).with_for_update(read=True, of=reviews)
    row = connection.execute(locked).one_or_none()
    if row is not None and row.closed_at is not None:
        raise PortfolioError(
            "“{title}” was closed {day}, and what was decided there stands. Record what"
            " has happened since on the follow-ups, or decide anew at the next meeting.",
            title=row.title,
            day=clock.day(row.closed_at),
        )


def require_open(connection: Connection, table: str, row: Row, becomes: Row | None = None) -> None:
    """As ``require_unlocked``, for a row of any table; most belong to no meeting, and pass.

    ``becomes``: the columns that are to change. A row cannot be moved out of a closed meeting,
    nor into one.
    """
    if table != "meetings" and table not in _ABOVE:
        return
    moved = dict(becomes or {})
    if moved and moved.keys() <= LIFE_AFTER.get(table, frozenset()):
        return
    places = {meeting_of(connection, table, one) for one in (row, {**row, **moved})}
    for meeting_id in sorted(filter(None, places)):
        require_unlocked(connection, meeting_id)


def meeting_of(connection: Connection, table: str, row: Row) -> str | None:
    """The meeting that a row of the record belongs to."""
    key: str | None = row.get("id")
    while table in _ABOVE:
        column, above = _ABOVE[table]
        key = row.get(column)
        found = connection.execute(sa.select(above).where(above.c.id == key)).mappings().first()
        if found is None:
            return None
        table, row = above.name, found
    return key
