"""The overview in the index page, before Streamlit, is the one that the script draws."""

import re

import builders
import pytest
from starlette.applications import Starlette

from portfolio import web
from tests.web.serving import ask


@pytest.mark.parametrize(
    "query", ["", "lang=en", "dato=2022-04-10", "orden=lys", "portefolje=digital-taskforce"]
)
def test_it_is_what_the_script_draws(app, seeded_db, query):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", next_step="<b>Et & andet</b>")
    index = Starlette(routes=[*web.routes], middleware=web.middleware)
    page = ask(index, "/", query=query).body.decode()
    (first,) = re.findall(r'(?s)<div id="first">.*?(?=<div id="root">)', page)
    opened = app("overview", **dict(part.split("=") for part in query.split("&") if part))
    drawn = [str(element.proto.body) for element in opened.get("html")]
    assert len(drawn) == 2, "the bar and the overview"
    for fragment in drawn:
        assert fragment.strip() in first
