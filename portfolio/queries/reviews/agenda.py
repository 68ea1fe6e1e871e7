"""What could come on the agenda of a review on a day: each proposal and the facts that say why,
and each question that concerns the whole portfolio.

What is asked is :mod:`portfolio.queries.requests.requests` and nothing else.

The ranking is :mod:`portfolio.domain.agenda`; when a reason holds is
:mod:`portfolio.queries.overview.attention`, here asked a proposal at a time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.agenda import Candidate, Fact
from portfolio.domain.attention import Reason
from portfolio.domain.dated import words
from portfolio.domain.model import ENDED, DecisionOutcome
from portfolio.domain.requests import Request, Source, key_of
from portfolio.queries import filtering, frames
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.overview import attention, compare
from portfolio.queries.proposals import parking
from portfolio.queries.requests import requests
from portfolio.queries.reviews import reviews, untreated
from portfolio.store.live import (
    decision_proposals,
    decisions,
    milestones,
    proposal_pools,
    proposal_processes,
)
from portfolio.store.schema import parkings, portfolios, proposals, status_updates

# Made once: an alias copies every column it has.
_LAST = status_updates.alias("last")
_AGAIN = decisions.alias("again")
_ON_IT = decision_proposals.alias("on_it")

KeyedFact = tuple[str, Fact]  # the proposal's key and one fact about it
_ABOUT_STATUS = (Reason.RED, Reason.AMBER, Reason.SILENT)


def candidates(
    connection: Connection,
    *,
    portfolio: str | None,
    as_of: date,
    today: date,
    body: str | None = None,
) -> tuple[Candidate, ...]:
    """The questions about the whole, the most pressing first, and the proposals with a reason on
    the day, in order of portfolio and number.

    ``as_of`` may lie ahead: then a deadline is near, and a proposal silent, as seen from that day
    with what is known now. ``body`` is the code of whom is asked; None: the directorate. Ended
    proposals are left out, and parked ones until their window opens.
    """
    filters = filtering.Filters(as_of=as_of, today=today, portfolio=portfolio)
    known = _open_proposals(connection, filters)
    asked = _open_requests(connection, filters, body)
    facts: dict[str, list[Fact]] = {key: [] for key in known}
    for key, fact in _all_facts(connection, filters, asked):
        if key in facts and fact not in facts[key]:
            facts[key].append(fact)
    own = enumerate(one for one in asked if one.whole or not one.proposals)
    wholes = [Candidate(one.key, (place,), (_question(one),), one) for place, one in own]
    mine = (Candidate(key, known[key], tuple(told)) for key, told in facts.items() if told)
    return (*wholes, *mine)


def _open_requests(
    connection: Connection, filters: filtering.Filters, body: str | None
) -> tuple[Request, ...]:
    """What is asked on the day and was not answered before it: a meeting is not called together
    by what it decides itself. What was put off to a later day waits for that.
    """
    found = requests.open_requests(
        connection,
        as_of=filters.as_of,
        today=filters.today,
        portfolio=filters.portfolio,
        body=body,
        answered_by=filters.as_of - timedelta(days=1),
    )
    day = filters.as_of.isoformat()
    return tuple(one for one in found if (one.postponed_until or day) <= day)


def _question(one: Request) -> Fact:
    """What somebody asked, or the tool sees that is open."""
    reason = Reason.DECISION_NEEDED if one.is_asked else Reason.OPEN_QUESTION
    return Fact(reason, one.since or None, one.question, until=one.postponed_until, request=one)


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


def _all_facts(
    connection: Connection, filters: filtering.Filters, asked: Sequence[Request]
) -> Iterator[KeyedFact]:
    yield from _from_requests(asked)
    yield from _from_decisions(connection, filters)
    yield from _windows_opened(connection, filters, asked)
    yield from _from_status(connection, filters)
    yield from _owner_missing(connection, filters)
    yield from _from_milestones(connection, filters)
    yield from _late_follow_ups(connection, filters)
    yield from _as_facts(connection, Reason.NEW, untreated.since(filters))
    yield from _changed(connection, filters)


def _from_requests(asked: Sequence[Request]) -> Iterator[KeyedFact]:
    """What is asked about single proposals; of a window that opened, the window tells more."""
    for one in asked:
        if not one.whole and one.source is not Source.WINDOW:
            for about in one.proposals:
                yield about.id, _question(one)


def _from_status(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    seen, p, s = filtering.view(filters), proposals.c, status_updates.c
    tests = attention.proposal_tests(filters, seen)
    last = _LAST
    source = seen.source.outerjoin(last, seen.is_latest(last))
    for reason in _ABOUT_STATUS:
        about = sa.null() if reason is Reason.SILENT else last.c[s.reason.name]
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
            chosen = _with_day(key, m).select_from(source)
            mine = chosen.where(key.is_not(None), test).order_by(m.date_end, m.code)
            yield from _of_days(connection, reason, mine)


def _late_follow_ups(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    known = follow_up_states.known_on(filters.as_of)
    u, link, day = known.c, decision_proposals.c, filters.as_of.isoformat()
    joined = known.join(decisions).join(decision_proposals)
    late = sa.and_(u.date_end < day, attention.follow_up_waits(known, filters), u.is_promised == 1)
    chosen = _with_day(link.proposal_id, u).select_from(joined)
    mine = chosen.where(late, decisions.c.decided_on < day).order_by(u.date_end, u.id)
    yield from _of_days(connection, Reason.FOLLOW_UP_OVERDUE, mine)


def _from_decisions(connection: Connection, filters: filtering.Filters) -> Iterator[KeyedFact]:
    """Put off to a day that has come, and not decided since; or to be looked at again from one.

    Only what was decided before the day: what a meeting itself decides does not call it together.
    """
    d, day = decisions.c, filters.as_of.isoformat()
    link = decision_proposals.c
    mine = sa.select(
        link.proposal_id, d.decided_on, d.decision, sa.null(), sa.null(), d.review_on
    ).select_from(decisions.join(decision_proposals))
    postponed = mine.where(
        d.outcome == DecisionOutcome.POSTPONED,
        d.decided_on < day,
        sa.func.coalesce(d.review_on, d.decided_on) <= day,
        ~_decided_again(day, lambda again: again > d.decided_on),
    )
    due = mine.where(
        d.outcome != DecisionOutcome.POSTPONED,
        d.review_on <= day,
        d.decided_on < day,
        ~_decided_again(day, lambda again: again >= d.review_on),
    )
    yield from _as_facts(connection, Reason.RETURNED, postponed.order_by(d.decided_on, d.number))
    yield from _as_facts(connection, Reason.REVIEW_DUE, due.order_by(d.decided_on, d.number))


def _decided_again(day: str, since: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401
    """Whether the proposal was decided on, before the day, at another time since the first."""
    again, on = _AGAIN, _ON_IT
    joined = again.join(on)
    same = on.c.proposal_id == decision_proposals.c.proposal_id
    other = again.c.id != decisions.c.id
    found = (
        sa.select(again.c.id)
        .select_from(joined)
        .where(same, other, again.c.decided_on < day, since(again.c.decided_on))
    )
    return found.correlate(decisions, decision_proposals).exists()


def _windows_opened(
    connection: Connection, filters: filtering.Filters, asked: Sequence[Request]
) -> Iterator[KeyedFact]:
    """The parked whose window has opened, with what was to be ready, until that is answered."""
    by_key = {one.key: one for one in asked}
    back = parking.parkings_on(
        connection, as_of=filters.as_of, portfolio=filters.portfolio, returned=True
    )
    for row in back.to_dict("records"):
        one = by_key.get(key_of(Source.WINDOW, row["id"]))
        if one is None:
            continue
        yield (
            row["proposal_id"],
            Fact(
                Reason.WINDOW_OPENED,
                row["date_start"],
                row["must_be_ready"],
                words(row),
                row["process_title"],
                request=one,
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
    """The rows as facts; columns are the key, and the fields of a fact in their order."""
    for key, day, about, *text in connection.execute(chosen):
        yield key, Fact(reason, day, about, *text)


def _with_day(key: sa.ColumnElement[Any], c: Any) -> sa.Select[Any]:  # noqa: ANN401 - columns
    """The proposal's key and the title of something that has a day, with all of the day."""
    dates = (c[name] for name in follow_up_states.DATED)
    return sa.select(key.label("proposal_id"), c.title, *dates)


def _of_days(connection: Connection, reason: Reason, chosen: sa.Select[Any]) -> Iterator[KeyedFact]:
    for row in frames.rows(connection, chosen):
        yield row["proposal_id"], Fact(reason, row["date_end"], row["title"], words(row))
