"""What somebody who was away needs: what was decided, what moved, and what waits for them.

Everything counts from the day after ``since`` up to and with ``until``. The words are in
:mod:`portfolio.reports.mails.digest_text`.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import AnswerState, DecisionOutcome, Responsibility
from portfolio.domain.permissions import Role
from portfolio.domain.requests import Request
from portfolio.queries import filtering, frames, relevance
from portfolio.queries.meetings import follow_ups
from portfolio.queries.meetings.decisions import numbers_of
from portfolio.queries.overview import compare
from portfolio.queries.overview.compare import Difference, Kind
from portfolio.queries.papers.shapes import Row, records
from portfolio.queries.requests.requests import open_requests
from portfolio.queries.rounds import answers
from portfolio.store.live import agenda_items, decisions, meetings, parties
from portfolio.store.schema import reviews

#: Who takes or prepares what is to be decided.
_DECIDING = (Role.DIRECTOR, Role.SECRETARY, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Reader:
    """Whom it is for: what waits depends on the role and the parties."""

    user_id: str | None
    role: str
    party_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class WaitingProposal:
    """A proposal and what is said of it."""

    portfolio: str  # code
    number: int
    title: str
    words: str


@dataclass(frozen=True)
class WaitingMatters:
    """What waits for one reader, on a day."""

    today: date = date.min

    statuses: tuple[answers.OwnProposal, ...] = ()  # asked in an open round and not sent
    responsibility: tuple[WaitingProposal, ...] = ()  # asked of one of the reader's parties
    follow_ups: tuple[Row, ...] = ()  # follow_ups.follow_ups_on, of the reader's parties
    requests: tuple[Request, ...] = ()  # open to the directorate; for those who decide

    def __bool__(self) -> bool:
        return any((self.statuses, self.responsibility, self.follow_ups, self.requests))


@dataclass(frozen=True)
class Digest:
    """The answer. ``portfolio`` is a code, None: of all portfolios."""

    portfolio: str | None
    since: date
    until: date
    meetings: tuple[Row, ...]  # id, code, title, held_on of those held meanwhile, the latest first
    #: id, meeting_id, item (its title), number, outcome, decision, difference, decided_on, numbers
    #: (of proposals)
    decisions: tuple[Row, ...]
    differences: tuple[Difference, ...]  # of every proposal, those that stand as before too
    waiting: WaitingMatters = field(default_factory=WaitingMatters)

    @property
    def moved(self) -> tuple[Difference, ...]:
        """The proposals that moved, came or went."""
        return tuple(one for one in self.differences if one.kind is not Kind.SAME)


def digest(
    connection: Connection, *, portfolio: str | None, since: date, until: date, reader: Reader
) -> Digest:
    """What has happened after ``since``, and what waits for the reader on ``until``."""
    return Digest(
        portfolio=portfolio,
        since=since,
        until=until,
        meetings=_meetings(connection, portfolio, since, until),
        decisions=_decisions(connection, portfolio, since, until),
        differences=compare.differences(connection, portfolio=portfolio, first=since, second=until),
        waiting=waiting(connection, reader=reader, today=until),
    )


def waiting(connection: Connection, *, reader: Reader, today: date) -> WaitingMatters:
    """What waits for a reader, in whatever portfolio."""
    own = answers.of_user(connection, reader.user_id, today)
    return WaitingMatters(
        today=today,
        statuses=tuple(
            one for one in own if one.asked is not None and one.asked.state != AnswerState.SUBMITTED
        ),
        responsibility=tuple(
            WaitingProposal(one.portfolio, one.number, one.title, name)
            for one in own
            for name, word in one.parties
            if word == Responsibility.ASKED
        ),
        follow_ups=_follow_ups(connection, reader, today),
        requests=open_requests(connection, as_of=today, today=today)
        if reader.role in _DECIDING
        else (),
    )


def since_last_but_one(connection: Connection, *, portfolio: str | None, until: date) -> date:
    """The day to tell from for whoever missed the last meeting: the meeting before it.

    Where there is none before, the day before the last one; without meetings, a month ago.
    """
    held = [row["held_on"] for row in _meetings(connection, portfolio, date.min, until)]
    days = sorted(set(held), reverse=True)
    if len(days) > 1:
        return date.fromisoformat(days[1])
    return date.fromisoformat(days[0]) - timedelta(days=1) if days else until - timedelta(days=30)


def meetings_to_begin_with(
    connection: Connection, *, portfolio: str | None, until: date
) -> pd.DataFrame:
    """id, code, title, held_on of the meetings a digest can begin with, the latest first."""
    found = _meetings(connection, portfolio, date.min, until)
    return pd.DataFrame(found, columns=["id", "code", "title", "held_on"])


def _meetings(
    connection: Connection, portfolio: str | None, since: date, until: date
) -> tuple[Row, ...]:
    """Those that decided something about the portfolio, or reviewed it."""
    m = meetings.c
    code = (parties.c.code + "-" + m.held_on).label("code")
    chosen = sa.select(m.id, code, m.title, m.held_on).select_from(meetings.join(parties))
    told = sa.or_(
        m.id.in_(sa.select(agenda_items.c.meeting_id).join(decisions).where(_concerns(portfolio))),
        m.id.in_(_reviewed(portfolio)),
    )
    between = sa.and_(m.held_on > since.isoformat(), m.held_on <= until.isoformat())
    ordered = chosen.where(told, between).order_by(m.held_on.desc(), m.id)
    return tuple(frames.rows(connection, ordered))


def _concerns(portfolio: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if portfolio is None else relevance.decision_concerns(portfolio)


def _reviewed(portfolio: str | None) -> sa.Select[tuple[str]]:
    """Meetings that were a review of the portfolio, or of all, and have begun."""
    r = reviews.c
    mine = sa.or_(
        r.portfolio_id.is_(None), r.portfolio_id == filtering.portfolio_id(portfolio or "")
    )
    begun = sa.select(r.meeting_id).where(r.started_at.is_not(None))
    return begun if portfolio is None else begun.where(mine)


def _decisions(
    connection: Connection, portfolio: str | None, since: date, until: date
) -> tuple[Row, ...]:
    d, a = decisions.c, agenda_items.c
    chosen = (
        sa.select(
            d.id,
            a.meeting_id,
            a.title.label("item"),
            d.number,
            d.outcome,
            d.decision,
            d.difference,
            d.decided_on,
        )
        .select_from(decisions.join(agenda_items).join(meetings))
        .where(
            d.decided_on > since.isoformat(),
            d.decided_on <= until.isoformat(),
            a.closed == 0,
            d.outcome != DecisionOutcome.NOT_REACHED,
            sa.or_(_concerns(portfolio), a.meeting_id.in_(_reviewed(portfolio))),
        )
        .order_by(d.decided_on.desc(), a.number, sa.func.length(d.number), d.number)
    )
    rows = frames.rows(connection, chosen)
    if portfolio is None:  # where all are told of, a number alone says nothing
        return tuple({**row, "numbers": ()} for row in rows)
    ids = [row["id"] for row in rows]
    numbers = numbers_of(connection, decisions=ids, portfolio=portfolio)
    return tuple({**row, "numbers": numbers[row["id"]]} for row in rows)


def _follow_ups(connection: Connection, reader: Reader, today: date) -> tuple[Row, ...]:
    if not reader.party_ids:
        return ()
    asked = follow_ups.Filters(as_of=today, state=follow_ups.WAITING)
    rows = records(follow_ups.follow_ups_on(connection, filters=asked))
    return tuple(row for row in rows if row["party_id"] in reader.party_ids)
