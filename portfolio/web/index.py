"""The one HTML page, before the script draws on it. Open this for its head, or for the CSP."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portfolio.language import DEFAULT, LANGUAGES, N_, catalogue
from portfolio.web import assets
from portfolio.web.static import streamlit_folder

_TITLE = N_("Portfolio tracker")
_DESCRIPTION = N_("Proposals: who is responsible, where each one stands and what comes next.")
_NO_SCRIPT = N_("Turn on JavaScript in your browser to use the portfolio tracker.")
_FONT = "app/static/fonts/ibm-plex-sans-latin-400-normal.woff2"
# Streamlit answers for these without a route of their own.
_STREAMLIT_PATHS = {"static"}


class Pages:
    """ASGI middleware: answers for the app's pages, guards every other HTML answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        server = server_paths(scope)
        if scope["method"] not in ("GET", "HEAD") or not is_page(scope["path"], server):
            return await self.app(scope, receive, _guarded(send))
        response = HTMLResponse(page(asked_language(scope), server), headers=_html_headers())
        await response(scope, receive, send)


def server_paths(scope: Scope) -> tuple[str, ...]:
    """First words of the addresses that are the server's, not pages; client.js reads them too."""
    routes = (getattr(route, "path", "") for route in scope["app"].routes)
    first = {path.strip("/").split("/")[0] for path in routes} | _STREAMLIT_PATHS
    return tuple(sorted(first - {""}))


def is_page(path: str, server: tuple[str, ...]) -> bool:
    """Whether the address is ``/`` or one word, as every ``url_path`` of ``st.Page`` is."""
    return bool(re.fullmatch(r"/[^/.]*", path)) and path[1:] not in server


def asked_language(scope: Scope) -> str:
    """``lang`` in the address, else Danish: the same rule as client.js and the script."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    asked = query.get("lang", [DEFAULT])[0]
    return asked if asked in LANGUAGES else DEFAULT


@cache
def page(language: str, server: tuple[str, ...]) -> str:
    """Streamlit's index.html with our head. All addresses stay relative to the page's."""
    say = catalogue(language).gettext
    swaps = {
        r'<html lang="en">': f'<html lang="{language}">',
        r"<title>.*?</title>": _head(say(_TITLE), say(_DESCRIPTION), server),
        r'<link rel="shortcut icon"[^>]*>': _icon(),
        # Streamlit's own font, which our theme never shows.
        r'<link\s+rel="preload"[^>]*>': _font(),
        r"<noscript>.*?</noscript>": f"<noscript><p>{escape(say(_NO_SCRIPT))}</p></noscript>",
        r"</head>": _first_words() + "</head>",
    }
    html = _streamlit_index()
    for pattern, ours in swaps.items():
        html = re.sub(pattern, lambda _match, ours=ours: ours, html, count=1, flags=re.DOTALL)
    return html


def _head(title: str, description: str, server: tuple[str, ...]) -> str:
    # Deferred and before Streamlit's module: it runs first, and is listening when that draws.
    return (
        f"<title>{escape(title)}</title>\n"
        f'    <meta name="description" content="{escape(description)}" />\n'
        f'    <script defer src="./{assets.url("client.js")}" data-server="{" ".join(server)}">'
        "</script>"
    )


def _icon() -> str:
    return f'<link rel="shortcut icon" type="image/svg+xml" href="./{assets.url("favicon.svg")}" />'


def _font() -> str:
    return f'<link rel="preload" href="./{_FONT}" as="font" type="font/woff2" crossorigin />'


def _first_words() -> str:
    # What Streamlit writes before our theme arrives asks for Source Sans, 170 kB that no page
    # shows. A later @font-face of the same name wins.
    return (
        '  <style>@font-face { font-family: "Source Sans"; font-weight: 100 900; '
        f'src: url("./{_FONT}") format("woff2"); }}</style>\n  '
    )


@cache
def _streamlit_index() -> str:
    return (streamlit_folder() / "index.html").read_text(encoding="utf-8")


@cache
def _html_headers() -> dict[str, str]:
    return {
        "cache-control": "no-cache",
        "content-security-policy": content_security_policy(_streamlit_index()),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }


def content_security_policy(html: str) -> str:
    """Only our own files, and the inline scripts of this HTML by their hash.

    Streamlit needs inline styles everywhere, WebAssembly for st.graphviz_chart, blob: for
    Mermaid pictures and data: for icons; nothing needs eval.
    """
    inline = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    hashes = "".join(f" 'sha256-{_sha256(script)}'" for script in inline)
    return (
        f"default-src 'self'; script-src 'self'{hashes} 'wasm-unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _guarded(send: Send) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                for name, value in _html_headers().items():
                    headers.setdefault(name, value)
        await send(message)

    return send_guarded
