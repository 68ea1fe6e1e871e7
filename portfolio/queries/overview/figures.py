"""The overview's key figures, and how old the newest thing on record is."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Outcome, Responsibility, Stage
from portfolio.queries import filtering, frames, relevance
from portfolio.queries.proposals import responsibility
from portfolio.store.live import decisions, milestones, proposal_parties
from portfolio.store.schema import proposals, responsibility_events, status_updates


@dataclass(frozen=True)
class KeyFigures:
    """Counts of the proposals that match, of those that are on the board."""

    total: int
    lights: tuple[tuple[str, int], ...]  # code and count, the commonest at the start first
    accepted: int
    aside: int  # how many are no longer on it, and are not among the total


def key_figures(connection: Connection, *, filters: filtering.Filters) -> KeyFigures:
    """How many, by light, how many somebody has accepted."""
    seen = filtering.view(filters)
    found = filtering.conditions(filters, seen)
    counted = sa.select(seen.rag, sa.func.count()).select_from(seen.source).where(found)
    lights: Counter[str] = Counter()
    for rag, count in connection.execute(counted.group_by(seen.rag)):
        lights[rag] = count
    return KeyFigures(
        total=lights.total(),
        lights=tuple((rag, lights[rag]) for rag in ("none", "green", "amber", "red")),
        accepted=frames.count(connection, seen.source, found, responsibility.accepted(filters)),
        aside=_aside(connection, filters, seen),
    )


def _aside(connection: Connection, filters: filtering.Filters, seen: filtering.View) -> int:
    if filters.stage is not None:
        return 0
    gone = filtering.conditions(replace(filters, stage=Stage.NOT_PURSUED), seen)
    return frames.count(connection, seen.source, gone)


def latest_news(
    connection: Connection, *, as_of: date, portfolio: str | None = None
) -> date | None:
    """The day of the newest thing recorded on or before a day; None in an empty portfolio."""
    day, p, m = as_of.isoformat(), proposals.c, milestones.c
    outcome = sa.and_(m.outcome != Outcome.NOT_RECORDED, relevance.milestone_concerns(portfolio))
    days = (
        (p.introduced_on, relevance.of_portfolio(portfolio)),
        *_words(portfolio),
        (m.outcome_on, sa.and_(outcome, m.known_from <= day)),
    )
    newest = [_newest_day(connection, on, mine, day) for on, mine in days]
    return max((date.fromisoformat(found) for found in newest if found), default=None)


Dated = tuple[sa.ColumnElement[Any], sa.ColumnElement[bool]]


def _words(portfolio: str | None) -> tuple[Dated, ...]:
    """When something was said of a proposal, and whether it is the portfolio's.

    Asked of the row, not joined: SQLite then starts from the newest day and stops early.
    """
    s, e, pp, d = status_updates.c, responsibility_events.c, proposal_parties.c, decisions.c
    mine = sa.exists().where(relevance.of_portfolio(portfolio))
    tied = sa.exists().where(pp.id == e.proposal_party_id, proposals.c.id == pp.proposal_id)
    said = sa.and_(e.state != Responsibility.SUGGESTED, responsibility.stands())
    return (
        (s.reported_on, mine.where(proposals.c.id == s.proposal_id).correlate(status_updates)),
        (
            e.happened_on,
            sa.and_(
                tied.where(relevance.of_portfolio(portfolio)).correlate(responsibility_events), said
            ),
        ),
        (d.decided_on, relevance.decision_concerns(portfolio)),
    )


def _newest_day(
    connection: Connection, on: sa.ColumnElement[Any], mine: sa.ColumnElement[bool], until: str
) -> str | None:
    chosen = sa.select(on).where(on <= until, mine).order_by(on.desc()).limit(1)
    found: str | None = connection.execute(chosen).scalar()
    return found


def to_decide(seen: filtering.View) -> sa.ColumnElement[bool]:
    """Whether a proposal's status on the day asks the directorate for a decision.

    Whether that has been answered since, only the list of requests knows.
    """
    s = status_updates.c
    # Asked the other way round, SQLite would read the latest status of every proposal.
    asking = sa.select(s.proposal_id, s.seq).where(s.decision_needed.is_not(None))
    return sa.tuple_(proposals.c.id, seen.seq).in_(asking)
