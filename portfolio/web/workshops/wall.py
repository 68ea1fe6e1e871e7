"""The wall: what the projector shows. ``/deltag/CODE/skaerm``, for whoever is signed in.

Drawn here and followed as the phones follow; it stands by itself, so the facilitator's own
browser may die. Results are there only of steps that are closed.
"""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portfolio import language, store
from portfolio.domain.workshops import StepKind, StepState, WorkshopState
from portfolio.language import _
from portfolio.queries.workshops import progress, results, workshops
from portfolio.usecases.calendar import links
from portfolio.usecases.workshops import joining
from portfolio.web import addresses, html, spoken
from portfolio.web.caller import caller
from portfolio.web.workshops import following, pages, pictures


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
        shown = _look(connection, workshop, request)
    if whole:
        return pages.page("workshop_wall.html", workshop.title, css="wall.css", **shown)
    return html.page("workshop_wall_step.html", **shown)


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


def _look(connection: Any, workshop: workshops.Workshop, request: Request) -> dict[str, Any]:  # noqa: ANN401
    step = workshops.current_step(connection, workshop_id=workshop.id)
    here = progress.count_participants(connection, workshop_id=workshop.id)
    home = links.public_address(str(request.base_url)) or ""
    way = f"{home}{addresses.base()}/deltag"
    gave = progress.count_answers(connection, step_id=step.id)[0] if step else 0
    scan = f"{way}/{workshop.join_code}?k={joining.proof(workshop.id)}"
    seen: dict[str, Any] = {
        "workshop": workshop,
        "step": step,
        "joined": here,
        "answered": gave,
        "address": way.split("://")[-1],
        "scan": pictures.code_to_scan(scan),
        "ended": workshop.state == WorkshopState.ENDED,
    }
    return seen | _result(connection, workshop, step)


def _result(
    connection: Any,  # noqa: ANN401 - a connection: SQL is not known here
    workshop: workshops.Workshop,
    step: workshops.Step | None,
) -> dict[str, Any]:
    """What the step's result is drawn from; nothing while it is open."""
    found: dict[str, Any] = {"scored": None, "dotted": None, "gathered": None}
    if step is None:
        return found
    # While the result is talked about, the newest one stays on the wall.
    talked = step.kind in (StepKind.TALK, StepKind.AGREE) and step.state != StepState.WAITING
    kind = StepKind.SCORE if talked else step.kind
    asked = step
    if talked:
        asked = results.newest_closed(connection, workshop_id=workshop.id, kind=kind) or step
    if asked.state != StepState.CLOSED:
        return found
    if asked.kind is StepKind.SCORE:
        found["scored"] = _scored(connection, workshop, asked)
    elif asked.kind is StepKind.DOTS:
        found["dotted"] = results.dot_vote(connection, workshop_id=workshop.id, step_id=asked.id)
    else:
        found["gathered"] = _gathered(connection, workshop)
    return found


def _scored(connection: Any, workshop: workshops.Workshop, step: workshops.Step) -> dict[str, Any]:  # noqa: ANN401
    shown = results.scoring(connection, workshop_id=workshop.id, step_id=step.id)
    criteria = workshops.criteria_of(connection, workshop_id=workshop.id)
    up, across = results.axes(criteria)
    numbers = {line.about.id: line.about.number for line in shown.lines}
    return {
        "shown": shown,
        "up": up,
        "across": across,
        "figure": pictures.figure,
        "bars": {line.about.id: pictures.bar(line) for line in shown.lines},
        "plane": pictures.plane(shown.lines, across.code, up.code),
        "differing": [numbers[key] for key in shown.differing],
    }


def _gathered(connection: Any, workshop: workshops.Workshop) -> list[tuple[str, list[str]]]:  # noqa: ANN401
    """The notes under the facilitator's headings, then the others by proposal."""
    said = results.shown_notes(connection, workshop_id=workshop.id)
    headings = results.clusters(connection, workshop_id=workshop.id)
    about = workshops.proposals_of(connection, workshop_id=workshop.id)
    found = [
        (one.title, [note.words for note in said if note.cluster_id == one.id]) for one in headings
    ]
    loose = [note for note in said if note.cluster_id is None]
    found += [
        (f"{one.number} {one.title}", [note.words for note in loose if note.proposal_id == one.id])
        for one in about
    ]
    rest = [note.words for note in loose if note.proposal_id is None]
    return [(title, words) for title, words in [*found, (_("Other notes"), rest)] if words]


routes = [
    Route("/deltag/{code}/skaerm", _wall),
    Route("/deltag/{code}/skaerm/trin", _part),
    Route("/deltag/{code}/skaerm/foelg", _follow),
]
