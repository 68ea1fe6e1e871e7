"""The board of notes, for whoever runs a workshop: ``/deltag/CODE/noter``.

The notes come as they are written, and are dragged or sent by keys under headings, put together,
hidden, and chosen for the wall. It stands by itself, as the wall does, so that nothing that is
pressed waits for a page that runs anew.
"""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from portfolio import labels, language, store
from portfolio.errors import PortfolioError
from portfolio.language import _, explain
from portfolio.queries.workshops import note_board, workshops
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Who
from portfolio.usecases.workshops import facilitating, joining, note_groups
from portfolio.web import addresses, html, received, spoken
from portfolio.web.caller import caller
from portfolio.web.workshops import pages

_MOST = 16_000  # bytes of what is asked: the ids of some hundred notes


async def _board(request: Request) -> Response:
    return await _answered(request, whole=True)


async def _part(request: Request) -> Response:
    return await _answered(request, whole=False)


async def _answered(request: Request, *, whole: bool) -> Response:
    await spoken.begin(request)
    who = await caller(request)
    if who is None:
        way = addresses.sign_in_address("/", "", language.current())
        return RedirectResponse(way, 303) if whole else Response(status_code=401)
    return await run_in_threadpool(_draw, request, who, whole)


def _draw(request: Request, who: Who, whole: bool) -> Response:
    with store.reading() as connection:
        workshop = _workshop(connection, request, who)
        if workshop is None:
            return Response(_("There is no workshop with that code."), 404)
        spoken.use(request.scope, workshop.portfolio)
        asked = request.query_params.get("trin")
        shown: dict[str, Any] = {
            "workshop": workshop,
            "board": note_board.board(connection, workshop_id=workshop.id, step_id=asked),
            "steps": [
                step
                for step in workshops.steps(connection, workshop_id=workshop.id)
                if step.kind in note_board.NOTED and step.state != "waiting"
            ],
            "kinds": labels.words("note_kind"),
        }
    if not whole:
        return html.page("notes_board_part.html", **shown)
    title = _("Notes: {workshop}", workshop=workshop.title)
    return pages.page("notes_board.html", title, css="notes.css", **shown)


def _workshop(connection: Any, request: Request, who: Who) -> workshops.Workshop | None:  # noqa: ANN401 - the store's
    """The workshop of the code, if whoever asks may run it."""
    code = joining.tidy_code(request.path_params["code"])
    workshop_id = workshops.id_of_code(connection, code=code)
    person = use_case.person_of(connection, who)
    if workshop_id is None or person is None:
        return None
    if not facilitating.may_facilitate(connection, person, workshop_id):
        return None
    return workshops.workshop(connection, workshop_id=workshop_id)


async def _do(request: Request) -> Response:
    await spoken.begin(request)
    who, said = await caller(request), await received.json_object(request, biggest=_MOST)
    if who is None or said is None or not received.comes_from_here(request):
        return JSONResponse({"said": _("That could not be read. Reload the page.")}, 400)
    return await run_in_threadpool(_act, request, who, said)


def _act(request: Request, who: Who, said: dict[str, Any]) -> Response:
    with store.reading() as connection:
        workshop = _workshop(connection, request, who)
    if workshop is None:
        return JSONResponse({"said": _("There is no workshop with that code.")}, 404)
    spoken.use(request.scope, workshop.portfolio)
    try:
        _ACTS[said["act"]](who, workshop.id, said)
    except PortfolioError as error:
        return JSONResponse({"said": explain(error)}, 409)
    except (KeyError, TypeError, ValueError):
        return JSONResponse({"said": _("That could not be read. Reload the page.")}, 400)
    return JSONResponse({})


def _notes(said: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(one) for one in said["notes"])


_ACTS: dict[str, Callable[[Who, str, dict[str, Any]], object]] = {
    "move": lambda who, key, said: note_groups.put_in_cluster(
        who, key, _notes(said), str(said["heading"]) if said["heading"] else None
    ),
    "heading": lambda who, key, said: note_groups.cluster(
        who, key, str(said["title"]), _notes(said)
    ),
    "remove": lambda who, key, said: note_groups.remove_heading(who, key, str(said["heading"])),
    "choose": lambda who, key, said: note_groups.choose(
        who, key, str(said["note"]), chosen=bool(said["on"])
    ),
    "hide": lambda who, key, said: note_groups.reject_note(
        who, key, str(said["note"]), _("Hidden on the board of notes")
    ),
    "show": lambda who, key, said: note_groups.bring_back(
        who, key, str(said["note"]), _("Shown again on the board of notes")
    ),
    "merge": lambda who, key, said: note_groups.merge(
        who, key, str(said["note"]), str(said["into"])
    ),
    "apart": lambda who, key, said: note_groups.take_apart(who, key, str(said["note"])),
}

routes = [
    Route("/deltag/{code}/noter", _board, methods=["GET"]),
    Route("/deltag/{code}/noter", _do, methods=["POST"]),
    Route("/deltag/{code}/noter/del", _part),
]
