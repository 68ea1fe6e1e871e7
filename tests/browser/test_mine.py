"""A lead's five minutes a month, in a browser; a lost connection; two who write at once."""

from types import SimpleNamespace

import builders
import pytest
from browsing import PHONE, a_database, drawn, open_page, serving
from line import Line
from playwright.sync_api import expect

from portfolio import store
from portfolio.store.schema import status_rounds
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
    """Counts what somebody has to do: each click, and each field that is filled in."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def click(self, locator) -> None:
        self.count += 1
        locator.click()
        drawn(self.page)

    def fill(self, label: str, text: str) -> None:
        self.count += 1
        self.page.get_by_role("textbox", name=label, exact=True).fill(text)


def test_two_proposals_in_under_ten_steps_and_the_directorate_sees_it(place, window):
    director = builders.a_user(place.database, "director")
    watching = open_page(signed_in(window(), place.address, director), place.address)
    expect(watching.get_by_text("● Grøn")).to_have_count(0)
    watching.evaluate("window.same = true")

    page = open_page(signed_in(window(), place.address, place.lead), f"{place.address}/mine")
    expect(page.get_by_text("0 af 2 sendt")).to_be_visible()
    hands = Hands(page)
    hands.click(page.get_by_role("button", name="Uændret siden sidst"))
    expect(page.get_by_text("1 af 2 sendt")).to_be_visible()
    hands.click(page.get_by_role("button", name="Svar", exact=True))
    hands.click(page.get_by_role("radio", name="Grøn"))
    hands.fill(HAPPENED, "Vi har holdt et møde med Chefforum.")
    hands.fill("Næste skridt", "Spørge parterne")
    hands.fill("Hvornår er næste skridt?", "ultimo maj")
    expect(page.get_by_text("Forstået som 21.–31. maj 2022")).to_be_visible()
    hands.click(page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_text("2 af 2 sendt")).to_be_visible()
    assert hands.count < 10

    # The overview runs again of itself: the same page, not loaded anew.
    expect(watching.get_by_text("● Grøn").first).to_be_visible()
    expect(watching.get_by_text("Spørge parterne").first).to_be_visible()
    assert watching.evaluate("window.same") is True


def test_a_phone_will_do(place, window):
    page = open_page(signed_in(window(PHONE), place.address, place.lead), f"{place.address}/mine")
    page.get_by_role("button", name="Svar", exact=True).first.click()
    drawn(page)
    page.get_by_role("textbox", name=HAPPENED).fill("Fra toget")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("1 af 2 sendt")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_what_is_typed_survives_a_lost_connection_and_another_machine(place, window):
    line = Line(int(place.address.rpartition(":")[2]))
    try:
        page = signed_in(window(), line.address, place.lead)
        open_page(page, f"{line.address}/mine?nr=9")
        page.get_by_role("textbox", name="Risici").click()
        page.keyboard.type("Skrevet, da nettet gik")
        line.cut()
        expect(page.get_by_role("textbox", name="Risici")).to_be_disabled()
        line.mend()
        expect(page.get_by_role("textbox", name="Risici")).to_be_enabled()
        expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
        expect(page.get_by_role("textbox", name="Risici")).to_have_value("Skrevet, da nettet gik ")
        page.reload()
        drawn(page)
        expect(page.get_by_role("textbox", name="Risici")).to_have_value("Skrevet, da nettet gik ")
        elsewhere = signed_in(window(PHONE), place.address, place.lead)
        open_page(elsewhere, f"{place.address}/mine?nr=9")
        expect(elsewhere.get_by_role("textbox", name="Risici")).to_have_value(
            "Skrevet, da nettet gik "
        )
    finally:
        line.close()


def test_a_pause_is_enough_to_keep_a_draft(place, window):
    page = signed_in(window(), place.address, place.lead)
    open_page(page, f"{place.address}/mine?nr=9")
    page.get_by_role("textbox", name=HAPPENED).click()
    page.keyboard.type("Midt i en sætn")
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
    page.keyboard.type("ing")
    drawn(page)
    expect(page.get_by_role("textbox", name=HAPPENED)).to_have_value("Midt i en sætning")


def test_what_is_typed_in_the_second_before_a_reload_is_there_after_it(place, window):
    page = signed_in(window(), place.address, place.lead)
    open_page(page, f"{place.address}/mine?nr=9")
    page.get_by_role("textbox", name=HAPPENED).click()
    page.keyboard.type("Lige før")
    page.reload()
    drawn(page)
    expect(page.get_by_role("textbox", name=HAPPENED)).to_have_value("Lige før")
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
    page.get_by_role("textbox", name=HAPPENED).press("End")
    page.keyboard.type(" mødet")
    open_page(page, f"{place.address}/mine?nr=9")  # not a reload: somebody else may be here now
    expect(page.get_by_role("textbox", name=HAPPENED)).to_have_value("Lige før")


def test_two_leads_at_once_see_each_others_words(place, window):
    # Outside a round: in one they would meet over the draft already.
    builders.set_on(
        place.database,
        status_rounds,
        status_rounds.c.id == place.round_id,
        closed_at="2022-04-30T00:00:00+00:00",
    )
    address = f"{place.address}/mine?nr=9"
    first = open_page(signed_in(window(), place.address, place.lead), address)
    second = open_page(signed_in(window(), place.address, place.secretary), address)
    for page, words in ((first, "Den første"), (second, "Den anden")):
        page.get_by_role("textbox", name=HAPPENED).fill(words)
    first.get_by_role("button", name="Send", exact=True).click()
    expect(first.get_by_role("heading", name="Mine forslag")).to_be_visible()
    second.get_by_role("button", name="Send", exact=True).click()
    expect(second.get_by_text("En anden har givet forslaget en status")).to_be_visible()
    expect(second.get_by_role("cell", name="Den første")).to_be_visible()
    expect(second.get_by_role("textbox", name=HAPPENED)).to_have_value("Den anden")
    second.get_by_role("button", name="Gem min version alligevel").click()
    expect(second.get_by_role("heading", name="Statusrunder")).to_be_visible()


@pytest.mark.parametrize("path", ["/mine", "/mine?nr=9", "/runder"])
def test_axe_finds_nothing(place, window, path):
    page = open_page(signed_in(window(), place.address, place.secretary), place.address + path)
    assert violations(page) == []
