"""The first day of Nordby Kommune: 24 initiatives that run, four centres, one body, in 60 clicks.

From an empty file to a list taken in, a round opened, leads invited and a review prepared; what is
seen is asserted at each step, and every click is counted.
"""

import re
from itertools import cycle, islice

import pytest
from browsing import drawn, open_page
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

MOST = 60
CENTRES = ("Teknik og Miljø", "Børn og Unge", "Kultur og Fritid", "Sundhed og Ældre")
THEMES = ("By", "Børn", "Kultur", "Sundhed")
STATES = ("På sporet", "På sporet", "Forsinket", "På sporet", "Stoppet op", "På sporet")
_TITLES = (
    "Cykelsti til skolen,Ungehus på havnen,Frivillighedscenter,Klimatilpasning i Nordby Bæk,"
    "Mad til ældre,Læseløft i indskolingen,Kystpark,Bibliotek i åbne timer,Trafiksikre skoleveje,"
    "Fælles bookingsystem,Motionsvenner,Fritidsjob til unge,LED i gadebelysning,Den åbne skole,"
    "Musik i byen,Rehabilitering hjemme,Genbrug på tværs,Forældrekurser,Idrætshal i Vestby,"
    "Nabohjælp,Varmeplan,Sprogpiloter,Kulturpas,Røgfri fremtid"
)
TITLES = _TITLES.split(",")
LEADS = """Navn;Mail;Center
Tove Toft;tove@nordby.dk;Center for Teknik & Miljø
Bo Bang;bo@nordby.dk;Børn og Unge
Kim Kofoed;kim@nordby.dk;KULTUR OG FRITID
Signe Sø;signe@nordby.dk;Sundhed og Ældre
Dan Direktør;dan@nordby.dk;
"""
PASSWORD = "et langt kodeord til nordby 7"


class Hand:
    """Clicks, and counts them; typing is no click, but going into the field is."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1
        drawn(self.page)

    def press(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name, exact=True).first)

    def menu(self, group: str, name: str) -> None:
        self.page.locator(".frame").get_by_role("button", name=group, exact=True).click()
        self.page.locator(".frame").get_by_role("link", name=name, exact=True).click()
        self.clicks += 2
        expect(self.page.locator("h1")).to_contain_text(name)
        drawn(self.page)

    def type(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        field.click()
        self.clicks += 1
        field.fill(words)
        field.press("Tab")
        drawn(self.page)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).first.click()
        self.page.get_by_role("option", name=re.compile(option)).click()
        self.clicks += 2
        drawn(self.page)


@pytest.fixture
def the_list(tmp_path):
    """The spreadsheet as it is kept in Nordby today."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Nordby Kommune, indsatser 2026"])
    sheet.append(["Nr.", "Indsats", "Tema", "Center", "Fase", "Status", "Bemærkning"])
    rows = zip(TITLES, cycle(THEMES), cycle(CENTRES), islice(cycle(STATES), 24), strict=False)
    for number, (title, theme, centre, state) in enumerate(rows, start=1):
        remark = "" if state == "På sporet" else "Venter på udbud"
        sheet.append([number, title, theme, centre, "I gang", state, remark])
    path = tmp_path / "indsatser.xlsx"
    book.save(path)
    return path


def test_a_municipality_starts_in_sixty_clicks(page, empty_server, the_list):
    hand = Hand(open_page(page, empty_server + "/"))
    make_the_first_account(hand)
    take_the_list_in(hand, the_list)
    see_where_they_stand(hand)
    invite_the_leads(hand)
    open_a_round(hand)
    prepare_a_review(hand)
    assert hand.clicks <= MOST, hand.clicks


