"""What an invitation to a review says, also of one that was called off."""

import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Placement
from portfolio.store import schema
from portfolio.store.schema import (
    change_log,
    meetings,
    portfolios,
    proposals,
    review_items,
    reviews,
)


@dataclass(frozen=True)
class Item:
    """A line of the agenda as it is mailed."""

    title: str
    number: int | None
    portfolio: str | None  # its title; None: it is no proposal
    minutes: int
    reasons: tuple[str, ...]  # codes, the gravest first


@dataclass(frozen=True)
class Invitation:
    """A review's meeting and its agenda."""

    review_id: str
    meeting_id: str
    title: str
    body: str
    held_on: str  # ISO
    starts_at: str | None  # HH:MM
    place: str | None
    minutes: int
    portfolio: str | None  # a code; None: all of them
    #: Raised by every change of the meeting: a calendar program takes the highest.
    meeting_version: int
    review_version: int
    changed_at: str
    called_off: str | None  # why
    closed_at: str | None
    items: tuple[Item, ...]
    noted: int

    @property
    def is_off(self) -> bool:
        """Whether it was called off."""
        return self.called_off is not None


def invitation(connection: Connection, *, review_id: str) -> Invitation | None:
    """The invitation to a review; None where there is no such review."""
    r, m, p = reviews.c, meetings.c, schema.parties.c
    chosen = (
        sa.select(
            r.id.label("review_id"),
            r.meeting_id,
            m.title,
            p.name.label("body"),
            m.held_on,
            m.starts_at,
            m.place,
            r.minutes,
            portfolios.c.code.label("portfolio"),
            m.version.label("meeting_version"),
            r.version.label("review_version"),
            _changed().label("changed_at"),
            m.withdrawn_reason.label("called_off"),
            r.closed_at,
        )
        .select_from(
            reviews.join(meetings, m.id == r.meeting_id)
            .join(schema.parties, p.id == m.body_party_id)
            .outerjoin(portfolios, portfolios.c.id == r.portfolio_id)
        )
        .where(r.id == review_id)
    )
    row = connection.execute(chosen).one_or_none()
    if row is None:
        return None
    i = review_items.c
    noted = sa.select(sa.func.count()).where(
        i.review_id == review_id, i.placement == Placement.NOTED
    )
    return Invitation(
        **row._mapping,
        items=_items(connection, review_id),
        noted=connection.execute(noted).scalar_one(),
    )


def _items(connection: Connection, review_id: str) -> tuple[Item, ...]:
    i, p = review_items.c, proposals.c
    chosen = (
        sa.select(
            sa.func.coalesce(p.title, i.title), p.number, portfolios.c.title, i.minutes, i.reasons
        )
        .select_from(review_items.outerjoin(proposals).outerjoin(portfolios))
        .where(i.review_id == review_id, i.placement == Placement.AGENDA)
        .order_by(i.position, i.id)
    )
    return tuple(
        Item(title, number, portfolio, minutes, tuple(json.loads(reasons)))
        for title, number, portfolio, minutes, reasons in connection.execute(chosen)
    )


def _changed() -> sa.ColumnElement[str]:
    """When the meeting or its review was last changed."""
    log, r = change_log.c, reviews.c
    about = sa.or_(log.subject_id == r.id, log.subject_id == r.meeting_id)
    last = sa.select(sa.func.max(log.at)).where(about).correlate(reviews).scalar_subquery()
    return sa.func.coalesce(last, r.prepared_at)
