"""Users from a pasted list: what it would make, and making all of it in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.model import PartyKind
from portfolio.domain.permissions import Action, Role
from portfolio.errors import PortfolioError
from portfolio.importers.people import pasted
from portfolio.importers.people.pasted import Pasted
from portfolio.language import _
from portfolio.store import ids, live
from portfolio.store.schema import users as user_table
from portfolio.usecases import content, secret_tokens, use_case
from portfolio.usecases.content import rows
from portfolio.usecases.lists.centres import plain
from portfolio.usecases.people import accounts, users
from portfolio.usecases.people.inviting import Invitation
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform


@dataclass(frozen=True)
class NewUser:
    """Somebody the list would make a user of. Centres: ids by name; a new centre has none yet."""

    line: int
    name: str
    email: str
    role: Role
    centres: Mapping[str, str | None]


@dataclass(frozen=True)
class Adding:
    """What a list would make; what is wrong, and what is passed over, each with its line."""

    new: tuple[NewUser, ...]
    problems: tuple[tuple[int, PortfolioError], ...]
    known: tuple[tuple[int, str], ...]  # e-mails that have a user already
    twice: tuple[tuple[int, str], ...]  # e-mails that stood there before, and their lines
    unread: tuple[str, ...]  # headings of columns that say nothing of a user
    left: tuple[tuple[int, str], ...]  # cells that do not, and their lines

    @property
    def new_centres(self) -> tuple[str, ...]:
        """Those that are made with them."""
        every = (name for one in self.new for name, key in one.centres.items() if key is None)
        return tuple(dict.fromkeys(every))


def preview(who: Who, text: str) -> Adding:
    """What the list would make. Stores nothing. Raises NotAllowedError."""
    with store.reading() as connection:
        use_case.allowed(connection, who, Action.MANAGE_USERS)
        return _understood(connection, text)


def add_all(who: Who, text: str) -> list[Invitation]:
    """Make everybody in the list a user, with the centres that are not there yet; their links.

    One transaction, and a line of the log for each. Raises PortfolioError while a line is wrong, or
    where nobody is new.
    """
    made: dict[str, tuple[Invitation, Deed]] = {}
    centres: dict[str, tuple[str, Deed]] = {}

    def work(connection: Connection, person: Person) -> Result[list[Invitation]]:
        users.refuse_in_local_mode(who)
        found = _understood(connection, text)
        _require_sound(found)
        lines: list[tuple[Deed, Result[Any]]] = []
        for name in found.new_centres:
            key, deed = centres.setdefault(name, _centre())
            lines.append((deed, _insert_centre(connection, key, name)))
        keys = {name: key for name, (key, _deed) in centres.items()}
        for one in found.new:
            invitation, deed = made.setdefault(one.email, _user())
            party_ids = [key or keys[name] for name, key in one.centres.items()]
            after = users.insert(
                connection,
                invitation,
                {"email": one.email, "name": one.name, "role": one.role.value},
                {party: ids.new_id() for party in party_ids},
                person.name,
            )
            lines.append((deed, Result(after=after, answer=None)))
        given = [made[one.email][0] for one in found.new]
        return Result(answer=given, changed=False, lines=tuple(lines))

    return perform(who, Deed(Action.MANAGE_USERS, "user.added", "users"), work)


def _user() -> tuple[Invitation, Deed]:
    made = Invitation(ids.new_id(), secret_tokens.new())
    return made, Deed(Action.MANAGE_USERS, "user.added", "users", made.user_id)


def _centre() -> tuple[str, Deed]:
    key = ids.new_id()
    return key, Deed(Action.MANAGE_USERS, f"{_PARTIES.word}.added", _PARTIES.table, key)


def _insert_centre(connection: Connection, key: str, name: str) -> Result[str]:
    return rows.insert(connection, _PARTIES, key, {"name": name, "kind": PartyKind.CENTRE})


_PARTIES = content.NOUNS["parties"]


def _require_sound(found: Adding) -> None:
    for line, error in found.problems:
        error.place = _("line {line}", line=line)
        raise error
    if not found.new:
        raise PortfolioError("There is nobody new in the list. Write or paste one on each line.")


def _understood(connection: Connection, text: str) -> Adding:
    parties = _parties(connection)
    found = pasted.read(text, lambda words: plain(words) in parties)
    there = set(connection.execute(sa.select(user_table.c.email)).scalars())
    new: dict[str, NewUser] = {}
    known, twice, problems = [], [], []
    for one in found.people:
        if problem := one.problem or _wrong_name(one):
            problems.append((one.line, problem))
        elif one.email in there:
            known.append((one.line, one.email))
        elif one.email in new:
            twice.append((one.line, one.email))
            new[one.email] = _joined(new[one.email], _new(one, parties))
        else:
            new[one.email] = _new(one, parties)
    left = tuple((one.line, words) for one in found.people for words in one.left)
    told = (tuple(problems), tuple(known), tuple(twice), found.unread, left)
    return Adding(tuple(new.values()), *told)


def _wrong_name(one: Pasted) -> PortfolioError | None:
    try:
        accounts.clean_name(one.name)
    except PortfolioError as error:
        return error
    return None


def _new(one: Pasted, parties: dict[str, tuple[str | None, str]]) -> NewUser:
    """Whoever has a centre leads it, unless the list says otherwise; the others read."""
    centres: dict[str, str | None] = {}
    for words in one.centres:
        # Spelled another way further down, a new centre is the same.
        key, name = parties.setdefault(plain(words), (None, words))
        centres[name] = key
    role = one.role or (Role.LEAD if centres else Role.READER)
    return NewUser(one.line, one.name, one.email, role, centres)


def _joined(first: NewUser, again: NewUser) -> NewUser:
    """Somebody who stands there twice has the centres of both lines."""
    centres = {**first.centres, **again.centres}
    leads = Role.LEAD in (first.role, again.role) and first.role is Role.READER
    return replace(first, centres=centres, role=Role.LEAD if leads else first.role)


def _parties(connection: Connection) -> dict[str, tuple[str | None, str]]:
    """Id and name of what is in use, by every way its name is compared."""
    p = live.parties.c
    found: dict[str, tuple[str | None, str]] = {}
    # Of two of one name a centre is meant.
    chosen = sa.select(p.id, p.name, p.full_name).order_by(p.kind == PartyKind.CENTRE, p.name)
    for row in connection.execute(chosen):
        for words in filter(None, (row.full_name, row.name)):
            found[plain(words)] = (row.id, row.name)
    return found
