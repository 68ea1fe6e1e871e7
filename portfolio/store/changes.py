"""The change log and the revision: the last two things every write transaction does."""

import json
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.store import ids
from portfolio.store.schema import change_log, revisions


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line of the change log, made before the transaction so that a retry repeats it."""

    actor: str
    action: str
    subject_table: str | None = None
    subject_id: str | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str | None = None
    id: str = field(default_factory=ids.new_id)
    at: str = field(default_factory=ids.now)


def record(connection: Connection, change: Change) -> int:
    """Write the line and raise the revision, in the caller's transaction. Returns the revision."""
    raised = sa.update(revisions).values(number=revisions.c.number + 1)
    number: int = connection.execute(raised.returning(revisions.c.number)).scalar_one()
    row = {**vars(change), "revision": number}
    row["before"], row["after"] = _json(change.before), _json(change.after)
    connection.execute(sa.insert(change_log).values(row))
    return number


def alone(connection: Connection) -> None:
    """Wait until nobody else is about to record a change, and let nobody until this one is.

    For what may be there once only: PostgreSQL would let two look at once and both find nothing.
    """
    connection.execute(sa.select(revisions.c.number).with_for_update())


def revision(connection: Connection) -> int:
    """How many changes there have been: the cache key of everything a page reads."""
    return int(connection.execute(sa.select(revisions.c.number)).scalar_one())


def _json(values: dict[str, Any] | None) -> str | None:
    if values is None:
        return None
    kept = {name: _kept(value) for name, value in values.items()}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _kept(value: object) -> object:
    """As the column has it."""
    return signs.normalised(value) if isinstance(value, str) else value
