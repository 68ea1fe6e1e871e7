"""Who is signed in: a random token in the browser's cookie, its SHA-256 here.

A session ends when it has been idle too long, when it is too old, when it is revoked, and when
its user is shut out; it is looked up at every run, so each counts at the next click.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.store import ids
from portfolio.store.schema import users, web_sessions
from portfolio.usecases.acting import Door, Who

COOKIE = "portfolio_session"
#: An ordinary working day; whoever goes to lunch stays signed in.
IDLE = timedelta(hours=4)
LONGEST = timedelta(hours=12)
_TOUCH_EVERY = timedelta(minutes=1)


def hashed(token: str) -> str:
    """What is kept of a token. It is random and long, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(connection: Connection, user_id: str) -> str:
    """A new session in the caller's transaction; the token that goes into the cookie."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    connection.execute(sa.insert(web_sessions).values(
        id=ids.new_id(), user_id=user_id, token_hash=hashed(token), created_at=_text(now),
        seen_at=_text(now), expires_at=_text(now + LONGEST),
    ))  # fmt: skip
    return token


def who(connection: Connection, token: str, at: datetime | None = None) -> Who | None:
    """Whose token it is; None if it is unknown, old, idle, ended, or its user is shut out."""
    now = at or datetime.now(UTC)
    s, u = web_sessions.c, users.c
    found = connection.execute(
        sa.select(s.user_id)
        .join(users, u.id == s.user_id)
        .where(
            s.token_hash == hashed(token),
            s.ended_at.is_(None),
            s.expires_at > _text(now),
            s.seen_at > _text(now - IDLE),
            s.created_at >= u.valid_from,
            u.disabled_at.is_(None),
        )
    ).scalar_one_or_none()
    return None if found is None else Who(Door.ACCOUNT, found)


def touch(token: str, at: datetime | None = None) -> None:
    """Note that the session is in use, at most once a minute. No change of the portfolio."""
    now = at or datetime.now(UTC)
    stale = sa.update(web_sessions).where(
        web_sessions.c.token_hash == hashed(token),
        web_sessions.c.seen_at < _text(now - _TOUCH_EVERY),
    )
    store.in_transaction(lambda connection: connection.execute(stale.values(seen_at=_text(now))))


def end(token: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    ended = sa.update(web_sessions).where(web_sessions.c.token_hash == hashed(token))
    store.in_transaction(lambda connection: connection.execute(ended.values(ended_at=ids.now())))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
