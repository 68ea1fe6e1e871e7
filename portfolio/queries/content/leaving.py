"""What leaves with a portfolio that is taken away, and what stays since others use it.

Every row has a *home*: the row it is a part of, as a status is of its proposal and that of its
portfolio. Rows with the same outermost home are a *group*. A portfolio's own group leaves. Groups
that several may use (a party, a place, a meeting with its items and decisions, a pool, a source)
leave where the portfolio leads to them and nothing that stays does. In a group that stays, single
rows leave that say something of what has left.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store.schema import change_log, metadata, organisations, portfolios, revisions, users

#: A row by its table and id.
Key = tuple[str, str]
#: What is no part of any portfolio, and is never touched.
_APART = frozenset(
    {"change_log", "revisions", "settings", "sign_in_attempts", "api_tokens", "paper_templates"}
)
#: What these need stays, whatever leaves.
_OWNERS = frozenset({portfolios.name, users.name, organisations.name})
#: Where the home is not the first column that must refer to something.
_HOMES: dict[str, tuple[str, ...]] = {
    "follows": ("proposal_id",),
    "answer_links": ("round_id",),
    "gaps": ("portfolio_id",),
    "milestones": ("portfolio_id", "proposal_id", "process_id", "pool_id"),
    "reviews": ("portfolio_id", "meeting_id"),
    "sources": (),
}
#: These say something of the row they name, and are a part of it.
_ABOUT = frozenset({"aliases", "citations", "documents", "field_sources"})
#: A party that stays needs not the minutes that once named it.
_NAMED = frozenset({"parties", "places", "target_groups"})
#: Worth nothing without what they are about, though the column may be empty.
_LOST_WITHOUT = frozenset({"review_items"})


@dataclass(frozen=True)
class _Row:
    """A row and all that it refers to: by column, whether it must, and to what."""

    home: Key | None
    refers: tuple[tuple[str, bool, Key], ...]


@dataclass(frozen=True)
class Leaving:
    """Ids by table of the rows that leave; and the columns of rows that stay, to be emptied."""

    ids: Mapping[str, frozenset[str]]
    emptied: tuple[tuple[str, str, str], ...]  # table, id, column

    def count(self, table: str) -> int:
        """How many rows of a table leave."""
        return len(self.ids.get(table, ()))


def leaving(connection: Connection, *, portfolio_id: str) -> Leaving:
    """What leaves with the portfolio, by its key."""
    rows = {key: row for table in metadata.sorted_tables for key, row in _rows(connection, table)}
    for key, home in _organisations(connection):
        rows[key] = replace(rows[key], home=home)
    group = _groups(rows)
    gone = _groups_that_leave(rows, group, (portfolios.name, portfolio_id))
    leave = {key for key in rows if group[key] in gone}
    emptied = _single_rows(rows, leave)
    ids: dict[str, set[str]] = defaultdict(set)
    for table, id in leave:
        ids[table].add(id)
    return Leaving({table: frozenset(some) for table, some in ids.items()}, emptied)


def _rows(connection: Connection, table: sa.Table) -> Iterator[tuple[Key, _Row]]:
    if table.name in _APART:
        return
    refers = {
        column.name: (not column.nullable, next(iter(column.foreign_keys)).column.table.name)
        for column in table.columns
        if column.foreign_keys
    }
    homes = _HOMES.get(table.name)
    if homes is None:
        homes = tuple(name for name, (must, _to) in refers.items() if must)[:1]
    about = [name for name in ("subject_table", "subject_id") if name in table.c]
    chosen = sa.select(table.c.id, *(table.c[name] for name in (*refers, *about)))
    for row in connection.execute(chosen).mappings():
        found = [
            (name, must, (to, str(row[name])))
            for name, (must, to) in refers.items()
            if row[name] is not None
        ]
        home = next((key for name in homes for column, _m, key in found if column == name), None)
        if about and row["subject_id"] is not None:
            subject = (str(row["subject_table"]), str(row["subject_id"]))
            found.append(("subject_id", True, subject))
            home = subject if table.name in _ABOUT else home
        yield (table.name, row["id"]), _Row(home, tuple(found))


def _organisations(connection: Connection) -> Iterator[tuple[Key, Key]]:
    """An organisation is a part of its only portfolio; with several it is of its own."""
    p, o = portfolios.c, organisations.c
    chosen = (
        sa.select(o.id, sa.func.min(p.id))
        .select_from(organisations.join(portfolios, p.municipality == o.name))
        .group_by(o.id)
        .having(sa.func.count() == 1)
    )
    for key, home in connection.execute(chosen):
        yield (organisations.name, key), (portfolios.name, home)


def _groups(rows: Mapping[Key, _Row]) -> dict[Key, Key]:
    """By row its outermost home."""
    found: dict[Key, Key] = {}
    for key in rows:
        way = [key]
        while way[-1] not in found:
            home = rows[way[-1]].home
            if home is None or home not in rows or home in way:
                found[way[-1]] = way[-1]
            else:
                way.append(home)
        found.update(dict.fromkeys(way, found[way[-1]]))
    return found


def _groups_that_leave(
    rows: Mapping[Key, _Row], group: Mapping[Key, Key], portfolio: Key
) -> set[Key]:
    to: dict[Key, set[Key]] = defaultdict(set)
    needs: dict[Key, set[Key]] = defaultdict(set)
    for key, row in rows.items():
        found = {group[other] for _c, _m, other in row.refers if other in group}
        to[group[key]] |= found
        if key[0] != "citations" or group[key][0] not in _NAMED:
            needs[group[key]] |= found
    owners = {one for one in group.values() if one[0] in _OWNERS}
    others, gone = owners - {portfolio}, {portfolio}
    stay = _reached(others | {one for one, them in to.items() if them & others}, needs, gone)
    while True:
        # What it leads to, and what leads to it: an open question about a pool that leaves.
        near = _reached(gone, to, stay) | {one for one, them in to.items() if them & gone}
        if near - stay <= gone:
            return gone
        gone |= near - stay


def _reached(begun: Iterable[Key], to: Mapping[Key, set[Key]], but: Iterable[Key]) -> set[Key]:
    """The groups that some lead to, and those themselves; never past ``but``."""
    found = set(begun) - set(but)
    ahead = list(found)
    while ahead:
        new = to.get(ahead.pop(), set()) - found - set(but)
        found |= new
        ahead += new
    return found


def _single_rows(rows: Mapping[Key, _Row], leave: set[Key]) -> tuple[tuple[str, str, str], ...]:
    """Add the rows that say something of what leaves, with their own parts; what is emptied."""
    while True:
        more = {
            key
            for key, row in rows.items()
            if key not in leave
            and any(
                other in leave and (must or key[0] in _LOST_WITHOUT)
                for _column, must, other in row.refers
            )
        }
        if not more:
            break
        leave |= more
    return tuple(
        (*key, column)
        for key, row in rows.items()
        if key not in leave
        for column, _must, other in row.refers
        if other in leave
    )


def lines_about(connection: Connection, found: Leaving) -> list[dict[str, Any]]:
    """The lines of the change log about what leaves, the oldest first."""
    every = {key for some in found.ids.values() for key in some}
    lines = connection.execute(sa.select(change_log).order_by(change_log.c.revision)).mappings()
    return [dict(line) for line in lines if line["subject_id"] in every]


def content(connection: Connection, found: Leaving) -> dict[str, list[dict[str, Any]]]:
    """All columns of the rows that leave, by table."""
    assert revisions.name not in found.ids
    told = {}
    for table in metadata.sorted_tables:
        wanted = found.ids.get(table.name)
        if wanted:
            rows = connection.execute(sa.select(table)).mappings()
            told[table.name] = [dict(row) for row in rows if row["id"] in wanted]
    return told


@dataclass(frozen=True)
class TakenAway:
    """A portfolio that was taken away: what it was called, when (UTC ISO), by whom; its file."""

    title: str
    at: str
    by: str
    sha256: str


def taken_away(connection: Connection) -> tuple[TakenAway, ...]:
    """Those that were, the latest first."""
    c = change_log.c
    chosen = sa.select(c.before, c.after, c.at, c.actor).where(c.action == "portfolio.taken_away")
    return tuple(
        TakenAway(
            json.loads(row.before)["title"], row.at, row.actor, json.loads(row.after)["sha256"]
        )
        for row in connection.execute(chosen.order_by(c.revision.desc()))
    )
