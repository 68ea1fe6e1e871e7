"""HTML of whole documents: the status sheet, the page about the API; templates/ has how it looks.

Words come from Python, where they are translated; Jinja escapes all that is not ours. No script
runs here, and of styles only the one in the page.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from portfolio import labels, language
from portfolio.language import _
from portfolio.web import addresses, assets

_FOLDER = Path(__file__).parents[1] / "templates"
_templates = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["shapes"] = labels.SHAPES


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
    files = addresses.base()
    return _templates.get_template(name).render(
        **values,
        lang=language.current(),
        program=_("Portfolio tracker"),
        style=Markup(style()),
        icon=f"{files}/{assets.url('favicon.svg')}",
    )


def style() -> str:
    """The one style sheet, inside the page: nothing has to be fetched before it is painted."""
    return _style(addresses.base())


@cache
def _style(base: str) -> str:
    written = (_FOLDER / "sheet.css").read_text(encoding="utf-8")
    return written.replace("FONTS", f"{base}/app/static/fonts")


def policy() -> str:
    """No script, no other style than ours, files from here only."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; font-src 'self';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
