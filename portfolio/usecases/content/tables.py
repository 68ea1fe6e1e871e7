"""Many rows at once, from a table that was edited: all of them or none, one log line a row.

One line a row, not one for the table: the log of a proposal, and restoring an earlier value,
look a row up by its id, however it was changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.usecases import use_case
from portfolio.usecases.content import parsing, rows
from portfolio.usecases.content.field import Noun
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.content.rows import Typed
from portfolio.usecases.meetings.moved_days import Move
from portfolio.usecases.use_case import Deed, Person, Result, Who


@dataclass(frozen=True)
class RowChange:
    """What was typed into a row; ``id`` and ``version`` are None for a new one."""

    typed: Typed
    id: str | None = None
    version: int | None = None


class TableError(PortfolioError):
    """Nothing was saved. ``faults``: the place in the list given, and what is wrong there."""

    def __init__(self, faults: Sequence[tuple[int, PortfolioError]]) -> None:
        message = N_("Nothing was saved: {count} of the rows must be put right first.")
        super().__init__(message, count=len(faults))
        self.faults = tuple(faults)


@dataclass
class _Step:
    deed: Deed
    change: RowChange
    key: str
    values: dict[str, Any]


def save_many(
    who: Who,
    table: str,
    changes: Sequence[RowChange],
    *,
    today: date,
    portfolio_id: str | None = None,
) -> int:
    """Save the rows in one transaction; how many were different. New ones are that portfolio's.

    Raises TableError with every fault found, ConflictErrors among them, and saves nothing then.
    """
    noun = NOUNS[table]
    steps, unread = _steps(noun, changes, today, portfolio_id)

    def work(connection: Connection, person: Person) -> Result[int]:
        move = Move(today, person.name)
        lines, faults = _all(connection, noun, steps, list(unread), move)
        if faults:
            raise TableError(sorted(faults, key=lambda fault: fault[0]))
        different = [done for _deed, done in lines if done.changed or done.lines]
        with_theirs = [
            every
            for line in lines
            for every in ((line,) if line[1].changed else ()) + line[1].lines
        ]
        return Result(answer=len(different), changed=False, lines=tuple(with_theirs))

    deed = Deed(Action.EDIT_CONTENT, f"{noun.word}.changed", table)
    return use_case.perform(who, deed, work)


Fault = tuple[int, PortfolioError]


def _steps(
    noun: Noun, changes: Sequence[RowChange], today: date, portfolio_id: str | None
) -> tuple[dict[int, _Step], list[Fault]]:
    """What is to be done, made before the transaction; and what could not be read."""
    steps: dict[int, _Step] = {}
    faults: list[Fault] = []
    for place, change in enumerate(changes):
        key = change.id or ids.new_id()
        verb = "changed" if change.id else "added"
        deed = Deed(Action.EDIT_CONTENT, f"{noun.word}.{verb}", noun.table, key)
        begun = {} if change.id else parsing.start_values(noun, today)
        try:
            values = parsing.read(noun, {**begun, **change.typed}, today)
            values |= {} if change.id else rows.home_of(noun, portfolio_id)
            steps[place] = _Step(deed, change, key, values)
        except PortfolioError as error:
            faults.append((place, error))
    return steps, faults


def _all(
    connection: Connection,
    noun: Noun,
    steps: dict[int, _Step],
    faults: list[Fault],
    move: Move,
) -> tuple[list[tuple[Deed, Result[Any]]], list[Fault]]:
    lines: list[tuple[Deed, Result[Any]]] = []
    for place, step in steps.items():
        try:
            # Its own savepoint: a rule that is broken in one row must not hide the next one.
            with connection.begin_nested():
                lines.append((step.deed, _one(connection, noun, step, move)))
        except PortfolioError as error:
            faults.append((place, error))
    return lines, faults


def _one(connection: Connection, noun: Noun, step: _Step, move: Move) -> Result[Any]:
    if step.change.id is None:
        return rows.insert(connection, noun, step.key, step.values, move.on)
    version = step.change.version or 0
    return rows.update(connection, noun, step.key, version, step.values, move)
