"""How often somebody may guess. Open this to change when sign-in is shut for a while.

An attempt is counted before the password is looked at, so that many at once are no way round.
"""

import ipaddress
import math
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import clock
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.store.schema import sign_in_attempts, users
from portfolio.usecases.secret_tokens import hashed

WINDOW = timedelta(minutes=15)
#: Failures within the window: for one e-mail since its last success, and from one address.
PER_EMAIL = 10
PER_ADDRESS = 40
_KEPT = timedelta(days=1)


class TooManyError(PortfolioError):
    """Shut for a while; ``minutes`` in ``values`` says how long."""


def begin(email: str, address: str, at: datetime | None = None) -> str:
    """Count an attempt; its key, for :func:`succeeded`. Raises TooManyError, counting nothing.

    ``email`` is whatever is guessed at; only its SHA-256 is kept, for some type their password
    into the wrong field.
    """
    key, now = ids.new_id(), at or datetime.now(UTC)
    store.in_transaction(lambda connection: _count(connection, key, email, network(address), now))
    return key


def require_few(address: str) -> None:
    """TooManyError where too many have failed from there; counts nothing."""
    a = sign_in_attempts.c
    with store.reading() as connection:
        here = a.address == network(address)
        _require_few(connection, datetime.now(UTC), PER_ADDRESS, here)


def succeeded(connection: Connection, key: str) -> None:
    """It was no guess: the e-mail's failures before it no longer count."""
    chosen = sa.update(sign_in_attempts).where(sign_in_attempts.c.id == key)
    connection.execute(chosen.values(succeeded=1))


def _count(connection: Connection, key: str, email: str, address: str, now: datetime) -> None:
    a, subject = sign_in_attempts.c, hashed(email)
    # Two guesses at one account wait for each other, also on PostgreSQL.
    connection.execute(sa.select(users.c.id).where(users.c.email == email).with_for_update())
    connection.execute(sa.delete(sign_in_attempts).where(a.at < clock.stored(now - _KEPT)))
    last = sa.select(sa.func.max(a.at)).where(a.email == subject, a.succeeded == 1)
    since = sa.func.coalesce(last.scalar_subquery(), "")
    _require_few(connection, now, PER_EMAIL, a.email == subject, a.at > since)
    _require_few(connection, now, PER_ADDRESS, a.address == address)
    connection.execute(
        sa.insert(sign_in_attempts).values(
            id=key, email=subject, address=address, at=clock.stored(now), succeeded=0
        )
    )


def _require_few(
    connection: Connection, now: datetime, most: int, *which: sa.ColumnElement[bool]
) -> None:
    a = sign_in_attempts.c
    failures = sa.select(a.at).where(a.succeeded == 0, a.at > clock.stored(now - WINDOW), *which)
    recent = connection.execute(failures.order_by(a.at.desc()).limit(most)).scalars().all()
    if len(recent) == most:
        opens = datetime.fromisoformat(recent[-1]) + WINDOW
        raise TooManyError(
            N_("Too many attempts have failed. Try again in {minutes} min."),
            minutes=max(1, math.ceil((opens - now) / timedelta(minutes=1))),
        )


def network(address: str) -> str:
    """One household has one IPv4 address, but 2**64 of IPv6."""
    with suppress(ValueError):
        found = ipaddress.ip_address(address)
        if found.version == 6:
            return str(ipaddress.ip_network(f"{found}/64", strict=False))
    return address[:64]
