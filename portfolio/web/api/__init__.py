"""GET /api/v1/…: what is public, as JSON, for programs that have a key.

FastAPI checks what is asked and writes the description (openapi.json); what may be shown is
decided in :mod:`portfolio.queries.public.columns`. Open this for what stands round every call.
"""

import re
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portfolio import language
from portfolio.language import _
from portfolio.usecases.calendar import links
from portfolio.web import addresses, spoken
from portfolio.web.api import endpoints, problems, shapes
from portfolio.web.health import VERSION
from portfolio.web.papers import sheet

PATH = "/api/v1"
_DESCRIPTION = (
    "What is public of the portfolios, read-only. Names of people, comments, drafts, closed items"
    " and what was set aside are left out, as in the published file."
)


class CallMiddleware:
    """What holds for every call: the language, and HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # no websocket here
            return await self.app(scope, receive, send)
        asked_for = Headers(scope=scope).get("accept-language", "")
        chosen = "en" if asked_for.lower().startswith("en") else language.DEFAULT
        language.use(chosen, await run_in_threadpool(spoken.words, _portfolio_of(scope)))
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            if scope["method"] == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            await self.app(asked, receive, send_on)
        except Exception:
            if not begun:  # else it has been logged and answered, and is raised for others
                raise


def _portfolio_of(scope: Scope) -> str | None:
    """The code of the portfolio that is asked about."""
    in_path = re.search(r"/proposals/([^/]+)/", scope["path"])
    return in_path[1] if in_path else QueryParams(scope["query_string"]).get("portfolio")


def description() -> dict[str, Any]:
    """The OpenAPI description, with the address the program has here."""
    made = _app.openapi()
    made["info"] = {**made["info"], "title": _("Portfolio tracker")}
    made["components"]["schemas"]["Problem"] = shapes.Problem.model_json_schema()
    return {**made, "servers": [{"url": addresses.base() + PATH}]}


async def _openapi(_request: Request) -> Response:
    return JSONResponse(description(), headers={"cache-control": "no-cache"})


async def _for_people(request: Request) -> Response:
    await spoken.begin(request)
    asked_at = f"{request.url.scheme}://{request.url.netloc}{addresses.base()}"
    path = f"{links.public_address(asked_at) or ''}{PATH}"
    return sheet.page("api.html", title="API", description=description(), path=path)


def _made() -> FastAPI:
    app = FastAPI(
        title="Portfolio tracker",
        version=VERSION,
        description=_DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.include_router(endpoints.router)
    app.add_route("/openapi.json", _openapi, include_in_schema=False)
    app.add_route("/", _for_people, include_in_schema=False)
    problems.add_to(app)
    return app


async def _to_the_page(_request: Request) -> Response:
    return RedirectResponse(f"{addresses.base()}{PATH}/", 308)


_app = _made()
#: The mount does not answer for its own address without a slash; Streamlit would, with a page.
routes = [Route(PATH, _to_the_page), Mount(PATH, app=CallMiddleware(_app))]
