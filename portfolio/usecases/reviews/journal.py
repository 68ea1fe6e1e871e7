"""The effects of one decision while they are done or undone: what each changed, and what is logged.

What the effects are is in :mod:`portfolio.usecases.reviews.effects`, how they are taken back in
:mod:`portfolio.usecases.reviews.effects_undone`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action
from portfolio.domain.status import Answer, Standing
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import decision_effects
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed, Person

#: Where a status came from that a decision gave.
ORIGIN = "decision"


class Kind(StrEnum):
    """What a decision can do."""

    ANSWER = "answer"  # a request
    SETTLE = "settle"  # an open question, a follow-up or a step that lacked something
    STAGE = "stage"
    APPOINT = "appoint"
    ASK = "ask"
    PARK = "park"
    REVIEW = "review"  # the day an earlier decision is looked at again


@dataclass(frozen=True)
class Made:
    """The decision whose effects they are."""

    id: str
    number: str
    proposal_id: str | None
    values: Row  # its columns
    today: date


class Journal:
    """The effects of one decision as they are done: what each changed, and the lines to log."""

    def __init__(self, connection: Connection, rows: Rows, person: Person, made: Made) -> None:
        self.connection, self.rows, self.person, self.made = connection, rows, person, made
        self.lines: list[Line] = []
        self._position = _last_position(connection, made.id)

    def note(self, kind: Kind, table: str, key: str, before: Row | None, after: Row) -> None:
        """Keep what was done, so that it can be undone."""
        self._position += 1
        row = {
            "decision_id": self.made.id,
            "position": self._position,
            "kind": kind.value,
            "subject_table": table,
            "subject_id": key,
            "before": None if before is None else json.dumps(before, ensure_ascii=False),
            "after": json.dumps(after, ensure_ascii=False),
        }
        name = f"{self.made.id}:{self._position}"
        self.rows.add(self.connection, "decision_effects", name, row)

    def add(self, kind: Kind, table: sa.Table, row: Row) -> None:
        """Add a row of the decision's own; one that was taken back with it comes back."""
        there = sa.and_(*(table.c[name] == row[name] for name in ("request_key", "decision_id")))
        before = self.connection.execute(sa.select(table).where(there)).mappings().one_or_none()
        if before is None:
            name = f"{self.made.id}:{row['request_key']}"
            lines = [self.rows.add(self.connection, table.name, name, row)]
        else:
            back = row | {"withdrawn_at": None, "withdrawn_reason": None}
            lines = self.rows.change(self.connection, table.name, before, back, "brought_back")
        self.note(kind, table.name, str(lines[0][1].answer), None, row)
        self.lines += lines

    def change(self, kind: Kind, table: sa.Table, row: Mapping[Any, Any], values: Row) -> None:
        """Change a row, and keep how it was."""
        lines = self.rows.change(self.connection, table.name, row, values)
        if lines:
            self.note(kind, table.name, str(row["id"]), {n: row[n] for n in values}, values)
        self.lines += lines


def report(
    journal: Journal,
    proposal_id: str,
    stands: Standing,
    given: Answer,
    *,
    puts_back: bool = False,
) -> int:
    """Give the proposal a status that says what the decision did, or ``puts_back`` what stood
    before it; its number.
    """
    deed = journal.rows.deed(
        f"status:{stands.seq}",
        lambda: Deed(
            Action.DECIDE,
            "status.given",
            "status_updates",
            ids.new_id(),
            reason=given.stage_reason or given.reason,
        ),
    )
    assert deed.subject_id is not None
    # Minutes are read later: what was said of a later day stays before it, or nobody would see it.
    last = (stands.latest or {}).get("reported_on", "")
    day = max(str(journal.made.values["decided_on"]), last)
    result = answers.write(
        journal.connection,
        journal.person,
        proposal_id,
        given,
        status_id=deed.subject_id,
        recorded_at=journal.rows.at,
        reported_on=date.fromisoformat(day),
        seen_seq=stands.seq,
        origin=ORIGIN,
        puts_back=puts_back,
    )
    journal.lines.append((deed, result))
    return result.answer


def proposal_of(journal: Journal) -> str:
    """The proposal that is decided on; PortfolioError for an item of the whole portfolio."""
    if journal.made.proposal_id is None:
        raise PortfolioError(
            "This item is of the whole portfolio, so it has no stage and no party of its own."
            " Decide on the proposals themselves."
        )
    return journal.made.proposal_id


def lock(connection: Connection, table: sa.Table, key: str) -> Row:
    """The row, locked until the transaction ends; PortfolioError when it has been taken out."""
    chosen = sa.select(table).where(table.c.id == key).with_for_update()
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None or row["withdrawn_at"] is not None:
        raise PortfolioError(
            "What the decision was to answer has been taken back meanwhile. Nothing was saved: look"
            " at the item again, and save if the decision is to stand without it."
        )
    return dict(row)


def _last_position(connection: Connection, decision_id: str) -> int:
    e = decision_effects.c
    last = sa.select(sa.func.max(e.position)).where(e.decision_id == decision_id)
    return int(connection.execute(last).scalar() or 0)
