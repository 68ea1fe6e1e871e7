"""The printed status sheet: no fault that axe can find, one A4 each, and there before Streamlit."""

import io

import pytest
from browsing import open_page
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.test_axe import violations


@pytest.mark.parametrize(
    "path", ["/statusark", "/statusark?nr=4&lang=en", "/statusark?nr=fire", "/api/v1/"]
)
def test_axe_finds_nothing(reader, demo_server, path):
    reader.goto(demo_server + path)
    expect(reader.locator("h1")).to_have_count(1)
    # axe is brought in by the browser itself: the page's own policy lets no script run.
    assert violations(reader) == []
    width = reader.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], "the page scrolls sideways"


def test_one_a4_for_the_whole_and_one_a_proposal(chromium, demo_server):
    page = chromium.new_page()
    page.goto(f"{demo_server}/statusark")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 10
    for number, sheet in enumerate(printed.pages):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
        said = sheet.extract_text()
        assert "Udskriv med" not in said  # what is for the screen is not printed
        if number:
            assert f"\n{number} " in said
    page.close()


def test_it_is_reached_from_the_overview_and_shows_the_same_day(page, demo_server):
    open_page(page, f"{demo_server}/?dato=2022-04-10")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Udskriv").click()
    sheet = opened.value
    expect(sheet.get_by_role("heading", level=1)).to_have_text(
        "Civilsamfund og lokale fællesskaber"
    )
    assert "dato=2022-04-10" in sheet.url
    expect(sheet.get_by_label("Vis pr.")).to_have_value("2022-04-10")
    sheet.get_by_label("Vis pr.").fill("2022-05-01")
    sheet.get_by_role("button", name="Vis").click()
    expect(sheet.get_by_text("Pr. 1. maj 2022").first).to_be_visible()
    sheet.get_by_role("link", name="Til overblikket").click()
    expect(sheet.get_by_role("link", name="Udskriv")).to_be_visible()


def test_nothing_is_fetched_before_it_can_be_read(page, demo_server):
    asked = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(f"{demo_server}/statusark")
    assert set(asked) <= {"document", "font", "image", "other"}  # the icon; no script, no style
    assert asked.count("document") == 1
