"""One act on many proposals: all of it or nothing, one line in the log, taken back as one.

Open this to let something more be done to a selection: a class with what it does to one proposal
and how that is undone. What cannot be done to one of them is said of that one
(:class:`TogetherError`), and the others are done only when somebody has seen it and asks again.
How each is undone is in :mod:`portfolio.usecases.proposals.together_undone`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Connection

from portfolio.domain.model import Responsibility, Stage, Succession
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.usecases import text_input, use_case
from portfolio.usecases.content import rows
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.own_fields import values as own_values
from portfolio.usecases.own_fields.values import OwnValuesError
from portfolio.usecases.proposals import handshakes, succession
from portfolio.usecases.proposals.succession import Step
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed, Person, Result, Who

#: What was and what became of one proposal; None where nothing is different.
Change = tuple[dict[str, Any], dict[str, Any]] | None
Before = Mapping[str, Any]


class Act(ABC):
    """What is done to each of them; why, if it was said."""

    name: ClassVar[str]  # of the deed
    table: ClassVar[str]
    action: ClassVar[Action]
    reason: str | None

    @abstractmethod
    def do(self, connection: Connection, person: Person, key: str, today: date) -> Change:
        """Do it to one proposal, in the caller's transaction. Raises PortfolioError."""


@dataclass(frozen=True)
class Done:
    """How many became different, and the line of the log that says so."""

    count: int
    change_id: str


class TogetherError(PortfolioError):
    """Nothing was done. ``faults``: by proposal (id), why it cannot be done to it."""

    def __init__(self, faults: Mapping[str, PortfolioError]) -> None:
        super().__init__(
            N_("Nothing was done: {count} of the proposals stand in the way."), count=len(faults)
        )
        self.faults = dict(faults)


def do(who: Who, act: Act, proposal_ids: Sequence[str], *, today: date) -> Done:
    """Do it to every one of the proposals, in one transaction.

    Raises TogetherError with every fault found, and does nothing then.
    """
    if not proposal_ids:
        raise PortfolioError("No proposal is chosen. Choose some first.")
    deed = Deed(act.action, act.name, act.table, reason=act.reason)

    def one(connection: Connection, person: Person, key: str) -> Change:
        return act.do(connection, person, key, today)

    return all_or_nothing(deed, list(dict.fromkeys(proposal_ids)), one, who)


def all_or_nothing(
    deed: Deed, keys: list[str], one: Callable[[Connection, Person, str], Change], by: Who
) -> Done:
    """Do or undo one thing to each of the proposals (ids), all of it or nothing."""

    def work(connection: Connection, person: Person) -> Result[Done]:
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        faults: dict[str, PortfolioError] = {}
        for key in keys:
            try:
                # Its own savepoint: a rule that is broken by one must not hide the next one.
                with connection.begin_nested():
                    change = one(connection, person, key)
            except OwnValuesError as error:
                faults[key] = error.faults[0][2]
            except PortfolioError as error:
                faults[key] = error
            else:
                if change is not None:
                    before[key], after[key] = change
        if faults:
            raise TogetherError(faults)
        done = Done(len(after), deed.line_id)
        return Result(before=before, after=after, answer=done, changed=bool(after))

    return use_case.perform(by, deed, work)


# --- what can be done -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Ask(Act):
    """A party is asked to answer for each of them."""

    party_id: str
    reason: str | None = None
    name, table, action = "together.asked", "proposal_parties", Action.ASK_RESPONSIBILITY

    def do(self, connection: Connection, person: Person, key: str, today: date) -> Change:
        keys = handshakes.new_keys()
        link = handshakes.linked(connection, key, self.party_id, keys.link)
        event = {
            "state": Responsibility.ASKED,
            "happened_on": today.isoformat(),
            "said_by": person.name,
            "reason": text_input.words(self.reason),
            "passed_to_party_id": None,
        }
        handshakes.add(connection, link, event, keys.event, keys.at, person)
        asked = {"party_id": self.party_id, "state": Responsibility.ASKED.value}
        return {"state": link.state}, asked | {"id": link.id, "seq": link.state_seq + 1}


