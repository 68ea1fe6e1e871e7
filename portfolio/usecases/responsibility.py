"""The responsibility handshake: a party is asked, and says yes or no or passes it on.

What may follow what is :data:`portfolio.model.HANDSHAKE`. Events are only added; a mistake is
taken back by an event that says which one it undoes, and counts from the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.model import ANSWERING, HANDSHAKE, Action, PartyRole, Responsibility
from portfolio.store import ids
from portfolio.store.schema import parties, proposal_parties, proposals, responsibility_events
from portfolio.usecases import typed
from portfolio.usecases.acting import Deed, Done, Door, Person, Who, perform

#: What a party can answer with.
ANSWERS = (Responsibility.ACCEPTED, Responsibility.DECLINED, Responsibility.PASSED_ON)
_GONE = N_("The party is not on this proposal any more. Reload the page and choose again.")


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a party says on a day. ``said_by`` is a person, in words."""

    state: Responsibility
    happened_on: date
    said_by: str | None = None
    reason: str | None = None
    passed_to: str | None = None  # the id of another party


@dataclass(frozen=True)
class _Keys:
    """Made before the transaction, so that a retry adds nothing twice."""

    event: str
    next_event: str
    link: str
    at: str


def ask(
    who: Who, proposal_id: str, party_id: str, *, happened_on: date, today: date,
    said_by: str | None = None, reason: str | None = None,
) -> None:  # fmt: skip
    """Ask a party, whether the minutes name it or not. Raises PortfolioError, and stores nothing,
    when it has been asked already or the day cannot be. ``said_by`` is who asked it.
    """
    question = Word(
        state=Responsibility.ASKED, happened_on=happened_on, said_by=said_by, reason=reason
    )
    said, keys = _checked(question, today), _new_keys()
    deed = Deed(action=Action.ASK_RESPONSIBILITY, name="responsibility.asked",
                table="proposal_parties", reason=said["reason"])  # fmt: skip

    def work(connection: Connection, person: Person) -> Done[None]:
        link = _linked(connection, proposal_id, party_id, keys.link)
        event = said | {"said_by": said["said_by"] or _name(person)}
        return _done(link, _add(connection, link, event, keys.event, keys.at, person))

    perform(who, deed, work)


def answer(who: Who, link_id: str, word: Word, *, seen: int, today: date) -> None:
    """Record what a party says. ``seen`` is the number of its last word when the form was shown.

    A centre lead answers for the lead's own party; the secretary for any. Raises PortfolioError
    when somebody recorded another word in between, and when this one cannot follow the last.
    """
    said, keys = _checked(word, today), _new_keys()
    party = _party_of(link_id)
    deed = Deed(action=Action.ANSWER_RESPONSIBILITY, name=f"responsibility.{word.state}",
                table="proposal_parties", subject_id=link_id, party_id=party,
                reason=said["reason"])  # fmt: skip

    def work(connection: Connection, person: Person) -> Done[None]:
        link = _locked(connection, link_id, seen)
        if word.state not in ANSWERS:
            raise PortfolioError("Choose an answer: yes, no or passed on.")
        own = _name(person) if link.party_id in person.party_ids else None
        event = said | {"said_by": said["said_by"] or own}
        if event["said_by"] is None:
            raise PortfolioError("Write who said it, so that others can ask them.")
        to = word.passed_to and _receiver(connection, link, word.passed_to, keys.link)
        after = _add(connection, link, event, keys.event, keys.at, person)
        if to and to.state not in ANSWERING:  # else it was asked, or has said yes, before
            _add(connection, to, _question(event), keys.next_event, keys.at, person)
        return _done(link, after)

    perform(who, deed, work)


def take_back(who: Who, link_id: str, *, seen: int, reason: str) -> None:
    """Undo the last word that was recorded, with a reason; what it undid stays on record.

    What a lead recorded for the own party the lead may take back; a question only the secretary.
    """
    why, keys = typed.reason(reason), _new_keys()
    with store.reading() as connection:
        last = _standing(connection, link_id)[-1:]
    asked = not last or last[0].state == Responsibility.ASKED
    action = Action.ASK_RESPONSIBILITY if asked else Action.ANSWER_RESPONSIBILITY
    deed = Deed(action=action, name="responsibility.taken_back", table="proposal_parties",
                subject_id=link_id, party_id=_party_of(link_id), reason=why)  # fmt: skip

    def work(connection: Connection, person: Person) -> Done[None]:
        link = _locked(connection, link_id, seen)
        undone = _last_to_undo(connection, link_id)
        after = _undo(connection, link, undone, why, keys.event, keys.at, person)
        if undone.passed_to_party_id is not None:
            _undo_question(connection, link, undone, why, keys, person)
        return _done(link, after)

    perform(who, deed, work)


