"""Who is at a review's meeting, and whose names are worth offering."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Role
from portfolio.store.live import meeting_participants, meetings
from portfolio.store.schema import users

_MEET = (Role.DIRECTOR, Role.SECRETARY)


@dataclass(frozen=True)
class Attendance:
    """Names in the order they were recorded."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    usual: tuple[str, ...]  # those who were invited to the body's last meeting, there or not
    offered: tuple[str, ...]  # the same, and the directors and secretaries who have an account

    @property
    def is_known(self) -> bool:
        """Whether anybody has recorded who was there."""
        return bool(self.present or self.absent)


def attendance(connection: Connection, *, meeting_id: str) -> Attendance:
    """Who was there, who sent apologies, and the names to choose among."""
    p = meeting_participants.c
    chosen = sa.select(p.name, p.absent).where(p.meeting_id == meeting_id)
    here = connection.execute(chosen.order_by(p.position)).all()
    usual = _usual(connection, meeting_id)
    every = (*(row.name for row in here), *usual, *_with_accounts(connection))
    by_name = {name.casefold(): name for name in reversed(every)}
    return Attendance(
        present=tuple(row.name for row in here if not row.absent),
        absent=tuple(row.name for row in here if row.absent),
        usual=usual,
        offered=tuple(reversed(by_name.values())),
    )


def _usual(connection: Connection, meeting_id: str) -> tuple[str, ...]:
    m, p = meetings.c, meeting_participants.c
    this = sa.select(m.body_party_id, m.held_on).where(m.id == meeting_id).subquery()
    earlier = (
        sa.select(m.id)
        .join(this, this.c.body_party_id == m.body_party_id)
        .where(m.held_on < this.c.held_on, sa.exists().where(p.meeting_id == m.id))
        .order_by(m.held_on.desc(), m.id)
        .limit(1)
    )
    last = connection.execute(earlier).scalar()
    names = sa.select(p.name).where(p.meeting_id == last).order_by(p.position)
    return tuple(connection.execute(names).scalars())


def _with_accounts(connection: Connection) -> tuple[str, ...]:
    u = users.c
    mine = sa.select(u.name).where(u.role.in_(_MEET), u.disabled_at.is_(None))
    return tuple(connection.execute(mine.order_by(u.role, u.name)).scalars())
