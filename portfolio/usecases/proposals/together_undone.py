"""An act on many proposals, taken back as one: see :mod:`portfolio.usecases.proposals.together`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.model import Stage, Succession
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import N_, _
from portfolio.queries.log import log
from portfolio.usecases import use_case
from portfolio.usecases.content import rows
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.own_fields import values as own_values
from portfolio.usecases.proposals import handshakes, succession, together
from portfolio.usecases.proposals.succession import Step
from portfolio.usecases.proposals.together import Change
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed, Person, Who

Before = Mapping[str, Any]


def take_back(who: Who, change_id: str, *, today: date) -> together.Done:
    """Undo what one line of the log did to many proposals, in one transaction.

    Raises TogetherError where somebody has gone on from it, and PortfolioError where the line is
    no such act.
    """
    with store.reading() as connection:
        use_case.allowed(connection, who, Action.RESTORE)
        line = log.line(connection, change_id=change_id, people=False)
    if line is None or line.action not in _UNDONE:
        raise PortfolioError("There is nothing here to take back as one.")
    undo = _UNDONE[line.action]
    deed = Deed(Action.RESTORE, "together.taken_back", str(line.table), reason=f"change:{line.id}")

    def one(connection: Connection, person: Person, key: str) -> Change:
        return undo(connection, person, key, line.before[key], line.after[key], today)

    return together.all_or_nothing(deed, list(line.after), one, who)


def can_be_taken_back(action: str) -> bool:
    """Whether a line of the log is an act on many that is taken back as one."""
    return action in _UNDONE


_BUILT_ON = N_("It has been changed again since, so it is left as it is. Put it right by itself.")


def _unask(
    connection: Connection, person: Person, _key: str, before: Before, after: Before, _day: date
) -> Change:
    link = handshakes.held(connection, after["id"], None)
    if link.state_seq != after["seq"]:
        raise PortfolioError(_BUILT_ON)
    keys, undone = handshakes.new_keys(), handshakes.last_to_undo(connection, link.id)
    why = _("Asked by mistake")
    handshakes.undo(connection, link, undone, why, keys.event, keys.at, person)
    return {"state": link.state}, {"party_id": after["party_id"], "state": before["state"]}


def _untie(
    connection: Connection, _person: Person, _key: str, _before: Before, after: Before, _day: date
) -> Change:
    table = "proposal_places"
    for name, other in (("pool_id", "proposal_pools"), ("process_id", "proposal_processes")):
        table = other if name in after else table
    noun, why = NOUNS[table], _("Taken back")
    row = rows.row_of(connection, noun.kept_in, after["id"], lock=True)
    if row["withdrawn_at"] is not None:
        return None
    rows.switch(connection, noun, row["id"], row["version"], use_case.out_of_use(why))
    told = {name: value for name, value in after.items() if name != "id"}
    return told, dict.fromkeys(told)


def _move_back(
    connection: Connection, person: Person, key: str, before: Before, after: Before, day: date
) -> Change:
    stands = answers.standing(connection, key)
    if stands.seq != after["seq"]:
        raise PortfolioError(_BUILT_ON)
    again = answers.as_it_stands(stands)
    given = replace(again, stage=Stage(before["stage"]), reason=before["reason"])
    if given.stage is Stage.PROPOSED:
        given = replace(given, percent=None)
    together.give_status(connection, person, key, given, stands.seq, day, puts_back=True)
    return {"stage": after["stage"]}, {"stage": before["stage"]}


def _resume(
    connection: Connection, person: Person, key: str, _before: Before, _after: Before, day: date
) -> Change:
    step = Step(kind=Succession.RESUMED, happened_on=day, reason=_("Taken back"))
    done = succession.prepared(key, step, day)(connection, person)
    return together.told(done.before), together.told(done.after)


def _unsay(
    connection: Connection, _person: Person, key: str, before: Before, after: Before, day: date
) -> Change:
    now = own_values.typed_of(connection, key)
    if any(now.get(f"own:{field}") != value for field, value in after.items()):
        raise PortfolioError(_BUILT_ON)
    return together.put(connection, key, dict(before), day)


_UNDONE = {
    together.Ask.name: _unask,
    together.Place.name: _untie,
    together.TieToPool.name: _untie,
    together.Move.name: _move_back,
    together.SetAside.name: _resume,
    together.Say.name: _unsay,
}
