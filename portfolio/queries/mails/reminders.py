"""What somebody is to be reminded of on a day: statuses, silence, promises. Open it for the rules.

Who gets the mail is asked of :mod:`portfolio.queries.mails.recipients`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import attention, dated
from portfolio.domain.mails import URGENT, NoticeKind, ReminderKind
from portfolio.domain.model import RESTING, AnswerState, Outcome, Responsibility, Stage
from portfolio.domain.requests import Request
from portfolio.store.schema import (
    milestones,
    portfolios,
    proposal_parties,
    proposals,
    responsibility_events,
    round_answers,
    status_rounds,
    strategy_processes,
)

#: Nobody is asked for more of a proposal that rests or has ended.
#: A round that nobody closes is not reminded of for ever.
OVERDUE_FOR_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Rules:
    """When to remind. All figures are days."""

    before: tuple[int, ...] = (3, 0)  # a round's deadline
    overdue_pause: int = 3  # between two mails on one round to one person
    silent: int = attention.SILENT_DAYS
    question_soon: int = 7
    question_pause: int = 7  # between two mails on one question without an answer
    milestone_soon: int = 14
    milestone_pause: int = 14  # between two mails on one promise that was not kept


@dataclass(frozen=True, kw_only=True)
class DueReminder:
    """One thing to be reminded of.

    ``occasion`` names the time it is said; ``pause`` is how many days must lie between two
    mails of one kind on one subject to one person.
    """

    kind: ReminderKind | NoticeKind
    subject_id: str  # of the round, the proposal or the milestone
    occasion: str
    pause: int = 0
    title: str  # of the round or the milestone; of the proposal when silent
    day: date  # the deadline; the last day of the milestone; the last sign of life
    words: str | None = None  # the milestone's date as it was written
    number: int | None = None
    portfolio: str | None = None  # the code of the one the number is counted in
    proposal_title: str | None = None
    party_ids: tuple[str, ...] = ()  # who answers for it; nobody yet when empty
    answer: str | None = None  # what they have said: accepted, or asked
    request: Request | None = None  # the question put to a body
    round_id: str | None = None  # the open one whose answer is wanted


#: What cannot wait, then what one owes, then what is new.
_ORDER = (*(kind for kind in NoticeKind if kind in URGENT), *ReminderKind, *NoticeKind)
D = TypeVar("D", bound=DueReminder)


def due_reminders(connection: Connection, *, today: date, rules: Rules) -> tuple[DueReminder, ...]:
    """Everything due on the day, the most pressing kind first, then by day and number."""
    # pandas, which no command waits for at its start
    from portfolio.queries.mails.open_questions import due_outcomes, due_questions

    found = [
        *due_questions(connection, today, rules),
        *due_outcomes(connection, today, rules),
        *_rounds(connection, today, rules),
        *_milestones(connection, today, rules),
        *_silent(connection, today, rules),
    ]
    return in_order(found)


def in_order(dues: Iterable[D]) -> tuple[D, ...]:
    """The most pressing kind first, then by day and number."""
    return tuple(sorted(dues, key=lambda d: (_ORDER.index(d.kind), d.day, d.number or 0, d.title)))


def _rounds(connection: Connection, today: date, rules: Rules) -> Iterable[DueReminder]:
    r, a, p = status_rounds.c, round_answers.c, proposals.c
    waits = (
        sa.select(
            r.id,
            r.title,
            r.deadline_on,
            p.id.label("proposal_id"),
            p.number,
            p.title.label("proposal_title"),
            portfolios.c.code,
        )
        .select_from(round_answers.join(status_rounds).join(proposals).join(portfolios))
        .where(
            r.closed_at.is_(None),
            a.state != AnswerState.SUBMITTED,
            p.stage != Stage.NOT_PURSUED,
            r.deadline_on <= (today + timedelta(days=max(rules.before))).isoformat(),
            r.deadline_on >= (today - timedelta(days=OVERDUE_FOR_DAYS)).isoformat(),
        )
    )
    rows = connection.execute(waits).all()
    owners = _owners(connection, [row.proposal_id for row in rows])
    for row in rows:
        deadline = date.fromisoformat(row.deadline_on)
        kind, occasion, pause = _round_occasion((deadline - today).days, today, rules)
        yield DueReminder(
            kind=kind,
            subject_id=row.id,
            round_id=row.id,
            occasion=occasion,
            pause=pause,
            title=row.title,
            day=deadline,
            number=row.number,
            portfolio=row.code,
            proposal_title=row.proposal_title,
            **owners.get(row.proposal_id, {}),
        )


def _round_occasion(left: int, today: date, rules: Rules) -> tuple[ReminderKind, str, int]:
    if left < 0:
        return ReminderKind.OVERDUE, today.isoformat(), rules.overdue_pause
    # The nearest of the agreed days that has come: a weekend without a run loses no warning.
    return ReminderKind.DUE_SOON, str(min(days for days in rules.before if left <= days)), 0


def _silent(connection: Connection, today: date, rules: Rules) -> Iterable[DueReminder]:
    p, pp, e = proposals.c, proposal_parties.c, responsibility_events.c
    accepted = sa.and_(
        pp.proposal_id == p.id, pp.state == Responsibility.ACCEPTED, pp.withdrawn_at.is_(None)
    )
    said_yes = (
        sa.select(sa.func.max(e.happened_on))
        .select_from(responsibility_events.join(proposal_parties))
        .where(accepted, e.state == Responsibility.ACCEPTED)
        .correlate(proposals)
        .scalar_subquery()
    )
    asked_for = (
        sa.select(round_answers.c.proposal_id)
        .join(status_rounds)
        .where(status_rounds.c.closed_at.is_(None), round_answers.c.state != AnswerState.SUBMITTED)
    )
    chosen = sa.select(
        p.id,
        p.number,
        p.title,
        p.status_on,
        p.introduced_on,
        said_yes.label("said_yes"),
        portfolios.c.code,
    ).join(portfolios)
    limit = (today - timedelta(days=rules.silent)).isoformat()
    rows = connection.execute(
        chosen.where(
            sa.exists().where(accepted).correlate(proposals),
            p.stage.not_in(RESTING),
            sa.func.coalesce(p.status_on, p.introduced_on) < limit,
            p.id.not_in(asked_for),  # its round reminds of it
        )
    ).all()
    silent = {row: max(row.status_on or row.introduced_on, row.said_yes or "") for row in rows}
    owners = _owners(connection, [row.id for row in rows])
    for row, last in silent.items():
        # Whoever said yes yesterday is not blamed for the silence before.
        if last < limit:
            yield DueReminder(
                kind=ReminderKind.SILENT,
                subject_id=row.id,
                occasion=today.isoformat(),
                pause=rules.silent,
                title=row.title,
                day=date.fromisoformat(last),
                number=row.number,
                portfolio=row.code,
                proposal_title=row.title,
                **owners.get(row.id, {}),
            )


def _milestones(connection: Connection, today: date, rules: Rules) -> Iterable[DueReminder]:
    m, p = milestones.c, proposals.c
    soon = (today + timedelta(days=rules.milestone_soon)).isoformat()
    whose = sa.func.coalesce(p.portfolio_id, m.portfolio_id)
    chosen = (
        sa.select(
            m.id,
            m.title,
            m.date_text,
            m.date_start,
            m.date_end,
            m.date_inferred,
            m.proposal_id,
            p.number,
            portfolios.c.code,
            p.title.label("proposal_title"),
            strategy_processes.c.owner_party_id,
        )
        .select_from(
            milestones.outerjoin(proposals)
            .outerjoin(portfolios, portfolios.c.id == whose)
            .outerjoin(strategy_processes)
        )
        .where(
            m.promised == 1,
            m.withdrawn_at.is_(None),
            m.outcome == Outcome.NOT_RECORDED,
            m.known_from <= today.isoformat(),
            m.date_end <= soon,
            sa.or_(p.stage.is_(None), p.stage != Stage.NOT_PURSUED),
        )
    )
    rows = connection.execute(chosen).all()
    owners = _owners(connection, [row.proposal_id for row in rows if row.proposal_id])
    for row in rows:
        answers = owners.get(row.proposal_id, {})
        if row.proposal_id is None and row.owner_party_id is not None:
            answers = {"party_ids": (row.owner_party_id,), "answer": None}
        yield _promise(row, answers, today, rules)


def _promise(
    row: sa.Row[*tuple[Any, ...]], answers: dict[str, Any], today: date, rules: Rules
) -> DueReminder:
    end = date.fromisoformat(row.date_end)
    late = end < today
    return DueReminder(
        kind=ReminderKind.MILESTONE_OVERDUE if late else ReminderKind.MILESTONE_SOON,
        subject_id=row.id,
        # A promise moved to another day is near once more.
        occasion=today.isoformat() if late else row.date_end,
        pause=rules.milestone_pause if late else 0,
        title=row.title,
        day=end,
        words=dated.words(row._mapping),
        number=row.number,
        portfolio=row.code,
        proposal_title=row.proposal_title,
        **answers,
    )


def _owners(connection: Connection, proposal_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Who answers for each proposal: those who said yes, else those who are asked."""
    pp, words = proposal_parties.c, (Responsibility.ACCEPTED, Responsibility.ASKED)
    chosen = sa.select(pp.proposal_id, pp.party_id, pp.state).where(
        pp.proposal_id.in_(sorted(set(proposal_ids))),
        pp.state.in_(words),
        pp.withdrawn_at.is_(None),
    )
    by_word: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(chosen.order_by(pp.id)):
        by_word[row.proposal_id][row.state].append(row.party_id)
    found = {}
    for proposal_id, said in by_word.items():
        word = next(word for word in words if word in said)
        found[proposal_id] = {"party_ids": tuple(said[word]), "answer": word.value}
    return found
