"""A lead's two minutes a month, in a browser: taps counted, keys alone, a lost connection."""

from types import SimpleNamespace

import builders
import pytest
from browsing import DESKTOP, PHONE, a_database, open_page, serving
from line import Line
from playwright.sync_api import expect

from portfolio import store
from portfolio.usecases.people import sessions
from tests.browser.test_axe import violations

HAPPENED = "Hvad er der sket siden sidst?"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A server of its own: a lead with two proposals, 9 with an earlier status, and a round."""
    database = a_database(tmp_path)
    monkeypatch.setenv("PORTFOLIO_URL", database)
    builders.an_answer(database, 1, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.an_answer(database, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.a_status(
        database,
        9,
        "2022-04-20",
        stage="qualification",
        rag="amber",
        percent=10,
        reason="Venter på svar",
        next_step="Møde",
        next_step_date_text="maj 2022",
    )
    lead = builders.a_user(database, "lead", "fritid-og-kultur", name="Test Leder")
    secretary = builders.a_user(database, "secretary", name="Test Sekretær")
    key = builders.a_round(database, "2022-05-06", *range(1, 10), title="Status til Direktionen")
    with serving(database) as address:
        yield SimpleNamespace(
            address=address, database=database, lead=lead, secretary=secretary, round_id=key
        )


def signed_in(page, address: str, user_id: str):
    """The page with the session of somebody with an account."""
    token = store.in_transaction(lambda connection: sessions.start(connection, user_id))
    page.context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": address}])
    return page


class Hands:
    """Counts what a thumb has to do: each tap."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def tap(self, locator) -> None:
        self.count += 1
        locator.tap()


def a_phone(place, window):
    page = signed_in(window(PHONE), place.address, place.lead)
    page.goto(f"{place.address}/svar")
    return page


def field(page, label=HAPPENED):
    return page.get_by_role("textbox", name=label, exact=True)


def test_two_proposals_in_five_taps_and_the_directorate_sees_it(place, chromium, window):
    director = builders.a_user(place.database, "director")
    watching = open_page(signed_in(window(), place.address, director), place.address)
    expect(watching.get_by_text("● Grøn")).to_have_count(0)
    watching.evaluate("window.same = true")

    context = chromium.new_context(viewport=PHONE, locale="da-DK", has_touch=True)
    page = signed_in(context.new_page(), place.address, place.lead)
    hands = Hands(page)
    page.goto(f"{place.address}/svar")  # the link in the mail
    hands.count += 1
    hands.tap(page.get_by_text("Rød"))
    reason = field(page, "Begrundelse for lyset eller for at sætte i bero")
    expect(reason).to_be_focused()
    page.keyboard.type("Lokalet er lukket")
    hands.tap(page.get_by_role("button", name="Send status på forslag 1"))
    expect(page.locator(".done", has_text="Status på forslag 1 er sendt")).to_be_focused()
    expect(page.get_by_text("1 af 2 sendt")).to_be_visible()
    hands.tap(page.get_by_text("Grøn", exact=False).locator("visible=true").first)
    hands.tap(page.get_by_role("button", name="Send status på forslag 9"))
    expect(page.get_by_text("Du har sendt alt det")).to_be_visible()
    assert hands.count <= 5
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()

    # The overview runs again of itself: the same page, not loaded anew.
    expect(watching.locator(".light.red").first).to_be_visible()
    assert watching.evaluate("window.same") is True


def test_one_button_at_a_time_and_a_second_tap_never_sends_the_next(place, window):
    page = a_phone(place, window)
    page.goto(f"{place.address}/svar?nr=9")
    unchanged = page.get_by_role("button", name="Uændret siden sidst")
    send = page.get_by_role("button", name="Send status på forslag 9")
    expect(unchanged).to_be_visible()
    expect(send).to_be_hidden()
    field(page).fill("Nyt")
    expect(unchanged).to_be_hidden()
    send.dblclick()
    expect(page.get_by_text("Status på forslag 9 er sendt")).to_be_visible()
    following = page.get_by_role("button", name="Send status på forslag 1")
    expect(following).to_be_disabled()
    expect(following).to_be_enabled()
    expect(page.get_by_text("1 af 2 sendt")).to_be_visible()


