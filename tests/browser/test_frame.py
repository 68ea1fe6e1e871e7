"""What stands round every page in a browser: menu, language, the way past the menu."""

import re
import urllib.request

import pytest
from browsing import PHONE, a_database, drawn, open_page, serving
from playwright.sync_api import expect

MENU = [
    "Overblik",
    "Forslag",
    "Tidslinje",
    "Strategier og puljer",
    "Steder",
    "Beslutninger",
    "Åbne spørgsmål",
]


def menu(page) -> list[str]:
    return [link.inner_text() for link in page.locator("header").get_by_role("link").all()]


@pytest.fixture(scope="module")
def fresh_server(tmp_path_factory):
    """A server that nobody has asked for a page yet."""
    with serving(a_database(tmp_path_factory.mktemp("fresh"))) as address:
        yield address


def test_the_first_visitor_of_a_fresh_server_lands_inside_the_frame(fresh_server, page):
    """Before st.navigation has run once, Streamlit would serve pages/ itself (platform.md, C)."""
    open_page(page, f"{fresh_server}/forslag?nr=4")
    assert menu(page) == MENU
    expect(page.locator("h1")).to_have_text("4 Velfærdsfunktioner eller andre lokale mødesteder")
    assert page.url == f"{fresh_server}/forslag?nr=4"


@pytest.mark.parametrize("path", ["/findes-ikke", "/overview", "/portfolio"])
def test_an_address_of_no_page_says_so_and_shows_the_front_page(server, desk, path):
    desk.goto(server + path)
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Siden findes ikke")
    expect(dialog).to_contain_text("Du ser forsiden i stedet")
    expect(desk.locator("h1")).to_have_text("Civilsamfund og lokale fællesskaber")


def test_the_menu_leads_to_every_page_in_the_same_session(server, page):
    open_page(page, server)
    page.evaluate("window.same = true")
    for name in MENU:
        page.locator("header").get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_title(f"{name} · Porteføljetracker")
        drawn(page)
    assert page.evaluate("window.same") is True


def test_on_a_phone_the_menu_unfolds(server, window):
    page = open_page(window(PHONE), server)
    page.get_by_role("button", name="Vis sidepanel").click()
    page.get_by_role("link", name="Åbne spørgsmål", exact=True).click()
    expect(page.locator("h1")).to_have_text("Åbne spørgsmål")


@pytest.mark.parametrize(
    ("query", "language"), [("", "da"), ("?lang=en", "en"), ("?lang=xx", "da")]
)
def test_the_page_says_its_language_before_any_script_has_run(server, query, language):
    with urllib.request.urlopen(f"{server}/forslag{query}") as answer:
        assert f'<html lang="{language}">' in answer.read().decode()


def test_the_language_of_the_page_follows_the_switch(server, page):
    html = page.locator("html")
    open_page(page, server)
    expect(html).to_have_attribute("lang", "da")
    page.get_by_role("link", name="English").click()
    expect(html).to_have_attribute("lang", "en")
    expect(page).to_have_title("Overview · Portfolio tracker")
    page.get_by_role("link", name="Dansk").click()
    expect(html).to_have_attribute("lang", "da")
    expect(page).to_have_title("Overblik · Porteføljetracker")


# --- keyboard, demo ----------------------------------------------------------------------------


def test_tab_comes_first_to_the_way_past_the_menu(server, page):
    open_page(page, f"{server}/forslag")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Gå til indholdet")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    expect(page).to_have_url(re.compile(r"/forslag"))


def test_a_made_up_portfolio_says_so_at_the_top(demo_server, desk):
    open_page(desk, f"{demo_server}/huller")
    banner = desk.get_by_role("alert").filter(has_text="Demo:")
    expect(banner).to_be_in_viewport()
