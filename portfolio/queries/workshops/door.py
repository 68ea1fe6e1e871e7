"""Who has come in: how many from each centre, beside how many were expected, and by number."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import voting
from portfolio.domain.workshops import Door
from portfolio.store.live import parties
from portfolio.store.schema import participants, user_parties, users, workshop_roster, workshops


@dataclass(frozen=True)
class Expected:
    """A centre of the roster; those with one ``group`` are shown together."""

    party_id: str
    centre: str
    expected: int
    group: str | None


@dataclass(frozen=True)
class Present:
    """The door as the facilitator sees it."""

    door: Door
    second_code: str | None
    #: number → centre, None: from none; the last in first.
    people: dict[int, str | None]
    #: centre (None: of none) → how many have come, how many are expected.
    by_centre: dict[str | None, tuple[int, int]]
    #: How many came at once from one network, and are not said to be known.
    at_once: int


def present(connection: Connection, *, workshop_id: str) -> Present:
    """Who is in now."""
    w, p = workshops.c, participants.c
    row = connection.execute(sa.select(w.door, w.second_code).where(w.id == workshop_id)).one()
    chosen = (
        sa.select(p.number, parties.c.name, p.at_once)
        .select_from(participants.outerjoin(parties))
        .where(p.workshop_id == workshop_id, p.removed_at.is_(None), p.ballot.is_(None))
        .order_by(p.number.desc())
    )
    people = connection.execute(chosen).all()
    came: dict[str | None, int] = {}
    for _number, centre, _at_once in people:
        came[centre] = came.get(centre, 0) + 1
    asked = {one.centre: one.expected for one in roster(connection, workshop_id=workshop_id)}
    names = sorted({*asked, *(name for name in came if name)})
    by_centre: dict[str | None, tuple[int, int]] = {
        name: (came.get(name, 0), asked.get(name, 0)) for name in names
    }
    if None in came:
        by_centre[None] = (came[None], 0)
    numbered = {number: centre for number, centre, _at_once in people}
    at_once = sum(flagged for _number, _centre, flagged in people)
    return Present(Door(row.door), row.second_code, numbered, by_centre, at_once)


def roster(connection: Connection, *, workshop_id: str) -> tuple[Expected, ...]:
    """The centres that are expected, by name."""
    r = workshop_roster.c
    chosen = sa.select(r.party_id, parties.c.name, r.expected, r.group_title).join(parties)
    found = connection.execute(chosen.where(r.workshop_id == workshop_id))
    return tuple(sorted((Expected(*row) for row in found), key=lambda one: one.centre))


def from_users(connection: Connection) -> dict[str, int]:
    """party → how many with access belong to it."""
    up = user_parties.c
    chosen = (
        sa.select(up.party_id, sa.func.count())
        .join(users)
        .where(users.c.disabled_at.is_(None))
        .group_by(up.party_id)
    )
    return {row[0]: int(row[1]) for row in connection.execute(chosen)}


def would_be_shown(expected: tuple[Expected, ...]) -> dict[str, tuple[int, bool]]:
    """group or centre → how many are expected of it, and whether it would be shown by itself."""
    sizes: dict[str, int] = {}
    for one in expected:
        name = one.group or one.centre
        sizes[name] = sizes.get(name, 0) + one.expected
    shown = voting.shown_groups(sizes)
    return {name: (size, name in shown) for name, size in sizes.items()}


def centres(connection: Connection) -> tuple[tuple[str, str, str], ...]:
    """id, code, name of the parties that somebody can come from, by name."""
    p = parties.c
    chosen = sa.select(p.id, p.code, p.name).where(p.kind.in_(("centre", "unit", "directorate")))
    return tuple((row[0], row[1], row[2]) for row in connection.execute(chosen.order_by(p.name)))
