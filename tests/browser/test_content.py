"""The secretary at work in a browser: a date moved, a table edited, two at once, a first use."""

import re

import pytest
from browsing import a_database, drawn, from_the_menu, open_page, serving
from playwright.sync_api import expect

from tests.browser.test_axe import violations

MILESTONE = "De ti udvalgte kommuner offentliggøres"


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server whose content the tests may change."""
    with serving(a_database(tmp_path_factory.mktemp("content"))) as address:
        yield address


def edit(page, server) -> None:
    """From the timeline to the milestone's form."""
    open_page(page, f"{server}/tidslinje")
    row = page.get_by_role("row").filter(has_text=MILESTONE).first
    row.get_by_role("link", name="Redigér").click()
    expect(page.get_by_role("textbox", name="Titel *")).to_have_value(MILESTONE)
    drawn(page)


def save(page) -> None:
    page.get_by_role("button", name="Gem", exact=True).click()


def test_a_milestones_date_is_moved_and_seen_on_the_timeline(own_server, page):
    edit(page, own_server)
    day = page.get_by_role("textbox", name="Dato", exact=True)
    day.fill("engang")
    day.press("Tab")
    expect(page.get_by_text("kan ikke læses som en dato")).to_be_visible()
    day.fill("medio september 2022")
    day.press("Tab")
    expect(page.get_by_text("Forstået som 11.–20. september 2022")).to_be_visible()
    save(page)
    expect(page.get_by_text("Gemt", exact=True)).to_be_visible()
    expect(day).to_have_value("medio september 2022")
    from_the_menu(page, "Tid, sted og penge", "Tidslinje")
    row = page.get_by_role("row").filter(has_text=MILESTONE).first
    expect(row).to_contain_text("medio september 2022")


def test_what_is_typed_is_still_there_after_a_look_at_another_page(own_server, page):
    edit(page, own_server)
    note = page.get_by_role("textbox", name="Bemærkning")
    note.fill("Halvt skrevet")
    note.press("Tab")
    expect(page.get_by_text("Ikke gemt endnu: Bemærkning.")).to_be_visible()
    from_the_menu(page, "Tid, sted og penge", "Tidslinje")
    row = page.get_by_role("row").filter(has_text=MILESTONE).first
    row.get_by_role("link", name="Redigér").click()
    expect(note).to_have_value("Halvt skrevet")
    page.get_by_role("button", name="Begynd forfra").click()
    expect(note).not_to_have_value("Halvt skrevet")
    expect(page.get_by_text("Ikke gemt endnu")).to_have_count(0)


def test_two_at_once_see_both_versions(own_server, page, window):
    other = window()
    edit(page, own_server)
    edit(other, own_server)
    other.get_by_role("textbox", name="Bemærkning").fill("Deres bemærkning")
    save(other)
    expect(other.get_by_text("Gemt", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="Forpligter til").fill("Min binding")
    save(page)
    expect(page.get_by_text("En anden har gemt")).to_be_visible()
    table = page.get_by_role("table")
    expect(table).to_contain_text("Deres bemærkning")
    expect(table).to_contain_text("Min binding")
    assert violations(page) == []
    page.get_by_role("button", name="Gem min version alligevel").click()
    expect(page.get_by_role("textbox", name="Bemærkning")).to_have_value("Deres bemærkning")
    expect(page.get_by_role("textbox", name="Forpligter til")).to_have_value("Min binding")


def test_a_cell_of_the_table_is_edited_and_saved(own_server, page):
    open_page(page, f"{own_server}/indhold?slags=target_groups")
    canvas = page.locator("[data-testid=stDataFrame] canvas").first
    box = canvas.bounding_box()
    page.mouse.dblclick(box["x"] + 60, box["y"] + 52)
    cell = page.locator("#portal textarea")
    cell.fill("Omdøbt målgruppe")
    cell.press("Enter")
    drawn(page)
    page.get_by_role("button", name="Gem 1 rettet række").click()
    expect(page.get_by_text("Gemt", exact=True)).to_be_visible()
    drawn(page)  # until then the run before the save may still stand beside the new one
    page.get_by_text(re.compile("Én ad gangen")).click()
    expect(page.get_by_role("link", name="Omdøbt målgruppe")).to_be_visible()


@pytest.mark.parametrize("path", ["/indhold?slags=places", "/indhold?slags=milestones&id=ny"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(reader, own_server, path):
    open_page(reader, own_server + path)
    assert violations(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_new_municipality_begins_without_a_file(tmp_path, page):
    with serving(a_database(tmp_path, seed=False)) as server:
        open_page(page, server)
        page.get_by_role("textbox", name="Kommune *").fill("Testkommune")
        page.get_by_role("textbox", name="Porteføljens titel *").fill("Grønne byrum")
        purposes = page.get_by_role("textbox", name="Hvad den skal føre til")
        purposes.fill("Færre biler\nFlere træer")
        purposes.blur()
        first = page.get_by_role("textbox", name="Forslag under formål 1: Færre biler")
        first.fill("1 Delebiler\n2 Cykelstier")
        first.blur()
        expect(page.get_by_text("Forstået som 2 forslag")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name="Opret porteføljen").click()
        expect(page.locator("h1")).to_have_text("Grønne byrum")
        expect(page.get_by_role("link", name="Delebiler").first).to_be_visible()