def _checked(word: Word, today: date) -> dict[str, Any]:
    """The columns of the event, as far as they can be known without the database."""
    if word.happened_on > today:
        raise PortfolioError("The day has not come yet. Choose today or an earlier day.")
    reason = typed.words(word.reason)
    if word.state is Responsibility.DECLINED and reason is None:
        raise PortfolioError("Write why the answer is no; others will read it.")
    if (word.state is Responsibility.PASSED_ON) != (word.passed_to is not None):
        raise PortfolioError("Choose the party that it is passed on to.")
    return {
        "state": word.state,
        "happened_on": word.happened_on.isoformat(),
        "said_by": typed.line(word.said_by),
        "reason": reason,
        "passed_to_party_id": word.passed_to,
    }


def _new_keys() -> _Keys:
    return _Keys(ids.new_id(), ids.new_id(), ids.new_id(), ids.now())


def _name(person: Person) -> str | None:
    """Whose word it is when nobody else is named: whoever has an account has a name."""
    return person.name if person.who.door is Door.ACCOUNT else None


def _party_of(link_id: str) -> str | None:
    pp = proposal_parties.c
    with store.reading() as connection:
        return connection.execute(sa.select(pp.party_id).where(pp.id == link_id)).scalar()


def _locked(connection: Connection, link_id: str, seen: int | None) -> sa.Row[Any]:
    """The tie of proposal and party, held until the transaction ends."""
    pp = proposal_parties.c
    chosen = sa.select(proposal_parties).where(pp.id == link_id, pp.withdrawn_at.is_(None))
    link = connection.execute(chosen.with_for_update()).one_or_none()
    if link is None:
        raise PortfolioError(_GONE)
    if seen is not None and link.state_seq != seen:
        raise PortfolioError(
            "Somebody recorded another answer in the meantime, so yours was not saved. Theirs"
            " is on the page now; save yours again if it still holds."
        )
    return link


def _linked(connection: Connection, proposal_id: str, party_id: str, new_key: str) -> sa.Row[Any]:
    """The tie; made when there is none, brought back when it was set aside."""
    pp, p = proposal_parties.c, proposals.c
    # Held, so that two who ask the same party at once do not both add it.
    known = sa.select(p.id).where(p.id == proposal_id).with_for_update()
    party = sa.select(parties.c.id).where(
        parties.c.id == party_id, parties.c.withdrawn_at.is_(None)
    )
    if not all(connection.execute(one).first() for one in (known, party)):
        raise PortfolioError("There is no such party. Reload the page and choose again.")
    mine = sa.and_(pp.proposal_id == proposal_id, pp.party_id == party_id)
    found = connection.execute(sa.select(pp.id, pp.withdrawn_at).where(mine)).one_or_none()
    if found is None:
        added = {"id": new_key, "proposal_id": proposal_id, "party_id": party_id}
        connection.execute(sa.insert(proposal_parties).values(**added, role=PartyRole.ADDED))
        return _locked(connection, new_key, None)
    if found.withdrawn_at is not None:
        back = sa.update(proposal_parties).where(pp.id == found.id)
        connection.execute(back.values(withdrawn_at=None, withdrawn_reason=None))
    return _locked(connection, found.id, None)


def _add(
    connection: Connection, link: sa.Row[Any], event: dict[str, Any], key: str, at: str,
    person: Person,
) -> dict[str, Any]:  # fmt: skip
    """Add a word that may follow the last one; answers what it changed."""
    standing = _standing(connection, link.id)
    before = Responsibility(link.state) if link.state is not None else None
    if event["state"] not in HANDSHAKE[before]:
        _refuse(_CANNOT_FOLLOW[event["state"]])
    if standing and event["happened_on"] < standing[-1].happened_on:
        raise PortfolioError(
            "The day is before the party's last word, which is from {day}. Choose that day or"
            " a later one.",
            day=date.fromisoformat(standing[-1].happened_on),
        )
    return _store(connection, link, event, key, at, person)


def _refuse(sentence: str) -> NoReturn:
    raise PortfolioError(sentence)


