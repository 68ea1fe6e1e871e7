"""Reviews that were planned in one act: which they are, and on which something is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store.live import meetings
from portfolio.store.schema import review_items, reviews


@dataclass(frozen=True)
class Member:
    """A review of a series. ``is_free``: it lies ahead and nothing is on it."""

    id: str
    title: str
    held_on: str  # ISO
    is_free: bool


def members(connection: Connection, *, review_id: str, today: date) -> tuple[Member, ...]:
    """The reviews of the one's series that are not called off, in order; none: it has no series."""
    r, m, i = reviews.c, meetings.c, review_items.c
    series = sa.select(r.series).where(r.id == review_id).scalar_subquery()
    placed = sa.exists().where(i.review_id == r.id, i.by_hand == 1)
    chosen = (
        sa.select(r.id, m.title, m.held_on, r.started_at, placed.label("placed"))
        .join(meetings, m.id == r.meeting_id)
        .where(r.series == series)
        .order_by(m.held_on, r.id)
    )
    return tuple(
        Member(
            row.id,
            row.title,
            row.held_on,
            row.started_at is None and not row.placed and row.held_on >= today.isoformat(),
        )
        for row in connection.execute(chosen)
    )


def taken(connection: Connection, *, body_party_id: str, days: Sequence[date]) -> frozenset[date]:
    """Those of the days on which the body has a review already."""
    r, m = reviews.c, meetings.c
    asked = [day.isoformat() for day in days]
    chosen = sa.select(m.held_on).join(reviews, r.meeting_id == m.id)
    mine = chosen.where(m.body_party_id == body_party_id, m.held_on.in_(asked))
    return frozenset(date.fromisoformat(day) for day in connection.execute(mine).scalars())
