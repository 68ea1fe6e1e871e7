"""What could come on the agenda of a review on a day: each proposal and the facts that say why.

The ranking is :mod:`portfolio.domain.agenda`; when a reason holds is
:mod:`portfolio.queries.overview.attention`, here asked a proposal at a time.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.agenda import Candidate, Fact
from portfolio.domain.attention import Reason
from portfolio.domain.model import ENDED, DecisionOutcome
from portfolio.queries import filtering
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.overview import attention, compare
from portfolio.queries.proposals import parking
from portfolio.queries.reviews import reviews
from portfolio.store.live import (
    decision_proposals,
    decisions,
    follow_ups,
    milestones,
    proposal_pools,
    proposal_processes,
)
from portfolio.store.schema import parkings, portfolios, proposals, status_updates

KeyedFact = tuple[str, Fact]  # the proposal's key and one fact about it
_ABOUT_STATUS = (Reason.DECISION_NEEDED, Reason.RED, Reason.AMBER, Reason.SILENT)


def candidates(
    connection: Connection, *, portfolio: str | None, as_of: date, today: date
) -> tuple[Candidate, ...]:
    """The proposals with a reason on the day, in order of portfolio and number.

    ``as_of`` may lie ahead: then a deadline is near, and a proposal silent, as seen from that day
    with what is known now. Ended proposals are left out, and parked ones until their window opens.
    """
    filters = filtering.Filters(as_of=as_of, today=today, portfolio=portfolio)
    known = _open_proposals(connection, filters)
    facts: dict[str, list[Fact]] = {key: [] for key in known}
    for key, fact in _all_facts(connection, filters):
        if key in facts and fact not in facts[key]:
            facts[key].append(fact)
    return tuple(Candidate(key, known[key], tuple(told)) for key, told in facts.items() if told)


def _open_proposals(
    connection: Connection, filters: filtering.Filters
) -> dict[str, tuple[int, ...]]:
    """Place of the portfolio and number, by key."""
    seen, p = filtering.view(filters), proposals.c
    chosen = (
        sa.select(p.id, portfolios.c.position, p.number)
        .select_from(seen.source.join(portfolios))
        .where(
            filtering.conditions(filters, seen),
            seen.stage.not_in(ENDED),
            ~_waits_for_window(filters),
        )
        .order_by(portfolios.c.position, p.portfolio_id, p.number)
    )
    return {row.id: (row.position, row.number) for row in connection.execute(chosen)}


def _all_facts(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    yield from _from_decisions(connection, filters)
    yield from _windows_opened(connection, filters)
    yield from _from_status(connection, filters)
    yield from _owner_missing(connection, filters)
    yield from _from_milestones(connection, filters)
    yield from _late_follow_ups(connection, filters)
    yield from _changed(connection, filters)


def _from_status(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    seen, p, s = filtering.view(filters), proposals.c, status_updates.c
    tests = attention.proposal_tests(filters, seen)
    last = status_updates.alias("last")
    source = seen.source.outerjoin(last, seen.is_latest(last))
    for reason in _ABOUT_STATUS:
        said = {Reason.DECISION_NEEDED: s.decision_needed.name, Reason.SILENT: None}
        column = said.get(reason, s.reason.name)
        about = last.c[column] if column else sa.null()
        chosen = sa.select(p.id, seen.status_on, about).select_from(source)
        yield from _as_facts(
            connection, reason, chosen.where(filtering.conditions(filters, seen), tests[reason])
        )


def _owner_missing(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    """Nobody has said yes; and graver, the minutes do not even name somebody to ask."""
    seen, p = filtering.view(filters), proposals.c
    tests = attention.proposal_tests(filters, seen)
    missing, unnamed = tests[Reason.NOT_ACCEPTED], tests[Reason.NO_PARTY]
    chosen = sa.select(p.id, sa.null(), sa.null()).select_from(seen.source)
    mine = chosen.where(filtering.conditions(filters, seen), missing)
    yield from _as_facts(connection, Reason.NO_PARTY, mine.where(unnamed))
    yield from _as_facts(connection, Reason.NOT_ACCEPTED, mine.where(~unnamed))


def _from_milestones(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    """What was promised and is late, and the deadlines of law, pool, process and proposal."""
    m, times = milestones.c, attention.milestone_tests(filters)
    binding = sa.or_(m.kind == "deadline", m.law_dependent == 1)
    tests = {
        Reason.OVERDUE: times[Reason.OVERDUE],
        Reason.DEADLINE_SOON: sa.and_(times[Reason.DEADLINE_SOON], binding),
    }
    by_pool = milestones.join(proposal_pools, proposal_pools.c.pool_id == m.pool_id)
    by_process = milestones.join(
        proposal_processes, proposal_processes.c.process_id == m.process_id
    )
    ties = (
        (m.proposal_id, milestones),
        (proposal_pools.c.proposal_id, by_pool),
        (proposal_processes.c.proposal_id, by_process),
    )
    for reason, test in tests.items():
        for key, source in ties:
            chosen = sa.select(key, m.date_end, m.title, m.date_text).select_from(source)
            mine = chosen.where(key.is_not(None), test).order_by(m.date_end, m.code)
            yield from _as_facts(connection, reason, mine)


def _late_follow_ups(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    u, link, day = follow_ups.c, decision_proposals.c, filters.as_of.isoformat()
    joined = follow_ups.join(decisions).join(decision_proposals)
    late = sa.and_(
        u.date_end < day, attention.follow_up_waits(filters), follow_up_states.is_promised()
    )
    chosen = sa.select(link.proposal_id, u.date_end, u.title, u.date_text).select_from(joined)
    mine = chosen.where(late, decisions.c.decided_on < day).order_by(u.date_end, u.id)
    yield from _as_facts(connection, Reason.FOLLOW_UP_OVERDUE, mine)


def _from_decisions(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    """Put off and not decided since; or to be looked at again from a day that has come.

    Only what was decided before the day: what a meeting itself decides does not call it together.
    """
    d, day = decisions.c, filters.as_of.isoformat()
    link = decision_proposals.c
    mine = sa.select(link.proposal_id, d.decided_on, d.decision).select_from(
        decisions.join(decision_proposals)
    )
    postponed = mine.where(
        d.outcome == DecisionOutcome.POSTPONED,
        d.decided_on < day,
        ~_decided_again(day, lambda again: again > d.decided_on),
    )
    due = mine.where(
        d.review_on <= day,
        d.decided_on < day,
        ~_decided_again(day, lambda again: again >= d.review_on),
    )
    yield from _as_facts(connection, Reason.RETURNED, postponed.order_by(d.decided_on, d.number))
    yield from _as_facts(connection, Reason.REVIEW_DUE, due.order_by(d.decided_on, d.number))


def _decided_again(day: str, since: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401
    """Whether the proposal was decided on, before the day, at another time since the first."""
    again, on = decisions.alias("again"), decision_proposals.alias("on_it")
    joined = again.join(on)
    same = on.c.proposal_id == decision_proposals.c.proposal_id
    other = again.c.id != decisions.c.id
    found = (
        sa.select(again.c.id)
        .select_from(joined)
        .where(same, other, again.c.decided_on < day, since(again.c.decided_on))
    )
    return found.correlate(decisions, decision_proposals).exists()


def _windows_opened(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    """The parked whose window has opened, with what was to be ready."""
    back = parking.parkings_on(
        connection, as_of=filters.as_of, portfolio=filters.portfolio, returned=True
    )
    for row in back.to_dict("records"):
        yield (
            row["proposal_id"],
            Fact(
                Reason.WINDOW_OPENED,
                row["date_start"],
                row["must_be_ready"],
                row["date_text"],
                row["process_title"],
            ),
        )


def _changed(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    """What moved, or came, since the last meeting that looked at the portfolio."""
    day = filters.as_of
    last = reviews.last_held(connection, before=day.isoformat(), portfolio=filters.portfolio)
    if last is None:
        return
    since = date.fromisoformat(last[0])
    for one in compare.differences(
        connection, portfolio=filters.portfolio, first=since, second=day
    ):
        if one.kind in (compare.Kind.MOVED, compare.Kind.CAME):
            yield one.proposal_id, Fact(Reason.CHANGED, last[0], last[1])


def _waits_for_window(filters: filtering.Filters) -> sa.ColumnElement[bool]:
    """Parked, and the window has not opened by the day."""
    day = filters.as_of
    parked = sa.select(parkings.c.proposal_id).where(parking.is_parked(day))
    return sa.and_(proposals.c.id.in_(parked), ~parking.window_opened(day))


def _as_facts(
    connection: Connection, reason: Reason, chosen: sa.Select[Any]
) -> Iterator[KeyedFact]:
    """The rows as facts; columns are key, day, words and, where it has one, the day in words."""
    for key, day, about, *text in connection.execute(chosen):
        yield key, Fact(reason, day, about, *text)
