"""Local accounts: sign in, the first account, invitations, another password.

What a password may be is in :mod:`portfolio.usecases.people.passwords`, how often one may guess in
:mod:`portfolio.usecases.people.attempts`, how long one stays signed in in
:mod:`portfolio.usecases.people.sessions`.
"""

import logging
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.permissions import Action, Role
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.language import N_
from portfolio.store import changes, ids
from portfolio.store.schema import invitations, users
from portfolio.usecases import use_case
from portfolio.usecases.people import attempts, sessions, setup_code
from portfolio.usecases.people.passwords import (
    check_password,
    hash_password,
    is_outdated,
    require_good,
)
from portfolio.usecases.use_case import Deed, Person, Result, Who

__all__ = ["check_password", "hash_password"]

INVITATION_LASTS = timedelta(days=7)
_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")
_log = logging.getLogger("portfolio.sign_in")


def clean_email(typed: str) -> str:
    """The e-mail as it is kept: casefolded. Raises PortfolioError if it is none."""
    email = typed.strip().casefold()
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        raise PortfolioError("“{email}” is not an e-mail address.", email=typed.strip()[:80])
    return email


def sign_in(email: str, password: str, address: str) -> str:
    """A new session's token. Raises PortfolioError: wrong, shut out, or too many attempts."""
    email = email.strip().casefold()[:254].replace("\x00", "")
    attempt = _begin(email, address)
    user = _user(email)
    if not check_password(user and user.password_hash, password) or user is None:
        _log.warning("refused: wrong password, %s, from %s", _known(user), address)
        raise PortfolioError("The e-mail or the password is wrong. Nobody was signed in.")
    if user.disabled_at is not None:
        _log.warning("refused: account shut, %s, from %s", _known(user), address)
        raise PortfolioError("Your account is closed. Ask an administrator if you need it.")
    anew = hash_password(password) if is_outdated(user.password_hash) else None
    return store.in_transaction(lambda connection: _let_in(connection, user, attempt, anew))


def first_account(
    name: str,
    email: str,
    password: str | None,
    code: str | None,
    *,
    at_the_machine: bool = False,
    address: str = "",
) -> str:
    """Make the administrator everything starts with; a session's token.

    ``code`` is the set-up code from the terminal, needed unless the request came from this
    machine. Without a password only the municipality's own login opens the account.
    """
    if not at_the_machine:
        _require_code(code or "", address)
    email, name, key = clean_email(email), clean_name(name), ids.new_id()
    if password is not None:
        require_good(password, email=email, name=name)
    kept = hash_password(password) if password is not None else None
    deed = Deed(Action.MANAGE_USERS, "user.first_account", "users", key)
    shown = {"email": email, "name": name, "role": Role.ADMINISTRATOR.value}
    now = ids.now()

    def work(connection: Connection, _person: Person) -> Result[str]:
        changes.alone(connection)
        if use_case.any_account(connection):  # another was quicker, also on PostgreSQL
            raise NotAllowedError(N_("There is an account already. Sign in instead."))
        connection.execute(
            sa.insert(users).values(
                id=key, password_hash=kept, created_at=now, valid_from=now, **shown
            )
        )
        return Result(after=shown, answer=sessions.start(connection, key))

    token = use_case.perform(use_case.LOCAL, deed, work)
    _log.info("first account made, from %s", address)
    return token


def clean_name(typed: str) -> str:
    """The name without blanks round it. Raises PortfolioError if nothing is left."""
    name = " ".join(typed.replace("\x00", "").split())
    if not name or len(name) > 120:
        raise PortfolioError("Write your name, in at most 120 characters.")
    return name


def invited(token: str, at: datetime | None = None) -> dict[str, Any]:
    """user_id, email and name of whom the link is for. Raises PortfolioError if it is spent."""
    with store.reading() as connection:
        return _invitation(connection, token, at or datetime.now(UTC))


def accept_invitation(token: str, password: str, *, at: datetime | None = None) -> str:
    """Choose the password the link is for; a session's token. The link is spent."""
    guest = invited(token, at)
    require_good(password, email=guest["email"], name=guest["name"])
    kept, now = hash_password(password), at or datetime.now(UTC)
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


def add_invitation(connection: Connection, user_id: str, made_by: str, token: str) -> None:
    """Keep an invitation in the caller's transaction; older ones of the user are revoked.

    The link is ``/invitation/<token>``; make the token with ``secrets.token_urlsafe(32)``.
    """
    now = datetime.now(UTC)
    revoke_invitations(connection, user_id)
    connection.execute(
        sa.insert(invitations).values(
            id=ids.new_id(),
            user_id=user_id,
            token_hash=sessions.hashed(token),
            created_by=made_by,
            created_at=clock.stored(now),
            expires_at=clock.stored(now + INVITATION_LASTS),
        )
    )


