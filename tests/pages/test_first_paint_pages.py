"""What is painted first is what the script draws, on every page that is."""

import builders
import pytest
import screen

from portfolio.screens.frame import menu
from portfolio.web import first_paint
from tests.web.test_first_paint import front, painted

FILES = {entry.address: entry.file.split("/")[1].removesuffix(".py") for entry in menu.ENTRIES}
#: Of these the first fragments are painted, so many; of the others one.
SEVERAL = {"anmodninger": 3, "huller": 2, "steder": 2}


def squeezed(html):
    return " ".join(html.split())


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("address", first_paint.PAGES)
def test_the_first_paint_is_what_the_script_draws(app, seeded_db, signed_in, address, lang):
    query = "lang=en" if lang == "en" else ""
    # Whoever keeps content has a button at each question.
    token = signed_in(builders.a_user(seeded_db, "reader")) if address == "huller" else ""
    first = squeezed(painted(front(query, token, path=f"/{address}")))
    opened = app(FILES[address or "overblik"], lang=lang)
    title = screen.title(opened)
    assert f"<h1>{title}</h1>" in first
    drawn = screen.fragments(opened)
    for fragment in drawn[-1:] if address == "" else drawn[: SEVERAL.get(address, 1)]:
        assert squeezed(fragment) in first
        first = first.partition(squeezed(fragment))[2]  # in the same order
