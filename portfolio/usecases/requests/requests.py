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

from portfolio import signs, store
from portfolio.domain.model import ENDED
from portfolio.domain.permissions import Action
from portfolio.domain.requests import NOT_ANSWERED, STORED, Source, key_of
from portfolio.domain.workshops import WorkshopState
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import decisions, parties, portfolios, proposals, request_answers
from portfolio.store.schema import requests as table
from portfolio.usecases import text_input
from portfolio.usecases.content import parsing
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version
from portfolio.usecases.workshops import facilitating

#: Answers that can be offered.
MOST_OPTIONS = 6
#: Requests that one act can make.
MOST_AT_ONCE = 60
Row = dict[str, Any]


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

    Raises as ``ask_several``.
    """
    about = [] if proposal_id is None else [proposal_id]
    (key,) = ask_several(who, asked, portfolio=portfolio, proposal_ids=about, today=today)
    return key


def ask_several(
    who: Who,
    asked: Question,
    *,
    portfolio: str,
    also_of: Sequence[str] = (),
    proposal_ids: Sequence[str] = (),
    workshop_id: str | None = None,
    today: date,
) -> tuple[str, ...]:
    """Put a question to one body or several, of one proposal, several or the whole portfolio, in
    one act; the keys. Each is answered by itself, so each is a request of its own.

    ``workshop_id``: one of its facilitators passes it on. Raises PortfolioError without a question,
    with two options alike, for a day that has gone or more requests than MOST_AT_ONCE, when a
    proposal has ended, a body is out of use or the workshop has not begun.
    """
    bodies = dict.fromkeys((asked.addressee_party_id, *also_of))
    pairs = [(body, one) for one in dict.fromkeys(proposal_ids or (None,)) for body in bodies]
    if len(pairs) > MOST_AT_ONCE:
        raise PortfolioError(
            "That would be {n} requests at once, and {most} is the most. Choose fewer.",
            n=len(pairs),
            most=MOST_AT_ONCE,
        )
    shared = _columns(asked, today) | {
        "asked_on": today.isoformat(),
        "workshop_id": workshop_id,
        "act": ids.new_id() if len(pairs) > 1 else None,
    }
    deeds = [_deed("request.asked", ids.new_id(), workshop_id) for _pair in pairs]
    source = Source.ASKED if workshop_id is None else Source.WORKSHOP

    def work(connection: Connection, person: Person) -> Result[tuple[str, ...]]:
        if workshop_id is not None:
            _require_begun(connection, workshop_id)
        for body in bodies:
            _require_body(connection, body)
        lines = [
            _put(connection, deed, shared | {"asked_by": person.name}, portfolio, *pair)
            for deed, pair in zip(deeds, pairs, strict=True)
        ]
        keys = tuple(key_of(source, str(deed.subject_id)) for deed in deeds)
        return Result(after=lines[0].after, answer=keys, lines=_others(deeds, lines))

    return perform(who, deeds[0], work)


def withdraw(
    who: Who, request_id: str, reason: str, *, version: int, whole_act: bool = False
) -> None:
    """Take a question back that nobody has answered; with ``whole_act`` also those that were asked
    with it and that nobody has answered.

    Raises PortfolioError without a reason, or when a decision has answered it (the sentence says
    which); ConflictError when somebody saved since ``version``.
    """
    why = text_input.reason(reason)
    out = {"withdrawn_at": ids.now(), "withdrawn_reason": why}
    with store.reading() as connection:
        workshop_id = connection.execute(_column(table.c.workshop_id, request_id)).scalar()
        mates = _asked_with(connection, request_id) if whole_act else {}
    deeds = [_deed("request.withdrawn", key, workshop_id, why) for key in (request_id, *mates)]

    def work(connection: Connection, _person: Person) -> Result[None]:
        if connection.execute(_column(table.c.id, request_id)).first() is None:
            raise PortfolioError("There is no such question any more. Reload the page.")
        _require_unanswered(connection, request_id)
        before = save_version(connection, table, request_id, version, out)
        lines = [Result(before=before, after=out, answer=None)]
        for key, seen in mates.items():
            is_left = not _answered(connection, key)
            saved = save_version(connection, table, key, seen, out) if is_left else None
            lines.append(Result(before=saved, after=out, answer=None, changed=is_left))
        return Result(before=before, after=out, answer=None, lines=_others(deeds, lines))

    perform(who, deeds[0], work)


def _others(deeds: list[Deed], lines: list[Result[None]]) -> tuple[tuple[Deed, Result[None]], ...]:
    """The lines of the log beside the first, which is the use case's own."""
    pairs = list(zip(deeds, lines, strict=True))[1:]
    return tuple((deed, line) for deed, line in pairs if line.changed)


def _deed(name: str, key: str, workshop_id: str | None, reason: str | None = None) -> Deed:
    """Who may: what a workshop passes on is its facilitators'."""
    if workshop_id is None:
        return Deed(Action.ASK_BODY, name, "requests", key, reason=reason)
    own = facilitating.deed(name, workshop_id).own
    return Deed(Action.FACILITATE, name, "requests", key, own=own, reason=reason)


def _put(
    connection: Connection, deed: Deed, shared: Row, portfolio: str, body: str, about: str | None
) -> Result[None]:
    row = shared | {
        "id": deed.subject_id,
        "addressee_party_id": body,
        "proposal_id": about,
        "portfolio_id": _portfolio(connection, portfolio, about),
    }
    connection.execute(sa.insert(table).values(row))
    after = {name: value for name, value in row.items() if name != "id" and value is not None}
    return Result(after=after, answer=None)


def _require_begun(connection: Connection, workshop_id: str) -> None:
    if facilitating.locked(connection, workshop_id)["state"] == WorkshopState.PREPARED:
        raise PortfolioError("The workshop has not begun, so it has nothing to pass on yet.")


def _column(column: sa.Column[Any], request_id: str) -> sa.Select[tuple[Any]]:
    return sa.select(column).where(table.c.id == request_id)


def _asked_with(connection: Connection, request_id: str) -> dict[str, int]:
    """The others of its act that are not taken back, each with its version."""
    r, act = table.c, _column(table.c.act, request_id).scalar_subquery()
    mates = sa.select(r.id, r.version).where(
        r.act == act, r.id != request_id, r.withdrawn_at.is_(None)
    )
    return {other.id: other.version for other in connection.execute(mates)}


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
    row = _answered(connection, request_id)
    if row is not None:
        raise PortfolioError(
            "It has been answered, by decision {number} of {day}, so it is not taken back.",
            number=row.number,
            day=date.fromisoformat(row.decided_on),
        )


def _answered(connection: Connection, request_id: str) -> sa.Row[Any, Any] | None:
    """The decision that answered it, if one has."""
    a, d = request_answers.c, decisions.c
    keys = [key_of(source, request_id) for source in STORED]
    chosen = (
        sa.select(d.number, d.decided_on)
        .join(request_answers, a.decision_id == d.id)
        .where(
            a.request_key.in_(keys),
            a.withdrawn_at.is_(None),
            d.withdrawn_at.is_(None),
            d.outcome.not_in(NOT_ANSWERED),
        )
    )
    return connection.execute(chosen.limit(1)).one_or_none()
