"""The questions somebody has put to a body with a day for the answer that is near or has passed.

What is open is asked of :func:`portfolio.queries.requests.requests.open_requests`, as by all.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.mails import ReminderKind
from portfolio.domain.requests import Request
from portfolio.queries.mails.reminders import DueReminder, Rules
from portfolio.queries.requests.requests import open_requests
from portfolio.store.live import parties, requests


def due_questions(connection: Connection, today: date, rules: Rules) -> Iterator[DueReminder]:
    """One a question, meant for the body that is to answer it."""
    soon = (today + timedelta(days=rules.question_soon)).isoformat()
    r, p = requests.c, parties.c
    chosen = (
        sa.select(p.id, p.code)
        .distinct()
        .join_from(requests, parties, p.id == r.addressee_party_id)
        .where(r.due_on <= soon, r.asked_on <= today.isoformat())
    )
    for body in connection.execute(chosen.order_by(p.code)).all():
        for one in open_requests(connection, as_of=today, today=today, body=body.code):
            waits = one.is_asked and (one.postponed_until or "") <= today.isoformat()
            if waits and one.due_on is not None and one.due_on <= soon:
                yield _reminder(one, date.fromisoformat(one.due_on), body.id, today, rules)


def _reminder(one: Request, due: date, body_id: str, today: date, rules: Rules) -> DueReminder:
    late = due < today
    about = one.proposals[0] if len(one.proposals) == 1 else None
    return DueReminder(
        kind=ReminderKind.QUESTION_OVERDUE if late else ReminderKind.QUESTION_SOON,
        subject_id=one.key,
        occasion=today.isoformat() if late else due.isoformat(),
        pause=rules.question_pause if late else 0,
        title=one.question or "",
        day=due,
        number=about.number if about else None,
        portfolio=one.portfolio,
        proposal_title=about.title if about else None,
        party_ids=(body_id,),
        request=one,
    )
