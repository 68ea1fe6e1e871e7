"""The overview's key figures, and how old the newest thing on record is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import filters as f
from portfolio.queries.responsibility import accepted
from portfolio.store.live import decisions
from portfolio.store.schema import proposals, responsibility_events, status_updates


@dataclass(frozen=True)
class KeyFigures:
    """Counts of the proposals that match."""

    total: int
    lights: tuple[tuple[str, int], ...]  # code and count, the commonest at the start first
    accepted: int
    to_decide: int
    longest_column: int  # proposals of the purpose that has most


def key_figures(connection: Connection, *, filters: f.Filters) -> KeyFigures:
    """How many, by light, how many somebody has accepted, how many wait for a decision."""
    seen = f.view(filters)
    found = f.conditions(filters, seen)
    counted = sa.select(proposals.c.purpose_id, seen.rag, sa.func.count())
    grouped = (
        counted.select_from(seen.source).where(found).group_by(proposals.c.purpose_id, seen.rag)
    )
    lights, columns = Counter[str](), Counter[str]()
    for purpose, rag, count in connection.execute(grouped):
        lights[rag] += count
        columns[purpose] += count
    return KeyFigures(
        total=lights.total(),
        lights=tuple((rag, lights[rag]) for rag in ("none", "green", "amber", "red")),
        accepted=_count(connection, seen, found, accepted(filters)),
        to_decide=_count(connection, seen, found, to_decide(seen)),
        longest_column=max(columns.values(), default=0),
    )


def latest_news(connection: Connection, *, as_of: date) -> date | None:
    """The day of the newest thing recorded on or before a day; None in an empty portfolio."""
    columns: list[sa.ColumnElement[Any]] = [status_updates.c.reported_on, decisions.c.decided_on]
    columns += [responsibility_events.c.happened_on, proposals.c.introduced_on]
    newest = [
        connection.execute(sa.select(sa.func.max(c)).where(c <= as_of.isoformat())).scalar()
        for c in columns
    ]
    return max((date.fromisoformat(day) for day in newest if day), default=None)


def to_decide(seen: f.View) -> sa.ColumnElement[bool]:
    """Whether a proposal's status on the day asks the directorate for a decision."""
    s = status_updates.c
    # Asked the other way round, SQLite would read the latest status of every proposal.
    asking = sa.select(s.proposal_id, s.seq).where(s.decision_needed.is_not(None))
    return sa.tuple_(proposals.c.id, seen.seq).in_(asking)


def _count(connection: Connection, seen: f.View, *tests: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(seen.source).where(*tests)
    return int(connection.execute(counted).scalar_one())
