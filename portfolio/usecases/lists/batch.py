"""Rows to be written together: gathered by table, put in with one statement a table.

What each row of a list made or changed is noted beside, so that it can be undone.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store import ids, schema

#: In the order in which they refer to each other.
_ORDER = (
    "portfolios",
    "purposes",
    "parties",
    "funding_pools",
    "sources",
    "documents",
    "proposals",
    "status_updates",
    "proposal_successions",
    "proposal_parties",
    "milestones",
    "pool_applications",
    "citations",
    "list_imports",
    "list_rows",
)


class Keys(defaultdict[Hashable, str]):
    """Ids by what they are for: made once, the same when the transaction is tried again."""

    def __init__(self) -> None:
        super().__init__(ids.new_id)


@dataclass
class Trace:
    """What a row of a list made (ids by table), and the columns it changed as they were."""

    made: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    before: defaultdict[str, dict[str, dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    own: dict[str, str | None] = field(default_factory=dict)  # values of own fields as they were
    seq: int = 0  # of the proposal's latest status afterwards
    version: int = 1  # of the proposal afterwards
    #: Both as they were before; of a new proposal 0.
    stood: tuple[int, int] = (0, 0)

    def packed(self) -> dict[str, Any]:
        return {**vars(self), "made": dict(self.made), "before": dict(self.before)}


@dataclass
class Batch:
    """What is to be written."""

    keys: Keys
    rows: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    changes: list[tuple[str, str, dict[str, Any], bool]] = field(default_factory=list)

    def add(self, trace: Trace | None, table: str, what: Hashable, row: Mapping[str, Any]) -> str:
        """One more row; its id, which is made by what it is for."""
        key = self.keys[table, what]
        self.rows[table].append({"id": key, **row})
        if trace is not None:
            trace.made[table].append(key)
        return key

    def change(
        self,
        trace: Trace | None,
        table: str,
        key: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        *,
        raises: bool = True,
    ) -> None:
        """A row that is there gets other values; ``raises`` its version, if it has one."""
        self.changes.append((table, key, dict(after), raises))
        if trace is not None:
            trace.before[table].setdefault(key, {}).update({n: before[n] for n in after})

    def write(self, connection: Connection) -> None:
        """Put it all in, and begin anew."""
        for table in _ORDER:
            if rows := self.rows.pop(table, None):
                connection.execute(sa.insert(schema.metadata.tables[table]), _evened(table, rows))
        for table, key, values, raises in self.changes:
            kept = schema.metadata.tables[table]
            raised = {"version": kept.c.version + 1} if raises and "version" in kept.c else {}
            connection.execute(sa.update(kept).where(kept.c.id == key).values(values | raised))
        self.changes.clear()


def _evened(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same columns in every row; what one lacks has what the table begins with."""
    columns = dict.fromkeys(name for row in rows for name in row)
    begun = {name: _default(table, name) for name in columns}
    return [begun | row for row in rows]


def _default(table: str, column: str) -> object:
    default = schema.metadata.tables[table].columns[column].server_default
    return None if default is None else getattr(default, "arg", None)
