"""Who may come in, as what, and for which parties. Open this for the rules about users.

Links for users are in :mod:`portfolio.usecases.people.inviting`, passwords in ``accounts``.
"""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import emails
from portfolio.domain.permissions import Action, Role
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import calendar_tokens, parties, user_parties, users
from portfolio.usecases import secret_tokens, text_input
from portfolio.usecases.people import accounts, inviting, sessions
from portfolio.usecases.people.inviting import Invitation
from portfolio.usecases.rounds import answer_links
from portfolio.usecases.use_case import Deed, EntryWay, Person, Result, Who, perform, save_version


def add_user(
    who: Who, *, email: str, name: str, role: Role, party_ids: Collection[str] = ()
) -> Invitation:
    """A new user, with the token of a link that is good once, for a week.

    Refused in local mode: an invited user would shut the machine's own administrator out.
    """
    values = _typed(name, email, role)
    made = Invitation(ids.new_id(), secret_tokens.new())
    ties = {party: ids.new_id() for party in party_ids}
    refuse_in_local_mode(who)

    def work(connection: Connection, person: Person) -> Result[Invitation]:
        return Result(after=insert(connection, made, values, ties, person.name), answer=made)

    return perform(who, _deed("user.added", made.user_id), work)


def insert(
    connection: Connection,
    made: Invitation,
    values: dict[str, str],
    ties: dict[str, str],
    made_by: str,
) -> dict[str, Any]:
    """Put a user in with the link, in the caller's transaction; the columns, for the log.

    ``ties``: the key of a new tie, by party. Raises PortfolioError when the e-mail is taken.
    """
    at = ids.now()
    _insert(connection, {**values, "id": made.user_id, "created_at": at, "valid_from": at})
    _tie(connection, made.user_id, ties)
    inviting.add(connection, made.user_id, made_by, made.token)
    return {**values, "parties": sorted(ties), "invitation_expires_at": inviting.ends()}


def change_user(
    who: Who,
    user_id: str,
    version: int,
    *,
    name: str | None = None,
    email: str | None = None,
    role: Role | None = None,
    party_ids: Collection[str] | None = None,
) -> None:
    """Change what is given. Nobody changes their own role.

    Raises ConflictError when somebody saved since ``version`` was read.
    """
    values = _typed(name, email, role)
    ties = None if party_ids is None else {party: ids.new_id() for party in party_ids}

    def work(connection: Connection, person: Person) -> Result[None]:
        left = _administrators(connection, person)
        row = locked(connection, user_id)
        if values.get("role", row["role"]) != row["role"]:
            _may_lose_role(person, row, left)
        changed = {column: value for column, value in values.items() if value != row[column]}
        mine = _parties_of(connection, user_id)
        wanted = mine if ties is None else set(ties)
        if not changed and mine == wanted:
            return Result(answer=None, changed=False)
        before = _save(connection, user_id, version, changed)
        _set_parties(connection, user_id, mine, wanted, ties or {})
        if "email" in changed:
            # The link may have gone to the address that was wrong.
            inviting.revoke_all(connection, user_id)
            answer_links.close_all(connection, user_id)
        return _done(before, changed, mine, wanted)

    perform(who, _deed("user.changed", user_id), work)


def tie(who: Who, user_id: str, party_id: str) -> None:
    """Let the user answer for a party too."""
    _change_ties(who, "user.tied", user_id, add={party_id: ids.new_id()})


def untie(who: Who, user_id: str, party_id: str) -> None:
    """Let the user answer for a party no more."""
    _change_ties(who, "user.untied", user_id, remove={party_id})


def shut_out(who: Who, user_id: str, reason: str | None = None) -> None:
    """The user comes in no more: sessions, invitations and calendar links end at once."""
    at = ids.now()

    def work(connection: Connection, person: Person) -> Result[None]:
        left = _administrators(connection, person)
        row = locked(connection, user_id)
        if row["disabled_at"] is not None:
            return Result(answer=None, changed=False)
        if user_id == person.who.user_id:
            raise PortfolioError("You cannot block your own access. Ask another administrator.")
        _keep_an_administrator(row, left)
        _save(connection, user_id, row["version"], {"disabled_at": at, "valid_from": at})
        sessions.end_all(connection, user_id)
        inviting.revoke_all(connection, user_id)
        mine = calendar_tokens.c.user_id == user_id
        secret_tokens.revoke(connection, calendar_tokens, at, mine)
        return Result(before={"disabled_at": None}, after={"disabled_at": at}, answer=None)

    perform(who, _deed("user.shut_out", user_id, reason), work)


def let_in(who: Who, user_id: str) -> None:
    """Undo ``shut_out``. What was ended stays ended: the user signs in anew."""
    at = ids.now()

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = locked(connection, user_id)
        if row["disabled_at"] is None:
            return Result(answer=None, changed=False)
        values = {"disabled_at": None, "valid_from": at}
        before = _save(connection, user_id, row["version"], values)
        shut = {"disabled_at": before["disabled_at"]}
        return Result(before=shut, after={"disabled_at": None}, answer=None)

    perform(who, _deed("user.let_in", user_id), work)


def sign_out_everywhere(who: Who, user_id: str) -> None:
    """End every session of the user, on every machine. Everybody may do it for themselves."""
    at = ids.now()
    mine = who.user_id == user_id
    action = Action.KEEP_OWN_ACCOUNT if mine else Action.MANAGE_USERS

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = locked(connection, user_id)
        _save(connection, user_id, row["version"], {"valid_from": at})
        sessions.end_all(connection, user_id)
        return Result(answer=None)

    deed = Deed(action, "user.signed_out", "users", user_id)
    perform(who, deed, work)


