"""What is asked of people's own parties: to take a proposal on, to answer a round or a question."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from portfolio.domain.mails import NoticeKind
from portfolio.domain.model import AnswerState, Responsibility
from portfolio.domain.requests import Source, key_of
from portfolio.queries.mails.notice import (
    PROPOSAL,
    WORKED_ON,
    Notice,
    Question,
    line_of,
    notice,
)
from portfolio.store import live
from portfolio.store.live import proposal_parties
from portfolio.store.schema import (
    change_log,
    portfolios,
    proposals,
    requests,
    responsibility_events,
    round_answers,
    status_rounds,
)


def put_to(question: Question) -> Iterator[Notice]:
    """Parties that are asked or appointed, and have not answered."""
    e, pp, named = responsibility_events.c, proposal_parties.c, live.parties.c
    chosen = (
        sa.select(
            *PROPOSAL,
            e.id,
            e.decision_id,
            e.recorded_at,
            e.recorded_by,
            e.happened_on,
            e.reason,
            pp.party_id,
            named.name,
        )
        .select_from(
            responsibility_events.join(proposal_parties, pp.id == e.proposal_party_id)
            .join(proposals, proposals.c.id == pp.proposal_id)
            .join(portfolios)
            .join(live.parties, named.id == pp.party_id)
        )
        .where(
            e.recorded_at > question.since,
            e.state == Responsibility.ASKED,
            e.undoes.is_(None),
            # The question is the party's last word still.
            pp.state == Responsibility.ASKED,
            pp.state_seq == e.seq,
            WORKED_ON,
            *question.ours(pp.party_id),
        )
    )
    for row in question.rows(chosen):
        appointed = row["decision_id"] is not None
        yield notice(
            NoticeKind.APPOINTED if appointed else NoticeKind.ASKED,
            row,
            at=row["recorded_at"],
            by=row["recorded_by"],
            title=row["proposal_title"],
            day=row["happened_on"],
            words=row["name"],
            text=row["reason"],
            party_ids=(row["party_id"],),
            answer=Responsibility.ASKED.value,
        )


def _of_rounds(
    question: Question, moment: sa.ColumnElement[str], *tests: sa.ColumnElement[bool]
) -> list[dict[str, Any]]:
    """What open rounds ask, a row an answer, with those who answer for the proposal."""
    a, r = round_answers.c, status_rounds.c
    chosen = (
        sa.select(
            *PROPOSAL,
            a.id.label("answer_id"),
            a.returned_by,
            a.returned_comment,
            r.id.label("round_id"),
            r.opened_by,
            r.title,
            r.deadline_on,
            moment.label("at"),
        )
        .select_from(round_answers.join(status_rounds).join(proposals).join(portfolios))
        .where(
            r.closed_at.is_(None),
            moment > question.since,
            WORKED_ON,
            *question.own(proposals.c.id),
            *tests,
        )
        .order_by(proposals.c.number)
    )
    found = question.rows(chosen)
    parties = question.answering([row["proposal_id"] for row in found])
    for row in found:
        row["party_ids"] = parties.get(row["proposal_id"], ())
    return found


def returned(question: Question) -> Iterator[Notice]:
    a = round_answers.c
    for row in _of_rounds(question, a.returned_at, a.state == AnswerState.RETURNED):
        yield notice(
            NoticeKind.RETURNED,
            row | {"id": row["answer_id"]},
            at=row["at"],
            by=row["returned_by"],
            occasion=row["at"],  # it can be sent back once more
            title=row["title"],
            day=row["deadline_on"],
            text=row["returned_comment"],
            party_ids=row["party_ids"],
        )


def opened(question: Question) -> Iterator[Notice]:
    state = round_answers.c.state.in_((AnswerState.ASKED, AnswerState.DRAFT))
    for row in _of_rounds(question, status_rounds.c.opened_at, state):
        yield notice(
            NoticeKind.ROUND,
            row | {"id": row["round_id"]},
            at=row["at"],
            by=row["opened_by"],
            title=row["title"],
            day=row["deadline_on"],
            party_ids=row["party_ids"],
        )


def questions(question: Question) -> Iterator[Notice]:
    """Questions put to a body that no decision has answered."""
    q, answers = requests.c, live.request_answers.c
    answered = sa.exists().where(answers.request_key == Source.ASKED.value + ":" + q.id)
    chosen = (
        sa.select(
            q.id,
            q.question,
            q.why,
            q.due_on,
            q.asked_on,
            q.addressee_party_id,
            live.parties.c.name,
            change_log.c.at,
            q.asked_by,
            *PROPOSAL[:3],
            portfolios.c.code.label("portfolio"),
        )
        .select_from(
            requests.join(live.parties, live.parties.c.id == q.addressee_party_id)
            .join(portfolios, portfolios.c.id == q.portfolio_id)
            .join(change_log, line_of("requests", q.id, "request.asked"))
            .outerjoin(proposals, proposals.c.id == q.proposal_id)
        )
        .where(
            change_log.c.at > question.since,
            q.withdrawn_at.is_(None),
            sa.or_(q.proposal_id.is_(None), WORKED_ON),
            ~answered.correlate(requests),
            *question.ours(q.addressee_party_id),
        )
    )
    for row in question.rows(chosen):
        yield notice(
            NoticeKind.QUESTION,
            row | {"id": key_of(Source.ASKED, row["id"])},
            at=row["at"],
            by=row["asked_by"],
            title=row["question"],
            day=row["due_on"] or row["asked_on"],
            words=row["name"],
            text=row["why"],
            party_ids=(row["addressee_party_id"],),
        )
