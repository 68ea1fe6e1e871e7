"""What a line of the change log is about: a proposal, a pool, …, found by table and key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries.meetings import codes
from portfolio.store import live
from portfolio.store.schema import agenda_items, metadata, parties, portfolios

# Made once: an alias copies every column it has.
_ITS_ITEM = agenda_items.alias("its_item")

Key = tuple[str, str]  # table, id


@dataclass(frozen=True)
class Subject:
    """A row with a name. ``ref`` is the number, code or key that a page finds it by."""

    table: str
    ref: str
    title: str
    #: What ties it to its other end: the party, the pool, the round.
    also: str = ""
    #: The code of the one it belongs to.
    portfolio: str | None = None
    #: Of a decision or an item: its meeting's code and day. Its number alone does not say which.
    meeting: str | None = None
    day: str | None = None


#: The column a page finds a row by, and the column that is its name.
_NAMED = {
    "proposals": ("number", "title"),
    "purposes": ("number", "title"),
    "portfolios": ("code", "title"),
    "parties": ("code", "name"),
    "places": ("code", "name"),
    "target_groups": ("code", "name"),
    "strategy_processes": ("code", "title"),
    "process_windows": ("id", "title"),
    "funding_pools": ("code", "title"),
    "pool_conditions": ("id", "requirement"),
    "milestones": ("code", "title"),
    "gaps": ("code", "question"),
    "own_fields": ("code", "name"),
    "meetings": ("held_on", "title"),
    "agenda_items": ("number", "title"),
    "decisions": ("number", "decision"),
    "follow_ups": ("id", "title"),
    "status_rounds": ("id", "title"),
    "sources": ("code", "title"),
    "documents": ("id", "title"),
    "paper_templates": ("id", "file_name"),
    "organisations": ("id", "name"),
    "users": ("id", "name"),
    "api_tokens": ("id", "name"),
}
#: Where a row without a name hangs, the first that it has; a second one is its other end.
_PARENTS = {
    "proposal_id": "proposals",
    "field_id": "own_fields",
    "gap_id": "gaps",
    "proposal_party_id": "proposal_parties",
    "decision_id": "decisions",
    "meeting_id": "meetings",
    "agenda_item_id": "agenda_items",
    "source_id": "sources",
    "user_id": "users",
    "party_id": "parties",
    "place_id": "places",
    "target_group_id": "target_groups",
    "process_id": "strategy_processes",
    "pool_id": "funding_pools",
    "round_id": "status_rounds",
    "window_id": "process_windows",
    "review_id": "reviews",
}
#: What is of a meeting, and where it says of which item.
_OF_A_MEETING = {"agenda_items": "id", "decisions": "agenda_item_id"}
_AT_ONCE = 500  # keys a question


def subjects(connection: Connection, *, keys: tuple[Key, ...]) -> dict[Key, Subject]:
    """What each of the keys is about; a row that is not there is left out."""
    return _subjects(connection, set(keys), depth=3)


def names(connection: Connection, *, ids: tuple[str, ...]) -> dict[str, Subject]:
    """What the keys that stand as values in a change are, in whatever table, without portfolio."""
    found = {}
    for name in _NAMED:
        for row in _rows(connection, name, ids):
            found[row["id"]] = _subject(name, row)
    return found


def _subjects(connection: Connection, keys: set[Key], depth: int) -> dict[Key, Subject]:
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, key in keys:
        by_table[table].append(key)
    found: dict[Key, Subject] = {}
    hangs: dict[Key, list[Key]] = {}
    for table, mine in by_table.items():
        for row in _rows(connection, table, mine):
            if table in _NAMED:
                found[table, row["id"]] = _named(connection, table, row)
            else:
                hangs[table, row["id"]] = _ends(table, row)
    if depth and hangs:
        above = {end for ends in hangs.values() for end in ends}
        known = _subjects(connection, above, depth - 1)
        for hanging, ends in hangs.items():
            found |= _from_ends(hanging, [known[end] for end in ends if end in known])
    return found


def _named(connection: Connection, table: str, row: Any) -> Subject:  # noqa: ANN401 - a mapping
    code = None
    if row.get("portfolio_id"):
        asked = sa.select(portfolios.c.code).where(portfolios.c.id == row["portfolio_id"])
        code = connection.execute(asked).scalar()
    return replace(_subject(table, row), portfolio=code)


def _subject(table: str, row: Any) -> Subject:  # noqa: ANN401 - a mapping
    ref, title = (str(row[column]) for column in _NAMED[table])
    day = row.get("decided_on") or row.get("day")
    return Subject(table, ref, title, meeting=row.get("meeting"), day=day)


def _from_ends(key: Key, ends: list[Subject]) -> dict[Key, Subject]:
    if not ends:
        return {}
    first, *rest = ends
    also = first.also or (rest[0].title if rest else "")
    return {key: replace(first, also=also)}


def _ends(table: str, row: Any) -> list[Key]:  # noqa: ANN401 - a mapping
    if "subject_table" in row and table != "change_log":
        about = [(row["subject_table"], row["subject_id"])]
        return [("gaps", row["gap_id"]), *about] if "gap_id" in row else about
    ends = [(name, row[column]) for column, name in _PARENTS.items() if row.get(column)]
    # Whose comment it is stands in the line itself: it is tied to nobody.
    return [end for end in ends if end[0] != "users"] or ends


def _rows(connection: Connection, name: str, keys: Iterable[str]) -> Iterator[Any]:
    table = metadata.tables.get(name)
    if table is None or "id" not in table.c:
        return
    all_of_them = list(keys)
    for first in range(0, len(all_of_them), _AT_ONCE):
        some = all_of_them[first : first + _AT_ONCE]
        chosen = _with_meeting(table) if name in _OF_A_MEETING else sa.select(table)
        yield from connection.execute(chosen.where(table.c.id.in_(some))).mappings()


def _with_meeting(table: sa.Table) -> sa.Select[Any]:
    """All columns, with the ``day`` and the code of the ``meeting``."""
    m, item = live.meetings.c, _ITS_ITEM
    source = (
        table.outerjoin(item, item.c.id == table.c[_OF_A_MEETING[table.name]])
        .outerjoin(live.meetings, m.id == item.c.meeting_id)
        .outerjoin(parties, parties.c.id == m.body_party_id)
    )
    code = codes.code(parties.c.code).label("meeting")
    return sa.select(table, m.held_on.label("day"), code).select_from(source)
