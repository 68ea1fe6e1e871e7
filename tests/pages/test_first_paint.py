"""What is in the index page, before Streamlit, is what the script draws."""

import re

import builders
import pytest
from starlette.applications import Starlette

from portfolio import web
from tests.web.serving import ask


def painted(path, query):
    index = Starlette(routes=[*web.routes], middleware=web.middleware)
    page = ask(index, path, query=query).body.decode()
    (first,) = re.findall(r'(?s)<div id="first">.*?(?=<div id="root">)', page)
    return re.sub(r"(?m)^[ ]+$", "", first)  # as Streamlit tidies what it is given


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", ""),
        ("overview", "lang=en"),
        ("overview", "dato=2022-04-10"),
        ("overview", "orden=lys"),
        ("overview", "portefolje=digital-taskforce"),
        ("proposal", ""),
        ("proposal", "orden=lys"),
        ("proposal", "nr=4"),
        ("proposal", "nr=4&lang=en"),
        ("proposal", "nr=4&dato=2022-04-10"),
        ("proposal", "nr=9&kilder=ja"),
        ("proposal", "nr=1&portefolje=digital-taskforce"),
    ],
)
def test_it_is_what_the_script_draws(app, seeded_db, page, query):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", next_step="<b>Et & andet</b>")
    first = painted({"overview": "/", "proposal": "/forslag"}[page], query)
    opened = app(page, **dict(part.split("=") for part in query.split("&") if part))
    drawn = [str(element.proto.body) for element in opened.get("html")]
    assert len(drawn) == 3, "the bar, what stands at the head, and what is read"
    for fragment in drawn:
        assert fragment.strip() in first
    assert f"<h1>{opened.title[0].value}</h1>" in first.replace("&#34;", '"')


def test_what_can_be_done_has_its_place_kept(app, seeded_db):
    """Else what is read would jump when the buttons come."""
    opened = app("proposal", nr=4)
    buttons = [element.proto.label for element in opened.get("link_button")]
    assert buttons == ["Giv status"]
    assert '<span class="tool">Giv status</span>' in painted("/forslag", "nr=4")
    assert "Giv status" not in painted("/forslag", "nr=4&dato=2022-04-10")
