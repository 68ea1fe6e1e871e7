"""One use case: one permission check, one transaction, one line in the change log.

Every use case that a user starts goes through :func:`perform`. The role is read from the user
table in the same transaction, so a role taken away counts from that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.model import ANSWERING
from portfolio.domain.permissions import Action, Role, may
from portfolio.errors import ConflictError, NotAllowedError
from portfolio.language import N_
from portfolio.queries.rounds import answer_links
from portfolio.store import changes, ids
from portfolio.store.schema import proposal_parties, user_parties, users

T = TypeVar("T")


class EntryWay(StrEnum):
    """How somebody came in."""

    ACCOUNT = "account"
    LOCAL = "local"  # at the machine, while there is no account at all
    LINK = "link"  # by a mail's link: to answer one round, and for nothing else
    COMMAND = "command"  # on the command line: whoever has the files has everything
    DEMO = "Demo"  # nobody: the made-up story of a demo


@dataclass(frozen=True)
class Who:
    """Somebody who wants to do something. Says nothing of what they may: that is looked up."""

    entry: EntryWay
    user_id: str | None = None
    link_id: str | None = None  # the personal link they came by


LOCAL = Who(EntryWay.LOCAL)
COMMAND = Who(EntryWay.COMMAND)


@dataclass(frozen=True)
class Person:
    """Who it is, as the user table says it now."""

    who: Who
    name: str
    role: Role
    party_ids: frozenset[str] = frozenset()
    email: str | None = None
    language: str = "da"
    seen_at: str | None = None  # when what is new was last looked at
    round_id: str | None = None  # the only one they may answer, who came by a personal link


#: Whether something is a person's own, asked in the transaction.
IsOwn = Callable[[Connection, Person], bool]


@dataclass(frozen=True, kw_only=True)
class Result(Generic[T]):
    """What a use case did: the columns it changed, before and after, and its answer."""

    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    subject_id: str | None = None
    answer: T
    #: False when nothing was different: then nothing is logged and no cache falls.
    changed: bool = True
    #: More lines for the log, where one use case changes many rows: restoring one looks it up by
    #: its id. Their deeds are made before the transaction, as every deed is.
    lines: tuple[tuple[Deed, Result[Any]], ...] = ()


@dataclass(frozen=True)
class Deed:
    """What is asked of the permission table and logged of a use case, known before its transaction.

    ``own`` tells whether it is done to what is the person's own; None: it is nobody's.
    """

    action: Action
    name: str
    table: str
    subject_id: str | None = None
    own: IsOwn | None = None
    reason: str | None = None
    _change: changes.Change = field(init=False, repr=False)

    def __post_init__(self) -> None:
        made = changes.Change(
            actor="",
            action=self.name,
            subject_table=self.table,
            subject_id=self.subject_id,
            reason=self.reason,
        )
        object.__setattr__(self, "_change", made)

    @property
    def line_id(self) -> str:
        """The id of its line of the log."""
        return self._change.id

    def change(self, person: Person, done: Result[Any]) -> changes.Change:
        """The line of the change log; the same id and time however often it is retried."""
        subject, after = done.subject_id or self.subject_id, done.after
        if person.who.entry is EntryWay.LINK:
            after = {**(after or {}), "entry": person.who.entry.value}
        return replace(
            self._change,
            actor=person.name,
            subject_id=subject,
            before=done.before,
            after=after,
        )


#: What is done beside, as a line of the log of its own.
Line = tuple[Deed, Result[Any]]


def perform(
    who: Who,
    deed: Deed,
    work: Callable[[Connection, Person], Result[T]],
    *,
    address: str | None = None,
) -> T:
    """Check, do and log in one transaction. ``work`` may be run again: make ids outside it.

    Raises NotAllowedError, and whatever PortfolioError ``work`` raises; then nothing is stored.
    """

    def all_of_it(connection: Connection) -> T:
        person = allowed(connection, who, deed.action, deed.own)
        done = work(connection, person)
        if done.changed:
            changes.record(connection, deed.change(person, done))
        for other, line in done.lines:
            changes.record(connection, other.change(person, line))
        return done.answer

    return store.in_transaction(all_of_it, address)


def allowed(
    connection: Connection, who: Who | None, action: Action, own: IsOwn | None = None
) -> Person:
    """The person, if the user table allows it now; NotAllowedError otherwise."""
    person = signed_in(connection, who)
    if not permits(person, action, mine=own is not None and own(connection, person)):
        by_link = person.who.entry is EntryWay.LINK
        raise NotAllowedError(_NOT_BY_LINK if by_link else _REFUSALS.get(action, _NOT_YOUR_ROLE))
    return person


def permits(person: Person, action: Action, *, mine: bool) -> bool:
    """Whether the person may, on what is their own or not; a personal link only answers."""
    if person.who.entry is EntryWay.LINK and not (mine and action is Action.ANSWER_STATUS):
        return False
    return may(person.role, action, own=mine)


def signed_in(connection: Connection, who: Who | None) -> Person:
    """The person as the user table says it now; NotAllowedError when there is none any more."""
    person = person_of(connection, who)
    if person is None:
        raise NotAllowedError(
            N_("You are not signed in any more. Sign in again; nothing was saved.")
        )
    return person


_NOT_YOUR_ROLE = N_(
    "Your role does not allow this, so nothing was saved. Ask the portfolio secretary."
)
_NOT_BY_LINK = N_(
    "The personal link answers its own round and nothing else, so nothing was saved. Sign in to do"
    " more."
)
#: What is said where more than the role decides.
_REFUSALS = {
    Action.FACILITATE: N_("Only the workshop's facilitators do that. Ask the portfolio secretary."),
    Action.WITHDRAW_COMMENT: N_(
        "Only its author and the portfolio secretary can take a comment back."
    ),
}


def person_of(connection: Connection, who: Who | None) -> Person | None:
    """Name, role and parties as they are now; None if the account is gone or shut."""
    if who is None:
        return None
    if who.user_id is None:
        return _at_the_machine(connection, who)
    row = connection.execute(sa.select(users).where(users.c.id == who.user_id)).one_or_none()
    link = who.link_id and answer_links.good(connection, who.link_id, who.user_id, clock.today())
    if row is None or row.disabled_at is not None or (who.entry is EntryWay.LINK and not link):
        return None
    mine = sa.select(user_parties.c.party_id).where(user_parties.c.user_id == row.id)
    parties = frozenset(connection.execute(mine).scalars())
    role, seen = Role(row.role), row.notices_seen_at
    bound = link.round_id if link else None
    return Person(who, row.name, role, parties, row.email, row.language, seen, bound)


def _at_the_machine(connection: Connection, who: Who) -> Person | None:
    if who.entry is EntryWay.LOCAL and any_account(connection):
        return None
    return Person(who, who.entry.value, Role.ADMINISTRATOR)


def any_account(connection: Connection) -> bool:
    """Whether somebody has an account: from then on nobody comes in without one."""
    return connection.execute(sa.select(users.c.id).limit(1)).first() is not None


def answers_for(connection: Connection, person: Person, proposal_id: str | None) -> bool:
    """Whether one of the person's parties has been asked, or has said yes, for the proposal;
    who came by a personal link, answers for those of its round alone."""
    if proposal_id is None or not person.party_ids:
        return False
    if person.round_id is not None and not answer_links.asks(
        connection, person.round_id, proposal_id
    ):
        return False
    pp = proposal_parties.c
    asked = sa.select(pp.id).where(
        pp.proposal_id == proposal_id,
        pp.party_id.in_(sorted(person.party_ids)),
        pp.state.in_(ANSWERING),
        pp.withdrawn_at.is_(None),
    )
    return connection.execute(asked.limit(1)).first() is not None


def of_proposal(proposal_id: str) -> IsOwn:
    """A lead's own is what one of the lead's parties answers for."""
    return lambda connection, person: answers_for(connection, person, proposal_id)


def of_party(party_id: str | None) -> IsOwn:
    """A lead's own is what one of the lead's parties does."""
    return lambda _connection, person: party_id in person.party_ids


#: The columns of a row that is in use.
IN_USE: dict[str, Any] = {"withdrawn_at": None, "withdrawn_reason": None}


def out_of_use(reason: str | None) -> dict[str, Any]:
    """The columns of a row that is taken out of use, or back, now. Ask before the transaction."""
    return {"withdrawn_at": ids.now(), "withdrawn_reason": reason}


def change_row(
    connection: Connection, table: sa.Table, key: str, version: int, values: dict[str, Any]
) -> Result[None]:
    """As ``save_version``; what it changed, for the log."""
    before = save_version(connection, table, key, version, values)
    return Result(
        before=before, after=values, subject_id=key, answer=None, changed=before != values
    )


def save_version(
    connection: Connection, table: sa.Table, key: str, version: int, values: dict[str, Any]
) -> dict[str, Any]:
    """Change a row that is still as the user saw it; returns the changed columns as they were.

    Raises ConflictError, with the row as it stands now, if somebody saved in between.
    """
    row = connection.execute(sa.select(table).where(table.c.id == key)).mappings().one()
    if row["version"] == version:
        chosen = sa.update(table).where(table.c.id == key, table.c.version == version)
        result = connection.execute(chosen.values(values | {"version": version + 1}))
        if result.rowcount == 1:
            return {name: row[name] for name in values}
        row = connection.execute(sa.select(table).where(table.c.id == key)).mappings().one()
    raise ConflictError(
        N_(
            "Somebody else has saved this since you opened it. Nothing was overwritten: compare"
            " the two versions below and save again."
        ),
        theirs=dict(row),
    )
