"""What is painted first is what the script draws, on every page that is."""

import pytest
import screen

from portfolio.screens.frame import menu
from portfolio.web import first_paint
from tests.web.test_first_paint import front, painted

FILES = {entry.address: entry.file.split("/")[1].removesuffix(".py") for entry in menu.ENTRIES}


def squeezed(html):
    return " ".join(html.split())


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("address", first_paint.PAGES)
def test_the_first_paint_is_what_the_script_draws(app, seeded_db, address, lang):
    query = "lang=en" if lang == "en" else ""
    first = squeezed(painted(front(query, path=f"/{address}")))
    opened = app(FILES[address or "overblik"], lang=lang)
    title = screen.title(opened)
    assert f"<h1>{title}</h1>" in first
    fragment = screen.fragments(opened)[-1 if address == "" else 0]
    assert squeezed(fragment) in first
