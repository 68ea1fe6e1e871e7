"""The questions somebody has put to a body with a day for the answer that is near or has passed,
and what a party was to do by a day that has passed, and nobody has recorded.

What is open is asked of :func:`portfolio.queries.requests.requests.open_requests`, as by all.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.mails import ReminderKind
from portfolio.domain.requests import Request, Source
from portfolio.queries.mails.reminders import DueReminder, Rules
from portfolio.queries.requests.requests import open_requests
from portfolio.store.live import follow_ups, parties, requests

#: Nobody is reminded for ever; it stands on the lists.
UNRECORDED_FOR_DAYS = 180


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


def due_outcomes(connection: Connection, today: date, rules: Rules) -> Iterator[DueReminder]:
    """One a follow-up that nobody has recorded, meant for whoever is to do it."""
    u = follow_ups.c
    first = (today - timedelta(days=UNRECORDED_FOR_DAYS)).isoformat()
    late = u.date_end.between(first, (today - timedelta(days=1)).isoformat())
    chosen = sa.select(u.responsible_party_id).distinct().where(late)
    for party_id in connection.execute(chosen.order_by(u.responsible_party_id)).scalars().all():
        of_party = frozenset({party_id} - {None})
        found = open_requests(connection, as_of=today, today=today, party_ids=of_party)
        for one in found:
            is_task = (
                one.source is Source.OUTCOME
                and one.recorded_at
                and one.recorded_at[0] == follow_ups.name
            )
            if is_task and one.since >= first:
                yield replace(
                    _reminder(one, date.fromisoformat(one.since), party_id, today, rules),
                    kind=ReminderKind.UNRECORDED,
                    pause=rules.milestone_pause,
                    title=one.subject or "",
                )


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