@dataclass(frozen=True)
class _Tie(Act):
    """A row of content ties each of them to something."""

    to: str  # the id at the other end
    how: str  # the code of its role or relation
    reason: str | None = None
    action: ClassVar[Action] = Action.EDIT_CONTENT
    table: ClassVar[str]
    ends: ClassVar[tuple[str, str]]  # the columns of the other end, and of how

    def do(self, connection: Connection, person: Person, key: str, today: date) -> Change:
        end, how = self.ends
        values = {"proposal_id": key, end: self.to, how: self.how}
        made = rows.insert(connection, NOUNS[self.table], ids.new_id(), values, today)
        return {}, {end: self.to, how: self.how, "id": made.answer}


class Place(_Tie):
    """They are to take place, or serve, somewhere."""

    name, table, ends = "together.placed", "proposal_places", ("place_id", "role")


class TieToPool(_Tie):
    """They hang on a funding pool."""

    name, table, ends = "together.tied", "proposal_pools", ("pool_id", "relation")


class TieToProcess(_Tie):
    """They hang on a strategy process."""

    name, table, ends = "together.tied", "proposal_processes", ("process_id", "relation")


@dataclass(frozen=True)
class Move(Act):
    """They enter a stage, with a status of its own; light, share and texts stay as they were."""

    stage: Stage
    reason: str | None = None
    name, table, action = "together.moved", "status_updates", Action.ANSWER_STATUS

    def do(self, connection: Connection, person: Person, key: str, today: date) -> Change:
        stands = answers.standing(connection, key)
        if stands.stage is self.stage:
            return None
        again = answers.as_it_stands(stands)
        given = replace(again, stage=self.stage, stage_reason=text_input.words(self.reason))
        seq = give_status(connection, person, key, given, stands.seq, today)
        was = {"stage": stands.stage.value, "reason": again.reason}
        return was, {"stage": self.stage.value, "seq": seq}


@dataclass(frozen=True)
class SetAside(Act):
    """They leave the board, with a reason."""

    reason: str
    name, table, action = "together.set_aside", "proposals", Action.EDIT_CONTENT

    def do(self, connection: Connection, person: Person, key: str, today: date) -> Change:
        step = Step(kind=Succession.SET_ASIDE, happened_on=today, reason=self.reason)
        done = succession.prepared(key, step, today)(connection, person)
        return told(done.before), told(done.after)


@dataclass(frozen=True)
class Say(Act):
    """They say something in one of their portfolio's own fields; nothing empties it."""

    field_id: str
    typed: object
    reason: str | None = None
    name, table, action = "own_value.set_many", "own_values", Action.EDIT_CONTENT

    def do(self, connection: Connection, person: Person, key: str, today: date) -> Change:
        return put(connection, key, {self.field_id: self.typed}, today)


def put(connection: Connection, key: str, typed: dict[str, object], today: date) -> Change:
    """Write what a proposal is to say in its portfolio's own fields, by their ids."""
    changed = own_values.put(connection, {key: typed}, today)
    before, after = own_values.in_one_line(changed)
    return (before[key], after[key]) if changed else None


def told(values: dict[str, Any] | None) -> dict[str, Any]:
    """Of a proposal's columns what a reader of the log wants."""
    return {name: value for name, value in (values or {}).items() if name != "status_seq"}


def give_status(
    connection: Connection,
    person: Person,
    key: str,
    given: answers.Answer,
    seen: int,
    today: date,
    *,
    puts_back: bool = False,
) -> int:
    """A status on top of the one that was ``seen``; its number."""
    result = answers.write(
        connection,
        person,
        key,
        given,
        status_id=ids.new_id(),
        recorded_at=ids.now(),
        reported_on=today,
        seen_seq=seen,
        origin=answers.FORM,
        puts_back=puts_back,
    )
    return result.answer
