"""The whole loop by the keyboard: day one, an agenda, three decisions and what they do, closed;
then everything says the same, nothing is asked twice, and taken back all is as before.
"""

from datetime import date
from types import SimpleNamespace

import builders
import pytest
import sqlalchemy as sa
from browsing import a_database, drawn, open_page, serving
from playwright.sync_api import expect

from portfolio import language, store
from portfolio.queries.mails import digest
from portfolio.queries.papers import facts as paper_facts
from portfolio.queries.requests.requests import open_requests
from portfolio.queries.reviews import agenda
from portfolio.reports.mails import digest_text
from portfolio.reports.papers import case
from portfolio.reports.requests import sentences
from portfolio.store import schema
from portfolio.usecases.reviews import planning
from portfolio.usecases.use_case import LOCAL
from tests.browser.test_meeting import DECISION, PROJECTOR, Keys

DAY, NEXT, CODE = date(2022, 5, 1), date(2022, 6, 7), builders.PORTFOLIO
CHEFFORUM = "Hvornår skal Chefforum inddrages, og hvem sørger for det?"
WHO = "Hvem skal tage forslag 4 videre?"
LEADS = "Hvem fører an i forslag 5?"
DECIDED = {CHEFFORUM: "Chefforum inddrages i juni.", WHO: "FK tager det.", LEADS: "Rådhuset."}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The real seed on 1 May 2022, with a review whose agenda builds itself."""
    database = a_database(tmp_path)
    monkeypatch.setenv("PORTFOLIO_URL", database)
    review = planning.make_review(
        LOCAL,
        portfolio=CODE,
        title="Første gennemgang",
        body_party_id=one(schema.parties, schema.parties.c.code == "direktionen").id,
        held_on=DAY,
        minutes=60,
    )
    with serving(database) as address:
        yield SimpleNamespace(
            address=address,
            agenda=f"{address}/gennemgang?gennemgang={review}",
            url=f"{address}/fremvisning?gennemgang={review}",
        )


def one(table, *where):
    with store.reading() as connection:
        return connection.execute(sa.select(table).where(*where)).one()


def stands():
    """What the loop holds: what is open, where proposals stand, who is asked, what is agreed."""
    s = schema
    told = (
        sa.select(s.proposals.c.number, s.proposals.c.stage, s.proposals.c.rag),
        sa.select(s.proposal_parties.c.id, s.proposal_parties.c.state).where(
            s.proposal_parties.c.withdrawn_at.is_(None)
        ),
        sa.select(s.gaps.c.code, s.gaps.c.status),
        sa.select(s.follow_ups.c.id, s.follow_ups.c.date_text, s.follow_ups.c.status).where(
            s.follow_ups.c.withdrawn_at.is_(None)
        ),
        sa.select(s.involvement_steps.c.id, s.involvement_steps.c.planned_date_text),
    )
    with store.reading() as connection:
        asked = [request.key for request in open_requests(connection, as_of=DAY, today=DAY)]
        return asked, [sorted(map(repr, connection.execute(chosen))) for chosen in told]


def told_elsewhere() -> dict[str, str]:
    """What the places that are no page say the directorate is to do."""
    with store.reading() as connection, language.speaking("da"):
        facts = paper_facts.facts(connection, filters=builders.filters())
        waits = digest.waiting(connection, reader=digest.Reader(None, "director"), today=DAY)
        found = agenda.candidates(connection, portfolio=CODE, as_of=NEXT, today=NEXT)
        asked = [fact.request for candidate in found for fact in candidate.facts if fact.request]
        return {
            "direktionssag": str(case.parts(facts)),
            "digest": str(digest_text.waits(waits)),
            "next agenda": " ".join(map(sentences.question, asked)),
        }


def to_item(keys, page, words: str) -> None:
    """On with the arrow to the item that asks this."""
    for _ in range(12):
        if page.get_by_text(words).count():
            return
        at = page.get_by_text("Punkt ").first.inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text("Punkt ").first).not_to_have_text(at)
        drawn(page)
    raise AssertionError(f"no item asks {words}")


def tab_to_list(page, name: str) -> None:
    """Tab until the list to choose from has the focus."""
    field = page.get_by_role("combobox", name=name)
    for _ in range(60):
        if field.evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by the Tab key")


def decide(keys, page, question: str) -> None:
    """Open the form, tick the question, choose the outcome and write the decision."""
    keys.until("Control+Enter", DECISION)
    box = page.get_by_role("checkbox", name=f"Besvarer: {question}")
    if not box.is_checked():
        box.press("Space")
        expect(box).to_be_checked()
    drawn(page)
    keys.until("2", "● Besluttet")
    expect(page.get_by_role("textbox", name=DECISION)).to_be_focused()
    page.keyboard.type(DECIDED[question])


def test_asked_decided_carried_on_and_taken_back(place, window):
    before = stands()
    page = open_page(window(PROJECTOR), place.address)
    expect(page.get_by_role("heading", name="Til Direktionen")).to_be_visible()
    expect(page.get_by_role("link", name=CHEFFORUM)).to_be_visible()
    page = open_page(page, place.agenda)
    expect(page.get_by_text(CHEFFORUM).first).to_be_visible()
    assert all(
        question in words for words in told_elsewhere().values() for question in (CHEFFORUM,)
    )

    keys = Keys(open_page(page, place.url))
    keys.until("Control+Enter", "Punkt 1 af")
    to_item(keys, page, CHEFFORUM)
    decide(keys, page, CHEFFORUM)
    keys.tab_to("Hvornår inddrages Chefforum?")
    page.keyboard.type("juni 2022")
    keys.press("Tab")
    drawn(page)
    keys.until("Control+Enter", "Punkt 2 af")

    to_item(keys, page, WHO)
    decide(keys, page, WHO)
    keys.press("Escape")
    keys.until("a", "Udpeg (skal selv sige ja)")
    tab_to_list(page, "Udpeg (skal selv sige ja)")
    page.keyboard.type("fritid og k")
    expect(page.get_by_role("option", name="Fritid og Kultur")).to_be_visible()
    keys.press("ArrowDown", "Enter")
    field = page.get_by_role("combobox", name="Udpeg (skal selv sige ja)")
    expect(field).to_have_value("Fritid og Kultur")
    drawn(page)
    page.get_by_role("textbox", name=DECISION).focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("textbox", name=DECISION)).to_have_count(0)

    to_item(keys, page, LEADS)
    decide(keys, page, LEADS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("textbox", name=DECISION)).to_have_count(0)

    for _ in range(15):
        if page.get_by_text("Til efterretning og afslutning").count():
            break
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
        drawn(page)
    keys.until("Control+Enter", "Ja, afslut mødet")
    keys.until("Control+Enter", "Mødet er afsluttet")

    # Everywhere the same: answered, and asked no more.
    for place_, words in told_elsewhere().items():
        assert not [question for question in DECIDED if question in words], place_
    open_page(page, place.address)
    for question in DECIDED:
        expect(page.get_by_role("list").get_by_text(question)).to_have_count(0)
    row = page.locator(".board tr").filter(has_text="udpeget")
    expect(row).to_contain_text("Fritid og Kultur")
    open_page(page, f"{place.address}/forslag?nr=4")
    expect(page.get_by_text("FK tager det.").first).to_be_visible()
    open_page(page, f"{place.address}/anmodninger")
    for question, decision in DECIDED.items():
        expect(page.get_by_text(question).first).to_be_visible()  # under Besvaret
        expect(page.get_by_text(decision).first).to_be_visible()

    # Taken back one by one, all is as it was.
    for decision in reversed(DECIDED.values()):
        open_page(page, place.agenda)
        page.get_by_text("Træk en beslutning tilbage").click()
        expect(page.get_by_role("combobox", name="Beslutning", exact=True)).to_be_visible()
        page.wait_for_timeout(500)  # it unfolds
        # A list closes when what is behind it scrolls: go to the end of the page first.
        page.evaluate("document.getElementById('stMain').scrollTo(0, 99999)")
        page.wait_for_timeout(500)
        page.get_by_role("combobox", name="Beslutning", exact=True).click()
        page.get_by_role("option", name=decision).click()
        page.get_by_label("Begrundelse").fill("En prøve")
        page.get_by_role("button", name="Træk den tilbage").click()
        expect(page.get_by_text("Beslutningen er trukket tilbage.").first).to_be_visible()
        drawn(page)
    assert stands() == before
    open_page(page, place.address)
    expect(page.get_by_text(CHEFFORUM).first).to_be_visible()
