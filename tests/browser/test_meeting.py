"""A whole meeting on the projector by the keyboard alone; a clicker; two who write at once."""

import re
from datetime import date
from types import SimpleNamespace

import builders
import pytest
import sqlalchemy as sa
from browsing import PHONE, a_database, drawn, open_page, serving
from playwright.sync_api import expect

from portfolio import store
from portfolio.queries.reviews import reviews as review_queries
from portfolio.store.schema import decisions, follow_ups, reviews
from portfolio.usecases.reviews import decision_input
from portfolio.usecases.reviews import decisions as review_decisions
from portfolio.usecases.use_case import LOCAL
from tests.browser.test_axe import violations

PROJECTOR = {"width": 1920, "height": 1080}
ASKED = "At der udpeges et ansvarligt center."
DECISION = "Hvad besluttes?"
CHOSEN = re.compile("●")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A server of its own with a review: 4 asks for a decision, 1 and a matter follow; 7, 8."""
    database = a_database(tmp_path)
    monkeypatch.setenv("PORTFOLIO_URL", database)
    builders.a_status(
        database,
        4,
        "2022-04-25",
        stage="qualification",
        rag="red",
        percent=20,
        reason="Ingen ansvarlig",
        decision_needed=ASKED,
    )
    review = builders.a_review(database, 4, 1, noted=(7, 8), title="Mødeplan")
    with serving(database) as address:
        yield SimpleNamespace(
            url=f"{address}/fremvisning?gennemgang={review}",
            address=address,
            review=review,
            database=database,
        )


class Keys:
    """A pair of hands that never leave the keyboard."""

    def __init__(self, page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def until(self, key: str, words: str) -> None:
        """Press a key, and wait for a heading or text that then stands there."""
        self.page.keyboard.press(key)
        expect(self.page.get_by_text(words).first).to_be_visible()
        drawn(self.page)

    def tab_to(self, name: str) -> None:
        """Tab until the field of that name has the focus."""
        field = self.page.get_by_label(name, exact=True)
        for _ in range(15):
            if field.evaluate("field => field === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {name} by the Tab key")


def rows(table):
    with store.reading() as connection:
        chosen = sa.select(table).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def made():
    return [row for row in rows(decisions) if row["decided_on"] == "2022-05-01"]


def test_a_whole_meeting_by_keyboard(place, window):
    page = open_page(window(PROJECTOR), place.address)
    expect(page.get_by_text(ASKED)).to_be_visible()  # on the overview, under Til Direktionen
    keys = Keys(open_page(page, place.url))
    keys.until("Control+Enter", "Punkt 1 af 3")
    height = "() => document.getElementById('stMain').scrollHeight"
    assert page.evaluate(height) <= PROJECTOR["height"], "a screen is one screen"
    title = "() => parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
    assert page.evaluate(title) >= 48  # px; to be read at six metres

    keys.until("Control+Enter", DECISION)
    written = page.get_by_role("textbox", name=DECISION)
    expect(written).to_have_value("")  # what is asked is no decision
    expect(page.get_by_role("button", name=CHOSEN)).to_have_count(0)
    keys.until("a", "Udpeg (skal selv sige ja)")
    keys.until("f", "Ny fase")
    expect(page.get_by_text("Udpeg (skal selv sige ja)")).to_have_count(0)  # one at a time
    assert violations(page) == []
    for key, words in (("p", "Hvilken periode"), ("g", "Tages op igen den")):
        keys.until(key, words)
        assert page.evaluate(height) <= PROJECTOR["height"], f"{words}: a screen is one screen"
    keys.press("o")
    expect(page.get_by_label("Opfølgning 1", exact=True)).to_be_visible()
    drawn(page)
    assert page.evaluate(height) <= PROJECTOR["height"], "nor do the follow-ups scroll"
    answers = page.get_by_role("checkbox", name=f"Besvarer: {ASKED}")
    answers.press("Space")
    expect(answers).to_be_checked()
    keys.until("2", "● Besluttet")  # a box is no field that one writes in
    expect(written).to_be_focused()
    page.keyboard.type("1 center")
    keys.press("Escape")
    keys.until("1", "● Godkendt")
    expect(written).to_be_focused()
    keys.press("Control+End")
    page.keyboard.type(" udpeges. Senest")
    keys.press("ArrowRight", "ArrowLeft", "PageDown", "PageUp")  # nothing moves while one writes
    # At a pause the text is sent, by a key that is the button's too: nothing may be saved by it.
    page.wait_for_timeout(1_500)
    drawn(page)
    expect(page.get_by_text("Punkt 1 af 3")).to_be_visible()
    assert made() == []
    keys.press("Control+End")
    page.keyboard.type(" i juni.")
    keys.tab_to("Opfølgning 1")
    page.keyboard.type("Find et center")
    keys.press("Tab")
    expect(page.get_by_label("Opfølgning 2", exact=True)).to_be_visible()
    page.keyboard.type("fritid")
    keys.press("ArrowDown", "Enter")
    keys.tab_to("Dato 1")
    page.keyboard.type("ultimo maj")
    keys.until("Control+Enter", "Punkt 2 af 3")  # saved, and on to the next
    keys.until("ArrowLeft", "1.1 Godkendt")
    expect(page.get_by_text("Find et center · Fritid og Kultur · ultimo maj")).to_be_visible()

    keys.until("ArrowRight", "Punkt 2 af 3")
    keys.until("Control+Enter", DECISION)
    page.get_by_role("textbox", name=DECISION).fill("Drøftet og taget til efterretning.")
    page.get_by_role("button", name=re.compile("^Drøftet")).click()
    expect(page.get_by_role("button", name=CHOSEN)).to_have_text(re.compile("● Drøftet"))
    drawn(page)
    # The button has the focus, and the key saves: it does not undo what was chosen.
    keys.until("Enter", "Punkt 3 af 3")
    keys.until("ArrowLeft", "2.1 Drøftet")
    keys.until("PageDown", "Punkt 3 af 3")  # a clicker
    keys.until("PageUp", "Punkt 2 af 3")
    keys.until("PageDown", "Punkt 3 af 3")
    keys.until("ArrowRight", "Til efterretning og afslutning")
    expect(page.get_by_role("radiogroup", name="Ingen beslutning om Mødeplan:")).to_be_visible()
    assert violations(page) == []
    keys.until("Control+Enter", "Det kan ikke fortrydes.")
    keys.until("Control+Enter", "Mødet er afsluttet")
    assert violations(page) == []

    first = next(row for row in made() if row["number"] == "1.1")
    assert (first["outcome"], first["decision"]) == ("approved", "1 center udpeges. Senest i juni.")
    (task,) = [row for row in rows(follow_ups) if row["decision_id"] == first["id"]]
    assert (task["title"], task["date_text"]) == ("Find et center", "ultimo maj")
    assert task["responsible_party_id"] is not None
    # What was not reached is one line, however many items it names.
    decided = sorted(row["outcome"] for row in made())
    assert decided == ["approved", "discussed", "not_reached", "noted"]
    assert rows(reviews)[0]["closed_at"] is not None
    open_page(page, place.address)
    expect(page.get_by_role("heading", name="Til Direktionen")).to_be_visible()
    expect(page.get_by_text(ASKED)).to_have_count(0)  # answered, so it is asked no more


@pytest.mark.parametrize("tasks", [3, 5, 12])
def test_a_difference_and_its_follow_ups_stand_on_one_screen(place, window, tasks):
    with store.reading() as connection:
        item = review_queries.items(connection, review_id=place.review)["id"].iloc[0]
    decided = decision_input.DecisionInput(
        outcome="decided",
        recommendation=ASKED,
        decision="Direktionen godkender et ansvarligt center, og at planen forelægges i august i"
        " stedet for før sommeren, så Chefforum kan nå at kvalificere den først.",
        difference="Indstillingen var en plan inden sommeren. Besluttet er august, fordi Chefforum"
        " skal kvalificere forslaget først, og Byrådet skal inddrages.",
        review_on=date(2022, 8, 29),
        follow_ups=[
            decision_input.FollowUpInput(
                title=f"Lave udkast {n} med økonomi og lokaler", date_text="ultimo juni 2022"
            )
            for n in range(tasks)
        ],
    )
    review_decisions.record_decision(LOCAL, item, decided, today=date(2022, 5, 1))
    page = open_page(window(PROJECTOR), f"{place.url}&punkt=1")
    expect(page.get_by_text("Lave udkast 0 med økonomi")).to_be_visible()
    assert page.evaluate("document.getElementById('stMain').scrollHeight") <= PROJECTOR["height"]
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size >= 24  # px; to be read at six metres
    assert violations(page) == []


#: Elements with words of their own that are smaller than can be read at six metres.
TOO_SMALL = """[...document.querySelectorAll('#stMain *')].filter(e => e.offsetParent &&
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
  parseFloat(getComputedStyle(e).fontSize) < 24).map(e => e.textContent.trim())"""


def test_the_longest_there_can_be_stands_on_one_screen_in_letters_that_are_read(place, window):
    long = (
        "Et meget langt ord om økonomien og lokalerne i området, som ingen har skrevet kort. " * 9
    )
    builders.renamed(place.database, 4, long[:180])
    asked = {"decision_needed": long, "reason": long, "risks": long, "next_step": long}
    builders.a_status(place.database, 4, "2022-04-26", rag="red", **asked)
    page = open_page(window(PROJECTOR), f"{place.url}&punkt=0")
    keys = Keys(page)
    fits = "document.getElementById('stMain').scrollHeight <= innerHeight"
    keys.until("ArrowRight", "Punkt 1 af 3")
    leave = page.get_by_role("link", name="Forlad fremvisningen")
    for at in range(2):
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate(fits), "a screen is one screen"
        box = leave.bounding_box()
        assert box["y"] + box["height"] <= PROJECTOR["height"]
        if at == 0:
            keys.until("ArrowRight", "Punkt 2 af 3")
    keys.until("ArrowLeft", "Punkt 1 af 3")
    keys.until("v", "Vis kort")  # nothing is cut
    expect(page.get_by_text(long.strip(), exact=True).first).to_be_visible()
    keys.until("v", "Vis det hele")
    keys.until("Control+Enter", DECISION)
    assert page.evaluate(TOO_SMALL) == []
    assert violations(page) == []


def test_what_has_the_focus_keeps_it_while_one_goes_on(place, window):
    page = open_page(window(PROJECTOR), place.url)
    keys = Keys(page)
    on = page.get_by_role("button", name=re.compile("^Næste"))
    on.focus()
    for key, words in (
        ("ArrowRight", "Punkt 1 af 3"),
        ("ArrowRight", "Punkt 2 af 3"),
        ("ArrowRight", "Punkt 3 af 3"),
        ("ArrowRight", "Til efterretning og afslutning"),
        ("ArrowRight", "Til efterretning og afslutning"),
        ("ArrowLeft", "Punkt 3 af 3"),
    ):
        keys.until(key, words)
        expect(on).to_be_focused()


def test_what_one_records_the_other_sees_and_typing_is_not_lost(place, window):
    first = open_page(window(PROJECTOR), f"{place.url}&punkt=1")
    second = open_page(window(PHONE), f"{place.url}&punkt=1")
    # On a phone nothing is larger than on other pages, and the menu is there.
    size = "() => getComputedStyle(document.documentElement).fontSize"
    assert second.evaluate(size) == "16px"
    assert second.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    Keys(first).until("Control+Enter", DECISION)
    first.get_by_role("button", name="Afviger fra indstillingen, eller skal tages op igen").click()
    first.get_by_role("textbox", name="Hvordan den afviger").fill("Halvt skrevet")
    builders.renamed(place.database, 1, "Et andet navn")  # anybody, anything: the pages follow
    second.get_by_role("button", name="Registrér beslutningen").click()
    second.get_by_role("button", name=re.compile("^Godkendt")).click()
    second.get_by_role("textbox", name=DECISION).fill("Fra telefonen")
    second.get_by_role("button", name="Gem beslutningen").click()
    expect(second.get_by_text("Punkt 2 af 3")).to_be_visible()
    expect(first.get_by_text("Træk beslutningen tilbage")).to_be_visible()  # it has followed
    expect(first.get_by_role("textbox", name="Hvordan den afviger")).to_have_value("Halvt skrevet")
    first.get_by_role("button", name="Gem beslutningen").click()
    expect(first.get_by_text("Vælg først udfaldet.")).to_be_visible()
    first.get_by_role("textbox", name=DECISION).fill("Fra skærmen")
    first.get_by_role("button", name=re.compile("^Godkendt")).click()
    first.get_by_role("button", name="Gem beslutningen").click()
    expect(first.get_by_role("cell", name="Fra telefonen")).to_be_visible()
    assert [row["decision"] for row in made()] == ["Fra telefonen"]


@pytest.mark.parametrize(
    "size", [{"width": 1280, "height": 720}, PROJECTOR], ids=["1280x720", "1920x1080"]
)
def test_item_question_outcomes_and_the_save_button_are_seen_without_scrolling(place, window, size):
    page = open_page(window(size), f"{place.url}&punkt=1")
    keys = Keys(page)
    keys.until("Control+Enter", DECISION)
    seen = [
        page.get_by_role("heading", level=1),
        page.get_by_role("checkbox", name=f"Besvarer: {ASKED}"),
        *page.locator(".st-key-outcomes button").all(),
        page.get_by_role("textbox", name=DECISION),
        page.get_by_role("button", name="Gem beslutningen"),
    ]
    assert len(seen) == 4 + 8
    for one in seen:
        box = one.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"], one
    # Each question is there once.
    expect(page.get_by_text(ASKED)).to_have_count(1)
    keys.press("a", "f")
    expect(page.get_by_text("Ny fase")).to_be_visible()
    save = page.get_by_role("button", name="Gem beslutningen").bounding_box()
    assert save["y"] + save["height"] <= size["height"], "what is unfolded stands beside it"


def test_keys_choose_save_and_never_undo(place, window):
    page = open_page(window(PROJECTOR), f"{place.url}&punkt=1")
    keys = Keys(page)
    keys.until("Enter", DECISION)  # outside a field Enter does what the screen is for
    expect(page.get_by_role("button", name=CHOSEN)).to_have_count(0)
    for digit, outcome in enumerate(
        (
            "Godkendt",
            "Besluttet",
            "Bestilt",
            "Drøftet",
            "Taget til",
            "Udsat",
            "Ikke",
            "Anbefalet",
        ),
        start=1,
    ):
        keys.until(str(digit), f"● {outcome}")
        expect(page.get_by_role("textbox", name=DECISION)).to_be_focused()
        keys.press("Escape")
        expect(page.get_by_role("button", name=CHOSEN)).to_have_count(1)
    keys.until("2", "● Besluttet")
    keys.press("Escape", "2")  # the same digit once more
    expect(page.get_by_role("textbox", name=DECISION)).to_be_focused()
    expect(page.get_by_role("button", name=CHOSEN)).to_have_text(re.compile("● Besluttet"))
    page.keyboard.type("Vi")
    keys.press("Enter")  # in a text it is a new line
    page.keyboard.type("søger.")
    keys.press("Escape")
    keys.until("a", "Udpeg (skal selv sige ja)")
    keys.until("f", "Ny fase")
    expect(page.get_by_role("button", name=CHOSEN)).to_have_count(1)
    keys.press("f")  # folded again
    expect(page.get_by_text("Ny fase")).to_have_count(0)
    keys.until("Enter", "Punkt 2 af 3")
    (row,) = made()
    assert (row["outcome"], row["decision"]) == ("decided", "Vi\nsøger.")
    # On a button that has the focus Enter is the button's own, the chosen outcome's excepted.
    keys.until("Enter", DECISION)
    page.get_by_role("button", name=re.compile("^Drøftet")).click()
    expect(page.get_by_role("button", name=CHOSEN)).to_have_text(re.compile("● Drøftet"))
    drawn(page)
    page.get_by_role("button", name="Luk formularen").focus()
    keys.press("Enter")
    expect(page.get_by_role("textbox", name=DECISION)).to_have_count(0)
    assert len(made()) == 1
