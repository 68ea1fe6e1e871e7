"""Which records of the seed a filled database lacks: whole portfolios, and what they stand on.

A portfolio is new when its code is not there. With it comes every record that refers to it, and
what those refer to; what is there already is found by its code or number and left as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.importers.seeding import shape
from portfolio.importers.seeding.files import Record
from portfolio.store import schema
from portfolio.usecases.seeding.rows import Keys, Rows

Key = tuple[str, str]  # table, key in the seed files


@dataclass(frozen=True)
class Additions:
    """What is to be put in, and the ids of what is there."""

    portfolios: tuple[str, ...]  # their titles
    records: list[Record]
    there: Keys
    everything: list[Record]


def choose(connection: Connection, records: list[Record]) -> Additions:
    """The records to put in; none where every portfolio is there."""
    there = _there(connection, records)
    fresh = {_key(r): r for r in records if r.table == "portfolios" and _key(r) not in there}
    titles = tuple(str(record.values["title"]) for record in fresh.values())
    every = {_key(record): record for record in records}
    _gather(fresh, every, there)
    return Additions(titles, [r for r in records if _key(r) in fresh], there, records)


def claim_gaps(connection: Connection, chosen: Additions, rows: Rows) -> None:
    """Gaps that belonged to no portfolio, but to one that has now come, are that one's."""
    ids = {row["code"]: row["id"] for row in rows.get("portfolios", [])}
    g = schema.gaps.c
    for record in chosen.everything:
        owner = ids.get(record.values.get("portfolio")) if record.table == "gaps" else None
        if owner and _key(record) in chosen.there:
            unclaimed = sa.and_(g.code == record.key, g.portfolio_id.is_(None))
            connection.execute(
                sa.update(schema.gaps)
                .where(unclaimed)
                .values(portfolio_id=owner, version=g.version + 1)
            )


def _gather(fresh: dict[Key, Record], every: dict[Key, Record], there: Keys) -> None:
    """Add to ``fresh`` what refers to it, and what it refers to, until nothing more comes."""
    before = -1
    while before != len(fresh):
        before = len(fresh)
        for key, record in every.items():
            if (
                key not in fresh
                and key not in there
                and not fresh.keys().isdisjoint(_refers(record))
            ):
                fresh[key] = record
        for record in list(fresh.values()):
            needed = (key for key in _refers(record) if key in every and key not in there)
            fresh |= {key: every[key] for key in needed}


def _refers(record: Record) -> Iterator[Key]:
    fields = shape.fields(schema.metadata.tables[record.table])
    for name, value in record.values.items():
        target = shape.target(fields[name]) if name in fields else None
        if name == "subject":
            yield _named(str(value))
        elif target:
            yield target, str(value)
    yield from (_named(name) for name in record.about)


def _named(name: str) -> Key:
    table, _, key = name.partition("/")
    return table, key


def _key(record: Record) -> Key:
    return record.table, record.key


def _there(connection: Connection, records: list[Record]) -> Keys:
    """The ids of the records that are in the database, by table and key."""
    found: Keys = {}
    for name in {record.table for record in records}:
        table = schema.metadata.tables[name]
        if "code" in table.c:
            for key, code in connection.execute(sa.select(table.c.id, table.c.code)):
                found[name, code] = key
    wanted = {_key(record) for record in records}
    found |= _meetings(connection, records)
    return {key: value for key, value in found.items() if key in wanted}


def _meetings(connection: Connection, records: list[Record]) -> Keys:
    """A meeting has no code: it is that of the day, with its items and decisions by number."""
    m, a, d = schema.meetings.c, schema.agenda_items.c, schema.decisions.c
    found: Keys = {}
    for record in records:
        if record.table == "meetings":
            held = sa.select(m.id).where(m.held_on == record.values["held_on"]).order_by(m.id)
            key = connection.execute(held.limit(1)).scalar()
            if key is None:
                continue
            found["meetings", record.key] = key
            items = sa.select(a.id, a.number).where(a.meeting_id == key)
            found |= {("agenda_items", str(n)): id_ for id_, n in connection.execute(items)}
            made = (
                sa.select(d.id, d.number)
                .select_from(schema.decisions.join(schema.agenda_items))
                .where(a.meeting_id == key)
            )
            found |= {("decisions", n): id_ for id_, n in connection.execute(made)}
    return found
