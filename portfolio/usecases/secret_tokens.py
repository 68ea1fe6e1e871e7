"""Random tokens that open something: each is handed out once, and only its SHA-256 is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import clock

_NOTED_EVERY = timedelta(hours=1)


def new() -> str:
    """A token nobody guesses."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token. It is random and long, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def good(table: sa.Table, token: str) -> sa.Select[Any]:
    """The row of the token, if it has not been revoked."""
    return sa.select(table).where(table.c.token_hash == hashed(token), table.c.revoked_at.is_(None))


def revoke(connection: Connection, table: sa.Table, at: str, *which: Any) -> int:  # noqa: ANN401
    """Make those of the table's tokens worth nothing from now on; how many that still were."""
    open_ones = sa.update(table).where(table.c.revoked_at.is_(None), *which)
    return connection.execute(open_ones.values(revoked_at=at)).rowcount


def note_use(table: sa.Table, row: sa.Row[Any], now: datetime) -> None:
    """Note, once an hour, that a token is in use. No change of the portfolio."""
    if row.used_at is None or row.used_at < clock.stored(now - _NOTED_EVERY):
        noted = sa.update(table).where(table.c.id == row.id).values(used_at=clock.stored(now))
        store.in_transaction(lambda connection: connection.execute(noted))
