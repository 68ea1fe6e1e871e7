"""The rows minutes are held against: names, and what meetings, proposals and dates there are."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store import schema

#: Every table minutes can name something of, with the columns that lead to another of them.
_TABLES: dict[str, tuple[str, ...]] = {
    "portfolios": (),
    "parties": (),
    "places": (),
    "strategy_processes": (),
    "funding_pools": (),
    "purposes": (),
    "proposals": (),
    "milestones": (),
    "meetings": ("body_party_id",),
    "meeting_participants": ("meeting_id",),
    "agenda_items": ("meeting_id",),
    "sources": (),
    "aliases": ("subject_id",),
}


def rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """By table the rows in use, each with its ``key``: its code, or its id where it has none.

    What leads to another row says its key, in a column named without ``_id``.
    """
    found = {name: _rows(connection, schema.metadata.tables[name]) for name in _TABLES}
    keys = {row["id"]: row["key"] for some in found.values() for row in some}
    for name, leads in _TABLES.items():
        for row in found[name]:
            row |= {lead.removesuffix("_id"): keys.get(row[lead]) for lead in leads}
    for row in found["aliases"]:
        row["subject"] = f"{row['subject_table']}/{row['subject']}"
    return found


def _rows(connection: Connection, table: sa.Table) -> list[dict[str, Any]]:
    chosen = sa.select(table)
    if "withdrawn_at" in table.c:
        chosen = chosen.where(table.c.withdrawn_at.is_(None))
    every = connection.execute(chosen.order_by(table.c.id)).mappings()
    return [{**row, "key": row.get("code") or row["id"]} for row in every]
