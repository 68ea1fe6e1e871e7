"""What needs attention and why: one line a reason, however many proposals it is about."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import attention
from portfolio.domain.attention import Reason
from portfolio.domain.dated import words
from portfolio.domain.model import ENDED, RESTING, FollowUpStatus, Outcome, Rag
from portfolio.queries import filtering, frames, relevance
from portfolio.queries.gaps import openness
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.overview import figures
from portfolio.queries.proposals import parking, responsibility
from portfolio.queries.strategy import timeline
from portfolio.store.live import decisions, gaps, milestones
from portfolio.store.schema import proposals

#: How many examples a line names; the rest are a number.
SHOWN = 9


@dataclass(frozen=True)
class Finding:
    """One reason: how many rows it is true of, and the first of them as (key, title).

    Of a window that has opened the title is what was to be ready by then.
    """

    reason: Reason
    count: int
    first: tuple[tuple[Any, str], ...]


@dataclass(frozen=True)
class Deadline:
    """A deadline: its code, title, words and last day (ISO)."""

    code: str
    title: str
    date_text: str
    date_end: str


def findings(connection: Connection, *, filters: filtering.Filters) -> tuple[Finding, ...]:
    """The reasons that hold on the day, the gravest first. Bounded by the number of reasons.

    What is asked of the directorate is not among them: :mod:`portfolio.queries.requests` knows what
    has been answered.
    """
    seen = filtering.view(filters)
    found = sa.and_(filtering.conditions(filters, seen), seen.stage.not_in(ENDED))
    title = {Reason.WINDOW_OPENED: parking.to_be_ready(filters.as_of)}
    about_proposals = [
        _finding(
            connection,
            reason,
            seen.source,
            proposals.c.number,
            title.get(reason, proposals.c.title),
            found,
            test,
        )
        for reason, test in proposal_tests(filters, seen).items()
        if reason is not Reason.DECISION_NEEDED
    ]
    others = [] if filters.narrows else _other_findings(connection, filters)
    order = list(Reason)
    kept = [finding for finding in about_proposals + others if finding.count]
    return tuple(sorted(kept, key=lambda finding: order.index(finding.reason)))


def proposal_tests(
    filters: filtering.Filters, seen: filtering.View
) -> dict[Reason, sa.ColumnElement[bool]]:
    """When each reason holds for a proposal as it was on the day."""
    p, silent = proposals.c, attention.silent_since(filters.as_of).isoformat()
    last = sa.func.coalesce(seen.status_on, p.introduced_on)
    return {
        Reason.WINDOW_OPENED: parking.window_opened(filters.as_of),
        Reason.DECISION_NEEDED: figures.to_decide(seen),
        Reason.RED: seen.rag == Rag.RED,
        Reason.AMBER: seen.rag == Rag.AMBER,
        Reason.NO_PARTY: ~responsibility.is_named(filters),
        Reason.NOT_ACCEPTED: ~responsibility.accepted(filters),
        Reason.SILENT: sa.and_(last < silent, seen.stage.not_in(RESTING)),
    }


def milestone_tests(filters: filtering.Filters) -> dict[Reason, sa.ColumnElement[bool]]:
    """When each reason holds for a milestone on the day; DEADLINE_SOON: of any kind."""
    m, day = milestones.c, filters.as_of.isoformat()
    soon = attention.last_soon_day(filters.as_of).isoformat()
    waits = sa.and_(
        m.known_from <= day,
        sa.or_(m.outcome == Outcome.NOT_RECORDED, m.outcome_on > day),
        timeline.is_pursued(filters.as_of),
    )
    past = sa.and_(waits, m.date_end < day)
    return {
        Reason.OVERDUE: sa.and_(past, m.promised == 1),
        Reason.DEADLINE_SOON: sa.and_(
            waits, m.date_end >= day, m.date_end <= soon, ~timeline.hinges(filters.as_of)
        ),
        Reason.NOT_RECORDED: sa.and_(past, m.promised == 0),
    }


def follow_up_waits(known: sa.Subquery, filters: filtering.Filters) -> sa.ColumnElement[bool]:
    """Whether a follow-up was open on the day; ``known``: follow_up_states.known_on it."""
    u = known.c
    return sa.or_(u.status == FollowUpStatus.OPEN, u.closed_on > filters.as_of.isoformat())


def _other_findings(connection: Connection, filters: filtering.Filters) -> list[Finding]:
    known = follow_up_states.known_on(filters.as_of)
    m, g, u = milestones.c, gaps.c, known.c
    day = filters.as_of.isoformat()
    ours, times = relevance.milestone_concerns(filters.portfolio), milestone_tests(filters)
    times[Reason.DEADLINE_SOON] = sa.and_(times[Reason.DEADLINE_SOON], m.kind == "deadline")
    blocking = sa.and_(
        openness.is_open(filters.as_of),
        g.blocks.is_not(None),
        g.raised_on <= day,
        relevance.gap_concerns(filters.portfolio),
    )
    waits = sa.and_(
        follow_up_waits(known, filters),
        relevance.decision_concerns(filters.portfolio),
        decisions.c.decided_on <= day,
    )
    tasks = {
        Reason.FOLLOW_UP_OVERDUE: sa.and_(u.date_end < day, u.is_promised == 1),
        Reason.FOLLOW_UP_UNOWNED: u.responsible_party_id.is_(None),
    }
    joined = known.join(decisions)
    return [
        *(
            _finding(connection, reason, milestones, m.code, m.title, ours, test)
            for reason, test in times.items()
        ),
        *(
            _finding(connection, reason, joined, u.id, u.title, waits, test)
            for reason, test in tasks.items()
        ),
        _finding(connection, Reason.BLOCKING_GAP, gaps, g.code, g.question, blocking),
    ]


def _finding(
    connection: Connection,
    reason: Reason,
    source: sa.FromClause,
    key: sa.ColumnElement[Any],
    title: sa.ColumnElement[Any],
    *tests: sa.ColumnElement[bool],
) -> Finding:
    count = frames.count(connection, source, *tests)
    if not count:
        return Finding(reason, 0, ())
    chosen = sa.select(key, title).select_from(source).where(*tests).order_by(key).limit(SHOWN)
    return Finding(reason, count, tuple((row[0], row[1]) for row in connection.execute(chosen)))


def next_deadline(connection: Connection, *, filters: filtering.Filters) -> Deadline | None:
    """The nearest deadline not passed on the day, and hinging on nothing unknown; None: none."""
    m, day = milestones.c, filters.as_of.isoformat()
    chosen = (
        sa.select(m.code, m.title, m.date_text, m.date_start, m.date_end, m.date_inferred)
        .where(m.kind == "deadline", m.known_from <= day, m.date_end >= day)
        .where(relevance.milestone_concerns(filters.portfolio))
        .where(sa.or_(m.outcome == Outcome.NOT_RECORDED, m.outcome_on > day))
        .where(~timeline.hinges(filters.as_of), timeline.is_pursued(filters.as_of))
        .order_by(m.date_end)
        .limit(1)
    )
    row = connection.execute(chosen).mappings().first()
    if row is None:
        return None
    return Deadline(row["code"], row["title"], words(row) or "", row["date_end"])
