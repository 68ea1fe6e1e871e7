"""Who an agenda could be mailed to, and who has had it. The send log raises no revision: ask anew.

What the letter says is :mod:`portfolio.queries.reviews.invitation`.
"""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.emails import is_address
from portfolio.domain.mails import ReminderState
from portfolio.domain.model import ANSWERING, Placement
from portfolio.domain.permissions import Role
from portfolio.queries.mails import recipients
from portfolio.queries.mails.recipients import Capacity, Recipient
from portfolio.store.live import meeting_participants, proposal_parties
from portfolio.store.schema import reminders as log
from portfolio.store.schema import review_items, reviews, users

AGENDA, CALLED_OFF = "agenda_mail", "agenda_off"
#: The states of a mail that nobody should send again.
GONE = (ReminderState.SENT, ReminderState.UNCERTAIN)
_ATTENDING = {Role.DIRECTOR, Role.SECRETARY}


class Why(StrEnum):
    """Why somebody is offered as reader of an agenda."""

    ATTENDS = "attends"
    LEAD = "lead"  # of a centre whose proposal stands on it
    OTHER = "other"  # has an account


@dataclass(frozen=True)
class Reader:
    """Somebody an agenda can be mailed to."""

    to: Recipient
    why: Why
    meant_for: tuple[str, ...] = ()  # the centres, of a lead


@dataclass(frozen=True)
class Sent:
    """An agenda that went out to somebody, or did not."""

    email: str
    name: str | None  # None: an address without an account
    kind: str
    state: ReminderState
    at: str  # UTC ISO
    key: str


def readers(connection: Connection, *, review_id: str) -> tuple[Reader, ...]:
    """Those who attend, then the leads or contacts of what stands on it, then who has an account.

    Each once, by the first reason. Whoever has no address that mail can go to is left out.
    """
    found: dict[str, Reader] = {}
    rows = connection.execute(sa.select(users).order_by(users.c.name, users.c.email)).all()
    able = [row for row in rows if row.disabled_at is None and is_address(row.email)]
    named = _participants(connection, review_id)
    attending = [row for row in able if row.role in _ATTENDING or row.name.casefold() in named]
    for one in (
        *(Reader(_recipient(row), Why.ATTENDS) for row in attending),
        *_leads(connection, review_id),
        *(Reader(_recipient(row), Why.OTHER) for row in able),
    ):
        found.setdefault(one.to.email, one)
    return tuple(found.values())


def sent(connection: Connection, *, review_id: str) -> tuple[Sent, ...]:
    """What the send log knows of a review's agenda, the newest first."""
    at = sa.func.coalesce(log.c.sent_at, log.c.tried_at, log.c.created_at)
    chosen = (
        sa.select(log.c.email, users.c.name, log.c.kind, log.c.state, at, log.c.send_key)
        .select_from(log.outerjoin(users, users.c.id == log.c.user_id))
        .where(log.c.kind.in_((AGENDA, CALLED_OFF)), log.c.send_key.contains(about(review_id)))
        .order_by(at.desc(), log.c.email)
    )
    return tuple(
        Sent(email, name, kind, ReminderState(state), at, key)
        for email, name, kind, state, at, key in connection.execute(chosen)
    )


def has_had(connection: Connection, email: str, *, review_id: str) -> bool:
    """Whether the agenda of a review has gone out to the address, in whatever version."""
    return any(
        one.email == email and one.kind == AGENDA and one.state in GONE
        for one in sent(connection, review_id=review_id)
    )


def key_of(kind: str, email: str, review_id: str, occasion: str) -> str:
    """The send key of one review's letter to somebody."""
    return f"{kind}:{email}{about(review_id)}{occasion}"


def about(review_id: str) -> str:
    """The part of a send key that says which review it is of."""
    return f":{review_id}:"


def _recipient(row: sa.Row[tuple[str, ...]]) -> Recipient:
    return Recipient(email=row.email, name=row.name, language=row.language, user_id=row.id)


def _participants(connection: Connection, review_id: str) -> set[str]:
    p, r = meeting_participants.c, reviews.c
    chosen = sa.select(p.name).join(reviews, r.meeting_id == p.meeting_id).where(r.id == review_id)
    return {name.casefold() for name in connection.execute(chosen).scalars()}


def _leads(connection: Connection, review_id: str) -> list[Reader]:
    """Of the parties that are asked or have said yes for what is talked about."""
    i, pp = review_items.c, proposal_parties.c
    chosen = (
        sa.select(pp.party_id)
        .join(review_items, i.proposal_id == pp.proposal_id)
        .where(
            i.review_id == review_id,
            i.placement == Placement.AGENDA,
            pp.state.in_(ANSWERING),
        )
        .distinct()
        .order_by(pp.party_id)
    )
    parties = list(connection.execute(chosen).scalars())
    by_email: dict[str, Reader] = {}
    for route in recipients.directory(connection).routes(parties) if parties else ():
        if route.why in (Capacity.LEAD, Capacity.CONTACT):
            before = by_email.get(route.to.email)
            meant_for = (*(before.meant_for if before else ()), *route.meant_for)
            by_email[route.to.email] = Reader(route.to, Why.LEAD, meant_for)
    return list(by_email.values())
