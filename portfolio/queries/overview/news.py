"""What is new since a day: what was decided, what moved, what became of dates.

The overview, the digest and the comparison ask here and in
:mod:`portfolio.queries.overview.compare`, so that they answer alike. What moved counts from the end
of the first day; what was decided from its beginning, for the decisions of the meeting one tells
from are news to whoever was away.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import DecisionOutcome, Outcome
from portfolio.queries import frames, relevance
from portfolio.queries.meetings import codes
from portfolio.queries.meetings.decisions import numbers_of, rank
from portfolio.queries.overview import compare, trend
from portfolio.queries.overview.compare import Difference, Kind
from portfolio.queries.reviews import reviews as review_queries
from portfolio.store import schema
from portfolio.store.live import agenda_items, decisions, meetings, milestones, parties
from portfolio.store.schema import proposals, responsibility_events, status_updates

# Made once: an alias copies every column it has.
_EARLIER = status_updates.alias("earlier")

#: Told from this far back where no meeting has been held and nothing was known before.
_A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Decided:
    """A decision, with its meeting."""

    id: str
    meeting_id: str
    meeting: str  # its title
    code: str  # of the meeting, as addresses name it
    item: str  # its title
    number: str
    outcome: str
    decision: str
    difference: str | None
    decided_on: str
    numbers: tuple[int, ...] = ()  # of the portfolio's proposals, each a Tied


@dataclass(frozen=True)
class Became:
    """What became of a date."""

    code: str
    title: str
    date_text: str | None
    outcome: str


@dataclass(frozen=True)
class Event:
    """Something new, and what it is: one of the three."""

    happened_on: str
    about: Decided | Difference | Became


def since_last_meeting(connection: Connection, *, portfolio: str | None, until: date) -> date:
    """The day to tell from unless somebody chooses another: that of the last meeting before.

    Where none was held: the first day on record, or a month before.
    """
    last = review_queries.last_held(connection, before=until.isoformat(), portfolio=portfolio)
    if last is not None:
        return date.fromisoformat(last[0])
    known = trend.first_day(connection, portfolio=portfolio)
    return known if known is not None and known < until else until - _A_MONTH


def news(
    connection: Connection, *, portfolio: str | None, since: date, until: date
) -> tuple[Event, ...]:
    """All that is new, the newest first; of one day the decisions, then what moved last."""
    made = decided(connection, portfolio=portfolio, since=since, until=until)
    events = [
        *(Event(one.decided_on, one) for one in made),
        *_moved(connection, portfolio, since, until),
        *_outcomes(connection, portfolio, since, until),
    ]
    return tuple(sorted(events, key=lambda event: event.happened_on, reverse=True))


def decided(
    connection: Connection, *, portfolio: str | None, since: date, until: date
) -> tuple[Decided, ...]:
    """What was decided on either day and between, the latest meeting first; in it what was decided
    before what was only talked about.

    That something was not reached is a line of the record, and no decision.
    """
    d, a, m = decisions.c, agenda_items.c, meetings.c
    length = sa.func.length(d.number)  # "7.10" after "7.9"
    chosen = (
        sa.select(
            d.id,
            a.meeting_id,
            m.title.label("meeting"),
            codes.code(parties.c.code).label("code"),
            a.title.label("item"),
            d.number,
            d.outcome,
            d.decision,
            d.difference,
            d.decided_on,
        )
        .select_from(decisions.join(agenda_items).join(meetings).join(parties))
        .where(
            d.decided_on.between(since.isoformat(), until.isoformat()),
            d.outcome != DecisionOutcome.NOT_REACHED,
            _concerns(portfolio),
        )
        .order_by(d.decided_on.desc(), m.id, rank(d.outcome), a.number, length, d.number)
    )
    rows = frames.rows(connection, chosen)
    if portfolio is None:  # where all are told of, a number alone says nothing
        return tuple(Decided(**row) for row in rows)
    ids = [row["id"] for row in rows]
    numbers = numbers_of(connection, decisions=ids, portfolio=portfolio)
    return tuple(Decided(**row, numbers=numbers[row["id"]]) for row in rows)


def meetings_told(
    connection: Connection, *, portfolio: str | None, since: date, until: date
) -> tuple[frames.Row, ...]:
    """id, code, title, held_on of those that decided something about the portfolio or reviewed it,
    the latest first.
    """
    m = meetings.c
    code = codes.code(parties.c.code).label("code")
    chosen = sa.select(m.id, code, m.title, m.held_on).select_from(meetings.join(parties))
    told = sa.or_(
        m.id.in_(sa.select(agenda_items.c.meeting_id).join(decisions).where(_concerns(portfolio))),
        m.id.in_(relevance.reviewing(portfolio)),
    )
    between = m.held_on.between(since.isoformat(), until.isoformat())
    ordered = chosen.where(told, between).order_by(m.held_on.desc(), m.id)
    return tuple(frames.rows(connection, ordered))


def _moved(connection: Connection, portfolio: str | None, since: date, until: date) -> list[Event]:
    """The proposals that moved, what moved last first.

    Looks only at those something was recorded about meanwhile.
    """
    latest = _latest(since, until)
    last = {key: (day, moment) for key, day, moment in connection.execute(latest)}
    touched = proposals.c.id.in_(sa.select(latest.subquery().c.proposal_id))
    ours = sa.and_(relevance.of_portfolio(portfolio), touched)
    found = [
        one for one in compare.among(connection, ours, [since, until]) if one.kind is not Kind.SAME
    ]
    found.sort(key=lambda one: last[one.proposal_id], reverse=True)
    return [Event(last[one.proposal_id][0], one) for one in found]


def _latest(since: date, until: date) -> sa.Select[Any]:
    """proposal_id, day and moment of the last word on each proposal, of the days between.

    A status that changed nothing is the last only where nothing else was recorded.
    """
    every = sa.union_all(*_words(since, until)).subquery()
    w = every.c
    order = (w.changed.desc(), w.happened_on.desc(), w.recorded_at.desc())
    place = sa.func.row_number().over(partition_by=w.proposal_id, order_by=order)
    n = sa.select(w.proposal_id, w.happened_on, w.recorded_at, place.label("place")).subquery().c
    return sa.select(n.proposal_id, n.happened_on, n.recorded_at).where(n.place == 1)


def _words(since: date, until: date) -> tuple[sa.Select[Any], ...]:
    """What can move a proposal: a status, what a party says, and that it was introduced."""
    s, earlier = status_updates.c, _EARLIER
    before = sa.and_(earlier.c.proposal_id == s.proposal_id, earlier.c.seq == s.seq - 1)
    same = (s[name].is_not_distinct_from(earlier.c[name]) for name in ("stage", "rag", "percent"))
    e, pp, p = responsibility_events.c, schema.proposal_parties, proposals.c
    statuses = sa.select(
        s.proposal_id,
        s.reported_on.label("happened_on"),
        s.recorded_at,
        sa.case((sa.and_(*same), 0), else_=1).label("changed"),
    ).select_from(status_updates.outerjoin(earlier, before))
    said = sa.select(pp.c.proposal_id, e.happened_on, e.recorded_at, sa.literal(1)).select_from(
        responsibility_events.join(pp, pp.c.id == e.proposal_party_id)
    )
    came = sa.select(p.id, p.introduced_on, sa.literal("", sa.Text), sa.literal(1))
    days = [since, until]
    return (
        statuses.where(compare.between(s.reported_on, days)),
        said.where(compare.between(e.happened_on, days)),
        came.where(compare.between(p.introduced_on, days)),
    )


def _concerns(portfolio: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if portfolio is None else relevance.decision_concerns(portfolio)


def _outcomes(
    connection: Connection, portfolio: str | None, since: date, until: date
) -> list[Event]:
    m = milestones.c
    recorded = sa.and_(
        m.outcome != Outcome.NOT_RECORDED, compare.between(m.outcome_on, [since, until])
    )
    chosen = sa.select(m.outcome_on, m.code, m.title, m.date_text, m.outcome)
    found = chosen.where(recorded, relevance.milestone_concerns(portfolio)).order_by(m.code)
    return [Event(day, Became(*facts)) for day, *facts in connection.execute(found)]
