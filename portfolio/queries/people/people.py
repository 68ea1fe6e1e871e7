"""Users, their sessions and their parties, as Opsætning shows them.

Who was seen when changes without a change of the portfolio: ask these without the cache
(``session.read_now``).
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import UserState
from portfolio.language import sort_key
from portfolio.queries.frames import frame
from portfolio.store.schema import invitations, parties, user_parties, users, web_sessions


@dataclass(frozen=True, kw_only=True)
class User:
    """A user as an administrator sees them. Times are UTC ISO text."""

    id: str
    name: str
    email: str
    role: str
    version: int
    state: UserState
    created_at: str
    last_seen_at: str | None
    disabled_at: str | None
    #: When the open invitation ends; None when there is none.
    invited_until: str | None
    party_ids: tuple[str, ...]
    party_names: tuple[str, ...]
    has_password: bool


def all_users(connection: Connection, *, at: str) -> list[User]:
    """Everybody, sorted the Danish way by name; ``at`` is the moment now."""
    found = connection.execute(sa.select(users)).mappings().all()
    return sorted(_users(connection, found, at), key=lambda user: sort_key(user.name))


def with_accounts(connection: Connection) -> list[tuple[str, str, str]]:
    """E-mail, name and role of those whose account is open, sorted the Danish way by name."""
    u = users.c
    found = connection.execute(sa.select(u.email, u.name, u.role).where(u.disabled_at.is_(None)))
    return sorted((tuple(row) for row in found), key=lambda one: (sort_key(one[1]), one[0]))


def user(connection: Connection, *, user_id: str, at: str) -> User | None:
    """One user; None when there is none of that id."""
    chosen = sa.select(users).where(users.c.id == user_id)
    found = connection.execute(chosen).mappings().all()
    return next(iter(_users(connection, found, at)), None)


def open_sessions(
    connection: Connection, *, user_id: str, at: str, idle_since: str, token_hashes: frozenset[str]
) -> pd.DataFrame:
    """created_at, seen_at, here (bool) of the sessions that are good, the latest first."""
    s = web_sessions.c
    chosen = (
        sa.select(s.created_at, s.seen_at, s.token_hash)
        .join(users)
        .where(
            s.user_id == user_id,
            s.ended_at.is_(None),
            s.expires_at > at,
            s.seen_at > idle_since,
            s.created_at >= users.c.valid_from,
        )
        .order_by(s.seen_at.desc(), s.id)
    )
    table = frame(connection, chosen)
    table["here"] = [known in token_hashes for known in table.pop("token_hash")]
    return table


def answering(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    """By party id, the id and name of the users who answer for it and are not shut out."""
    tied = (
        sa.select(user_parties.c.party_id, users.c.id, users.c.name)
        .select_from(user_parties.join(users))
        .where(users.c.disabled_at.is_(None))
    )
    return dict(_by_first(connection, tied))


def _users(connection: Connection, rows: Any, at: str) -> list[User]:  # noqa: ANN401 - mappings
    keys = [row["id"] for row in rows]
    seen, invited = _last_seen(connection, keys), _invited_until(connection, keys, at)
    tied = _parties(connection, keys)
    return [
        User(
            id=row["id"],
            name=row["name"],
            email=row["email"],
            role=row["role"],
            version=row["version"],
            state=_state(row, seen),
            created_at=row["created_at"],
            last_seen_at=_later(row["last_seen_at"], seen.get(row["id"])),
            disabled_at=row["disabled_at"],
            invited_until=invited.get(row["id"]),
            party_ids=tuple(key for key, _name in tied[row["id"]]),
            party_names=tuple(name for _key, name in tied[row["id"]]),
            has_password=row["password_hash"] is not None,
        )
        for row in rows
    ]


def _later(*moments: str | None) -> str | None:
    return max((moment for moment in moments if moment), default=None)


def _state(row: Any, seen: dict[str, str]) -> UserState:  # noqa: ANN401 - a mapping
    if row["disabled_at"] is not None:
        return UserState.SHUT_OUT
    has_been_in = row["password_hash"] or row["last_seen_at"] or row["id"] in seen
    return UserState.ACTIVE if has_been_in else UserState.INVITED


def _last_seen(connection: Connection, keys: list[str]) -> dict[str, str]:
    s = web_sessions.c
    latest = sa.select(s.user_id, sa.func.max(s.seen_at)).where(s.user_id.in_(keys))
    return {row[0]: row[1] for row in connection.execute(latest.group_by(s.user_id))}


def _invited_until(connection: Connection, keys: list[str], at: str) -> dict[str, str]:
    i = invitations.c
    still_good = sa.select(i.user_id, sa.func.max(i.expires_at)).where(
        i.user_id.in_(keys), i.used_at.is_(None), i.revoked_at.is_(None), i.expires_at > at
    )
    return {row[0]: row[1] for row in connection.execute(still_good.group_by(i.user_id))}


def _parties(connection: Connection, keys: list[str]) -> dict[str, list[tuple[str, str]]]:
    tied = (
        sa.select(user_parties.c.user_id, parties.c.id, parties.c.name)
        .select_from(user_parties.join(parties))
        .where(user_parties.c.user_id.in_(keys))
    )
    return _by_first(connection, tied)


def _by_first(connection: Connection, tied: sa.Select[Any]) -> dict[str, list[tuple[str, str]]]:
    """By the first column the other two, an id and a name, sorted the Danish way by the name."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for first, key, name in connection.execute(tied):
        found[first].append((key, name))
    for pairs in found.values():
        pairs.sort(key=lambda pair: sort_key(pair[1]))
    return found
