"""The rows that minutes become: each made by the rules of its noun, cited at its lines, and noted
so that all of it can be taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.finds import FindCertainty
from portfolio.domain.model import Certainty, PartyKind
from portfolio.domain.permissions import Action
from portfolio.language import fold
from portfolio.store import ids
from portfolio.store.schema import citations, metadata, parties
from portfolio.usecases.content import parsing, rows
from portfolio.usecases.content.field import Kind, singular
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.meetings.moved_days import Move
from portfolio.usecases.use_case import Deed, Person, Result

Row = Mapping[Any, Any]
Line = tuple[Deed, Result[Any]]

#: What a fact is proved by, by how sure the reader was of it. Somebody has looked at it since.
PROVED = {
    FindCertainty.SURE: Certainty.STATED,
    FindCertainty.LIKELY: Certainty.DERIVED,
    FindCertainty.GUESS: Certainty.ASSUMED,
}
#: A body's kind, by how its name ends; the first that fits.
_BODIES = (
    ("direktion", PartyKind.DIRECTORATE),
    ("udvalg", PartyKind.COMMITTEE),
    ("råd", PartyKind.COUNCIL),
    ("bestyrelse", PartyKind.COUNCIL),
    ("styregruppe", PartyKind.STEERING_GROUP),
)


class Keys:
    """Ids and log lines by name: made once, the same when the transaction is run again."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._deeds: dict[tuple[str, str, int], Deed] = {}

    def id(self, name: str) -> str:
        return self._ids.setdefault(name, ids.new_id())

    def deed(self, table: str, verb: str, key: str, reason: str, lines: Sequence["Line"]) -> Deed:
        """The line of the log for a row: another each time; ``lines`` are those so far."""
        word = f"{singular(table)}.{verb}"
        times = sum((line.name, line.subject_id) == (word, key) for line, _result in lines)
        made = Deed(Action.EDIT_CONTENT, word, table, key, reason=reason)
        return self._deeds.setdefault((word, key, times), made)


@dataclass
class Making:
    """One taking in, while it is done."""

    connection: Connection
    person: Person
    keys: Keys
    reading: Row
    source_id: str
    day: date  # of the meeting: dates without a year are counted from it
    lines: list[Line] = field(default_factory=list)
    made: list[dict[str, Any]] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return str(self.reading["title"])

    def add(self, table: str, name: str, typed: Mapping[str, Any], find: Row | None = None) -> str:
        """A row of a noun, cited at the find's lines; its id."""
        noun, key = NOUNS[table], self.keys.id(f"{table}:{name}")
        start = parsing.start_values(noun, self.day)
        values = parsing.read(noun, {**start, **typed}, self.day)
        home = rows.home_of(noun, str(self.reading["portfolio_id"]))
        done = rows.insert(self.connection, noun, key, values | home)
        assert done.after is not None
        self._note(table, key, None, done.after)
        self.lines.append((self.keys.deed(table, "added", key, self.reason, self.lines), done))
        if find is not None:
            self.cite(table, key, find)
        return key

    def change(self, table: str, key: str, typed: Mapping[str, Any], find: Row) -> None:
        """Change fields of a row that is there, each cited at the find's lines."""
        noun = NOUNS[table]
        row = rows.row_of(self.connection, noun.kept_in, key, lock=True)
        values = parsing.read(noun, typed, self.day)
        move = Move(self.day, self.person.name, self.reason)
        done = rows.update(self.connection, noun, key, row["version"], values, move)
        if done.changed and done.after is not None:
            self._note(table, key, done.before, done.after)
            self.lines.append(
                (self.keys.deed(table, "changed", key, self.reason, self.lines), done)
            )
        for name in typed:
            self.cite(table, key, find, field=None if name == "date" else name)

    def cite(self, table: str, key: str, find: Row, field: str | None = None) -> None:
        """Prove a row, or a field of it, by the find's lines; once for the same lines."""
        c = citations.c
        said = {
            "source_id": self.source_id,
            "subject_table": table,
            "subject_id": key,
            "field": field,
            "line_from": find["line_from"],
            "line_to": find["line_to"],
        }
        there = sa.and_(*(c[name] == value for name, value in said.items()))
        if self.connection.execute(sa.select(c.id).where(there)).first():
            return
        id = self.keys.id(f"citation:{table}:{key}:{field}:{find['line_from']}-{find['line_to']}")
        item = str(find["item"] or "")
        more = {
            "item": int(item) if item.isdecimal() else None,
            "certainty": PROVED[FindCertainty(find["certainty"])].value,
        }
        self.connection.execute(sa.insert(citations).values(id=id, **said, **more))
        self._note("citations", id, None, said | more)

    def put(self, table: str, name: str, row: Mapping[str, Any]) -> str:
        """A row of a table that is no noun of the page Edit data."""
        kept, key = metadata.tables[table], self.keys.id(f"{table}:{name}")
        values = {column: value for column, value in row.items() if value is not None}
        self.connection.execute(sa.insert(kept).values(id=key, **values))
        self._note(table, key, None, values)
        return key

    def party(self, name: str) -> str | None:
        """The id of a party in use that is called so, in whatever spelling."""
        p, wanted = parties.c, fold(name)
        chosen = sa.select(p.id, p.name, p.full_name).where(p.withdrawn_at.is_(None))
        for row in self.connection.execute(chosen.order_by(p.id)):
            if wanted in {fold(row.name), fold(row.full_name or "")}:
                return str(row.id)
        return None

    def body(self, name: str, find: Row) -> str:
        """The party that met; made where there is none of the name."""
        said = fold(name)
        kind = next((kind for word, kind in _BODIES if fold(word) in said), PartyKind.FORUM)
        typed = {"name": name, "kind": kind.value}
        return self.party(name) or self.add("parties", f"body:{said}", typed, find)

    def _note(
        self, table: str, key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]
    ) -> None:
        self.made.append(
            {
                "table": table,
                "id": key,
                "before": None if before is None else dict(before),
                "after": dict(after),
            }
        )


def typed_field(table: str, name: str) -> bool:
    """Whether a noun has such a field that somebody types."""
    return any(one.name == name and one.kind is not Kind.SUBJECT for one in NOUNS[table].fields)
