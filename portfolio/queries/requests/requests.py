"""The one question: what is a body to answer? Screen, agenda, papers, mails and API ask it here.

Open this when something is asked that should not be, or the other way round. What each source
gives is in :mod:`portfolio.queries.requests.sources`; the order is
:func:`portfolio.domain.requests.ranked`.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import DecisionOutcome, PartyKind
from portfolio.domain.requests import Answer, Request, ranked
from portfolio.queries.requests import sources
from portfolio.queries.requests.scope import Scope
from portfolio.store.live import decisions, parties, request_answers


def open_requests(
    connection: Connection,
    *,
    as_of: date,
    today: date,
    portfolio: str | None = None,
    body: str | None = None,
    party_ids: Collection[str] | None = None,
    answered_by: date | None = None,
    is_short: bool = False,
) -> tuple[Request, ...]:
    """What was open to somebody on a day, the most pressing first: to the party of the code
    ``body``, to those of ``party_ids``, or, with neither, to the directorate. ``answered_by``: what
    was decided later is no answer yet; None: than the day.

    Nothing that a decision had answered by then, nothing that has no cause any more, and nothing
    twice: where an open question asks the same as a follow-up or a step, the question is asked.
    """
    asked = bodies(connection, body) if party_ids is None else frozenset(party_ids)
    default = body is None and party_ids is None
    directs = default or bool(asked & bodies(connection, None))
    until = (answered_by or as_of).isoformat()
    scope = Scope(connection, as_of, today, portfolio, asked, directs, until, is_short)
    found = sources.found(scope)
    answers = answers_on(connection, as_of=answered_by or as_of, keys={one.key for one in found})
    still_open = [
        _put_off(one, answers.get(one.key)) for one in found if not _is_answered(one, answers)
    ]
    return ranked(still_open, as_of.isoformat())


def of_item(
    connection: Connection, *, proposal_id: str | None, key: str | None, today: date
) -> tuple[Request, ...]:
    """What is open to the directorate of an item: the request it is about, or its proposal's.

    What concerns the whole portfolio has an item of its own, and is not asked on every screen.
    """
    if proposal_id is None and key is None:
        return ()
    found = open_requests(connection, as_of=today, today=today)
    if key is not None:
        return tuple(request for request in found if request.key == key)
    return tuple(
        request
        for request in found
        if not request.whole and proposal_id in {about.id for about in request.proposals}
    )


def of_others(
    connection: Connection,
    *,
    as_of: date,
    today: date,
    portfolio: str | None = None,
    party_ids: Collection[str] | None = None,
    is_short: bool = False,
) -> tuple[Request, ...]:
    """As ``open_requests``, of everybody but the directorate, whose list is its own; of some of
    them, where ``party_ids`` are given. ``is_short``: without open questions and what follow-ups
    lack.
    """
    every = frozenset(connection.execute(sa.select(parties.c.id)).scalars())
    asked = (every if party_ids is None else every & frozenset(party_ids)) - bodies(
        connection, None
    )
    if not asked:
        return ()
    return open_requests(
        connection,
        as_of=as_of,
        today=today,
        portfolio=portfolio,
        party_ids=asked,
        is_short=is_short,
    )


def bodies(connection: Connection, code: str | None) -> frozenset[str]:
    """The keys of the party of that code; of every directorate where it is None."""
    p = parties.c
    test = p.kind == PartyKind.DIRECTORATE if code is None else p.code == code
    return frozenset(connection.execute(sa.select(p.id).where(test)).scalars())


def answers_on(
    connection: Connection, *, as_of: date, keys: Collection[str]
) -> dict[str, tuple[Answer, ...]]:
    """By request, the decisions on record on a day that answered it or put it off; oldest first."""
    a, d = request_answers.c, decisions.c
    chosen = (
        sa.select(a.request_key, d.outcome, d.decided_on, d.review_on)
        .select_from(request_answers.join(decisions, d.id == a.decision_id))
        .where(a.request_key.in_(sorted(keys)), d.decided_on <= as_of.isoformat())
        .order_by(d.decided_on, d.id)
    )
    answers: dict[str, tuple[Answer, ...]] = {}
    for key, outcome, decided_on, review_on in connection.execute(chosen):
        answer = Answer(key, DecisionOutcome(outcome), decided_on, review_on)
        answers[key] = (*answers.get(key, ()), answer)
    return answers


def _is_answered(one: Request, answers: dict[str, tuple[Answer, ...]]) -> bool:
    return any(answer.closes for answer in answers.get(one.key, ()))


def _put_off(one: Request, answers: tuple[Answer, ...] | None) -> Request:
    if not answers:
        return one
    last = answers[-1]
    return replace(one, postponed_on=last.decided_on, postponed_until=last.review_on)
