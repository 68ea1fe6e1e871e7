"""The keys to the API that are in force, for whoever makes and revokes them."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store.schema import api_tokens


@dataclass(frozen=True)
class Key:
    """A key: what it is for, who made it, when it was last used (UTC ISO; None: never)."""

    id: str
    name: str
    created_at: str
    created_by: str
    used_at: str | None


def in_force(connection: Connection) -> tuple[Key, ...]:
    """The keys that open something, the newest first."""
    t = api_tokens.c
    chosen = sa.select(t.id, t.name, t.created_at, t.created_by, t.used_at)
    valid = chosen.where(t.revoked_at.is_(None)).order_by(t.created_at.desc())
    return tuple(Key(*row) for row in connection.execute(valid))
