"""The secretary's journey in a browser: six chosen, asked and staged; a block pasted on a cell."""

import re

import pytest
from browsing import a_database, drawn, open_page, serving
from playwright.sync_api import expect

BLOCK = (
    "formål\tTITEL\tVægt\n"
    "1 Hjælpe tilflyttere med at falde godt til og skabe sig et liv i kommunen\tNy titel\t3"
)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server whose content the tests may change."""
    with serving(a_database(tmp_path_factory.mktemp("together"))) as address:
        yield address


def act(page, words: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(words, exact=True).click()


def choose(page, label: str, words: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    page.get_by_role("option", name=words, exact=True).click()


def test_six_are_chosen_by_keys_asked_and_staged(own_server, page):
    open_page(page, f"{own_server}/forslag")
    page.get_by_role("link", name="Vælg flere").click()
    first = page.get_by_role("checkbox", name="Vælg 1 ")
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Vælg 6 ").click(modifiers=["Shift"])
    page.get_by_role("link", name="Gør noget ved de valgte (6)").click()
    expect(page.get_by_text("6 forslag er valgt:")).to_be_visible()
    act(page, "Spørg en part")
    choose(page, "Part", "Byrådet")
    page.get_by_role("button", name="Registrér som spurgt").click()
    expect(page.get_by_role("button", name="Fortryd: 6 spørgsmål er stillet.")).to_be_visible()
    expect(page.get_by_text("spurgt: Byrådet")).to_have_count(6)
    act(page, "Fase")
    choose(page, "Fase", "Kvalificering")
    why = page.get_by_role("textbox", name="Begrundelse (valgfri)")
    why.fill("Chefforum er orienteret")
    why.press("Tab")
    page.get_by_role("button", name="Sæt fasen").click()
    expect(page.get_by_role("cell", name="Kvalificering")).to_have_count(6)
    page.get_by_role("checkbox", name="Vælg 9 ").check()
    expect(page.get_by_text("6 forslag er valgt:")).to_be_hidden()  # it is about others than now


def test_a_block_is_pasted_on_a_cell_and_what_is_left_out_is_said(own_server, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, f"{own_server}/indhold?slags=proposals")
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas").first).to_be_visible()
    drawn(page)
    box = table.bounding_box()
    cell = page.locator("[id^=glide-cell-][aria-selected=true]")
    page.mouse.click(box["x"] + 300, box["y"] + 52)
    expect(cell).to_have_count(1)
    page.evaluate("text => navigator.clipboard.writeText(text)", BLOCK)
    page.keyboard.press("Control+V")
    expect(page.get_by_text("2 celler er indsat.")).to_be_visible()
    expect(page.get_by_text("Tabellen har ingen kolonne »Vægt«.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Gem 1")).click()
    expect(page.get_by_test_id("stToastText").get_by_text("Gemt", exact=True)).to_be_visible()
    open_page(page, f"{own_server}/forslag?nr=1")
    expect(page.get_by_role("heading", name="1 Ny titel")).to_be_visible()