def revoke_invitations(connection: Connection, user_id: str) -> None:
    """No link made for the user so far can be used any more."""
    i = invitations.c
    open_ones = sa.update(invitations).where(
        i.user_id == user_id, i.used_at.is_(None), i.revoked_at.is_(None)
    )
    connection.execute(open_ones.values(revoked_at=ids.now()))


def way_back(email: str) -> str:
    """For the command line: a one-time token with which the user can choose a new password."""
    user, token = _user(clean_email(email)), secrets.token_urlsafe(32)
    if user is None:
        raise PortfolioError("No user has the e-mail {email}.", email=email)
    deed = Deed(Action.MANAGE_USERS, "user.new_link", "users", user.id)

    def work(connection: Connection, person: Person) -> Result[str]:
        add_invitation(connection, user.id, person.name, token)
        return Result(answer=token)

    return use_case.perform(use_case.COMMAND, deed, work)


def change_password(who: Who, old: str, new: str, *, keep: str | None = None) -> None:
    """Another password. The user's other sessions end; ``keep`` is the token of the one to stay.

    Raises PortfolioError: the old one is wrong, the new one too easy, or too many attempts.
    """
    with store.reading() as connection:
        person = use_case.allowed(connection, who, Action.KEEP_OWN_ACCOUNT)
    user = _user(person.email or "")
    if user is None:
        raise PortfolioError("You have no account with a password here.")
    attempt = _begin(user.email, "")
    if not check_password(user.password_hash, old):
        _log.warning("refused: wrong old password, %s", _known(user))
        raise PortfolioError("The old password is wrong, so the new one was not saved.")
    require_good(new, email=user.email, name=user.name)
    kept = hash_password(new)
    deed = Deed(Action.KEEP_OWN_ACCOUNT, "user.password_changed", "users", user.id)

    def work(connection: Connection, _person: Person) -> Result[None]:
        attempts.succeeded(connection, attempt)
        as_checked = sa.and_(users.c.id == user.id, users.c.password_hash == user.password_hash)
        changed = connection.execute(sa.update(users).where(as_checked).values(password_hash=kept))
        if changed.rowcount != 1:  # somebody with another way in was quicker
            raise PortfolioError("The old password is wrong, so the new one was not saved.")
        revoke_invitations(connection, user.id)
        sessions.end_all(connection, user.id, but=keep)
        return Result(answer=None)

    use_case.perform(who, deed, work)


def any_account() -> bool:
    """Whether somebody has an account."""
    with store.reading() as connection:
        return use_case.any_account(connection)


def has_open_account(email: str) -> bool:
    """Whether the e-mail is a user's who has not been shut out."""
    user = _user(email.strip().casefold())
    return user is not None and user.disabled_at is None


def _user(email: str) -> sa.Row[Any] | None:
    with store.reading() as connection:
        return connection.execute(sa.select(users).where(users.c.email == email)).one_or_none()


def _begin(email: str, address: str) -> str:
    try:
        return attempts.begin(email, address)
    except attempts.TooManyError:
        _log.warning("refused: too many attempts, from %s", address)
        raise


def _require_code(code: str, address: str) -> None:
    # Counted for each address, so that no stranger can shut the door on the one with the code.
    _begin(f"set-up code from {address}", address)
    if not setup_code.is_right(code):
        _log.warning("refused: wrong set-up code, from %s", address)
        raise PortfolioError(
            "The set-up code is wrong. It stands in the terminal where the program was started."
        )


def _let_in(connection: Connection, user: sa.Row[Any], attempt: str, anew: str | None) -> str:
    _require_as_checked(connection, user)
    attempts.succeeded(connection, attempt)
    if anew is not None:
        chosen = sa.update(users).where(users.c.id == user.id)
        connection.execute(chosen.values(password_hash=anew))
    return sessions.start(connection, user.id)


def _require_as_checked(connection: Connection, user: sa.Row[Any]) -> None:
    """Refuse when the password was changed, or the account shut, while the password was checked.

    Checking takes its time; a session begun after that would outlive what was to end it.
    """
    u = users.c
    chosen = sa.select(u.password_hash, u.disabled_at).where(u.id == user.id).with_for_update()
    now = connection.execute(chosen).one()
    if now.password_hash != user.password_hash or now.disabled_at is not None:
        raise PortfolioError("The e-mail or the password is wrong. Nobody was signed in.")


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
        .where(i.token_hash == sessions.hashed(token))
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
    revoke_invitations(connection, invitation["user_id"])


def _known(user: sa.Row[Any] | None) -> str:
    # Not what was typed: it may be a password in the wrong field, or a forged line of the log.
    return "unknown e-mail" if user is None else f"user {user.id}"
