"""The phones' addresses: come in, see the step, follow, give, leave.

``/deltag/CODE`` is all a participant needs; ``?k=`` is what the picture on the wall adds to it.
"""

import logging
import uuid
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from portfolio import language, store
from portfolio.domain.workshops import WorkshopState
from portfolio.errors import PortfolioError, note_fault
from portfolio.language import LANGUAGES, _, explain
from portfolio.queries.workshops import phone, workshops
from portfolio.usecases import secret_tokens
from portfolio.usecases.workshops import contributions, joining, participant_view, supporting
from portfolio.usecases.workshops.joining import Participant
from portfolio.web import addresses, received, spoken
from portfolio.web.doorway import came_by_https, client_address
from portfolio.web.workshops import boards, following, pages, wall

COOKIE = "portfolio_deltager"
#: What a browser keeps beside it, so that one device is not many; of each workshop its own is kept.
DEVICE = "portfolio_enhed"
_KEPT = 60 * 60 * 24 * 60  # s: the phone that took part finds what came of it
_BIGGEST = 8_000  # bytes of an answer: a note of 1,000 letters, each as \uXXXX, and some
_log = logging.getLogger("portfolio.workshops")


async def _code(request: Request) -> Response:
    _speak(request)
    typed = request.query_params.get("kode", "")
    if not typed:
        return pages.ask_code()
    try:
        await run_in_threadpool(joining.find_workshop, typed, client_address(request.scope))
    except PortfolioError as error:
        return pages.ask_code(explain(error), typed)
    return RedirectResponse(_home(joining.tidy_code(typed)), 303)


async def _phone(request: Request) -> Response:
    return await run_in_threadpool(_draw, request)


def _draw(request: Request) -> Response:
    _speak(request)
    shown = participant_view.read(request.path_params["code"], request.cookies.get(COOKIE))
    if shown is None:
        return _door(request)
    _speak(request, shown.one, shown.workshop.portfolio)
    if shown.workshop.state == WorkshopState.ENDED:
        return pages.draw_end(
            shown.workshop, participant_view.read_end(shown, request.cookies[COOKIE])
        )
    return pages.draw_phone(shown, _home(shown.workshop.join_code))


def _door(request: Request, wrong: str = "") -> Response:
    """Where somebody who does not take part yet says where they are from; the code is looked at
    first.
    """
    code = joining.tidy_code(request.path_params["code"])
    try:
        workshop = _found(request)
        _speak(request, portfolio=workshop.portfolio)
        joining.require_let_in(workshop.id, code)
    except PortfolioError as error:
        return pages.ask_code(explain(error), request.path_params["code"])
    with store.reading() as connection:
        centres = phone.centres(connection, workshop_id=workshop.id)
    home = _home(code, k=request.query_params.get("k", ""))
    return pages.ask_who(workshop, centres, home, wrong)


async def _join(request: Request) -> Response:
    _speak(request)
    typed = await received.fields(request)
    if not received.comes_from_here(request):
        return Response(status_code=400)
    return await run_in_threadpool(_come_in, request, typed)


def _come_in(request: Request, typed: dict[str, str]) -> Response:
    code = request.path_params["code"]
    device = request.cookies.get(DEVICE) or secret_tokens.new()
    try:
        workshop = _found(request)
        home = RedirectResponse(_home(workshop.join_code), 303)
        if participant_view.recognise(workshop.join_code, request.cookies.get(COOKIE)):
            return home  # pressed twice
        token = joining.join(
            workshop.id,
            code=code,
            party=typed.get("centre") or None,
            language=language.current(),
            device=device,
            address=client_address(request.scope),
        )
    except (joining.UnknownCodeError, joining.ShutDoorError) as error:
        return pages.ask_code(explain(error), code)
    except PortfolioError as error:
        return _door(request, explain(error))
    kept: Any = {"max_age": _KEPT, "httponly": True, "samesite": "lax"}
    kept["secure"] = came_by_https(request.scope)
    home.set_cookie(COOKIE, token, path=_cookie_path(workshop.join_code), **kept)
    home.set_cookie(DEVICE, device, path=f"{addresses.base()}/deltag", **kept)
    return home


async def _step(request: Request) -> Response:
    return await run_in_threadpool(_draw_step, request)


def _draw_step(request: Request) -> Response:
    shown = participant_view.read(request.path_params["code"], request.cookies.get(COOKIE))
    if shown is None or shown.workshop.state == WorkshopState.ENDED:
        return Response(status_code=410)  # phone.js loads the whole page anew
    _speak(request, shown.one, shown.workshop.portfolio)
    return pages.draw_step(shown)


