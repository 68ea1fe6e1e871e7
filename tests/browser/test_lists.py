"""The secretary's own list, in a browser: taken in, next month a difference, and undone."""

import lists
import pytest
from browsing import a_database, drawn, open_page, serving
from playwright.sync_api import expect

HEADS = ["Nr.", "Indsats", "Tema", "Center", "Status pr. {day}", "Frist", "Budget (t.kr.)"]
ROWS = [
    [1, "Cykelsti", "By", "Teknik og Miljø", "På sporet", "ultimo 2023", 1200],
    [2, "Ungehus", "Børn", "Børn og Unge", "Stoppet op", "15-06-2022", None],
]


@pytest.fixture
def address(tmp_path):
    """A server of its own: a portfolio more would be in the way of others."""
    with serving(a_database(tmp_path, seed=False)) as address:
        yield address


def month(day, rows):
    return lists.xlsx([[one.format(day=day) for one in HEADS], *rows])


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    drawn(page)


def upload(page, name, content):
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.locator("[data-testid=stMain]")).to_contain_text(name)


def test_a_list_month_by_month(page, address):
    said = open_page(page, f"{address}/liste").locator("[data-testid=stMain]")
    upload(page, "April.xlsx", month("1. april 2022", ROWS))
    for label, words in (("titel", "Månedslisten"), ("Kommune", "Nordby")):
        field = page.get_by_label(label)
        field.fill(words)
        field.press("Tab")
    press(page, "Læs listen")
    expect(said).to_contain_text("Status er læst som pr. 1. april 2022")
    press(page, "Videre til ordene")
    page.get_by_label("»Stoppet op« (1 række)").click()
    page.get_by_role("option", name="Rød").click()
    press(page, "Se, hvad der ville blive ændret")
    expect(said).to_contain_text("2 nye · 0 ændrede · 0 uændrede")
    expect(said).to_contain_text("Budget (kr.): 1.200.000")
    press(page, "Indlæs listen")
    expect(said).to_contain_text("April.xlsx")
    upload(
        page, "Maj.xlsx", month("1. maj 2022", [[*ROWS[0][:4], "Forsinket", *ROWS[0][5:]], ROWS[1]])
    )
    press(page, "Læs listen")
    press(page, "Videre til ordene")
    press(page, "Se, hvad der ville blive ændret")  # what the words mean is remembered
    expect(said).to_contain_text("0 nye · 1 ændret · 1 uændret")
    expect(said.locator("del")).to_have_text("● Grøn")
    press(page, "Indlæs listen")
    expect(said).to_contain_text("Maj.xlsx")
    page.get_by_text("Fortryd den nyeste indlæsning").click()
    page.get_by_label("Begrundelse").fill("Forkert fil")
    press(page, "Fortryd indlæsningen")
    expect(said).to_contain_text("Forkert fil")
    expect(said.get_by_role("row", name="April.xlsx")).not_to_contain_text("Taget tilbage")
