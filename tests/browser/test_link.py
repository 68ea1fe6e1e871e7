"""From the mail to both answers: by a phone on a slow line with its keyboard up, and by keys."""

import re
from time import monotonic
from types import SimpleNamespace

import builders
import pytest
import sqlalchemy as sa
from browsing import PHONE, a_database, serving
from playwright.sync_api import expect

from portfolio import store
from portfolio.store.schema import round_answers
from portfolio.usecases.rounds import drafts

#: What is left of a phone's screen when its keyboard is up.
KEYBOARD_UP = {"width": 390, "height": 420}
#: A train between two towns.
SLOW = {
    "offline": False,
    "latency": 400,  # ms
    "downloadThroughput": 400_000 / 8,  # bytes a second
    "uploadThroughput": 400_000 / 8,
}
REASON, HAPPENED = (
    "Begrundelse for lyset eller for at sætte i bero",
    "Hvad er der sket siden sidst?",
)
#: Seconds a thumb and its owner take for a tap, and for a sentence of five words.
TAP, SENTENCE = 1.2, 12


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A server of its own, and the link of a mail to a round that asks about two proposals."""
    database = a_database(tmp_path)
    monkeypatch.setenv("PORTFOLIO_URL", database)
    lead = builders.a_lead(database)
    round_id = builders.a_round(database, "2022-05-06", 1, 9, title="Status til Direktionen")
    token = builders.a_link(database, lead, round_id)
    with serving(database) as address:
        yield SimpleNamespace(database=database, link=f"{address}/svar/{token}")


def is_seen(page, locator) -> bool:
    """Whether all of it stands on the screen as it is."""
    box, screen = locator.bounding_box(), page.viewport_size
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= screen["height"]


def test_two_answers_in_five_taps_and_a_minute_on_a_slow_phone(place, chromium):
    context = chromium.new_context(
        viewport=PHONE, locale="da-DK", has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    taps, began = 0, monotonic()

    def tap(locator):
        nonlocal taps
        taps += 1
        locator.tap()

    taps += 1  # the link in the mail
    page.goto(place.link)
    tap(page.get_by_text("Gul", exact=False).locator("visible=true").first)
    reason = page.get_by_role("textbox", name=REASON, exact=True)
    expect(reason).to_be_focused()
    page.set_viewport_size(KEYBOARD_UP)
    page.keyboard.type("Lokalet mangler endnu et tilsagn")
    send = page.get_by_role("button", name="Send status på forslag 1")
    expect(send).to_be_in_viewport(ratio=1)
    assert is_seen(page, reason), "nor does the bar lie over what is being typed"
    zoomed = page.evaluate("visualViewport.scale")
    tap(send)
    page.set_viewport_size(PHONE)
    expect(page.get_by_text("Status på forslag 1 er sendt")).to_be_visible()
    last = page.locator(".last")
    expect(last).to_be_in_viewport(ratio=1)
    unchanged = page.get_by_role("button", name="Uændret siden sidst")
    expect(unchanged).to_be_enabled()
    tap(unchanged)
    expect(page.get_by_text("Du har sendt alt det")).to_be_visible()
    waited = monotonic() - began
    context.close()
    assert taps <= 5
    assert zoomed == 1
    # What the page takes, and what its reader does.
    assert waited + taps * TAP + SENTENCE <= 60
    print(f"{taps} taps, {waited:.1f} s of page time")


def test_what_was_said_last_stands_beside_the_field_with_the_keyboard_up(place, window):
    page = window(KEYBOARD_UP)
    page.goto(f"{place.link}?nr=9")
    page.get_by_text("Rød").click()
    for label, said in ((REASON, "Sidst: Venter på svar"), (HAPPENED, "Sidst: Lokalet er set")):
        field = page.get_by_role("textbox", name=label, exact=True)
        field.focus()
        field.scroll_into_view_if_needed()
        assert is_seen(page, field)
        assert is_seen(page, page.get_by_text(said, exact=False).first), said
        field.fill("Noget nyt")
        expect(page.get_by_role("button", name="Send status på forslag 9")).to_be_in_viewport(
            ratio=1
        )
    size = page.evaluate(
        "Math.min(...[...document.querySelectorAll("
        "'textarea, select, input:not([type=hidden], [type=radio])')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert size >= 16, "a phone zooms in on a smaller field"


def test_the_same_by_keys_alone_and_what_is_said_of_each_stop(place, window):
    page = window()
    page.goto(place.link)
    pressed = 0

    def press(key, times=1):
        nonlocal pressed
        for _time in range(times):
            page.keyboard.press(key)
            pressed += 1

    main = page.get_by_role("main")
    expect(main).to_match_aria_snapshot(
        """
        - heading /1 .+/ [level=1]
        - group "Trafiklys på forslag 1":
          - radio "Grøn"
          - radio "Gul"
          - radio "Rød"
          - radio "Ikke vurderet" [checked]
        - textbox "Hvad er der sket siden sidst?"
        """
    )
    press("Tab", 3)  # not me, language, the light
    press("ArrowRight")  # from the last of four round to the first
    expect(page.get_by_role("radio", name="Grøn")).to_be_checked()
    press("Tab", 3)  # what happened, the fold, the button
    expect(page.get_by_role("button", name="Send status på forslag 1")).to_be_focused()
    press("Enter")
    done = page.locator(".done")
    expect(done).to_be_focused()
    expect(done).to_contain_text("Status på forslag 1 er sendt: ● Grøn")
    expect(main).to_match_aria_snapshot(
        """
        - 'button "Fortryd: tag svaret på forslag 1 tilbage"'
        - heading /9 .+/ [level=1]
        - group "Trafiklys på forslag 9":
          - radio "Gul" [checked]
        - button /Uændret siden sidst.*Gul/
        """
    )
    unchanged = page.get_by_role("button", name=re.compile("Uændret siden sidst"))
    expect(unchanged).to_be_enabled()
    # Undo, the light, its reason, what happened, the fold, the button.
    press("Tab", 6)
    expect(unchanged).to_be_focused()
    press("Enter")
    expect(page.get_by_text("Du har sendt alt det")).to_be_visible()
    assert pressed <= 15


def test_two_drafts_side_by_side_and_nothing_typed_is_lost(place, window):
    mine, theirs = window(), window(PHONE)
    for page in (mine, theirs):
        page.goto(f"{place.link}?nr=9")
    other = builders.as_user(builders.a_user(place.database, "secretary", name="Test Sekretær"))
    nine = builders.proposal_id(9)
    a = round_answers.c
    with store.reading() as connection:
        answer = connection.execute(sa.select(a.id).where(a.proposal_id == nine)).scalar_one()
    drafts.keep(other, nine, answer, {"happened": "Deres ord"}, version=1)
    field = mine.get_by_role("textbox", name=HAPPENED, exact=True)
    field.press_sequentially("Mine ord")
    table = mine.get_by_role("table")
    expect(table.get_by_role("row", name="Hvad skete der Mine ord Deres ord")).to_be_visible()
    expect(field).to_have_value("Mine ord")
    mine.get_by_role("button", name="Behold mit").click()
    expect(mine.get_by_text("Kladden er gemt.")).to_be_visible()
    expect(table).to_have_count(0)
    second = theirs.get_by_role("textbox", name=HAPPENED, exact=True)
    second.press_sequentially("Andres")
    theirs.get_by_role("button", name="Brug teksten fra Test Leder").click()
    expect(second).to_have_value("Mine ord")
    expect(second).to_be_focused()
