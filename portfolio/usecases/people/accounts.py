"""Local accounts: sign in, the first account, another password.

What a password may be is in :mod:`portfolio.usecases.people.passwords`, how often one may guess in
:mod:`portfolio.usecases.people.attempts`, how an invited user comes by one in
:mod:`portfolio.usecases.people.inviting`, how long one stays signed in in
:mod:`portfolio.usecases.people.sessions`.
"""

import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs, store
from portfolio.domain import emails
from portfolio.domain.permissions import Action, Role
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.language import N_
from portfolio.store import changes, ids
from portfolio.store.schema import users
from portfolio.usecases import secret_tokens, use_case
from portfolio.usecases.people import attempts, inviting, passwords, sessions, setup_code
from portfolio.usecases.use_case import Deed, Person, Result, Who

_log = logging.getLogger("portfolio.sign_in")


def sign_in(email: str, password: str, address: str) -> str:
    """A new session's token. Raises PortfolioError: wrong, shut out, or too many attempts."""
    email = emails.spelled(email)[:254]
    attempt = _begin(email, address)
    user = _user(email)
    if not passwords.check_password(user and user.password_hash, password) or user is None:
        _log.warning("refused: wrong password, %s, from %s", _known(user), address)
        raise PortfolioError("The e-mail or the password is wrong. Nobody was signed in.")
    if user.disabled_at is not None:
        _log.warning("refused: account shut, %s, from %s", _known(user), address)
        raise PortfolioError("Your access is blocked. Ask an administrator if you need it.")
    anew = passwords.hash_password(password) if passwords.is_outdated(user.password_hash) else None
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
    email, name, key = emails.address(email), clean_name(name), ids.new_id()
    if password is not None:
        passwords.require_good(password, email=email, name=name)
    kept = passwords.hash_password(password) if password is not None else None
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
    name = signs.one_line(typed)
    if not name or len(name) > 120:
        raise PortfolioError("Write your name, in at most 120 characters.")
    return name


def make_recovery_token(email: str) -> str:
    """For the command line: a one-time token with which the user can choose a new password."""
    user, token = _user(emails.address(email)), secret_tokens.new()
    if user is None:
        raise PortfolioError("No user has the e-mail {email}.", email=email)
    deed = Deed(Action.MANAGE_USERS, "user.new_link", "users", user.id)

    def work(connection: Connection, person: Person) -> Result[str]:
        inviting.add(connection, user.id, person.name, token)
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
    if not passwords.check_password(user.password_hash, old):
        _log.warning("refused: wrong old password, %s", _known(user))
        raise PortfolioError("The old password is wrong, so the new one was not saved.")
    passwords.require_good(new, email=user.email, name=user.name)
    kept = passwords.hash_password(new)
    deed = Deed(Action.KEEP_OWN_ACCOUNT, "user.password_changed", "users", user.id)

    def work(connection: Connection, _person: Person) -> Result[None]:
        attempts.succeeded(connection, attempt)
        as_checked = sa.and_(users.c.id == user.id, users.c.password_hash == user.password_hash)
        changed = connection.execute(sa.update(users).where(as_checked).values(password_hash=kept))
        if changed.rowcount != 1:  # somebody with another way in was quicker
            raise PortfolioError("The old password is wrong, so the new one was not saved.")
        inviting.revoke_all(connection, user.id)
        sessions.end_all(connection, user.id, but=keep)
        return Result(answer=None)

    use_case.perform(who, deed, work)


def any_account() -> bool:
    """Whether somebody has an account."""
    with store.reading() as connection:
        return use_case.any_account(connection)


def has_open_account(email: str) -> bool:
    """Whether the e-mail is a user's who has not been shut out."""
    user = _user(emails.spelled(email))
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


def _known(user: sa.Row[Any] | None) -> str:
    # Not what was typed: it may be a password in the wrong field, or a forged line of the log.
    return "unknown e-mail" if user is None else f"user {user.id}"