def refuse_in_local_mode(who: Who) -> None:
    """The first account is made on its own page: only it leaves somebody able to come in."""
    if who.entry is EntryWay.LOCAL:
        raise PortfolioError("Make the first account before you add other users.")


def locked(connection: Connection, user_id: str) -> dict[str, Any]:
    """The user's row, which nobody else changes until this transaction ends."""
    chosen = sa.select(users).where(users.c.id == user_id).with_for_update()
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        raise PortfolioError("There is no such user. Go back to the list and choose again.")
    return dict(row)


def _deed(name: str, user_id: str, reason: str | None = None) -> Deed:
    return Deed(Action.MANAGE_USERS, name, "users", user_id, reason=text_input.words(reason))


def _typed(name: str | None, email: str | None, role: Role | None) -> dict[str, str]:
    values = {
        "name": None if name is None else accounts.clean_name(name),
        "email": None if email is None else emails.address(email),
        "role": None if role is None else role.value,
    }
    return {column: value for column, value in values.items() if value is not None}


def _insert(connection: Connection, values: dict[str, Any]) -> None:
    try:
        connection.execute(sa.insert(users).values(values))
    except sa.exc.IntegrityError as error:
        raise _taken(values["email"]) from error


def _save(
    connection: Connection, user_id: str, version: int, values: dict[str, Any]
) -> dict[str, Any]:
    try:
        return save_version(connection, users, user_id, version, values)
    except sa.exc.IntegrityError as error:
        raise _taken(values.get("email")) from error


def _taken(email: object) -> PortfolioError:
    return PortfolioError(
        "Somebody already has the e-mail {email}. Find them in the list.", email=email
    )


def _administrators(connection: Connection, person: Person) -> set[str]:
    """Those who can come in and manage users, locked until this transaction ends.

    Two administrators may be about to demote each other: the second waits for the first, and
    then finds nobody left. All are locked in one order, and before any other user, so that
    neither waits for the other. Somebody invited who has never come in does not count.
    """
    u = users.c
    chosen = sa.select(u.id, u.password_hash, u.last_seen_at).where(
        u.role == Role.ADMINISTRATOR, u.disabled_at.is_(None)
    )
    rows = connection.execute(chosen.order_by(u.id).with_for_update())
    return {
        row.id
        for row in rows
        if row.password_hash or row.last_seen_at or row.id == person.who.user_id
    }


def _may_lose_role(person: Person, row: dict[str, Any], left: set[str]) -> None:
    if row["id"] == person.who.user_id:
        raise PortfolioError("You cannot change your own role. Ask another administrator.")
    _keep_an_administrator(row, left)


def _keep_an_administrator(row: dict[str, Any], left: set[str]) -> None:
    """Refuse what would leave nobody to manage users."""
    is_one = row["role"] == Role.ADMINISTRATOR and row["disabled_at"] is None
    if is_one and not left - {row["id"]}:
        raise PortfolioError(
            "This is the last administrator who can come in. Make somebody else administrator"
            " first."
        )


def _change_ties(
    who: Who,
    name: str,
    user_id: str,
    *,
    add: dict[str, str] | None = None,
    remove: Collection[str] = (),
) -> None:
    def work(connection: Connection, _person: Person) -> Result[None]:
        row = locked(connection, user_id)
        mine = _parties_of(connection, user_id)
        wanted = (mine | set(add or {})) - set(remove)
        if wanted == mine:
            return Result(answer=None, changed=False)
        _save(connection, user_id, row["version"], {})
        _set_parties(connection, user_id, mine, wanted, add or {})
        return _done({}, {}, mine, wanted)

    perform(who, _deed(name, user_id), work)


def _parties_of(connection: Connection, user_id: str) -> set[str]:
    tied = sa.select(user_parties.c.party_id).where(user_parties.c.user_id == user_id)
    return set(connection.execute(tied).scalars())


def _set_parties(
    connection: Connection, user_id: str, mine: set[str], wanted: set[str], keys: dict[str, str]
) -> None:
    """``keys``: the key of a new row, by party."""
    up = user_parties.c
    gone = up.party_id.in_(mine - wanted)
    connection.execute(sa.delete(user_parties).where(up.user_id == user_id, gone))
    _tie(connection, user_id, {party: keys[party] for party in wanted - mine})


def _tie(connection: Connection, user_id: str, ties: dict[str, str]) -> None:
    known = sa.select(parties.c.id).where(parties.c.id.in_(ties), parties.c.withdrawn_at.is_(None))
    if len(connection.execute(known.with_for_update(read=True)).all()) != len(ties):
        raise PortfolioError("A centre you chose is not there any more. Choose again.")
    rows = [{"id": key, "user_id": user_id, "party_id": party} for party, key in ties.items()]
    if rows:
        connection.execute(sa.insert(user_parties), rows)


def _done(
    before: dict[str, Any], after: dict[str, Any], were: set[str], are: set[str]
) -> Result[None]:
    """What changed, the parties with the rest."""
    if were != are:
        before, after = {**before, "parties": sorted(were)}, {**after, "parties": sorted(are)}
    return Result(before=before, after=after, answer=None)
