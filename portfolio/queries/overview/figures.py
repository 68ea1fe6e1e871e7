"""The overview's key figures, and how old the newest thing on record is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import filtering, frames, relevance
from portfolio.queries.overview import events
from portfolio.queries.proposals.responsibility import accepted
from portfolio.store.live import milestones
from portfolio.store.schema import proposals, status_updates


@dataclass(frozen=True)
class KeyFigures:
    """Counts of the proposals that match."""

    total: int
    lights: tuple[tuple[str, int], ...]  # code and count, the commonest at the start first
    accepted: int
    longest_column: int  # proposals of the purpose that has most


def key_figures(connection: Connection, *, filters: filtering.Filters) -> KeyFigures:
    """How many, by light, how many somebody has accepted."""
    seen = filtering.view(filters)
    found = filtering.conditions(filters, seen)
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
        accepted=frames.count(connection, seen.source, found, accepted(filters)),
        longest_column=max(columns.values(), default=0),
    )


def latest_news(
    connection: Connection, *, as_of: date, portfolio: str | None = None
) -> date | None:
    """The day of the newest thing recorded on or before a day; None in an empty portfolio."""
    day, mine = as_of.isoformat(), relevance.of_portfolio(portfolio)
    known = milestones.c.known_from <= day
    parts = (
        sa.select(proposals.c.introduced_on.label("happened_on")).where(mine),
        _reported(mine),
        events.answer_events(mine),
        events.decision_events(mine),
        events.outcome_events(portfolio).where(known),
    )
    newest = [_newest_day(connection, part, day) for part in parts]
    return max((date.fromisoformat(found) for found in newest if found), default=None)


def _newest_day(connection: Connection, part: sa.Select[Any], until: str) -> str | None:
    happened = events.day_of(part)
    chosen = part.with_only_columns(happened).where(happened <= until)
    found: str | None = connection.execute(chosen.order_by(happened.desc()).limit(1)).scalar()
    return found


def _reported(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    s = status_updates.c
    # Asked of the row, not joined: SQLite then starts from the newest day and stops early.
    ours = sa.exists().where(proposals.c.id == s.proposal_id, mine).correlate(status_updates)
    return sa.select(s.reported_on.label("happened_on")).where(ours)


def to_decide(seen: filtering.View) -> sa.ColumnElement[bool]:
    """Whether a proposal's status on the day asks the directorate for a decision.

    Whether that has been answered since, only the list of requests knows.
    """
    s = status_updates.c
    # Asked the other way round, SQLite would read the latest status of every proposal.
    asking = sa.select(s.proposal_id, s.seq).where(s.decision_needed.is_not(None))
    return sa.tuple_(proposals.c.id, seen.seq).in_(asking)
