"""From a pdf of minutes to the portfolio: read, judged, taken in, seen, and taken back."""

import re

import pytest
import typst
from browsing import a_database, a_window, drawn, from_the_menu, open_page, serving
from playwright.sync_api import Page, expect

SENTENCE = "Direktionen bad om, at der udarbejdes en plan senest den 1. september 2022."
PAPER = f"""
#set page(numbering: "1")
= Høje-Taastrup Kommune
== Referat af møde i Direktionen
Mødedato: 9. maj 2022

Mødetidspunkt: 09:00

Mødested: Rådhuset

Til stede: Anna Bo

== 1. Velfærdsfunktioner eller andre lokale mødesteder
Sagsnr. 22/9999

=== Indstilling
At forslaget godkendes.

=== Beslutning
Godkendt. {SENTENCE}

=== Sagsfremstilling
Et forslag: Velfærdsfunktioner eller andre lokale mødesteder.

== 2. Lukket punkt
Sagsnr. 22/9998
"""


def pdf() -> bytes:
    return typst.compile(PAPER.encode())


@pytest.fixture
def page(chromium, tmp_path):
    """The real seed in June, for whoever sits at the machine."""
    with serving(a_database(tmp_path), today="2022-06-01") as address:
        window = a_window(chromium)
        yield open_page(window, address)
        window.context.close()


def press(page: Page, words: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=words).first.click()
    drawn(page)


def test_from_a_pdf_to_the_proposal_and_back(page):
    from_the_menu(page, "Møder", "Referater")
    expect(page.locator("h1")).to_have_text("Referater")
    file = {"name": "referat.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("referat.pdf")).to_be_visible()
    press(page, "Læs")
    expect(page.locator("h1")).to_have_text("Direktionen 9. maj 2022")
    expect(page.locator(".find")).to_contain_text("Fund 1 af")
    expect(page.locator(".minutes .marked").first).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("m")
    expect(page.locator(".find")).not_to_contain_text("Fund 1 af")
    press(page, re.compile("Medtag alt, der er sikkert"))
    press(page, re.compile(r"Indlæs i porteføljen"))
    expect(page.get_by_text("Fortryd hele indlæsningen")).to_be_visible()
    reading = page.url

    page.locator(".frame").get_by_role("link", name="Beslutninger", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Beslutninger")
    drawn(page)
    decided = page.locator("main, body").get_by_text("Velfærdsfunktioner eller andre").first
    expect(decided).to_be_visible()

    open_page(page, reading)
    page.get_by_text("Fortryd hele indlæsningen").click()
    page.get_by_label("Begrundelse").fill("Forkert referat")
    press(page, "Fortryd")
    expect(page.get_by_role("button", name=re.compile("Indlæs i porteføljen"))).to_be_visible()
