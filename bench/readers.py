"""Readers with accounts, signed in: what a municipality's visitors are."""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.store import changes, ids
from portfolio.store.schema import users
from portfolio.usecases.people import sessions

_LONG_AGO = "2022-01-01T00:00:00.000000+00:00"


def sign_in(address: str, count: int) -> list[str]:
    """Make so many accounts and sign each in; the tokens of their sessions."""
    change = changes.Change(actor="bench", action="bench.filled")
    rows = [
        {
            "id": ids.new_id(),
            "email": f"laeser{number}@example.org",
            "name": f"Læser {number}",
            "role": Role.READER,
            "created_at": _LONG_AGO,
            "valid_from": _LONG_AGO,
        }
        for number in range(1, count + 1)
    ]

    def work(connection: Connection) -> list[str]:
        connection.execute(sa.insert(users), rows)
        changes.record(connection, change)
        return [sessions.start(connection, row["id"]) for row in rows]

    return store.in_transaction(work, address)
