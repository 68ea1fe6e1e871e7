"""Who gets a mail that is meant for a party. Open this to change the order of fallback.

The leads of the party; else its contact; else the portfolio secretary; else the administrators.
Whoever has a shut account gets nothing, and an address that cannot be one counts as none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.emails import is_address, spelled
from portfolio.domain.permissions import Role
from portfolio.store import schema
from portfolio.store.live import parties
from portfolio.store.schema import user_parties, users


class Capacity(StrEnum):
    """In what capacity somebody gets a mail."""

    LEAD = "lead"
    CONTACT = "contact"
    FOLLOWER = "follower"  # of the proposal
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody who can be written to. ``user_id`` is None for a contact without a login."""

    email: str
    name: str
    language: str = "da"
    user_id: str | None = None
    role: Role | None = None
    wants_news: bool = False
    seen_at: str | None = None  # when what is new was last looked at, in the program


@dataclass(frozen=True, kw_only=True)
class Route:
    """One mail's way: to whom, why they, and the names of the parties it was meant for."""

    to: Recipient
    why: Capacity
    meant_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Directory:
    """Everybody who can be written to, looked up once."""

    names: dict[str, str]  # of parties, by id
    leads: dict[str, list[Recipient]]  # by party
    contacts: dict[str, Recipient]
    users: dict[str, Recipient] = field(default_factory=dict)  # by key
    #: The secretaries, or where there is none the administrators.
    last: list[Recipient] = field(default_factory=list)
    last_are: Capacity = Capacity.SECRETARY

    def routes(self, party_ids: Iterable[str]) -> tuple[Route, ...]:
        """The ways for what these parties answer for; none when nobody can be written to."""
        chosen, reached = list(party_ids), []
        lost = [party for party in chosen if not self.leads.get(party)]
        for party in chosen:
            for lead in self.leads.get(party, []):
                reached.append(Route(to=lead, why=Capacity.LEAD, meant_for=(self.names[party],)))
        for party in [party for party in lost if party in self.contacts]:
            to = self.contacts[party]
            reached.append(Route(to=to, why=Capacity.CONTACT, meant_for=(self.names[party],)))
        homeless = tuple(self.names[party] for party in lost if party not in self.contacts)
        if homeless or not chosen:
            reached += [Route(to=to, why=self.last_are, meant_for=homeless) for to in self.last]
        return tuple(reached)

    def readers(self, party_ids: Iterable[str], follower_ids: Iterable[str]) -> tuple[Route, ...]:
        """The ways for what is merely new: to the parties' own leads and to the followers."""
        leads = [
            Route(to=lead, why=Capacity.LEAD, meant_for=(self.names[party],))
            for party in party_ids
            for lead in self.leads.get(party, [])
        ]
        known = [self.users[key] for key in follower_ids if key in self.users]
        followers = [Route(to=to, why=Capacity.FOLLOWER) for to in known]
        return tuple(route for route in (*leads, *followers) if route.to.wants_news)


def directory(connection: Connection) -> Directory:
    """Everybody who can be written to now."""
    rows = connection.execute(sa.select(users)).all()
    able = {
        row.id: Recipient(
            email=row.email,
            name=row.name,
            language=row.language,
            user_id=row.id,
            role=Role(row.role),
            wants_news=bool(row.news_by_mail),
            seen_at=row.notices_seen_at,
        )
        for row in rows
        if row.disabled_at is None and is_address(row.email)
    }
    in_role = {role: [able[r.id] for r in rows if r.role == role and r.id in able] for role in Role}
    contacts, names = _contacts(connection, shut={r.email for r in rows if r.disabled_at})
    secretaries = in_role[Role.SECRETARY]
    return Directory(
        names=names,
        leads=_leads(connection, {lead.user_id: lead for lead in in_role[Role.LEAD]}),
        contacts=contacts,
        users=able,
        last=secretaries or in_role[Role.ADMINISTRATOR],
        last_are=Capacity.SECRETARY if secretaries else Capacity.ADMINISTRATOR,
    )


def _leads(
    connection: Connection, leads: dict[str | None, Recipient]
) -> dict[str, list[Recipient]]:
    found: dict[str, list[Recipient]] = defaultdict(list)
    for row in connection.execute(sa.select(user_parties).order_by(user_parties.c.id)):
        if row.user_id in leads:
            found[row.party_id].append(leads[row.user_id])
    return dict(found)


def _contacts(
    connection: Connection, shut: set[str]
) -> tuple[dict[str, Recipient], dict[str, str]]:
    # A name for all: something may still be asked of a party that was taken out of use.
    every = connection.execute(sa.select(schema.parties.c.id, schema.parties.c.name))
    contacts, names = {}, {row.id: row.name for row in every}
    for row in connection.execute(sa.select(parties)):
        email = spelled(row.contact_email or "")
        if is_address(email) and email not in shut:
            contacts[row.id] = Recipient(email=email, name=row.contact_name or row.name)
    return contacts, names
