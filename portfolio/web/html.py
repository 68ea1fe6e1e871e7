"""HTML outside Streamlit: one Jinja for all of it. How the pages look is in templates/.

Templates mark their words with ``_``, as the code does; whatever they are given is escaped. Open
this to give all of them something more.
"""

from functools import cache
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse

from portfolio import language
from portfolio.language import _
from portfolio.screens import drawing
from portfolio.web import addresses, assets


def render(template: str, **values: Any) -> str:  # noqa: ANN401 - what the template asks for
    """A template of templates/ in the reader's language."""
    spoken = {"lang": language.current(), "other_lang": other_language()}
    drawn = _environment().get_template(template)
    return drawn.render(spoken, program=_("Portfolio tracker"), logo=_logo(), **values)


def _logo() -> str:
    """Where the organisation's logo lies; empty where it has none."""
    kept = language.vocabulary().logo
    return f"{addresses.base()}/logo/{kept}" if kept else ""


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """A page that nobody keeps: it was true when it was asked for."""
    headers = {"cache-control": "no-store"}
    return HTMLResponse(render(template, **values), status, headers=headers)


def other_language() -> str:
    """The language that a page can be read in besides the one spoken."""
    return "en" if language.current() == "da" else "da"


def _asset(name: str) -> str:
    return f"{addresses.base()}/{assets.url(name)}"


@cache
def _environment() -> Environment:
    made = drawing.environment("portfolio.web")
    made.globals.update(asset=_asset)
    return made
