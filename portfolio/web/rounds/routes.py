"""/svar: the proposals that are one's own, one after the other; ``?nr=4`` is one of them.

What is sent goes through the same use cases as everywhere; the page is a few kB, so that a phone
on a train has it at once.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from portfolio import language, store
from portfolio.domain import status
from portfolio.domain.clock import today
from portfolio.domain.model import AnswerState
from portfolio.domain.permissions import Action, may
from portfolio.domain.status_rules import problems
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _, explain
from portfolio.queries.filter_choices import portfolio_rows
from portfolio.queries.rounds import answers as asked_queries
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.queries.rounds.carry_out import to_carry_out
from portfolio.screens.addresses import Here
from portfolio.screens.rounds.words import PAGE
from portfolio.usecases import use_case
from portfolio.usecases.rounds import answers, drafts, mending
from portfolio.usecases.use_case import Person
from portfolio.web import addresses, entry, faults, html, received
from portfolio.web.caller import known
from portfolio.web.rounds import page, typed
from portfolio.web.rounds.page import Facts

_BIGGEST = 200_000  # bytes: eight texts at their longest, as a form encodes them
_MOST = 40  # fields
_log = logging.getLogger("portfolio.rounds")
Sent = Mapping[str, str]


async def _answer(request: Request) -> Response:
    language.use(addresses.asked_language(request.scope))
    try:
        if request.method != "POST":
            return await run_in_threadpool(_shown, request)
        sent = await received.fields(request, biggest=_BIGGEST, most=_MOST)
        return await run_in_threadpool(_done, request, sent)
    except PortfolioError as error:
        return await run_in_threadpool(_shown, request, wrong=explain(error))
    except Exception as error:
        wrong = faults.sentence(_log, error)
        return entry.page(request, _("My proposals"), wrong=wrong, status=500)


def _shown(request: Request, wrong: str = "") -> Response:
    """The page as it is come to."""
    person = _person(request)
    if person is None:
        return _to_sign_in(request)
    facts = _found(person, request.query_params)
    return _drawn(request, replace(facts, wrong=wrong) if wrong else facts)


def _done(request: Request, sent: Sent) -> Response:
    """What the form asks for; the page again where it cannot be done, with all that was typed."""
    person = _person(request)
    if person is None:
        return _to_sign_in(request, sent)
    facts = _found(person, sent)
    own = facts.own
    if own is None:  # it is somebody else's now: the words are there to be copied
        return _drawn(request, replace(facts, values=typed.read(sent)), 403)
    if own.proposal_id != sent.get("proposal"):
        return _drawn(request, facts)
    facts = replace(facts, values=typed.begun(own) | typed.read(sent), sent=None)
    try:
        received.require_ours(request, dict(sent))
        return _acted(request, person, facts, own, sent)
    except ConflictError as error:
        return _drawn(request, replace(_anew(person, facts), wrong=explain(error)), 409)
    except PortfolioError as error:
        return _drawn(request, replace(_anew(person, facts), wrong=explain(error)), 422)


def _acted(
    request: Request, person: Person, facts: Facts, own: OwnProposal, sent: Sent
) -> Response:
    who, act = person.who, sent.get("act")
    if act == "take_back":
        answer_id, version = sent.get("answer", ""), int(sent.get("version", "0") or 0)
        mending.take_back(who, own.proposal_id, answer_id, version=version)
        return _onward(own, nr=own.number)
    if act == "unchanged":
        if typed.is_new(facts.values, own):
            raise PortfolioError(
                "You have written something new, so it was not sent as unchanged. Send it, or put"
                " it back as it was."
            )
        return _sent(person, facts, own, sent, unchanged=True)
    assert facts.standing is not None
    given = typed.answer(facts.values, facts.standing)
    wrong = typed.at(problems(given, facts.standing))
    if wrong:
        return _drawn(request, replace(facts, problems=wrong), 422)
    return _sent(person, facts, own, sent, given=given)


def _sent(
    person: Person,
    facts: Facts,
    own: OwnProposal,
    sent: Sent,
    *,
    given: status.Answer | None = None,
    unchanged: bool = False,
) -> Response:
    """Give the status; said twice, as by a thumb that trembles, it is given once."""
    try:
        answers.submit(
            person.who,
            own.proposal_id,
            given,
            seen_seq=int(sent.get("seen", "0") or 0),
            unchanged=unchanged,
            round_id=own.asked.round_id if own.asked else None,
            carried_out=typed.carried_out(facts.values, facts.to_carry_out),
        )
    except PortfolioError as error:
        if not _is_there(own, person, given):
            raise error
    mine = {one.proposal_id for one in facts.every}
    return _onward(own, sendt=own.number, nr=None if own.proposal_id in mine else own.number)


def _is_there(own: OwnProposal, person: Person, given: status.Answer | None) -> bool:
    """Whether the very same is what the reader has just said."""
    latest = own.latest
    if latest is None or latest["author"] != person.name:
        return False
    if own.asked is not None and own.asked.state != AnswerState.SUBMITTED:
        return False
    return bool(latest["unchanged"]) if given is None else typed.says_the_same(given, latest)


def _onward(own: OwnProposal, **query: int | None) -> Response:
    """What was done is said on the page that comes now, which may be loaded again."""
    asked = {name: str(number) for name, number in query.items() if number is not None}
    path, spoken = f"/{PAGE}", language.current()
    way = addresses.address(path, spoken, portefolje=own.portfolio, **asked)
    return RedirectResponse(way, 303)


def _found(person: Person, asked: Mapping[str, str]) -> Facts:
    """The proposal asked for, else the first of the reader's own that waits."""
    day, code = today(), asked.get("portefolje", "")
    with store.reading() as connection:
        code = code or next((row["code"] for row in portfolio_rows(connection)), "")
        every = asked_queries.of_user(connection, person.who.user_id, day)

        def one(name: str) -> OwnProposal | None:
            number = asked.get(name, "")
            if not (number.isascii() and number.isdigit() and len(number) < 10):
                return None
            return asked_queries.of_proposal(connection, code, int(number), day)

        own = one("nr") if "nr" in asked else next(filter(_waits, every), None)
        just = one("sendt")
        wrong = ""
        if own and not _may(connection, person, own):
            _log.warning("user %s asked to answer proposal %s", person.who.user_id, own.number)
            wrong, own = _not_theirs(own), None
        facts = Facts(
            own=own,
            every=every,
            wrong=wrong,
            sent=just if just and _may(connection, person, just) and _is_sent(just) else None,
            runs_rounds=may(person.role, Action.RUN_ROUNDS),
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


def _not_theirs(own: OwnProposal) -> str:
    return _(
        "You do not answer for proposal {number}, so you cannot give it a status. You can"
        " read it on its own page.",
        number=own.number,
    )


def _anew(person: Person, facts: Facts) -> Facts:
    """How it stands now, with what was typed."""
    own = facts.own
    assert own is not None
    return replace(
        _found(person, {"portefolje": own.portfolio, "nr": str(own.number)}), values=facts.values
    )


def _waits(own: OwnProposal) -> bool:
    return own.asked is not None and own.asked.state != AnswerState.SUBMITTED


def _is_sent(own: OwnProposal) -> bool:
    return own.asked is None or own.asked.state == AnswerState.SUBMITTED


def _may(connection: Any, person: Person, own: OwnProposal) -> bool:  # noqa: ANN401 - the store's
    mine = use_case.answers_for(connection, person, own.proposal_id)
    return may(person.role, Action.ANSWER_STATUS, own=mine)


def _person(request: Request) -> Person | None:
    who = known(request)
    with store.reading() as connection:
        return use_case.person_of(connection, who)


def _to_sign_in(request: Request, sent: Sent | None = None) -> Response:
    asked = sent or request.query_params
    kept = {name: asked[name] for name in ("portefolje", "nr") if name in asked}
    wanted = addresses.address(f"/{PAGE}", language.current(), **kept)
    wanted = wanted.removeprefix(addresses.base())
    way = addresses.address(addresses.SIGN_IN, language.current(), next=wanted)
    return RedirectResponse(way, 303)


def _drawn(request: Request, facts: Facts, status_code: int = 200) -> Response:
    token = received.token_for(request)
    own = facts.own  # what was sent by a form stands in no address
    query = {"portefolje": own.portfolio, "nr": str(own.number)} if own else {}
    carried = (("lang", language.current()),) if language.current() != language.DEFAULT else ()
    answer = html.page(
        "answer.html",
        status=status_code,
        css="answer.css",
        other=addresses.address(f"/{PAGE}", html.other_language(), **query),
        token=(received.FIELD, token),
        **page.values(facts, Here(addresses.base(), carried, None).to),
    )
    received.keep_token(request, answer, token)
    return answer


async def _keep(request: Request) -> Response:
    """A draft, kept at each pause; what is made of the date is said with the answer."""
    language.use(addresses.asked_language(request.scope))
    try:
        sent = await received.fields(request, biggest=_BIGGEST, most=_MOST)
        if not received.comes_from_here(request):
            return Response(status_code=400)
        return await run_in_threadpool(_kept, request, sent)
    except PortfolioError as error:
        return JSONResponse({"said": explain(error)}, 409)
    except Exception as error:
        return JSONResponse({"said": faults.sentence(_log, error)}, 500)


def _kept(request: Request, sent: Sent) -> Response:
    person = _person(request)
    if person is None:
        said = _("You are signed out. What you have written stands here until you close the page.")
        return JSONResponse({"said": said}, 401)
    own = _found(person, sent).own
    if own is None:
        return Response(status_code=404)
    values = typed.read(sent)
    told = {"echo": page.echo(values.get("next_step_date_text"), own)}
    if own.asked is None:
        return JSONResponse(told)
    version = int(sent.get("version", "0") or 0)
    try:
        version = drafts.keep(
            person.who, own.proposal_id, own.asked.answer_id, values, version=version
        )
    except ConflictError as error:
        by = error.theirs["name"]
        name = _("The other draft is by {name}.", name=by) if by else ""
        return JSONResponse(told | {"said": " ".join([explain(error), name]).strip()}, 409)
    return JSONResponse(told | {"version": version, "kept": _("The draft is kept.")})


_BOTH = ["GET", "POST"]
routes = [
    Route(f"/{PAGE}", _answer, methods=_BOTH),
    Route(f"/{PAGE}/kladde", _keep, methods=["POST"]),
]
