"""A step of the chain of involvement: done, set back, skipped, planned; a proposal's own steps.

On a proposal a step of the portfolio is never changed: the proposal gets a step of its own for the
same party, which takes its place there (:func:`portfolio.domain.involvement.merged`). What a row
must be is asked where the page Content asks it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.domain.model import InvolvementState
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import involvement_steps
from portfolio.usecases import text_input, use_case
from portfolio.usecases.content import parsing, rows
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.meetings.moved_days import Move
from portfolio.usecases.proposals.held import hold
from portfolio.usecases.use_case import Deed, Person, Result, Who

_NOUN = NOUNS["involvement_steps"]
_COPIED = (
    "portfolio_id",
    "position",
    "party_id",
    "role",
    "state",
    "happened_on",
    "state_note",
    *_NOUN.field("planned_date").columns,
)


@dataclass(frozen=True)
class OpenedStep:
    """A step as the user saw it. With ``proposal_id``: only for that proposal."""

    step_id: str
    version: int
    proposal_id: str | None = None


def mark_done(
    who: Who, at: OpenedStep, happened_on: date, *, said: str | None = None, today: date
) -> None:
    """The party has been involved, on that day; ``said`` is what came of it.

    Raises PortfolioError for a day that has not come, or if the step has changed meanwhile.
    """
    if happened_on > today:
        raise PortfolioError(
            "The day has not come yet. Choose today or an earlier day, or write it as planned."
        )
    _set(
        who,
        at,
        "involvement_step.done",
        {
            "state": InvolvementState.DONE.value,
            "happened_on": happened_on.isoformat(),
            "state_note": text_input.words(said),
        },
    )


def undo(who: Who, at: OpenedStep, *, reason: str) -> None:
    """The step was not done, or is not to be skipped after all: it is to come again."""
    why = text_input.reason(reason)
    ahead = {"state": InvolvementState.AHEAD.value, "happened_on": None, "state_note": None}
    _set(who, at, "involvement_step.undone", ahead, reason=why)


def skip(who: Who, at: OpenedStep, *, reason: str, today: date) -> None:
    """The party is not to be involved; others read why."""
    why = text_input.reason(reason)
    _set(
        who,
        at,
        "involvement_step.skipped",
        {
            "state": InvolvementState.SKIPPED.value,
            "happened_on": today.isoformat(),
            "state_note": why,
        },
        reason=why,
    )


def plan(who: Who, at: OpenedStep, *, role: str, planned: str | None, today: date) -> None:
    """The party's role, and when it is expected, in Danish words; no words: nobody knows when.

    Raises PortfolioError if the words are no date.
    """
    _set(
        who,
        at,
        "involvement_step.planned",
        parsing.read(_NOUN, {"role": role, "planned_date": text_input.line(planned)}, today),
    )


def add(
    who: Who,
    proposal_id: str,
    *,
    party_id: str,
    role: str,
    planned: str | None = None,
    after: int,
    today: date,
) -> str:
    """A step of a proposal's own, at the place ``after`` (the ``place`` of a step); its id.

    For a party of the portfolio's chain it takes that step's place instead.
    """
    key = ids.new_id()
    values = parsing.read(
        _NOUN,
        {
            "party_id": party_id,
            "role": role,
            "state": InvolvementState.AHEAD.value,
            "planned_date": text_input.line(planned),
            "proposal_id": proposal_id,
        },
        today,
    )
    deed = Deed(Action.EDIT_CONTENT, "involvement_step.added", _NOUN.table, key)

    def work(connection: Connection, _person: Person) -> Result[str]:
        home = hold(connection, proposal_id).portfolio_id
        placed = values | {"portfolio_id": home, "position": after}
        return rows.insert(connection, _NOUN, key, placed)

    return use_case.perform(who, deed, work)


def take_back(who: Who, at: OpenedStep, *, reason: str) -> None:
    """Take a proposal's own step out of use: there the portfolio's holds again, if it has one.

    Raises PortfolioError for a step of the portfolio, which is kept on the page Content.
    """
    why = text_input.reason(reason)
    gone = use_case.out_of_use(why)

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = _seen(connection, at)
        if row["proposal_id"] is None:
            raise PortfolioError(
                "This step is the whole portfolio's. Take it out of use on the page Edit data."
            )
        return use_case.change_row(connection, involvement_steps, at.step_id, at.version, gone)

    use_case.perform(who, _deed("involvement_step.withdrawn", at, why), work)


def _set(
    who: Who, at: OpenedStep, name: str, values: dict[str, Any], *, reason: str | None = None
) -> None:
    """Change the step, or give the proposal one of its own with what is changed."""
    key = ids.new_id()

    def work(connection: Connection, person: Person) -> Result[Any]:
        row = _seen(connection, at)
        if at.proposal_id is None or row["proposal_id"] is not None:
            move = Move(clock.today(), person.name, reason)
            return rows.update(connection, _NOUN, at.step_id, at.version, values, move)
        _require_none_of_its_own(connection, row, at.proposal_id)
        own = {name: row[name] for name in _COPIED} | {"proposal_id": at.proposal_id}
        return rows.insert(connection, _NOUN, key, own | values)

    use_case.perform(who, _deed(name, at, reason), work)


def _deed(name: str, at: OpenedStep, reason: str | None) -> Deed:
    return Deed(Action.EDIT_CONTENT, name, _NOUN.table, at.step_id, reason=reason)


def _seen(connection: Connection, at: OpenedStep) -> dict[str, Any]:
    """The step, held until the transaction ends, if it is still as the user saw it."""
    row = rows.row_of(connection, involvement_steps, at.step_id, lock=True)
    if row["version"] != at.version or row["withdrawn_at"] is not None:
        raise PortfolioError(
            "Somebody else has changed this step since you opened it. See below how it stands now,"
            " and save again."
        )
    return row


def _require_none_of_its_own(connection: Connection, row: dict[str, Any], proposal_id: str) -> None:
    s = involvement_steps.c
    own = sa.select(s.id).where(
        s.proposal_id == proposal_id,
        s.party_id == row["party_id"],
        s.position == row["position"],
        s.withdrawn_at.is_(None),
    )
    if connection.execute(own.limit(1)).first() is not None:
        raise PortfolioError(
            "Somebody else has changed this step since you opened it. See below how it stands now,"
            " and save again."
        )
