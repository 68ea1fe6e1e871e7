"""What stands round every page in a browser: menu, language, the way past the menu."""

import re
import urllib.request

import pytest
from browsing import DESKTOP, PHONE, a_database, drawn, open_page, serving
from playwright.sync_api import expect

#: What stands in the bar, and what is folded below it.
MENU = ["Overblik", "Forslag", "Beslutninger"]
FOLDED = {
    "Tid, sted og penge": ["Tidslinje", "Strategier og puljer", "Steder"],
    "Møder": [
        *("Porteføljegennemgang", "Til Direktionen", "Opfølgninger", "Referater"),
        "Nyt siden mødet",
        *("Sammenlign", "Workshop"),
    ],
    "Arbejde": [
        *("Mine forslag", "Åbne spørgsmål", "Statusrunder", "Redigér data", "Din egen liste"),
        "Dokumenter",
        "Ændringslog",
    ],
}


def menu(page) -> list[str]:
    """What of the menu is seen."""
    return [link.inner_text() for link in page.locator(".frame nav").get_by_role("link").all()]


def fold(page, name):
    return page.locator(".frame").get_by_role("button", name=name, exact=True)


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
    for group, names in {"": MENU, **FOLDED}.items():
        for name in names:
            if group:
                fold(page, group).click()
            link = page.get_by_role("navigation").get_by_role("link", name=name, exact=True)
            link.click()
            expect(page).to_have_title(f"{name} · Porteføljetracker")
            drawn(page)
            expect(page.locator(".frame [aria-expanded=true]")).to_have_count(0)
            expect(page.locator(".frame [aria-current=page]")).to_have_text(name)
            marked = page.locator(".frame nav > ul > li > [aria-current]")
            expect(marked).to_have_text(group or name)
    assert page.evaluate("window.same") is True


def test_one_group_is_open_until_one_goes_elsewhere(server, page):
    open_page(page, f"{server}/huller")
    assert menu(page) == MENU
    fold(page, "Møder").click()
    assert menu(page) == MENU + FOLDED["Møder"]
    fold(page, "Arbejde").click()
    assert menu(page) == MENU + FOLDED["Arbejde"]
    page.locator("h1").click(position={"x": 2, "y": 2})
    assert menu(page) == MENU
    fold(page, "Møder").press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Porteføljegennemgang")
    page.keyboard.press("Escape")
    assert menu(page) == MENU
    expect(fold(page, "Møder")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in FOLDED["Møder"]:
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Workshop")
    page.keyboard.press("Tab")
    assert menu(page) == MENU


def test_on_a_phone_one_word_unfolds_everything(server, window):
    page = open_page(window(PHONE), server)
    assert menu(page) == []
    button = fold(page, "Menu")
    assert button.bounding_box()["height"] >= 44
    button.click()
    assert menu(page) == [*MENU, *(name for names in FOLDED.values() for name in names)]
    for name in ("Den digitale taskforce", "English", "Opsætning"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    low = [link.bounding_box()["height"] for link in page.locator(".frame .all a").all()]
    assert min(low) >= 44
    page.get_by_role("link", name="Åbne spørgsmål", exact=True).click()
    expect(page.locator("h1")).to_have_text("Åbne spørgsmål")
    assert menu(page) == []


@pytest.mark.parametrize("width", [1440, 1366, 390])
def test_name_and_content_stand_on_one_edge(server, desk, width):
    desk.set_viewport_size({"width": width, "height": 800})
    open_page(desk, f"{server}/huller")
    edges = [
        desk.locator(one).first.bounding_box()["x"]
        for one in (".frame .name", "h1", ".screen:not(.frame)")
    ]
    assert max(edges) - min(edges) < 1
    desk.set_viewport_size(DESKTOP)


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


def test_a_search_is_a_key_and_a_word_away(server, reader):
    open_page(reader, f"{server}/huller?dato=2022-04-20")
    reader.evaluate("window.same = true")
    reader.keyboard.press("Control+k")
    field = reader.get_by_role("searchbox", name="Søg i alt")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    reader.keyboard.type("tåstrup by")
    reader.keyboard.press("Enter")
    expect(reader.locator("h1")).to_have_text("Søg")
    expect(reader).to_have_url(f"{server}/soeg?dato=2022-04-20&q=t%C3%A5strup+by")
    expect(field).to_have_value("tåstrup by")
    assert reader.evaluate("window.same")
    reader.get_by_role("link", name="Høje-Taastrup By", exact=True).click()
    expect(reader.locator("h1")).to_have_text("Høje-Taastrup By")


# --- keyboard, demo ----------------------------------------------------------------------------


def test_tab_comes_first_to_the_way_past_the_menu(server, page):
    open_page(page, f"{server}/forslag")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Gå til indholdet")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.frame')")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    expect(page).to_have_url(re.compile(r"/forslag"))


def test_a_made_up_portfolio_says_so_at_the_top(demo_server, reader):
    open_page(reader, f"{demo_server}/huller")
    expect(reader.locator(".frame .demo")).to_be_in_viewport()
    fold(reader, "Ingen konto endnu" if reader.viewport_size == DESKTOP else "Menu").click()
    expect(reader.get_by_text("Historikken her er opdigtet")).to_be_visible()
