"""What the reader is asked: the proposal the address names, else the first of theirs that waits."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from portfolio import store
from portfolio.domain.clock import today
from portfolio.domain.demands import Demand
from portfolio.domain.model import AnswerState
from portfolio.domain.permissions import Action, may
from portfolio.domain.status import Standing
from portfolio.domain.status_rules import lacking
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.filter_choices import portfolio_rows
from portfolio.queries.rounds import answers as asked_queries
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.queries.rounds.carry_out import CarryOut, to_carry_out
from portfolio.screens.drawing import Link
from portfolio.usecases.rounds import answers
from portfolio.web.rounds import typed
from portfolio.web.rounds.visit import Visit

_log = logging.getLogger("portfolio.rounds")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A proposal that is answered for, what its form says, and how the last press went.

    ``own``: None where there is nothing to answer. ``every``: all that are the reader's.
    """

    visit: Visit
    own: OwnProposal | None = None
    every: Sequence[OwnProposal] = ()
    standing: Standing | None = None
    to_carry_out: Sequence[CarryOut] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, PortfolioError] = field(default_factory=dict)
    title: str = ""  # where the page is about no proposal
    told: Sequence[str] = ()
    ways: Sequence[Link] = ()  # where to go on
    wrong: str = ""  # of no field alone
    beside: Mapping[str, Any] | None = None  # another's status, come while this one was typed
    sent: OwnProposal | None = None  # just now
    lacking: Sequence[Demand] = ()  # what that does not say, and its portfolio only warns of
    runs_rounds: bool = False


def found(visit: Visit, asked: Mapping[str, str]) -> Facts:
    """What the address, or the form, asks for; nothing of what somebody else answers for."""
    person, day = visit.person, today()
    assert person is not None
    with store.reading() as connection:
        mine = asked_queries.of_user(connection, person.who.user_id, day)
        every = [own for own in mine if visit.asks(own)]
        own = _one(connection, visit, asked, "nr") if "nr" in asked else next_of(every)
        just = _one(connection, visit, asked, "sendt")
        wrong = ""
        if own and not visit.may(connection, own):
            _log.warning("user %s asked to answer proposal %s", person.who.user_id, own.number)
            wrong, own = _not_theirs(visit, own.number), None
        elif own is None and visit.link and "nr" in asked:
            wrong = _not_theirs(visit, asked["nr"])
        told = just is not None and visit.may(connection, just) and is_done(just)
        facts = Facts(
            visit=visit,
            own=own,
            every=every,
            wrong=wrong,
            sent=just if told else None,
            lacking=_lacking(connection, just) if told and just else (),
            runs_rounds=visit.link is None and may(person.role, Action.RUN_ROUNDS),
        )
        if own is None:
            return facts
        return replace(
            facts,
            standing=answers.standing(connection, own.proposal_id),
            to_carry_out=to_carry_out(connection, proposal_id=own.proposal_id, as_of=day)
            if own.asked
            else (),
            values=typed.with_draft(own),
        )


def anew(facts: Facts, seen: int | None = None) -> Facts:
    """How it stands now, with what was typed; beside it the status that came after ``seen``."""
    own = facts.own
    assert own is not None
    now = found(facts.visit, {"portefolje": own.portfolio, "nr": str(own.number)})
    newer = now.own is not None and seen is not None and now.own.status_seq > seen
    return replace(now, values=facts.values, beside=now.own.latest if now.own and newer else None)


def next_of(every: Sequence[OwnProposal]) -> OwnProposal | None:
    """The first that waits for an answer."""
    return next((own for own in every if own.asked and not is_done(own)), None)


def is_sent(own: OwnProposal) -> bool:
    """Whether the round has its answer."""
    return own.asked is not None and own.asked.state == AnswerState.SUBMITTED


def is_done(own: OwnProposal) -> bool:
    """Whether no round waits for it."""
    return own.asked is None or is_sent(own)


def _one(
    connection: Any,  # noqa: ANN401 - the store's
    visit: Visit,
    asked: Mapping[str, str],
    name: str,
) -> OwnProposal | None:
    number, code = asked.get(name, ""), asked.get("portefolje", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    if visit.link:
        code = visit.link.portfolio
    code = code or next((row["code"] for row in portfolio_rows(connection)), "")
    return asked_queries.of_proposal(connection, code, int(number), today())


def _lacking(
    connection: Any,  # noqa: ANN401 - the store's
    own: OwnProposal,
) -> Sequence[Demand]:
    standing = answers.standing(connection, own.proposal_id)
    if own.latest is None:
        return ()
    return lacking(typed.answer(own.latest, standing), standing)


def _not_theirs(visit: Visit, number: object) -> str:
    if visit.link:
        return _(
            "The personal link does not answer for proposal {number}, or not any more. Sign in if"
            " you are to answer for it.",
            number=number,
        )
    return _(
        "You do not answer for proposal {number}, so you cannot give it a status. You can"
        " read it on its own page.",
        number=number,
    )
