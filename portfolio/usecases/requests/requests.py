"""Asking a body something, and taking the question back. Only a decision answers it.

What the tool derives is never stored: there is nothing to ask or take back of it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain.model import ENDED
from portfolio.domain.permissions import Action
from portfolio.domain.requests import NOT_ANSWERED, Source, key_of
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import decisions, parties, portfolios, proposals, request_answers
from portfolio.store.schema import requests as table
from portfolio.usecases import text_input
from portfolio.usecases.content import parsing
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version

#: Answers that can be offered.
MOST_OPTIONS = 6


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked. ``options``: the answers that are offered, beside own words."""

    question: str
    addressee_party_id: str
    options: Sequence[str] = ()
    recommendation: str | None = None
    why: str | None = None
    due_on: date | None = None


def ask(
    who: Who,
    asked: Question,
    *,
    portfolio: str,
    proposal_id: str | None = None,
    today: date,
) -> str:
    """Put a question to a body, of one proposal or of the whole portfolio (its code); its key.

    Raises PortfolioError without a question, with two options alike, for a day that has gone, and
    when the proposal has ended or the body is out of use.
    """
    row = _columns(asked, today) | {
        "id": ids.new_id(),
        "proposal_id": proposal_id,
        "asked_on": today.isoformat(),
    }
    deed = Deed(Action.ASK_BODY, "request.asked", "requests", row["id"])

    def work(connection: Connection, person: Person) -> Result[str]:
        kept = row | {
            "portfolio_id": _portfolio(connection, portfolio, proposal_id),
            "asked_by": person.name,
        }
        _require_body(connection, asked.addressee_party_id)
        connection.execute(sa.insert(table).values(kept))
        after = {name: value for name, value in kept.items() if name != "id" and value is not None}
        return Result(after=after, answer=key_of(Source.ASKED, row["id"]))

    return perform(who, deed, work)


def withdraw(who: Who, request_id: str, reason: str, *, version: int) -> None:
    """Take a question back that nobody has answered.

    Raises PortfolioError without a reason, or when a decision has answered it (the sentence says
    which); ConflictError when somebody saved since ``version``.
    """
    why = text_input.reason(reason)
    out = {"withdrawn_at": ids.now(), "withdrawn_reason": why}
    deed = Deed(Action.ASK_BODY, "request.withdrawn", "requests", request_id, reason=why)

    def work(connection: Connection, _person: Person) -> Result[None]:
        _require_unanswered(connection, request_id)
        before = save_version(connection, table, request_id, version, out)
        return Result(before=before, after=out, answer=None)

    perform(who, deed, work)


def _columns(asked: Question, today: date) -> dict[str, Any]:
    question = text_input.words(asked.question)
    if question is None:
        raise PortfolioError("Write what is asked, as a question that can be answered.")
    options = [option for given in asked.options if (option := text_input.line(given))]
    if len(set(map(signs.compared, options))) < len(options):
        raise PortfolioError("Two of the options are the same. Change one, or empty its line.")
    if len(options) > MOST_OPTIONS:
        raise PortfolioError("There is room for {n} options. Leave some out.", n=MOST_OPTIONS)
    if asked.due_on is not None and asked.due_on < today:
        raise PortfolioError(
            "{day} has passed. Choose a later day to have the answer by, or none.",
            day=asked.due_on,
        )
    return {
        "question": question,
        "options": json.dumps(options, ensure_ascii=False),
        "recommendation": text_input.words(asked.recommendation, parsing.LONGEST),
        "why": text_input.words(asked.why),
        "due_on": asked.due_on and asked.due_on.isoformat(),
        "addressee_party_id": asked.addressee_party_id,
    }


def _portfolio(connection: Connection, code: str, proposal_id: str | None) -> str:
    """The portfolio's key; of the proposal, which must be one that is worked on."""
    known = sa.select(portfolios.c.id).where(portfolios.c.code == code)
    portfolio_id = connection.execute(known).scalar()
    if portfolio_id is None:
        raise PortfolioError("There is no such portfolio. Reload the page and choose again.")
    if proposal_id is not None:
        p = proposals.c
        chosen = sa.select(p.stage).where(p.id == proposal_id, p.portfolio_id == portfolio_id)
        stage = connection.execute(chosen.with_for_update(read=True)).scalar()
        if stage is None or stage in ENDED:
            raise PortfolioError(
                "The proposal has ended or been set aside, so nothing is asked about it. Take it"
                " up again first."
            )
    return str(portfolio_id)


def _require_body(connection: Connection, party_id: str) -> None:
    p = parties.c
    alive = sa.select(p.id).where(p.id == party_id, p.withdrawn_at.is_(None))
    if connection.execute(alive.with_for_update(read=True)).first() is None:
        raise PortfolioError("Whom you ask has been taken out of use. Choose another.")


def _require_unanswered(connection: Connection, request_id: str) -> None:
    a, d = request_answers.c, decisions.c
    chosen = (
        sa.select(d.number, d.decided_on)
        .join(request_answers, a.decision_id == d.id)
        .where(
            a.request_key == key_of(Source.ASKED, request_id),
            a.withdrawn_at.is_(None),
            d.withdrawn_at.is_(None),
            d.outcome.not_in(NOT_ANSWERED),
        )
    )
    row = connection.execute(chosen.limit(1)).one_or_none()
    if row is not None:
        raise PortfolioError(
            "It has been answered, by decision {number} of {day}, so it is not taken back.",
            number=row.number,
            day=date.fromisoformat(row.decided_on),
        )
