"""Rows as the secretary edits them: every column, by table, and what a row is called."""

import re
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.language import fold, shortened, sort_key
from portfolio.queries.frames import count, frame
from portfolio.queries.own_fields import own_fields
from portfolio.store import live, schema

#: A list to edit is no longer than this; a search narrows it.
MOST = 500
_LONGEST = 90
#: What a row is called: columns, or the name of the row that a foreign key leads to.
_CALLED: dict[str, tuple[str, ...]] = {
    "portfolios": ("title",),
    "purposes": ("number", "title"),
    "proposals": ("number", "title"),
    "parties": ("name",),
    "places": ("name",),
    "target_groups": ("name",),
    "own_fields": ("name",),
    "strategy_processes": ("title",),
    "funding_pools": ("title",),
    "milestones": ("title",),
    "meetings": ("held_on", "title"),
    "meeting_participants": ("name", "meeting_id"),
    "agenda_items": ("number", "title"),
    "attachments": ("title", "agenda_item_id"),
    "decisions": ("number", "decision"),
    "gaps": ("question",),
    "follow_ups": ("title",),
    "process_windows": ("process_id", "title"),
    "pool_conditions": ("pool_id", "requirement"),
    "pool_applications": ("proposal_id", "pool_id"),
    "involvement_steps": ("position", "party_id"),
    "gap_subjects": ("gap_id", "subject_id"),
    "decision_proposals": ("decision_id", "proposal_id"),
    "proposal_parties": ("proposal_id", "party_id"),
    "proposal_places": ("proposal_id", "place_id"),
    "proposal_target_groups": ("proposal_id", "target_group_id"),
    "proposal_processes": ("proposal_id", "process_id"),
    "proposal_pools": ("proposal_id", "pool_id"),
}
#: Read in the order of their number or day; the rest by what they are called.
_ORDERED = ("number", "held_on", "position")


def rows(
    connection: Connection,
    *,
    table: str,
    withdrawn: bool = False,
    search: str = "",
    portfolio: str | None = None,
) -> pd.DataFrame:
    """Every column of the rows in use (or out of use), and ``called``; at most MOST.

    ``portfolio``: the id of the one they are in; what is in none stands with each.
    ``search``: words that must all stand in what the row is called.
    """
    kept = schema.metadata.tables[table]
    tests = (_state(kept, withdrawn=withdrawn), _in(kept, portfolio))
    found = frame(connection, sa.select(kept).where(*tests))
    names = row_names(connection, table=table)
    found["called"] = [names.get(key, "") for key in found["id"]]
    if table == schema.proposals.name:
        _add_own(connection, found)
    if words := fold(search).split():
        hit = [all(word in fold(name) for word in words) for name in found["called"]]
        found = found[hit]
    return _sorted(found).head(MOST).reset_index(drop=True)


def row(connection: Connection, *, table: str, id: str) -> dict[str, Any] | None:
    """Every column of one row, in use or not, and ``called``; None when there is none."""
    kept = schema.metadata.tables[table]
    found = connection.execute(sa.select(kept).where(kept.c.id == id)).mappings().first()
    if found is None:
        return None
    own = _own_of(connection, [id])[id] if table == schema.proposals.name else {}
    return {**found, **own, "called": row_names(connection, table=table, id=id).get(id, "")}


