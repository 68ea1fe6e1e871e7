"""Who is let past: pages only for those signed in, and no door but those we know of.

This is the outer gate, for a good way to the sign-in form. What is shown is decided again in
each run of the script, and what is done again in each use case.
"""

import logging

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from portfolio.web import addresses, index
from portfolio.web.caller import caller
from portfolio.web.people import oidc

_log = logging.getLogger(__name__)
#: Streamlit's own addresses that are nobody's business; what is in static/ but fonts.
_SHUT = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
#: Files out and in: Streamlit asks who it is of neither, and keeps what is sent in memory.
_FILES = ("/media/", "/_stcore/upload_file/")
_STATIC, _FONTS = "/app/static/", "/app/static/fonts/"


class Gate:
    """ASGI middleware: sends on to sign-in whoever asks for a page and is nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = addresses.without_base(scope["path"]) if scope["type"] == "http" else None
        if path is None:
            return await self.app(scope, receive, send)
        if is_shut(path):
            return await Response(status_code=404)(scope, receive, send)
        if path.startswith(_FILES) and not await _may_look(scope, if_unknown=False):
            return await Response(status_code=404)(scope, receive, send)
        page = scope["method"] in ("GET", "HEAD") and index.is_page(path, index.server_paths(scope))
        if page and not await _may_look(scope, if_unknown=True):
            return await _to_sign_in(scope, path)(scope, receive, send)
        await self.app(scope, receive, send)


def is_shut(path: str) -> bool:
    """Whether an address of Streamlit's is not for anybody here."""
    inside = path.startswith(_STATIC) and not path.startswith(_FONTS)
    return inside or ".." in path or any(path.startswith(shut) for shut in _SHUT)


async def _may_look(scope: Scope, *, if_unknown: bool) -> bool:
    """Whether to let it through; ``if_unknown`` where only the script can tell."""
    connection = HTTPConnection(scope)
    try:
        if await caller(connection) is not None:
            return True
        # The script begins the session of who comes back from the municipality's login, and
        # tells who has no access.
        return if_unknown and bool(oidc.claims(connection))
    except Exception as error:  # the script tells what is wrong with it, in words
        _log.warning("No answer from the database: %r", error)
        return if_unknown


def _to_sign_in(scope: Scope, path: str) -> Response:
    query = scope["query_string"].decode("latin-1")
    way = addresses.sign_in_address(path, query, addresses.asked_language(scope))
    return RedirectResponse(way, 303, headers={"cache-control": "no-store"})
