"""GET /logo/<hash>: the organisation's logo, for everybody, signed in or not."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portfolio.usecases.organisations import logo
from portfolio.web.assets import FOREVER


async def _serve(request: Request) -> Response:
    content = await run_in_threadpool(logo.bytes_of, request.path_params["hash"])
    if content is None:
        return Response(status_code=404)
    headers = {"cache-control": FOREVER, "x-content-type-options": "nosniff"}
    return Response(content, media_type="image/png", headers=headers)


route = Route("/logo/{hash}", _serve)
