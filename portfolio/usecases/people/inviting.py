"""Links for users: good once, for a week, shown to the administrator who made one, and kept as
their SHA-256 only. Whoever follows one chooses a password.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import changes, ids
from portfolio.store.schema import invitations, users
from portfolio.usecases import secret_tokens
from portfolio.usecases.people import passwords, sessions
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform

LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Invitation:
    """A user and the token of their link; the token is nowhere else."""

    user_id: str
    token: str = field(repr=False)


def ends() -> str:
    """When a link made now is good no more, UTC ISO text."""
    return clock.stored(datetime.now(UTC) + LASTS)


def new_link(who: Who, user_id: str, token: str | None = None) -> Invitation:
    """Another link for the user, of that token or a new one; those before it are worth nothing.

    Also for somebody who has forgotten the password: the link lets them choose a new one.
    """
    made = Invitation(user_id, token or secret_tokens.new())
    after = {"invitation_expires_at": ends()}

    def work(connection: Connection, person: Person) -> Result[Invitation]:
        _require_not_shut_out(connection, user_id)
        add(connection, user_id, person.name, made.token)
        return Result(after=after, answer=made)

    return perform(who, Deed(Action.MANAGE_USERS, "user.invited", "users", user_id), work)


def revoke_link(who: Who, user_id: str) -> None:
    """Make the user's link worth nothing. Nothing happens when there is none."""

    def work(connection: Connection, _person: Person) -> Result[None]:
        return Result(answer=None, changed=revoke_all(connection, user_id) > 0)

    perform(who, Deed(Action.MANAGE_USERS, "user.invitation_revoked", "users", user_id), work)


def read(token: str, at: datetime | None = None) -> dict[str, Any]:
    """user_id, email and name of whom the link is for. Raises PortfolioError if it is spent."""
    with store.reading() as connection:
        return _invitation(connection, token, at or datetime.now(UTC))


def accept(token: str, password: str, *, at: datetime | None = None) -> str:
    """Choose the password the link is for; a session's token. The link is spent."""
    guest = read(token, at)
    passwords.require_good(password, email=guest["email"], name=guest["name"])
    kept, now = passwords.hash_password(password), at or datetime.now(UTC)
    change = changes.Change(
        actor=guest["name"],
        action="user.password_chosen",
        subject_table="users",
        subject_id=guest["user_id"],
    )

    def work(connection: Connection) -> str:
        _spend(connection, _invitation(connection, token, now, lock=True), ids.now())
        chosen = sa.update(users).where(users.c.id == guest["user_id"])
        connection.execute(chosen.values(password_hash=kept))
        sessions.end_all(connection, guest["user_id"])
        changes.record(connection, change)
        return sessions.start(connection, guest["user_id"])

    return store.in_transaction(work)


def add(connection: Connection, user_id: str, made_by: str, token: str) -> None:
    """Keep an invitation in the caller's transaction; older ones of the user are revoked.

    The link is ``/invitation/<token>``; make the token with :func:`secret_tokens.new`.
    """
    revoke_all(connection, user_id)
    connection.execute(
        sa.insert(invitations).values(
            id=ids.new_id(),
            user_id=user_id,
            token_hash=secret_tokens.hashed(token),
            created_by=made_by,
            created_at=ids.now(),
            expires_at=ends(),
        )
    )


def revoke_all(connection: Connection, user_id: str) -> int:
    """No link made for the user so far can be used any more; how many could."""
    i = invitations.c
    mine = (i.user_id == user_id, i.used_at.is_(None))
    return secret_tokens.revoke(connection, invitations, ids.now(), *mine)


def _require_not_shut_out(connection: Connection, user_id: str) -> None:
    """Locks the user, so that nobody is shut out while a link is made for them."""
    chosen = sa.select(users.c.disabled_at).where(users.c.id == user_id).with_for_update()
    row = connection.execute(chosen).one_or_none()
    if row is None:
        raise PortfolioError("There is no such user. Go back to the list and choose again.")
    if row.disabled_at is not None:
        raise PortfolioError("The user's access is blocked. Restore it before you make a link.")


def _invitation(
    connection: Connection, token: str, now: datetime, *, lock: bool = False
) -> dict[str, Any]:
    i = invitations.c
    asked = (
        sa.select(
            i.id,
            i.user_id,
            i.used_at,
            i.revoked_at,
            i.expires_at,
            users.c.email,
            users.c.name,
            users.c.disabled_at,
        )
        .join(users, users.c.id == i.user_id)
        .where(i.token_hash == secret_tokens.hashed(token))
    )
    if lock:  # nobody withdraws it, or shuts the user out, before it is spent
        asked = asked.with_for_update()
    row = connection.execute(asked).mappings().one_or_none()
    if row is None:
        raise PortfolioError(
            "There is no invitation at this address. Check that you copied all of the link."
        )
    if row["used_at"] is not None:
        raise PortfolioError("The link has been used already. Sign in with the password you chose.")
    if row["revoked_at"] is not None or row["disabled_at"] is not None:
        raise PortfolioError("The link has been withdrawn. Ask an administrator for a new one.")
    if row["expires_at"] <= clock.stored(now):
        raise PortfolioError("The link is too old. Ask an administrator for a new one.")
    return dict(row)


def _spend(connection: Connection, invitation: dict[str, Any], now: str) -> None:
    i = invitations.c
    mine = sa.update(invitations).where(i.id == invitation["id"], i.used_at.is_(None))
    if connection.execute(mine.values(used_at=now)).rowcount != 1:
        raise PortfolioError("The link has been used already. Sign in with the password you chose.")
    revoke_all(connection, invitation["user_id"])