def test_by_keys_alone(place, window):
    page = signed_in(window(), place.address, place.lead)
    page.goto(f"{place.address}/svar?nr=9")
    pressed = ["Tab"] * 3 + ["ArrowRight"]  # home, language, the light chosen, the next light
    for key in pressed:
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.value") == "red"
    expect(field(page, "Begrundelse for lyset eller for at sætte i bero")).not_to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Brand")
    pressed += ["Tab"] * 4  # the reason, what happened, the fold, the button
    for _key in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send status på forslag 9")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Status på forslag 9 er sendt")).to_be_visible()
    assert len(pressed) + 1 <= 15


def test_a_field_that_is_wrong_is_gone_to(place, window):
    page = signed_in(window(), place.address, place.lead)
    page.goto(f"{place.address}/svar?nr=9")
    page.get_by_text("Rød").click()
    field(page, "Begrundelse for lyset eller for at sætte i bero").fill("")
    page.get_by_role("button", name="Send status på forslag 9").click()
    expect(field(page, "Begrundelse for lyset eller for at sætte i bero")).to_be_focused()
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')"
        ".split(' ')[0]).textContent"
    )
    assert described.startswith("Gul og rød skal begrundes")


def test_what_is_typed_survives_a_lost_connection_and_another_machine(place, window):
    line = Line(int(place.address.rpartition(":")[2]))
    try:
        page = signed_in(window(), line.address, place.lead)
        page.goto(f"{line.address}/svar?nr=9")
        line.cut()
        field(page).press_sequentially("Skrevet, da nettet gik")
        expect(field(page)).to_be_enabled()
        line.mend()
        field(page).press_sequentially(" og kom")
        expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
        page.reload()
        expect(field(page)).to_have_value("Skrevet, da nettet gik og kom")
        elsewhere = signed_in(window(PHONE), place.address, place.lead)
        elsewhere.goto(f"{place.address}/svar?nr=9")
        expect(field(elsewhere)).to_have_value("Skrevet, da nettet gik og kom")
    finally:
        line.close()


def test_what_is_typed_in_the_second_before_the_page_goes_is_there_after_it(place, window):
    page = signed_in(window(), place.address, place.lead)
    page.goto(f"{place.address}/svar?nr=9")
    field(page).press_sequentially("Lige før")
    page.context.clear_cookies()  # signed out meanwhile
    page.get_by_role("button", name="Send status på forslag 9").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
    signed_in(page, place.address, place.lead)
    page.goto(f"{place.address}/svar?portefolje=civilsamfund&nr=9")
    expect(field(page)).to_have_value("Lige før")
    page.get_by_role("button", name="Send status på forslag 9").click()
    expect(page.get_by_text("Status på forslag 9 er sendt")).to_be_visible()
    page.get_by_role("button", name="Fortryd").click()
    field(page).fill("Noget andet")
    page.goto(f"{place.address}/svar?nr=1")
    expect(field(page)).to_have_value("")  # each has its own


def test_it_is_answered_without_a_script_too(place, chromium):
    context = chromium.new_context(java_script_enabled=False, locale="da-DK")
    page = signed_in(context.new_page(), place.address, place.lead)
    page.goto(f"{place.address}/svar?nr=9")
    page.get_by_role("button", name="Uændret siden sidst").click()
    expect(page.get_by_text("Forslag 9 er meldt uændret")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/mine", "/runder"])
def test_axe_finds_nothing(place, window, path):
    page = open_page(signed_in(window(), place.address, place.secretary), place.address + path)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/svar", "/svar?nr=9"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_axe_finds_nothing_on_the_page_of_answers(place, window, path, size):
    page = signed_in(window(size), place.address, place.lead)
    page.goto(place.address + path)
    assert violations(page) == []
