"""The responsibility handshake: a party is asked, and says yes or no or passes it on.

What may follow what is :data:`portfolio.domain.model.HANDSHAKE`. Events are only added; a mistake
is taken back by an event that says which one it undoes, and counts from the same day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.model import ANSWERING, Responsibility
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store.schema import proposal_parties
from portfolio.usecases import text_input, use_case
from portfolio.usecases.proposals import handshakes
from portfolio.usecases.use_case import Deed, EntryWay, Person, Result, Who

_TIES = proposal_parties.name
#: What a party can answer with.
ANSWERS = (Responsibility.ACCEPTED, Responsibility.DECLINED, Responsibility.PASSED_ON)


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a party says on a day. ``said_by`` is a person, in words."""

    state: Responsibility
    happened_on: date
    said_by: str | None = None
    reason: str | None = None
    passed_to: str | None = None  # the id of another party


def ask(
    who: Who,
    proposal_id: str,
    party_id: str,
    *,
    also: Sequence[str] = (),
    happened_on: date,
    today: date,
    said_by: str | None = None,
    reason: str | None = None,
) -> None:
    """Ask a party, or it and others in one act, whether the minutes name them or not. Raises
    PortfolioError, and stores nothing, when one of them has been asked already or the day cannot
    be. ``said_by`` is who asked. Each answers, and is taken back, by itself.
    """
    question = Word(
        state=Responsibility.ASKED, happened_on=happened_on, said_by=said_by, reason=reason
    )
    said = _checked(question, today)
    asked = {one: handshakes.new_keys() for one in (party_id, *also)}
    deeds = [
        Deed(Action.ASK_RESPONSIBILITY, "responsibility.asked", _TIES, reason=said["reason"])
        for _party in asked
    ]

    def work(connection: Connection, person: Person) -> Result[None]:
        done = []
        for one, keys in asked.items():
            link = handshakes.linked(connection, proposal_id, one, keys.link)
            event = said | {"said_by": said["said_by"] or _name(person)}
            after = handshakes.add(connection, link, event, keys.event, keys.at, person)
            done.append(_done(link, after))
        return replace(done[0], lines=tuple(zip(deeds[1:], done[1:], strict=True)))

    use_case.perform(who, deeds[0], work)


def answer(who: Who, link_id: str, word: Word, *, seen: int, today: date) -> None:
    """Record what a party says. ``seen`` is the number of its last word when the form was shown.

    A centre lead answers for the lead's own party; the secretary for any. Raises PortfolioError
    when somebody recorded another word in between, and when this one cannot follow the last.
    """
    said, keys = _checked(word, today), handshakes.new_keys()
    party = _party_of(link_id)
    deed = Deed(
        Action.ANSWER_RESPONSIBILITY,
        f"responsibility.{word.state}",
        "proposal_parties",
        link_id,
        own=use_case.of_party(party),
        reason=said["reason"],
    )

    def work(connection: Connection, person: Person) -> Result[None]:
        link = handshakes.held(connection, link_id, seen)
        if word.state not in ANSWERS:
            raise PortfolioError("Choose an answer: yes, no or passed on.")
        own = _name(person) if link.party_id in person.party_ids else None
        event = said | {"said_by": said["said_by"] or own}
        if event["said_by"] is None:
            raise PortfolioError("Write who said it, so that others can ask them.")
        to = word.passed_to and _receiver(connection, link, word.passed_to, keys.link)
        after = handshakes.add(connection, link, event, keys.event, keys.at, person)
        if to and to.state not in ANSWERING:  # else it was asked, or has said yes, before
            handshakes.add(connection, to, _question(event), keys.next_event, keys.at, person)
        return _done(link, after)

    use_case.perform(who, deed, work)


def take_back(who: Who, link_id: str, *, seen: int, reason: str) -> None:
    """Undo the last word that was recorded, with a reason; what it undid stays on record.

    What a lead recorded for the own party the lead may take back; a question only the secretary.
    """
    why, keys = text_input.reason(reason), handshakes.new_keys()
    with store.reading() as connection:
        last = handshakes.words_in_force(connection, link_id)[-1:]
    asked = not last or last[0].state == Responsibility.ASKED
    action = Action.ASK_RESPONSIBILITY if asked else Action.ANSWER_RESPONSIBILITY
    deed = Deed(
        action,
        "responsibility.taken_back",
        "proposal_parties",
        link_id,
        own=use_case.of_party(_party_of(link_id)),
        reason=why,
    )

    def work(connection: Connection, person: Person) -> Result[None]:
        link = handshakes.held(connection, link_id, seen)
        undone = handshakes.last_to_undo(connection, link_id)
        after = handshakes.undo(connection, link, undone, why, keys.event, keys.at, person)
        if undone.passed_to_party_id is not None:
            handshakes.undo_question(connection, link, undone, why, keys, person)
        return _done(link, after)

    use_case.perform(who, deed, work)


def _checked(word: Word, today: date) -> dict[str, Any]:
    """The columns of the event, as far as they can be known without the database."""
    if word.happened_on > today:
        raise PortfolioError("The day has not come yet. Choose today or an earlier day.")
    reason = text_input.words(word.reason)
    if word.state is Responsibility.DECLINED and reason is None:
        raise PortfolioError("Write why the answer is no; others will read it.")
    if (word.state is Responsibility.PASSED_ON) != (word.passed_to is not None):
        raise PortfolioError("Choose the party that it is passed on to.")
    return {
        "state": word.state,
        "happened_on": word.happened_on.isoformat(),
        "said_by": text_input.line(word.said_by),
        "reason": reason,
        "passed_to_party_id": word.passed_to,
    }


def _name(person: Person) -> str | None:
    """Whose word it is when nobody else is named: whoever has an account has a name."""
    return person.name if person.who.entry is EntryWay.ACCOUNT else None


def _party_of(link_id: str) -> str | None:
    pp = proposal_parties.c
    with store.reading() as connection:
        return connection.execute(sa.select(pp.party_id).where(pp.id == link_id)).scalar()


def _done(link: sa.Row[Any], after: dict[str, Any]) -> Result[None]:
    return Result(before={"state": link.state}, after=after, subject_id=link.id, answer=None)


def _receiver(connection: Connection, link: sa.Row[Any], party_id: str, key: str) -> sa.Row[Any]:
    """The tie of the party it is passed on to."""
    if party_id == link.party_id:
        raise PortfolioError("Choose another party than the one that passes it on.")
    return handshakes.linked(connection, link.proposal_id, party_id, key)


def _question(event: dict[str, Any]) -> dict[str, Any]:
    """What passing on puts to the next party."""
    return event | {"state": Responsibility.ASKED, "passed_to_party_id": None, "reason": None}
