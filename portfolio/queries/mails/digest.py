"""What somebody who was away needs: what was decided, what moved, and what waits for them.

What is new is :mod:`portfolio.queries.overview.news`; the words are in
:mod:`portfolio.reports.mails.digest_text`.
"""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from portfolio.domain.model import AnswerState, Responsibility
from portfolio.domain.permissions import Role
from portfolio.domain.requests import Request
from portfolio.queries.meetings import follow_ups
from portfolio.queries.overview import compare, news
from portfolio.queries.overview.compare import Difference, Kind
from portfolio.queries.overview.news import Decided
from portfolio.queries.papers.shapes import Row, records
from portfolio.queries.requests.requests import open_requests
from portfolio.queries.rounds import answers

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

    def __len__(self) -> int:
        every = (self.statuses, self.responsibility, self.follow_ups, self.requests)
        return sum(map(len, every))


@dataclass(frozen=True)
class Digest:
    """The answer. ``portfolio`` is a code, None: of all portfolios."""

    portfolio: str | None
    since: date
    until: date
    meetings: tuple[Row, ...]  # news.meetings_told: that of the first day, and those held since
    decisions: tuple[Decided, ...]
    differences: tuple[Difference, ...]  # of every proposal, those that stand as before too
    waiting: WaitingMatters = field(default_factory=WaitingMatters)

    @property
    def moved(self) -> tuple[Difference, ...]:
        """The proposals that moved, came or went."""
        return tuple(one for one in self.differences if one.kind is not Kind.SAME)


def digest(
    connection: Connection, *, portfolio: str | None, since: date, until: date, reader: Reader
) -> Digest:
    """What is new since a day, and what waits for the reader on ``until``."""
    return Digest(
        portfolio=portfolio,
        since=since,
        until=until,
        meetings=news.meetings_told(connection, portfolio=portfolio, since=since, until=until),
        decisions=news.decided(connection, portfolio=portfolio, since=since, until=until),
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


def meetings_to_begin_with(
    connection: Connection, *, portfolio: str | None, until: date
) -> pd.DataFrame:
    """id, code, title, held_on of the meetings a digest can begin with, the latest first."""
    found = news.meetings_told(connection, portfolio=portfolio, since=date.min, until=until)
    return pd.DataFrame(found, columns=["id", "code", "title", "held_on"])


def _follow_ups(connection: Connection, reader: Reader, today: date) -> tuple[Row, ...]:
    if not reader.party_ids:
        return ()
    asked = follow_ups.Filters(as_of=today, state=follow_ups.WAITING)
    rows = records(follow_ups.follow_ups_on(connection, filters=asked))
    return tuple(row for row in rows if row["party_id"] in reader.party_ids)
