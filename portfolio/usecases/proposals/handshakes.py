"""The words said between a proposal and a party, as they are kept: held, added, taken back.

Open this when a word is to be refused, or stored, in another way; who may say one, and when, is
:mod:`portfolio.usecases.proposals.responsibility`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import HANDSHAKE, PartyRole, Responsibility
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.store.schema import parties, proposal_parties, proposals, responsibility_events
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Person

_GONE = N_("The party is not on this proposal any more. Reload the page and choose again.")


@dataclass(frozen=True)
class Keys:
    """Made before the transaction, so that a retry adds nothing twice."""

    event: str
    next_event: str
    link: str
    at: str


def new_keys() -> Keys:
    return Keys(ids.new_id(), ids.new_id(), ids.new_id(), ids.now())


def held(connection: Connection, link_id: str, seen: int | None) -> sa.Row[Any]:
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


def linked(connection: Connection, proposal_id: str, party_id: str, new_key: str) -> sa.Row[Any]:
    """The tie; made when there is none, brought back when it was set aside."""
    pp, p = proposal_parties.c, proposals.c
    # Held, so that two who ask the same party at once do not both add it.
    known = sa.select(p.id).where(p.id == proposal_id).with_for_update()
    party = sa.select(parties.c.id).where(
        parties.c.id == party_id, parties.c.withdrawn_at.is_(None)
    )
    if not all(connection.execute(one).first() for one in (known, party)):
        raise PortfolioError(
            "The party has been taken out of use meanwhile, or there is none. Nothing was saved:"
            " choose another."
        )
    mine = sa.and_(pp.proposal_id == proposal_id, pp.party_id == party_id)
    found = connection.execute(sa.select(pp.id, pp.withdrawn_at).where(mine)).one_or_none()
    if found is None:
        added = {"id": new_key, "proposal_id": proposal_id, "party_id": party_id}
        connection.execute(sa.insert(proposal_parties).values(**added, role=PartyRole.ADDED))
        return held(connection, new_key, None)
    if found.withdrawn_at is not None:
        back = sa.update(proposal_parties).where(pp.id == found.id)
        connection.execute(back.values(use_case.IN_USE))
    return held(connection, found.id, None)


def add(
    connection: Connection,
    link: sa.Row[Any],
    event: dict[str, Any],
    key: str,
    at: str,
    person: Person,
) -> dict[str, Any]:
    """Add a word that may follow the last one; answers what it changed."""
    words = words_in_force(connection, link.id)
    before = Responsibility(link.state) if link.state is not None else None
    # Whoever has been asked can be appointed as well, once.
    appoints = before is Responsibility.ASKED and event.get("decision_id") is not None
    if event["state"] not in HANDSHAKE[before] and not (appoints and not words[-1].decision_id):
        _refuse(_CANNOT_FOLLOW[event["state"]])
    if words and event["happened_on"] < words[-1].happened_on:
        raise PortfolioError(
            "The day is before the party's last word, which is from {day}. Choose that day or"
            " a later one.",
            day=date.fromisoformat(words[-1].happened_on),
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
    connection: Connection,
    link: sa.Row[Any],
    event: dict[str, Any],
    key: str,
    at: str,
    person: Person,
) -> dict[str, Any]:
    """The event, and the copy of it that the lists read."""
    pp, seq = proposal_parties.c, link.state_seq + 1
    connection.execute(
        sa.insert(responsibility_events).values(
            id=key,
            proposal_party_id=link.id,
            seq=seq,
            recorded_at=at,
            recorded_by=person.name,
            **event,
        )
    )
    shown = {"state": event["state"], "state_seq": seq, "version": link.version + 1}
    connection.execute(sa.update(proposal_parties).where(pp.id == link.id).values(shown))
    return {name: value for name, value in event.items() if value is not None}


def words_in_force(connection: Connection, link_id: str) -> list[sa.Row[Any]]:
    """The words that have not been taken back, in order."""
    e = responsibility_events.c
    found = sa.select(responsibility_events).where(e.proposal_party_id == link_id).order_by(e.seq)
    events = list(connection.execute(found))
    undone = {event.undoes for event in events}
    return [event for event in events if event.undoes is None and event.seq not in undone]


def last_to_undo(connection: Connection, link_id: str) -> sa.Row[Any]:
    last = words_in_force(connection, link_id)[-1:]
    if not last or last[0].state == Responsibility.SUGGESTED:
        raise PortfolioError("Nothing has been recorded of this party that could be taken back.")
    return last[0]


def undo(
    connection: Connection,
    link: sa.Row[Any],
    undone: sa.Row[Any],
    why: str,
    key: str,
    at: str,
    person: Person,
) -> dict[str, Any]:
    """An event that puts the word before back; a party that was only added leaves the proposal."""
    before = words_in_force(connection, link.id)[-2:-1]
    event = {
        "state": before[0].state if before else Responsibility.SUGGESTED,
        "happened_on": undone.happened_on,
        "reason": why,
        "undoes": undone.seq,
        # Whoever was appointed is so again.
        "decision_id": before[0].decision_id if before else None,
    }
    after = _store(connection, link, event, key, at, person)
    if not before and link.role == PartyRole.ADDED:
        left = sa.update(proposal_parties).where(proposal_parties.c.id == link.id)
        connection.execute(left.values(withdrawn_at=at, withdrawn_reason=why))
    return after


def undo_question(
    connection: Connection,
    link: sa.Row[Any],
    undone: sa.Row[Any],
    why: str,
    keys: Keys,
    person: Person,
) -> None:
    """With a passing on goes the question it put, unless that has been answered."""
    pp = proposal_parties.c
    mine = sa.and_(
        pp.proposal_id == link.proposal_id,
        pp.party_id == undone.passed_to_party_id,
        pp.withdrawn_at.is_(None),
    )
    other = connection.execute(sa.select(pp.id).where(mine)).scalar()
    if other is None:
        return
    locked = held(connection, other, None)  # its answer may be on its way
    last = words_in_force(connection, other)[-1:]
    if (
        last
        and last[0].state == Responsibility.ASKED
        and (last[0].recorded_at == undone.recorded_at)
    ):
        undo(connection, locked, last[0], why, keys.next_event, keys.at, person)
