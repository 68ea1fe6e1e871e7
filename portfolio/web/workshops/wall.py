"""The wall: what the projector shows. ``/deltag/CODE/skaerm``, for whoever is signed in.

Drawn here and followed as the phones follow; it stands by itself, so the facilitator's own
browser may die. Results are there only of steps that are closed.
"""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from portfolio import language, store
from portfolio.domain.workshops import WorkshopState
from portfolio.language import _
from portfolio.queries.workshops import progress, workshops
from portfolio.reports.workshops import phrases
from portfolio.screens import drawing, timestamps
from portfolio.screens.workshops import line
from portfolio.store import ids
from portfolio.usecases.calendar import links
from portfolio.usecases.workshops import joining
from portfolio.web import addresses, html, spoken
from portfolio.web.caller import caller
from portfolio.web.workshops import following, pages, pictures, views


async def _wall(request: Request) -> Response:
    return await _answered(request, whole=True)


async def _part(request: Request) -> Response:
    return await _answered(request, whole=False)


async def _answered(request: Request, *, whole: bool) -> Response:
    await spoken.begin(request)
    if await caller(request) is None:
        way = addresses.sign_in_address("/", "", language.current())
        return RedirectResponse(way, 303) if whole else Response(status_code=401)
    return await run_in_threadpool(_draw, request, whole)


def _draw(request: Request, whole: bool) -> Response:
    code = joining.tidy_code(request.path_params["code"])
    with store.reading() as connection:
        workshop_id = workshops.id_of_code(connection, code=code)
        workshop = workshop_id and workshops.workshop(connection, workshop_id=workshop_id)
        if not workshop_id or not workshop:
            return Response(_("There is no workshop with that code."), 404)
        spoken.use(request.scope, workshop.portfolio)
        shown = _look(drawing.reader(connection), workshop, request)
    if whole:
        return pages.page("workshop_wall.html", workshop.title, css="wall.css", **shown)
    return html.page("workshop_wall_step.html", **shown)


async def _line(request: Request) -> Response:
    """How far the step is, for the facilitators' page."""
    await spoken.begin(request)
    if await caller(request) is None:
        return Response(status_code=401)
    return await run_in_threadpool(_draw_line, request)


def _draw_line(request: Request) -> Response:
    workshop_id = _id(request.path_params["code"])
    with store.reading() as connection:
        workshop = workshop_id and workshops.workshop(connection, workshop_id=workshop_id)
        if not workshop:
            return Response(status_code=404)
        spoken.use(request.scope, workshop.portfolio)
        drawn = line.draw(drawing.reader(connection), workshop)
    return HTMLResponse(str(drawn), headers={"cache-control": "no-store"})


async def _follow(request: Request) -> Response:
    if await caller(request) is None:
        return Response(status_code=401)
    workshop_id = await run_in_threadpool(_id, request.path_params["code"])
    if workshop_id is None:
        return Response(status_code=404)
    return following.stream(following.walls, workshop_id)


def _id(code: str) -> str | None:
    with store.reading() as connection:
        return workshops.id_of_code(connection, code=joining.tidy_code(code))


def _look(read: drawing.Read, workshop: workshops.Workshop, request: Request) -> dict[str, Any]:
    steps = read(workshops.steps, workshop_id=workshop.id)
    step = next((one for one in steps if one.position == workshop.current_step), None)
    home = links.public_address(str(request.base_url)) or ""
    way = f"{home}{addresses.base()}/deltag"
    scan = f"{way}/{workshop.join_code}?k={joining.proof(workshop.id)}"
    return {
        "workshop": workshop,
        "step": step,
        "after": next((one for one in steps if step and one.position > step.position), None),
        "joined": read(progress.count_participants, workshop_id=workshop.id),
        "answered": read(progress.count_answers, step_id=step.id) if step else None,
        "address": way.split("://")[-1],
        "scan": pictures.code_to_scan(scan),
        "ended": workshop.state == WorkshopState.ENDED,
        "now": ids.now(),
        "figure": phrases.figure,
        "time": timestamps.time,
        **views.look(read, workshop, step),
    }


routes = [
    Route("/deltag/{code}/skaerm", _wall),
    Route("/deltag/{code}/skaerm/trin", _part),
    Route("/deltag/{code}/skaerm/linje", _line),
    Route("/deltag/{code}/skaerm/foelg", _follow),
]
