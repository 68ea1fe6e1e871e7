"""Who is signed in: a random token in the browser's cookie, its SHA-256 here.

A session ends when it has been idle too long, when it is too old, when it is revoked, and when
its user is shut out; it is looked up at every run, so each counts at the next click.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portfolio import store
from portfolio.domain import clock, emails
from portfolio.store import ids
from portfolio.store.schema import users, web_sessions
from portfolio.usecases import secret_tokens, use_case
from portfolio.usecases.use_case import EntryWay, Person, Who

COOKIE = "portfolio_session"
#: An ordinary working day; whoever goes to lunch stays signed in.
IDLE = timedelta(hours=4)
LONGEST = timedelta(hours=12)
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class OpenSession:
    """A session that counts. ``stale``: so long since it was noted in use that it should be."""

    who: Who
    stale: bool


def start(connection: Connection, user_id: str) -> str:
    """A new session in the caller's transaction; the token that goes into the cookie."""
    token, now = secret_tokens.new(), datetime.now(UTC)
    over = sa.delete(web_sessions).where(web_sessions.c.expires_at < clock.stored(now - LONGEST))
    connection.execute(over)
    _insert(connection, user_id, token, now, now)
    return token


def find(connection: Connection, token: str, at: datetime | None = None) -> OpenSession | None:
    """Whose token it is; None if it is unknown, old, idle, ended, or its user is shut out."""
    now = at or datetime.now(UTC)
    s, u = web_sessions.c, users.c
    row = connection.execute(
        sa.select(s.user_id, s.seen_at)
        .join(users, u.id == s.user_id)
        .where(
            s.token_hash == secret_tokens.hashed(token),
            s.ended_at.is_(None),
            s.expires_at > clock.stored(now),
            s.seen_at > clock.stored(now - IDLE),
            s.created_at >= u.valid_from,
            u.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return OpenSession(
        Who(EntryWay.ACCOUNT, row.user_id), row.seen_at < clock.stored(now - _TOUCH_EVERY)
    )


def who(connection: Connection, token: str, at: datetime | None = None) -> Who | None:
    """As :func:`find`, where nobody is to be noted in use."""
    found = find(connection, token, at)
    return None if found is None else found.who


@dataclass(frozen=True)
class Recognition:
    """Who it is, and the token of a session that should be noted in use (:func:`touch`)."""

    person: Person | None
    stale: str | None


def recognise(connection: Connection, *, tokens: Sequence[str], local: bool) -> Recognition:
    """Who came with these tokens; without a session that counts, whoever is at the machine."""
    found = ((token, find(connection, token)) for token in tokens)
    token, session = next((pair for pair in found if pair[1]), ("", None))
    who = session.who if session else (use_case.LOCAL if local else None)
    stale = token if session and session.stale else None
    return Recognition(use_case.person_of(connection, who), stale)


def touch(token: str, at: datetime | None = None) -> None:
    """Note that a stale session is in use. No change of the portfolio."""
    now, s = at or datetime.now(UTC), web_sessions.c

    def work(connection: Connection) -> None:
        mine = s.token_hash == secret_tokens.hashed(token)
        connection.execute(sa.update(web_sessions).where(mine).values(seen_at=clock.stored(now)))
        whose = sa.select(s.user_id).where(mine).scalar_subquery()
        connection.execute(
            sa.update(users).where(users.c.id == whose).values(last_seen_at=clock.stored(now))
        )

    store.in_transaction(work)


def end(token: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    ended = sa.update(web_sessions).where(web_sessions.c.token_hash == secret_tokens.hashed(token))
    store.in_transaction(lambda connection: connection.execute(ended.values(ended_at=ids.now())))


def way_out(tokens: Sequence[str]) -> str:
    """What a link must say to end the sign-in of whoever came with these tokens.

    Only they can say it, so no link of somebody else's signs anybody out; it opens nothing.
    """
    return secret_tokens.hashed(" ".join(["way out", *tokens]))[:20]


def end_all(connection: Connection, user_id: str, *, but: str | None = None) -> None:
    """Sign the user out everywhere, in the caller's transaction, but where the token is ``but``."""
    s = web_sessions.c
    others = sa.update(web_sessions).where(
        s.user_id == user_id, s.ended_at.is_(None), s.token_hash != secret_tokens.hashed(but or "")
    )
    connection.execute(others.values(ended_at=ids.now()))


# --- the municipality's own login (OIDC) ----------------------------------------------------------


def token_of_claims(claims: Mapping[str, Any]) -> str | None:
    """The token of a sign-in at the other end: what is said there of it, and of no other.

    Streamlit's cookie is good for 30 days and cannot be taken back, so it opens nothing by
    itself: it gets a session here, which ends as any other. None if it does not say when it was
    made.
    """
    if not isinstance(claims.get("iat"), int | float):
        return None
    said = [str(claims.get(name, "")) for name in ("iss", "sub", "email", "iat", "nonce", "sid")]
    return "oidc " + json.dumps(said)


def admit(claims: Mapping[str, Any], at: datetime | None = None) -> None:
    """Start the session of a sign-in not seen before, if its e-mail is a user's.

    Whether it counts is asked by :func:`find` as for every session: it began when the other end
    says it did.
    """
    token, now = token_of_claims(claims), at or datetime.now(UTC)
    email = emails.spelled(str(claims.get("email") or ""))
    if token is None or not email or claims.get("email_verified") is False:
        return
    # The other end says whole seconds, by a clock of its own.
    began = min(now, datetime.fromtimestamp(claims["iat"] + 1, UTC))

    def work(connection: Connection) -> None:
        known = sa.select(web_sessions.c.id).where(
            web_sessions.c.token_hash == secret_tokens.hashed(token)
        )
        user_id = connection.execute(
            sa.select(users.c.id).where(users.c.email == email)
        ).scalar_one_or_none()
        if user_id is not None and connection.execute(known).first() is None:
            _insert(connection, user_id, token, began, now)

    if began > now - LONGEST:
        with suppress(IntegrityError):  # two tabs at once: the other was quicker
            store.in_transaction(work)


def _insert(
    connection: Connection, user_id: str, token: str, began: datetime, now: datetime
) -> None:
    connection.execute(
        sa.insert(web_sessions).values(
            id=ids.new_id(),
            user_id=user_id,
            token_hash=secret_tokens.hashed(token),
            created_at=clock.stored(began),
            seen_at=clock.stored(now),
            expires_at=clock.stored(began + LONGEST),
        )
    )
    seen = sa.update(users).where(users.c.id == user_id)
    connection.execute(seen.values(last_seen_at=clock.stored(now)))
