"""The one HTML page, before the script draws on it. Open this to change its head."""

import re
from functools import cache, lru_cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from portfolio.language import N_, Speech, translate
from portfolio.screens import drawing
from portfolio.screens.addresses import PORTFOLIO
from portfolio.screens.rounds.words import PAGE
from portfolio.web import api, assets, health, organisations, rounds, spoken, workshops
from portfolio.web.addresses import OVERVIEW, asked_language, base, without_base
from portfolio.web.calendar import routes
from portfolio.web.documents import routes as document_routes
from portfolio.web.first_paint import PAGES, first_paint
from portfolio.web.papers import statusark
from portfolio.web.people import sign_in
from portfolio.web.static import send_packed, streamlit_folder, streamlit_index

_TITLE = N_("Portfolio tracker")
_DESCRIPTION = N_("Proposals: who is responsible, where each one stands and what comes next.")
_NO_SCRIPT = N_("Turn on JavaScript in your browser to use the portfolio tracker.")
_FONT = "./app/static/fonts/ibm-plex-sans-latin-400-normal.woff2"
# The one element whose code Streamlit fetches only when it is to be drawn, and without which it
# draws nothing beside it either: the fragment, of which every page is made.
_NEEDED_FIRST = "Html"
_MINE = "/mine"
_ROOT = '<div id="root">'
# Streamlit answers for these without a route of their own.
_STREAMLIT_PATHS = {"static"}
_OURS = (
    assets.route,
    routes.route,
    document_routes.route,
    health.route,
    organisations.route,
    statusark.route,
    *rounds.routes,
    *sign_in.routes,
    *workshops.routes,
)
_OUR_PATHS = {path.split("/")[1] for path in (api.PATH, *(route.path for route in _OURS))}


class Pages:
    """ASGI middleware: answers for the addresses of the app's pages, passes the rest on.

    Streamlit puts ``server.baseUrlPath`` before its own addresses only; ours get it here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = without_base(scope["path"]) if scope["type"] == "http" else None
        if path is None:
            return await self.app(scope, receive, send)
        if path == OVERVIEW:
            query = scope["query_string"].decode("latin-1")
            front = f"{base()}/?{query}" if query else f"{base()}/"
            return await RedirectResponse(front, 307)(scope, receive, send)
        if path == _MINE and b"nr=" in scope["query_string"]:
            query = scope["query_string"].decode("latin-1")  # links in mails of before
            return await RedirectResponse(f"{base()}/{PAGE}?{query}", 307)(scope, receive, send)
        server = server_paths(scope)
        if is_page(path, server) and scope["method"] in ("GET", "HEAD"):
            html, kept = page(await _speech(scope), server), "no-cache"
            if path[1:] in PAGES:
                painted = await run_in_threadpool(first_paint, Request(scope), path[1:])
                # Somebody's own: not even the browser keeps it for the next who sits down.
                html, kept = html.replace(_ROOT, painted + _ROOT, 1), "no-store"
            return await send_packed(html, kept, scope, receive, send)
        if path.split("/")[1] in _OUR_PATHS:
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)


def server_paths(scope: Scope) -> tuple[str, ...]:
    """First words of the addresses that are the server's, not pages; client.js reads them too."""
    prefix = base()
    paths = (getattr(route, "path", "").removeprefix(prefix) for route in scope["app"].routes)
    first = {path.strip("/").split("/")[0] for path in paths} | _STREAMLIT_PATHS
    return tuple(sorted(first - {""}))


def is_page(path: str, server: tuple[str, ...]) -> bool:
    """Whether the address is ``/`` or one word, as every ``url_path`` of ``st.Page`` is."""
    return bool(re.fullmatch(r"/[^/.]*", path)) and path[1:] not in server


async def _speech(scope: Scope) -> Speech:
    code = QueryParams(scope["query_string"]).get(PORTFOLIO)
    return Speech(asked_language(scope), await run_in_threadpool(spoken.words, code))


@lru_cache(maxsize=64)
def page(speech: Speech, server: tuple[str, ...]) -> str:
    """Streamlit's index.html with our head. All addresses stay relative to the page's."""
    title, description, no_script = (
        translate(words, *speech) for words in (_TITLE, _DESCRIPTION, _NO_SCRIPT)
    )
    icon = f'<link rel="shortcut icon" type="image/svg+xml" href="./{assets.url("favicon.svg")}" />'
    fonts = "".join(
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin />'
        for font in (_FONT, _FONT.replace("400", "600"))
    )
    html = streamlit_index()
    html = _swap(html, r'<html lang="en">', f'<html lang="{speech.language}">')
    html = _swap(html, r'<link rel="shortcut icon"[^>]*>', icon)
    html = _swap(html, r'<link\s+rel="preload"[^>]*>', fonts)
    # It leads to an API that is off, and shut in portfolio/web/gate.py.
    html = _swap(html, r'<link rel="service-desc"[^>]*>', "")
    html = _swap(html, r"<title>.*?</title>", _head(title, description, server))
    html = _swap(html, r"</head>", _first_font() + _preloads() + "</head>")
    return _swap(html, r"<noscript>.*?</noscript>", f"<noscript>{escape(no_script)}</noscript>")


def _swap(html: str, theirs: str, ours: str) -> str:
    return re.sub(theirs, lambda _match: ours, html, count=1, flags=re.DOTALL)


def _head(title: str, description: str, server: tuple[str, ...]) -> str:
    # Deferred and before Streamlit's module: it runs first, and is listening when that draws.
    return (
        f"<title>{escape(title)}</title>\n"
        f'    <meta name="description" content="{escape(description)}" />\n'
        # In the page: what is painted before Streamlit is there waits for no second request.
        f"    <style>{drawing.style()}</style>\n"
        f'    <script defer src="./{assets.url("danish.js")}"></script>\n'
        f'    <script defer src="./{assets.url("client.js")}" data-server="{" ".join(server)}">'
        "</script>\n"
        f'    <script defer src="./{assets.url("reach.js")}"></script>'
    )


def _first_font() -> str:
    # What Streamlit writes before our theme arrives asks for Source Sans, 170 kB that no page
    # shows. The later of two @font-face rules for a name wins.
    return (
        '  <style>@font-face { font-family: "Source Sans"; font-weight: 100 900; '
        f'src: url("{_FONT}") format("woff2"); }}</style>\n  '
    )


def _preloads() -> str:
    """Have the browser fetch the first screen's code while it still reads Streamlit's own."""
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}" />\n  '
        for name in first_modules()
    )


@cache
def first_modules() -> tuple[str, ...]:
    """The fragment's code and what it imports that index.html does not ask for already."""
    folder = streamlit_folder() / "static/js"
    known = set(re.findall(r"static/js/([\w.-]+\.js)", streamlit_index()))
    found: list[str] = []
    waiting = sorted(path.name for path in folder.glob(f"{_NEEDED_FIRST}.*.js"))
    while waiting:
        name = waiting.pop(0)
        if name not in known:
            known.add(name)
            found.append(name)
            code = (folder / name).read_text(encoding="utf-8")
            waiting += re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', code)
    return tuple(found)