def make_the_first_account(hand):
    hand.click(hand.page.get_by_role("button", name="Ingen konto endnu"))
    hand.page.get_by_role("link", name="Opret den første konto").click()
    for name, words in (
        ("name", "Sine Sekretær"),
        ("email", "sine@nordby.dk"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ):
        hand.page.locator(f"#{name}").fill(words)
    hand.page.get_by_role("button", name="Opret kontoen").click()
    hand.clicks += 6
    expect(hand.page.get_by_role("button", name="Sine Sekretær")).to_be_visible()
    drawn(hand.page)


def take_the_list_in(hand, path):
    hand.menu("Arbejde", "Din egen liste")
    hand.page.locator("input[type=file]").set_input_files(path)
    hand.clicks += 2  # the button, and the file
    drawn(hand.page)
    hand.type("Porteføljens titel *", "Indsatser 2026")
    hand.type("Kommune *", "Nordby Kommune")
    hand.press("Læs listen")
    hand.press("Videre til ordene")
    expect(hand.page.get_by_text("Nye, oprettes med listen: Børn og Unge")).to_be_visible()
    hand.choose("»Stoppet op« (4 rækker)", "Rød")
    hand.press("Se, hvad der ville blive ændret")
    expect(hand.page.get_by_text("Cykelsti til skolen").first).to_be_visible()
    hand.press("Indlæs listen")
    hand.page.wait_for_url("**/liste?portefolje=indsatser-2026")
    expect(hand.page.get_by_text("indsatser.xlsx").first).to_be_visible()


def see_where_they_stand(hand):
    hand.follow("Overblik")
    expect(hand.page.locator("h1")).to_have_text("Indsatser 2026")
    said = hand.page.locator(".screen.overview")
    expect(said).to_contain_text("4 røde, 4 gule, 16 grønne")
    expect(said).to_contain_text("0 af 24 har en ansvarlig")
    expect(said).to_contain_text("24 forslag, hvis center ingen har spurgt")
    expect(said).to_contain_text("Center, oplyst af sekretæren")
    expect(said.get_by_text("Igangsat")).to_have_count(24)


def invite_the_leads(hand):
    hand.click(hand.page.get_by_role("button", name="Sine Sekretær"))
    hand.follow("Opsætning")
    expect(hand.page.get_by_role("heading", name="Brugere")).to_be_visible()
    hand.click(hand.page.get_by_text("Tilføj flere fra en liste"))
    hand.type("Én på hver linje: navn, mail og center, i vilkårlig rækkefølge", LEADS)
    hand.press("Opret 5 brugere")
    links = hand.page.get_by_text("/invitation/").first
    expect(links).to_contain_text("tove@nordby.dk")
    hand.press("Jeg har kopieret linkene")
    expect(hand.page.get_by_role("table", name="Centre og parter").first).to_contain_text(
        "Tove Toft"
    )


def open_a_round(hand):
    hand.menu("Arbejde", "Statusrunder")
    said = hand.page.locator("[data-testid=stMain]")
    expect(said).to_contain_text("Ingen er spurgt endnu. 24 forslag har et center")
    expect(said).to_contain_text("Teknik og Miljø (6)")
    expect(said).not_to_contain_text("Ingen bruger svarer for")
    hand.type("Hvad mødeforummet hedder", "Chefgruppen")
    hand.choose("Type", "Forum")
    hand.press("Åbn runden")
    expect(said).to_contain_text("Status til Chefgruppen")
    expect(said).to_contain_text("0 af 24 sendt")
    expect(said).to_contain_text("Ingen endnu (Teknik og Miljø er spurgt)")


def prepare_a_review(hand):
    hand.menu("Møder", "Porteføljegennemgang")
    hand.press("Lav dagsordenen")
    expect(hand.page.locator("h1")).to_contain_text("Porteføljegennemgang")
    agenda = hand.page.locator("[data-testid=stMain]")
    expect(agenda).to_contain_text("Ikke behandlet på et møde endnu")
    expect(agenda).to_contain_text("Tages til efterretning (20)")
    said = agenda.inner_text()
    reds = [said.index(TITLES[number - 1]) for number in (5, 11, 17, 23)]
    assert sorted(reds) == reds, "the red ones, as they come in the list"
    assert TITLES[0] not in said, "and not those that happen to be first"