def _own_of(connection: Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    """By proposal, what it says in its portfolio's own fields, by the fields' keys."""
    said = own_fields.values(connection, ids=ids)
    return {key: {one.field.key: one.value for one in values} for key, values in said.items()}


def _add_own(connection: Connection, found: pd.DataFrame) -> None:
    own = _own_of(connection, list(found["id"]))
    for name in {name for values in own.values() for name in values}:
        found[name] = pd.Series([own[key].get(name) for key in found["id"]], dtype=object)


def choices(
    connection: Connection, *, table: str, portfolio: str | None = None, also: tuple[str, ...] = ()
) -> dict[str, str]:
    """id and name of the rows in use, in the order a list shows them; no two names alike.

    ``portfolio``: the id of the one they are in; what is in none stands with each.
    ``also``: ids that come wherever they are; those of another portfolio say of which.
    """
    kept = schema.metadata.tables[table]
    wanted = sa.or_(_in(kept, portfolio), kept.c.id.in_(also))
    found = frame(connection, sa.select(kept).where(_state(kept, withdrawn=False), wanted))
    names = row_names(connection, table=table)
    homes = _homes(connection, kept, portfolio, also)
    found["called"] = [f"{names[key]}{homes.get(key, '')}" for key in found["id"]]
    seen: dict[str, int] = {}
    answer = {}
    for key, name in _sorted(found)[["id", "called"]].to_numpy():
        seen[name] = seen.get(name, 0) + 1
        answer[str(key)] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return answer


def _homes(
    connection: Connection, table: sa.Table, portfolio: str | None, ids: tuple[str, ...]
) -> dict[str, str]:
    """By id, the portfolio of a row that is in another than the one asked for."""
    owner, p = _whose(table), schema.portfolios.c
    if not ids or owner is None:
        return {}
    joined = table.join(schema.portfolios, p.id == owner)
    elsewhere = (
        sa.select(table.c.id, p.title)
        .select_from(joined)
        .where(table.c.id.in_(ids), ~_in(table, portfolio))
    )
    return {key: f" ({title})" for key, title in connection.execute(elsewhere)}


def counts(
    connection: Connection,
    *,
    tables: tuple[str, ...],
    owned: tuple[str, ...] = (),
    portfolio: str | None = None,
) -> dict[str, int]:
    """How many rows of each table are in use; of those ``owned``, only the portfolio's (id)."""
    answer = {}
    for name in tables:
        kept = schema.metadata.tables[name]
        mine = _in(kept, portfolio if name in owned else None)
        answer[name] = count(connection, kept, _state(kept, withdrawn=False), mine)
    return answer


def _in(table: sa.Table, portfolio: str | None) -> sa.ColumnElement[bool]:
    """Of a portfolio, or of none: what belongs to none stands with each."""
    owner = _whose(table)
    if portfolio is None or owner is None:
        return sa.true()
    return sa.or_(owner == portfolio, owner.is_(None))


def _whose(table: sa.Table) -> sa.ColumnElement[str] | None:
    """The portfolio of a row: its own, or that of the proposal it belongs to."""
    owners: list[sa.ColumnElement[str]] = []
    if "portfolio_id" in table.columns:
        owners.append(table.c.portfolio_id)
    if "proposal_id" in table.columns:
        p = schema.proposals.c
        owners.append(
            sa.select(p.portfolio_id).where(p.id == table.c.proposal_id).scalar_subquery()
        )
    return sa.func.coalesce(*owners) if len(owners) > 1 else next(iter(owners), None)


def row_names(connection: Connection, *, table: str, id: str | None = None) -> dict[str, str]:
    """What rows are called, by id: all of a table's, or one's."""
    kept = schema.metadata.tables[table]
    columns = _CALLED[table]
    chosen = sa.select(kept.c.id, *(kept.c[name] for name in columns))
    if id is not None:
        chosen = chosen.where(kept.c.id == id)
    elsewhere = {name: _names_of(connection, kept.c[name]) for name in columns}
    ties = any(elsewhere.values())
    answer = {}
    for key, *parts in connection.execute(chosen):
        said = [
            (elsewhere[name] or {}).get(part, part)
            for name, part in zip(columns, parts, strict=True)
        ]
        words = (" – " if ties else " ").join(_plain(part) for part in said if part is not None)
        answer[key] = shortened(words, _LONGEST)
    return answer


def sources_of(connection: Connection, *, table: str, id: str) -> pd.DataFrame:
    """id, field, source, url, added_at, added_by, version of what a user said a row is from."""
    s = live.field_sources.c
    chosen = sa.select(s.id, s.field, s.source, s.url, s.added_at, s.added_by, s.version)
    return frame(
        connection, chosen.where(s.subject_table == table, s.subject_id == id).order_by(s.added_at)
    )


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def _plain(part: object) -> str:
    return _ISO.sub(r"\3.\2.\1", str(part), count=1) if _ISO.fullmatch(str(part)) else str(part)


def _names_of(connection: Connection, column: sa.Column[Any]) -> dict[str, str] | None:
    """The names of what a foreign key leads to; None for an ordinary column."""
    target = next((key.column.table.name for key in column.foreign_keys), None)
    if target is not None:
        return row_names(connection, table=target)
    if column.name != "subject_id":
        return None
    # It leads to the table that the row says; an id is one row's in all of them.
    tables = connection.execute(sa.select(column.table.c.subject_table).distinct()).scalars()
    return {key: name for each in tables for key, name in row_names(connection, table=each).items()}


def _state(table: sa.Table, *, withdrawn: bool) -> sa.ColumnElement[bool]:
    if "withdrawn_at" not in table.c:
        return sa.false() if withdrawn else sa.true()
    gone: sa.ColumnElement[bool] = table.c.withdrawn_at.is_not(None)
    return gone if withdrawn else ~gone


def _sorted(found: pd.DataFrame) -> pd.DataFrame:
    first = next((name for name in _ORDERED if name in found.columns), None)
    keys = [
        (_place(row[first]) if first else (0, ""), sort_key(str(row["called"])))
        for row in found.to_dict("records")
    ]
    return found.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def _place(value: object) -> tuple[int, str]:
    # Numbers by size, "8.10" after "8.9", days by the calendar.
    text = str(value)
    whole, _dot, rest = text.partition(".")
    number = int(whole) if whole.isdecimal() and len(whole) < 20 else 0
    return number, rest.zfill(6) if number else text
