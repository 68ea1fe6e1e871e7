"""/svar: the proposals that are one's own, one after the other; ``?nr=4`` is one of them.

``/svar/<token>`` is the personal link of a mail (:mod:`portfolio.web.rounds.visit`). What is sent
goes through the same use cases as everywhere; the page is a few kB, so that a phone on a train
has it at once.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from portfolio.domain import status
from portfolio.domain.status_rules import problems
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _, explain
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.screens.rounds.words import PAGE
from portfolio.usecases.people.attempts import TooManyError
from portfolio.usecases.rounds import answer_links, answers, drafts, mending
from portfolio.web import addresses, entry, faults, html, received, spoken
from portfolio.web.rounds import asked, beside, doorstep, page, typed, visit
from portfolio.web.rounds.asked import Facts

_BIGGEST = 200_000  # bytes: eight texts at their longest, as a form encodes them
_MOST = 40  # fields
#: An address that opens something goes to nobody: of where one comes from, the host alone.
_DISCREET = {"referrer-policy": "strict-origin", "x-robots-tag": "noindex"}
_log = logging.getLogger("portfolio.rounds")
Sent = Mapping[str, str]


async def _answer(request: Request) -> Response:
    await spoken.begin(request)
    answer = await _answered(request)
    if "token" in request.path_params:
        answer.headers.update(_DISCREET)
    return answer


async def _answered(request: Request) -> Response:
    sent: Sent = {}
    try:
        if request.method == "POST":
            sent = await received.fields(request, biggest=_BIGGEST, most=_MOST)
            return await run_in_threadpool(_done, request, sent)
        return await run_in_threadpool(_shown, request)
    except TooManyError as error:
        return entry.page(request, _("My proposals"), wrong=explain(error), status=429)
    except PortfolioError as error:
        return await run_in_threadpool(_shown, request, wrong=explain(error))
    except Exception as error:
        wrong = faults.sentence(_log, error)
        return entry.page(request, _("My proposals"), wrong=wrong, status=500)


def _shown(request: Request, wrong: str = "") -> Response:
    """The page as it is come to."""
    came, asked_for = visit.of(request), request.query_params
    if halted := doorstep.halted(came, asked_for):
        return _drawn(request, halted, 410 if came.refused else 200)
    if came.person is None or doorstep.is_at_home(came):
        return doorstep.way_in(came, asked_for)
    facts = asked.found(came, asked_for)
    return _drawn(request, replace(facts, wrong=wrong) if wrong else facts)


def _done(request: Request, sent: Sent) -> Response:
    """What the form asks for; the page again where it cannot be done, with all that was typed."""
    came = visit.of(request)
    if came.refused:
        return _drawn(request, doorstep.refused(came, sent), 410)
    if came.person is None:
        return doorstep.way_in(came, sent)
    facts = asked.found(came, sent)
    own = facts.own
    if own is None:  # it is somebody else's now: the words are there to be copied
        return _drawn(request, replace(facts, values=typed.read(sent)), 403)
    if own.proposal_id != sent.get("proposal"):
        return _drawn(request, facts)
    facts = replace(facts, values=typed.begun(own) | typed.read(sent), sent=None)
    try:
        received.require_ours(request, dict(sent))
        if came.link:
            answer_links.note_use(came.link)
        return _acted(request, facts, own, sent)
    except PortfolioError as error:
        code = 409 if isinstance(error, ConflictError) else 422
        now = asked.anew(facts, _number(sent, "seen") if "seen" in sent else None)
        return _drawn(request, replace(now, wrong=explain(error)), code)


def _acted(request: Request, facts: Facts, own: OwnProposal, sent: Sent) -> Response:
    act, came = sent.get("act"), facts.visit
    assert came.person is not None
    if act == "take_back":
        answer_id, version = sent.get("answer", ""), _number(sent, "version")
        mending.take_back(came.person.who, own.proposal_id, answer_id, version=version)
        if not any(map(drafts.is_field, sent)):
            return _onward(facts, own, nr=own.number)
        # What had been typed when the other answer came goes on from here, beside it.
        again = replace(asked.anew(facts), beside=own.latest)
        return _drawn(request, again)
    if act == "unchanged":
        if typed.is_new(facts.values, own):
            raise PortfolioError(
                "You have written something new, so it was not sent as unchanged. Send it, or put"
                " it back as it was."
            )
        return _sent(facts, own, sent, unchanged=True)
    assert facts.standing is not None
    given = typed.answer(facts.values, facts.standing)
    wrong = typed.at(problems(given, facts.standing))
    if wrong:
        return _drawn(request, replace(facts, problems=wrong), 422)
    return _sent(facts, own, sent, given=given)


def _sent(
    facts: Facts,
    own: OwnProposal,
    sent: Sent,
    *,
    given: status.Answer | None = None,
    unchanged: bool = False,
) -> Response:
    """Give the status; said twice, as by a thumb that trembles, it is given once."""
    assert facts.visit.person is not None
    try:
        answers.submit(
            facts.visit.person.who,
            own.proposal_id,
            given,
            seen_seq=_number(sent, "seen"),
            unchanged=unchanged,
            round_id=own.asked.round_id if own.asked else None,
            carried_out=typed.carried_out(facts.values, facts.to_carry_out),
        )
    except PortfolioError as error:
        if not _is_there(own, facts.visit.person.name, given):
            raise error
    mine = {one.proposal_id for one in facts.every}
    number = None if own.proposal_id in mine else own.number
    return _onward(facts, own, sendt=own.number, nr=number)


def _number(sent: Sent, name: str) -> int:
    """What a hidden field counts; 0 where somebody has been at it."""
    said = sent.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _is_there(own: OwnProposal, name: str, given: status.Answer | None) -> bool:
    """Whether the very same is what the reader has just said."""
    latest = own.latest
    if latest is None or latest["author"] != name:
        return False
    if own.asked is not None and not asked.is_sent(own):
        return False
    return bool(latest["unchanged"]) if given is None else typed.says_the_same(given, latest)


def _onward(facts: Facts, own: OwnProposal, **query: int | None) -> Response:
    """What was done is said on the page that comes now, which may be loaded again."""
    way = facts.visit.to()(facts.visit.page, portefolje=own.portfolio, **query)
    return RedirectResponse(way, 303)


def _drawn(request: Request, facts: Facts, status_code: int = 200) -> Response:
    token = received.token_for(request)
    own = facts.own  # what was sent by a form stands in no address
    query = {"portefolje": own.portfolio, "nr": str(own.number)} if own else {}
    answer = html.page(
        "answer.html",
        status=status_code,
        css="answer.css",
        other=addresses.address(f"/{facts.visit.page}", html.other_language(), **query),
        token=(received.FIELD, token),
        **page.values(facts),
    )
    received.keep_token(request, answer, token)
    return answer


async def _keep(request: Request) -> Response:
    """A draft, kept at each pause; what is made of the date is said with the answer."""
    await spoken.begin(request)
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
    came = visit.of(request)
    if came.person is None:
        return JSONResponse({"said": came.refused or doorstep.signed_out()}, 401)
    own = asked.found(came, sent).own
    if own is None:
        return Response(status_code=404)
    values = typed.read(sent)
    told = {"echo": page.echo(values.get("next_step_date_text"), own)}
    if own.asked is None:
        return JSONResponse(told)
    if came.link:
        answer_links.note_use(came.link)
    try:
        version = drafts.keep(
            came.person.who,
            own.proposal_id,
            own.asked.answer_id,
            values,
            version=_number(sent, "version"),
        )
    except ConflictError as error:
        return JSONResponse(told | beside.of_draft(values, error), 409)
    return JSONResponse(told | {"version": version, "kept": _("The draft is kept.")})


_BOTH, _BY_LINK = ["GET", "POST"], f"/{PAGE}/{{token}}"
routes = [
    Route(f"/{PAGE}", _answer, methods=_BOTH),
    Route(f"/{PAGE}/kladde", _keep, methods=["POST"]),
    Route(_BY_LINK, _answer, methods=_BOTH),
    Route(f"{_BY_LINK}/kladde", _keep, methods=["POST"]),
]
