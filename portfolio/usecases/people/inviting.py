"""Links for users: good once, for a week, shown to the administrator who made one, and kept as
their SHA-256 only. What opens such a link is in ``accounts``.
"""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store.schema import invitations, users
from portfolio.usecases.people import accounts
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform


@dataclass(frozen=True)
class Invited:
    """A user and the token of their link; the token is nowhere else."""

    user_id: str
    token: str = field(repr=False)


def new_token() -> str:
    """What a link ends in; nobody guesses it."""
    return secrets.token_urlsafe(32)


def ends() -> str:
    """When a link made now is good no more, UTC ISO text."""
    return clock.stored(datetime.now(UTC) + accounts.INVITATION_LASTS)


def new_link(who: Who, user_id: str) -> Invited:
    """Another link for the user; those before it are worth nothing from now on.

    Also for somebody who has forgotten the password: the link lets them choose a new one.
    """
    made, after = Invited(user_id, new_token()), {"invitation_expires_at": ends()}

    def work(connection: Connection, person: Person) -> Result[Invited]:
        _require_not_shut_out(connection, user_id)
        accounts.add_invitation(connection, user_id, person.name, made.token)
        return Result(after=after, answer=made)

    return perform(who, _deed("user.invited", user_id), work)


def revoke_link(who: Who, user_id: str) -> None:
    """Make the user's link worth nothing. Nothing happens when there is none."""
    i = invitations.c
    still_open = sa.select(i.id).where(
        i.user_id == user_id, i.used_at.is_(None), i.revoked_at.is_(None)
    )

    def work(connection: Connection, _person: Person) -> Result[None]:
        had_one = connection.execute(still_open).first() is not None
        accounts.revoke_invitations(connection, user_id)
        return Result(answer=None, changed=had_one)

    perform(who, _deed("user.invitation_revoked", user_id), work)


def _deed(name: str, user_id: str) -> Deed:
    return Deed(Action.MANAGE_USERS, name, "users", user_id)


def _require_not_shut_out(connection: Connection, user_id: str) -> None:
    """Locks the user, so that nobody is shut out while a link is made for them."""
    chosen = sa.select(users.c.disabled_at).where(users.c.id == user_id).with_for_update()
    row = connection.execute(chosen).one_or_none()
    if row is None:
        raise PortfolioError("There is no such user. Go back to the list and choose again.")
    if row.disabled_at is not None:
        raise PortfolioError("The user is shut out. Let them in again before you make a link.")