_CANNOT_FOLLOW = {
    Responsibility.SUGGESTED: N_("Only the minutes suggest somebody."),
    Responsibility.ASKED: N_(
        "The party has been asked already, or has said yes. Record its answer instead."
    ),
    Responsibility.ACCEPTED: N_("The party has said yes already."),
    Responsibility.DECLINED: N_(
        "The party has not been asked, so it cannot say no. Record first that it was asked."
    ),
    Responsibility.PASSED_ON: N_(
        "The party has not been asked, so it has nothing to pass on. Record first that it was"
        " asked."
    ),
}


def _store(
    connection: Connection, link: sa.Row[Any], event: dict[str, Any], key: str, at: str,
    person: Person,
) -> dict[str, Any]:  # fmt: skip
    """The event, and the copy of it that the lists read."""
    pp, seq = proposal_parties.c, link.state_seq + 1
    connection.execute(sa.insert(responsibility_events).values(
        id=key, proposal_party_id=link.id, seq=seq, recorded_at=at, recorded_by=person.name,
        **event,
    ))  # fmt: skip
    shown = {"state": event["state"], "state_seq": seq, "version": link.version + 1}
    connection.execute(sa.update(proposal_parties).where(pp.id == link.id).values(shown))
    return {name: value for name, value in event.items() if value is not None}


def _done(link: sa.Row[Any], after: dict[str, Any]) -> Done[None]:
    return Done(before={"state": link.state}, after=after, subject_id=link.id, answer=None)


def _receiver(connection: Connection, link: sa.Row[Any], party_id: str, key: str) -> sa.Row[Any]:
    """The tie of the party it is passed on to."""
    if party_id == link.party_id:
        raise PortfolioError("Choose another party than the one that passes it on.")
    return _linked(connection, link.proposal_id, party_id, key)


def _question(event: dict[str, Any]) -> dict[str, Any]:
    """What passing on puts to the next party."""
    return event | {"state": Responsibility.ASKED, "passed_to_party_id": None, "reason": None}


def _standing(connection: Connection, link_id: str) -> list[sa.Row[Any]]:
    """The words that have not been taken back, in order."""
    e = responsibility_events.c
    found = sa.select(responsibility_events).where(e.proposal_party_id == link_id).order_by(e.seq)
    events = list(connection.execute(found))
    undone = {event.undoes for event in events}
    return [event for event in events if event.undoes is None and event.seq not in undone]


def _last_to_undo(connection: Connection, link_id: str) -> sa.Row[Any]:
    last = _standing(connection, link_id)[-1:]
    if not last or last[0].state == Responsibility.SUGGESTED:
        raise PortfolioError("Nothing has been recorded of this party that could be taken back.")
    return last[0]


def _undo(
    connection: Connection, link: sa.Row[Any], undone: sa.Row[Any], why: str, key: str, at: str,
    person: Person,
) -> dict[str, Any]:  # fmt: skip
    """An event that puts the word before back; a party that was only added leaves the proposal."""
    before = _standing(connection, link.id)[-2:-1]
    event = {
        "state": before[0].state if before else Responsibility.SUGGESTED,
        "happened_on": undone.happened_on,
        "reason": why,
        "undoes": undone.seq,
    }
    after = _store(connection, link, event, key, at, person)
    if not before and link.role == PartyRole.ADDED:
        left = sa.update(proposal_parties).where(proposal_parties.c.id == link.id)
        connection.execute(left.values(withdrawn_at=at, withdrawn_reason=why))
    return after


def _undo_question(
    connection: Connection, link: sa.Row[Any], undone: sa.Row[Any], why: str, keys: _Keys,
    person: Person,
) -> None:  # fmt: skip
    """With a passing on goes the question it put, unless that has been answered."""
    pp = proposal_parties.c
    mine = sa.and_(
        pp.proposal_id == link.proposal_id, pp.party_id == undone.passed_to_party_id,
        pp.withdrawn_at.is_(None),
    )  # fmt: skip
    other = connection.execute(sa.select(pp.id).where(mine)).scalar()
    if other is None:
        return
    locked = _locked(connection, other, None)  # its answer may be on its way
    last = _standing(connection, other)[-1:]
    if last and last[0].state == Responsibility.ASKED and (
        last[0].recorded_at == undone.recorded_at
    ):  # fmt: skip
        _undo(connection, locked, last[0], why, keys.next_event, keys.at, person)
