"""No WCAG 2.1 A or AA violation that axe can find: what opens on a page, on a desk and a phone.

The pages themselves are looked at in test_every_page.py.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import drawn, open_page, open_source
from playwright.sync_api import expect

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
#: What Streamlit itself causes: (rule, start of the selector) → its issue. None at present.
STREAMLITS_OWN: dict[tuple[str, str], str] = {}


def violations(page) -> list[str]:
    """Each as rule, selector and HTML, less those of Streamlit's own making."""
    found = [
        (violation["id"], " ".join(map(str, node["target"])), node["html"][:200])
        for violation in Axe().run(page, options=OPTIONS).response["violations"]
        for node in violation["nodes"]
    ]
    return [
        f"{rule}: {selector}: {html}"
        for rule, selector, html in found
        if not any(rule == known and selector.startswith(at) for known, at in STREAMLITS_OWN)
    ]


def test_axe_finds_what_is_wrong(reader, server):
    open_page(reader, f"{server}/forslag")
    reader.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [found.split(":")[0] for found in violations(reader)] == ["button-name"]


def test_in_english(reader, server):
    assert violations(open_page(reader, f"{server}/?lang=en")) == []


def test_an_empty_portfolio(reader, empty_server):
    assert violations(open_page(reader, empty_server)) == []


@pytest.mark.parametrize("path", ["/", "/forslag?nr=4"])
def test_lights_of_every_colour(reader, demo_server, path):
    assert violations(open_page(reader, demo_server + path)) == []


def test_a_warning_about_the_address(reader, server):
    open_page(reader, f"{server}/?fase=xyz")
    expect(reader.get_by_role("alert")).to_contain_text("fase=xyz")
    assert violations(reader) == []


def test_an_open_source(reader, server):
    open_page(reader, f"{server}/forslag?nr=4")
    open_source(reader)
    reader.get_by_role("dialog").wait_for()
    drawn(reader)
    assert violations(reader) == []


def test_open_filters(reader, server):
    open_page(reader, server)
    reader.get_by_role("button", name="Filtrér").click()
    reader.get_by_role("combobox", name="Fase").wait_for()
    assert violations(reader) == []


def test_an_open_day(reader, server):
    open_page(reader, server)
    reader.get_by_role("button", name="Pr. 1. maj 2022").click()
    reader.get_by_role("spinbutton", name="dag, Vis porteføljen pr.").wait_for()
    # What hangs by the pointer is pale while it fades in and out.
    reader.mouse.move(0, 0)
    expect(reader.locator(".stTooltipContent")).to_have_count(0)
    assert violations(reader) == []


def test_open_forms_of_a_proposal(reader, server):
    open_page(reader, f"{server}/forslag?nr=1")
    for act in ("Spørg en part", "Læg til side, læg sammen eller erstat", "Tilføj en fil"):
        reader.get_by_role("button", name="Mere").click()
        reader.get_by_text(act, exact=True).click()
        drawn(reader)
    reader.get_by_text("Højst 20 MB").wait_for()
    assert violations(reader) == []
