"""The rows of a new review: its meeting, unless it is on record, and the agenda that builds itself.

Open this when a review that is made begins with something else. Who may, and which days, is
:mod:`portfolio.usecases.reviews.planning` and :mod:`portfolio.usecases.reviews.series`.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store import ids, schema
from portfolio.store.schema import portfolios, reviews
from portfolio.usecases.reviews import building
from portfolio.usecases.use_case import Person, Result


@dataclass(frozen=True)
class Plan:
    """A review to come, and its keys: made before the transaction, the same if it is retried."""

    portfolio: str | None  # a code; None: all of them
    meeting: dict[str, Any]  # its columns
    minutes: int
    review_id: str = field(default_factory=ids.new_id)
    series: str | None = None
    meeting_id: str = field(default_factory=ids.new_id)
    at: str = field(default_factory=ids.now)
    made: defaultdict[str, str] = field(default_factory=lambda: defaultdict(ids.new_id))


def make(connection: Connection, person: Person, plan: Plan, kept: str | None) -> Result[str]:
    """Write it; its id. ``kept``: the meeting that is on record, which keeps what it says."""
    if kept is None:
        meeting = {"id": plan.meeting_id, **plan.meeting}
        connection.execute(sa.insert(schema.meetings).values(meeting))
    row = {
        "meeting_id": kept or plan.meeting_id,
        "portfolio_id": _portfolio_id(connection, plan.portfolio),
        "minutes": plan.minutes,
        "prepared_at": plan.at,
        "prepared_by": person.name,
    }
    if plan.series is not None:
        row["series"] = plan.series
    connection.execute(sa.insert(reviews).values(id=plan.review_id, **row))
    held_on = date.fromisoformat(plan.meeting["held_on"])
    building.build(connection, plan.review_id, plan.portfolio, held_on, plan.minutes, plan.made)
    after = (plan.meeting if kept is None else {}) | row
    return Result(after=after, answer=plan.review_id, subject_id=plan.review_id)


def _portfolio_id(connection: Connection, code: str | None) -> str | None:
    if code is None:
        return None
    chosen = sa.select(portfolios.c.id).where(portfolios.c.code == code)
    return str(connection.execute(chosen).scalar_one())
