"""A whole workshop: the facilitator's page, the wall on the projector, and five phones."""

import re
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from browsing import LAPTOP, PHONE, a_database, drawn, open_page, serving
from builders import PORTFOLIO, proposal_id
from playwright.sync_api import expect
from workshop_builders import rows

from portfolio import store
from portfolio.domain.clock import today
from portfolio.domain.workshops import StepKind
from portfolio.queries.workshops import workshops
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.workshops import course, preparing
from portfolio.usecases.workshops.course import PlannedStep

PROJECTOR = {"width": 1920, "height": 1080}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
STEPS = (
    PlannedStep(kind=StepKind.QUALIFY, title="Kvalificér", minutes=20),
    PlannedStep(kind=StepKind.SCORE, title="Bedøm", minutes=10),
    PlannedStep(kind=StepKind.DOTS, title="Prikafstemning", minutes=5),
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A server of its own with a prepared workshop on proposals 1 and 2."""
    database = a_database(tmp_path)
    monkeypatch.setenv("PORTFOLIO_URL", database)
    with store.reading() as connection:
        chosen = sa.select(schema.parties.c.id).where(schema.parties.c.code == "chefforum")
        forum = connection.execute(chosen).scalar_one()
    key = preparing.make(
        use_case.COMMAND,
        PORTFOLIO,
        title="Chefforum i maj",
        held_on=today(),
        proposal_ids=[proposal_id(1), proposal_id(2)],
        steps=STEPS,
        scored=course.usual_criteria()[:2],
        body_party_id=forum,
    )
    with store.reading() as connection:
        found = workshops.workshop(connection, workshop_id=key)
    with serving(database) as address:
        yield SimpleNamespace(address=address, key=key, code=found.join_code)


def press(page, words: str) -> None:
    page.get_by_role("button", name=words).click()
    drawn(page)


def unfold(page, words: str) -> None:
    """Open what is folded; it stays open whatever the page does."""
    page.locator("summary").filter(has_text=words).click()
    drawn(page)


def find_nothing(page) -> None:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


def join(page, place, centre: str):
    page.goto(f"{place.address}/deltag")
    page.get_by_label("Kode").fill(place.code.lower())
    page.get_by_role("button", name="Deltag").click()
    page.get_by_label("Dit center").select_option(label=centre)
    page.get_by_role("button", name="Deltag").click()
    expect(page.get_by_text("Du er med")).to_be_visible()
    return page


def test_a_whole_workshop(place, window):
    facilitator = open_page(window(), f"{place.address}/workshop?workshop={place.key}")
    wall = window(PROJECTOR)
    wall.goto(f"{place.address}/deltag/{place.code}/skaerm")
    expect(wall.get_by_text(place.code).last).to_be_visible()
    find_nothing(wall)
    phones = [join(window(PHONE), place, "Kommunikation") for _phone in range(5)]
    expect(wall.get_by_text("5 er med")).to_be_visible()

    # 1 · what can my centre contribute with
    press(facilitator, "Begynd: Kvalificér")
    for phone in phones:
        expect(phone.get_by_role("heading", name="Kvalificér", exact=True)).to_be_visible()
    find_nothing(phones[0])
    field = phones[0].get_by_label("Mit center kan bidrage med …").first
    field.fill("To <b>medarbejdere</b>")
    phones[0].reload()  # the signal is lost before it is sent: the draft is still there
    expect(field).to_have_value("To <b>medarbejdere</b>")
    phones[0].locator(".note[data-kind=contribute] button.plain").first.click()
    expect(phones[0].get_by_text("To <b>medarbejdere</b>")).to_be_visible()
    expect(wall.get_by_text("1 af 5 har svaret")).to_be_visible()

    # what is written is sorted while it is written: by hand, and by keys
    board = window(LAPTOP)
    board.goto(f"{place.address}/deltag/{place.code}/noter")
    board.get_by_label("Ny overskrift").fill("Hvem hjælper")
    board.get_by_role("button", name="Tilføj overskriften").click()
    heading = board.locator("section").filter(has_text="Hvem hjælper")
    note = board.locator("li[data-note]").filter(has_text="medarbejdere")
    note.drag_to(heading.locator("h2"))
    expect(heading.locator("li")).to_have_count(1)
    note.press("v")
    expect(note.get_by_role("button", name="På storskærmen")).to_have_attribute(
        "aria-pressed", "true"
    )
    note.press("0")
    expect(heading.get_by_role("button", name="Fjern")).to_be_visible()
    find_nothing(board)
    expect(wall.get_by_text("To <b>medarbejdere</b>")).to_be_visible()
    board.close()

    # 2 · scores; hidden until the step is closed, and changed until then
    press(facilitator, "Begynd: Bedøm")
    for number, phone in enumerate(phones):
        scales = phone.locator(".scale")
        expect(scales).to_have_count(4)
        for place_ in range(4):  # one proposal a screen
            if place_ == 2:
                phone.get_by_role("button", name="Næste").click()
            scales.nth(place_).locator("label").nth(4 if place_ < 2 else number % 3).click()
            expect(scales.nth(place_).get_by_text("Gemt")).to_be_visible()
        expect(phone.get_by_text("4 af 4 givet")).to_be_visible()
    find_nothing(phones[0])
    phones[4].get_by_role("button", name="Alle på én liste").click()
    expect(wall.get_by_text("5 af 5 har svaret")).to_be_visible()
    assert wall.locator(".rows").count() == 0
    phones[4].locator(".scale").first.locator("label").nth(3).click()
    phones[4].reload()  # the same participant, with the vote as it was changed
    expect(phones[4].locator(".scale").first.locator("input").nth(3)).to_be_checked()
    expect(facilitator.get_by_text("5 af 5 har svaret")).to_be_visible()  # without being asked
    press(facilitator, "Luk trinnet")
    expect(wall.locator(".result .rows li").first).to_contain_text("Onboarding")
    for size in (PROJECTOR, {"width": 1280, "height": 720}):
        wall.set_viewport_size(size)
        assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
    expect(phones[0].get_by_text("Se op på storskærmen")).to_be_visible()
    expect(phones[0].get_by_text("Effekt: Du gav 5, gennemsnittet er 4,8")).to_be_visible()
    find_nothing(wall)
    find_nothing(phones[0])

    # 3 · dots, with a pause; the facilitator's browser dies and another takes over
    facilitator.close()
    facilitator = open_page(window(), f"{place.address}/workshop?workshop={place.key}")
    press(facilitator, "Begynd: Prikafstemning")
    for phone in phones:
        for _dot in range(3):
            phone.locator(".more").first.click()
        expect(phone.get_by_text("0 prikker tilbage")).to_be_visible()
    phones[0].locator(".more").first.click()
    expect(phones[0].get_by_text("Du har 3 prikker i alt.")).to_be_visible()
    press(facilitator, "Pause")
    expect(phones[1].get_by_text("Der er pause")).to_be_visible()
    press(facilitator, "Fortsæt")
    press(facilitator, "Luk trinnet")
    expect(wall.get_by_text("15 prikker fra 5")).to_be_visible()
    late = window(PHONE)
    join_late(late, place)

    # 4 · the record
    for words in ('1 "Onboarding"', "2 Etablere"):
        missing = re.compile(rf"{words}.*mangler", re.DOTALL)
        box = facilitator.locator("[data-testid=stExpander]").filter(has_text=missing)
        box.locator("summary").click()
        line = box.get_by_role("textbox", name="Hvad ændrede workshoppen?")
        line.fill("Målgruppen er klarere")
        line.press("Tab")
        drawn(facilitator)
        box.get_by_role("button", name="Registrér").click()
        drawn(facilitator)
    unfold(facilitator, "Afslut workshoppen")
    press(facilitator, "Afslut nu")
    expect(wall.get_by_text("Tak, fordi I deltog")).to_be_visible()
    expect(phones[0].get_by_text("Workshoppen er slut", exact=False).first).to_be_visible()
    assert {row["changed"] for row in rows(schema.workshop_proposals)} == {"Målgruppen er klarere"}
    assert len(rows(schema.scores)) == 5 * 4
    assert sum(row["count"] for row in rows(schema.dots)) == 15


def join_late(page, place) -> None:
    """Whoever comes late lands on the step that is on."""
    page.goto(f"{place.address}/deltag/{place.code}")
    page.get_by_role("button", name="Deltag").click()
    expect(page.get_by_role("heading", name="Prikafstemning")).to_be_visible()
