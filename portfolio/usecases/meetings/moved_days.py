"""A follow-up is to be done on another day: the earlier one is kept, whoever writes the new one.

Each way of writing a follow-up's row calls ``keep_earlier`` first: its own form, Content, its big
table, restoring, putting a decision right, and the effects of a decision. A decision that is taken
back was never made, so what it filled in leaves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries.meetings import follow_up_states
from portfolio.store import ids, live
from portfolio.store.schema import follow_up_moves, follow_ups


@dataclass(frozen=True)
class Move:
    """When the day was moved, by whom, and why as far as it was said."""

    on: date
    by: str
    reason: str | None = None


def as_written(row: Mapping[Any, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values to write: the same words of a day mean what they meant when they were written."""
    if values["date_text"] != row["date_text"]:
        return values
    return values | {name: row[name] for name in follow_up_states.DATED}


def is_other(row: Mapping[Any, Any], values: Mapping[str, Any]) -> bool:
    """Whether it becomes another day, or none; other words for the same are no other day."""
    return any(values.get(name, row[name]) != row[name] for name in ("date_start", "date_end"))


def keep_earlier(
    connection: Connection,
    table: str,
    row: Mapping[Any, Any],
    values: Mapping[str, Any],
    move: Move,
) -> None:
    """Keep the day that a row has, when ``values`` give it another; of other tables nothing.

    Where there was none, that is kept too: an earlier day shows it so.
    """
    if table != follow_ups.name or not is_other(row, values):
        return
    promised = sa.select(sa.func.count()).where(
        live.follow_ups.c.id == row["id"], follow_up_states.is_promised()
    )
    earlier = {name: row[name] for name in follow_up_states.DATED}
    kept = {
        "id": ids.new_id(),
        "follow_up_id": row["id"],
        "promised": connection.execute(promised).scalar_one(),
        "moved_on": move.on.isoformat(),
        "moved_by": move.by,
        "reason": move.reason,
        **earlier,
    }
    connection.execute(sa.insert(follow_up_moves).values(kept))
