"""HTML of whole documents: the status sheet, the page about the API; they look as the screens do.

No script runs here, and of styles only the one in the page.
"""

import base64
import hashlib
from functools import cache
from typing import Any

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from portfolio.screens import drawing
from portfolio.web import addresses
from portfolio.web import html as web_html


def page(name: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
    """A document that nobody keeps: it was true when it was asked for."""
    return answer(html(name, **values), status)


def answer(body: str, status: int = 200) -> Response:
    """Any document of these templates, with what the browser may do with it."""
    return HTMLResponse(
        body,
        status,
        headers={
            "cache-control": "no-store",
            "content-security-policy": policy(),
            "x-robots-tag": "noindex",
        },
    )


def html(name: str, **values: Any) -> str:  # noqa: ANN401 - what the template asks for
    """The document in the reader's language."""
    return web_html.render(name, style=Markup(style()), **values)


def style() -> str:
    """The one style sheet, inside the page: nothing has to be fetched before it is painted."""
    return _style(addresses.base())


@cache
def _style(base: str) -> str:
    # Whoever waits for a font waits to read: where it is not there at once, another does.
    ours = f'font-display:optional;src:url("{base}/app'
    return (drawing.style() + drawing.style("paper")).replace('src: url("./app', ours)


def policy() -> str:
    """No script, no other style than ours, files from here only."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; font-src 'self';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
