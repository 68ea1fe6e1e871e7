"""Where one goes on after a press, by keys and by ear: on Streamlit's forms and the projector."""

import re
from types import SimpleNamespace

import builders
import pytest
from browsing import DESKTOP, a_database, drawn, open_page, serving
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A server of its own, with a review of three proposals; nobody has an account."""
    with pytest.MonkeyPatch.context() as patch:
        database = a_database(tmp_path_factory.mktemp("reach"))
        patch.setenv("PORTFOLIO_URL", database)
        patch.setenv("PORTFOLIO_TODAY", "2022-05-01")
        review = builders.a_review(database, 1, 4, 9)
        with serving(database) as address:
            yield SimpleNamespace(address=address, review=review)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_failed_send_leads_to_the_field_that_says_what_is_wrong(place, window):
    page = open_page(window(), f"{place.address}/indhold?slags=places&id=ny")
    for name, typed in (("Navn *", "Testby"), ("Type *", None)):
        press(page, "Tilføj")
        field = page.get_by_label(name, exact=True)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(
            f"{name.removesuffix(' *')}: Udfyld feltet; det kan ikke være tomt."
        )
        if typed:
            field.press_sequentially(typed)
            expect(field).not_to_have_attribute("aria-invalid", "true")
            page.keyboard.press("Tab")
            drawn(page)


def test_a_form_that_opens_is_gone_on_in_and_what_is_saved_is_said_aloud(place, window):
    page = open_page(window(), f"{place.address}/huller")
    first = page.get_by_role("button", name="Besvar spørgsmålet").first
    expect(first).to_have_accessible_name(re.compile("Besvar spørgsmålet: .+"))
    question = first.get_attribute("aria-label").partition(": ")[2]
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Svar", exact=True)).to_be_focused()
    page.get_by_role("link", name=f"Redigér: {question}").click()
    field = page.get_by_label("Forklaring", exact=True)
    field.fill("Rettet i en prøve")
    page.keyboard.press("Tab")
    drawn(page)
    press(page, "Gem")
    expect(page.get_by_role("status").filter(has_text="Gemt")).to_have_count(1)
    expect(page.get_by_role("button", name="Gem", exact=True)).to_be_focused()


def test_on_the_projector_an_arrow_reads_on_at_the_item(place, window):
    page = window(DESKTOP)
    open_page(page, f"{place.address}/fremvisning?gennemgang={place.review}")
    assert page.evaluate("document.activeElement === document.body"), "nothing was pressed"
    for key, number in (("ArrowRight", 1), ("ArrowRight", 4), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        heading = page.get_by_role("heading", level=1).filter(has_text=f"{number} ")
        expect(heading).to_be_focused()


def test_what_is_chosen_is_seen_in_a_contrast_theme(place, chromium):
    context = chromium.new_context(viewport=DESKTOP, locale="da-DK", forced_colors="active")
    page = open_page(context.new_page(), f"{place.address}/opsaetning")
    pills = page.locator("button", has_text="Brug vores egen skabelon")
    pills.first.click()
    drawn(page)
    outlines = pills.evaluate_all("all => all.map(one => getComputedStyle(one).outlineStyle)")
    context.close()
    assert outlines == ["solid", "none"]
