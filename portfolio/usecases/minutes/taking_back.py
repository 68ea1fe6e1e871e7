"""Minutes taken back: all that taking them in has made or changed, as one, while nothing builds on
it. The rows go for good; the change log keeps what they said.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portfolio.domain.finds import ReadingState
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store.schema import (
    citations,
    decision_effects,
    metadata,
    minutes_finds,
    minutes_readings,
    request_answers,
)
from portfolio.usecases.content import parsing, rows
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.meetings.moved_days import Move
from portfolio.usecases.minutes.making import Keys, Line
from portfolio.usecases.reviews import effects_undone
from portfolio.usecases.reviews.journal import Made
from portfolio.usecases.reviews.open_review import Rows
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version

#: Tables whose rows say of any row which it is, without a foreign key.
_ABOUT_ANY = ("field_sources", "documents", "gap_subjects", "aliases", "citations")


def take_back(who: Who, reading_id: str, version: int, reason: str, *, today: date) -> None:
    """Undo a taking in; its finds are as they were judged, and can be taken in again.

    Raises PortfolioError without a reason, or, saying which, where somebody has built on a row;
    ConflictError when the reading was changed meanwhile. Then nothing is undone.
    """
    why, keys, effect_rows = parsing.reason(reason), Keys(), defaultdict[str, Rows](Rows)
    deed = Deed(
        Action.EDIT_CONTENT,
        "minutes_reading.taken_back",
        "minutes_readings",
        reading_id,
        reason=why,
    )

    def work(connection: Connection, person: Person) -> Result[None]:
        r = minutes_readings.c
        chosen = sa.select(minutes_readings).where(r.id == reading_id).with_for_update()
        reading = connection.execute(chosen).mappings().one()
        if reading["state"] != ReadingState.TAKEN_IN:
            raise PortfolioError("These minutes have not been taken in, or are taken back already.")
        made = json.loads(reading["made"] or "[]")
        values = {
            "state": ReadingState.OPEN.value,
            "taken_in_at": None,
            "taken_in_by": None,
            "made": None,
        }
        if any(one["table"] == "sources" for one in made):
            values["source_id"] = None
        save_version(connection, minutes_readings, reading_id, version, values)
        f = minutes_finds.c
        became = sa.update(minutes_finds).where(f.reading_id == reading_id)
        connection.execute(became.values(made_table=None, made_id=None))
        undoing = _Undoing(connection, person, keys, effect_rows, why, today)
        lines = undoing.all_of(made)
        before = {"state": reading["state"]}
        after = {"state": values["state"]}
        return Result(before=before, after=after, answer=None, lines=tuple(lines))

    perform(who, deed, work)


class _Undoing:
    """One taking back: the last made first."""

    def __init__(
        self,
        connection: Connection,
        person: Person,
        keys: Keys,
        effect_rows: defaultdict[str, Rows],
        why: str,
        today: date,
    ) -> None:
        self.connection, self.person, self.keys = connection, person, keys
        self.effect_rows, self.why, self.today = effect_rows, why, today
        self.lines: list[Line] = []

    def all_of(self, made: list[Mapping[str, Any]]) -> list[Line]:
        """Undo these rows; the lines of the log."""
        proofs = [one["id"] for one in made if one["table"] == "citations"]
        self.connection.execute(sa.delete(citations).where(citations.c.id.in_(proofs)))
        for one in reversed(made):
            if one["table"] == "citations":
                continue
            if one["before"] is None:
                self._remove(one)
            else:
                self._put_back(one)
        return self.lines

    def _remove(self, one: Mapping[str, Any]) -> None:
        table = metadata.tables[one["table"]]
        row = rows.row_of(self.connection, table, one["id"], lock=True)
        self._require_untouched(table, row, one["after"])
        if table.name == "decisions":
            self._undo_effects(row)
        with self._nobody_built_on(table, row):
            self.connection.execute(sa.delete(table).where(table.c.id == one["id"]))
        if table.name in NOUNS:
            deed = self.keys.deed(table.name, "removed", one["id"], self.why, self.lines)
            self.lines.append((deed, Result(before=dict(one["after"]), after={}, answer=None)))

    def _put_back(self, one: Mapping[str, Any]) -> None:
        noun = NOUNS[one["table"]]
        row = rows.row_of(self.connection, noun.kept_in, one["id"], lock=True)
        self._require_untouched(noun.kept_in, row, one["after"])
        move = Move(self.today, self.person.name, self.why)
        done = rows.update(
            self.connection, noun, one["id"], row["version"], dict(one["before"]), move
        )
        self.lines.append(
            (self.keys.deed(noun.table, "changed", one["id"], self.why, self.lines), done)
        )

    def _undo_effects(self, row: Mapping[str, Any]) -> None:
        """What the decision did is undone with it, and its own rows go."""
        made = Made(row["id"], row["number"], None, dict(row), self.today)
        self.lines += effects_undone.take_back(
            self.connection, self.effect_rows[row["id"]], self.person, made, self.why
        )
        for table in (request_answers, decision_effects):
            self.connection.execute(sa.delete(table).where(table.c.decision_id == row["id"]))

    def _require_untouched(
        self, table: sa.Table, row: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        moved = any(row[name] != value for name, value in after.items())
        if moved or row.get("withdrawn_at") is not None:
            raise _built_on(table, row)

    @contextmanager
    def _nobody_built_on(self, table: sa.Table, row: Mapping[str, Any]) -> Iterator[None]:
        for name in _ABOUT_ANY:
            other = metadata.tables[name]
            mine = sa.and_(other.c.subject_table == table.name, other.c.subject_id == row["id"])
            if self.connection.execute(sa.select(other.c.id).where(mine).limit(1)).first():
                raise _built_on(table, row)
        try:
            with self.connection.begin_nested():
                yield
        except IntegrityError as error:
            raise _built_on(table, row) from error


def _built_on(table: sa.Table, row: Mapping[str, Any]) -> PortfolioError:
    noun = NOUNS.get(table.name)
    title = row.get(noun.title) if noun else row.get("title")
    return PortfolioError(
        "Somebody has changed “{title}” since, or something is tied to it, so nothing was"
        " taken back. Put it as it was first, or correct single things on the page Edit data.",
        title=str(title or table.name)[:100],
    )