async def _follow(request: Request) -> Response:
    found = await run_in_threadpool(_known, request)
    if found is None:
        return Response(status_code=404)
    return following.stream(following.phones, found.workshop_id)


async def _give(request: Request) -> Response:
    _speak(request)
    said = await received.json_object(request, biggest=_BIGGEST)
    if said is None or not received.comes_from_here(request):
        return JSONResponse({"said": _("The answer could not be read. Reload the page.")}, 400)
    return await run_in_threadpool(_keep, request, said)


def _keep(request: Request, said: dict[str, Any]) -> Response:
    try:
        return JSONResponse({"left": _GIVERS[said["kind"]](request.cookies.get(COOKIE, ""), said)})
    except PortfolioError as error:
        # Who it is matters for the words only: two hundred who vote at once are not looked up.
        _speak(request, _known(request))
        reason = getattr(error, "reason", "refused")
        return JSONResponse({"said": explain(error), "reason": reason}, 409)
    except (KeyError, TypeError, ValueError):
        return JSONResponse({"said": _("The answer could not be read. Reload the page.")}, 400)
    except Exception as error:
        reference = note_fault(_log, error)
        # Not refused: the phone keeps it and sends it again.
        return JSONResponse(
            {
                "said": _(
                    "Something went wrong ({reference}). It is sent again in a moment.",
                    reference=reference,
                )
            },
            503,
        )


_GIVERS: dict[str, Callable[[str, dict[str, Any]], int | None]] = {
    "score": lambda token, said: contributions.score(
        token, str(said["step"]), str(said["proposal"]), str(said["criterion"]), int(said["value"])
    ),
    "dots": lambda token, said: contributions.put_dots(
        token, str(said["step"]), str(said["proposal"]), int(said["count"])
    ),
    "note": lambda token, said: contributions.write_note(
        token,
        str(said["step"]),
        said["proposal"] and str(said["proposal"]),
        str(said["note"]),
        str(said["words"]),
        key=str(uuid.UUID(said["key"])),
    ),
    "support": lambda token, said: supporting.support(token, str(said["key"]), on=bool(said["on"])),
    "take_back": lambda token, said: contributions.take_back_note(token, str(said["key"])),
}


async def _leave(request: Request) -> Response:
    _speak(request)
    await received.fields(request)
    if not received.comes_from_here(request):
        return Response(status_code=400)
    home = _home(joining.tidy_code(request.path_params["code"]))
    try:
        await run_in_threadpool(contributions.leave, request.cookies.get(COOKIE, ""))
    except PortfolioError:
        return RedirectResponse(home, 303)  # over meanwhile: the page says so
    answer = RedirectResponse(home, 303)
    answer.delete_cookie(COOKIE, path=_cookie_path(request.path_params["code"]))
    return answer


# --- what they share ------------------------------------------------------------------------------


def _found(request: Request) -> workshops.Workshop:
    proven = request.query_params.get("k", "")
    address = client_address(request.scope)
    workshop_id = joining.find_workshop(request.path_params["code"], address, proven)
    with store.reading() as connection:
        workshop = workshops.workshop(connection, workshop_id=workshop_id)
    assert workshop is not None, "taken out of use between two questions"
    return workshop


def _known(request: Request) -> Participant | None:
    return participant_view.recognise(request.path_params["code"], request.cookies.get(COOKIE))


def _speak(request: Request, one: Participant | None = None, portfolio: str | None = None) -> None:
    """The language of the address, else the one the participant came in with; the words of the
    workshop's portfolio.
    """
    asked = request.query_params.get("lang")
    chosen = asked if asked in LANGUAGES else one.language if one else language.DEFAULT
    language.use(str(chosen), spoken.words(portfolio))


def _cookie_path(code: str) -> str:
    """One cookie a workshop: a phone may take part in several."""
    return f"{addresses.base()}/deltag/{joining.tidy_code(code)}"


def _home(code: str, **query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    return addresses.address(f"/deltag/{code}", language.current(), **given)


routes = [
    *wall.routes,
    *boards.routes,
    Route("/deltag", _code),
    Route("/deltag/{code}", _phone, methods=["GET"]),
    Route("/deltag/{code}", _join, methods=["POST"]),
    Route("/deltag/{code}/trin", _step),
    Route("/deltag/{code}/foelg", _follow),
    Route("/deltag/{code}/svar", _give, methods=["POST"]),
    Route("/deltag/{code}/forlad", _leave, methods=["POST"]),
]
