"""What directors and secretaries do with it, from beginning to end, in a browser."""

import io
import re

import builders
import pytest
from browsing import DESKTOP, a_database, drawn, open_page, open_source, serving
from openpyxl import load_workbook
from playwright.sync_api import expect

ROW = ".board tbody th a"
TITLE = "Velfærdsfunktioner eller andre lokale mødesteder"
FOUR = f"4 {TITLE}"


def rows(page) -> list[int]:
    """The numbers of the proposals in the table."""
    return [int(text) for text in page.locator(".board .number").all_inner_texts()]


def shows(page, *numbers: int) -> None:
    """Wait until these proposals are there and no others."""
    expect(page.locator(ROW)).to_have_count(len(numbers))
    drawn(page)
    assert rows(page) == list(numbers)


@pytest.mark.parametrize("size", [DESKTOP], ids=["desktop"])
def test_what_is_asked_and_the_nine_on_the_first_screen(server, desk, size):
    desk.set_viewport_size(size)
    open_page(desk, f"{server}/?dato=2022-04-04")
    shows(desk, *range(1, 10))
    expect(desk.get_by_role("heading", name="Til direktionen")).to_be_in_viewport(ratio=1)
    for box in (link.bounding_box() for link in desk.locator(ROW).all()):
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"]
        assert box["x"] + box["width"] <= size["width"]


def test_look_a_proposal_up_and_come_back_to_the_same_search(server, page):
    open_page(page, server)
    page.evaluate("window.same = true")
    page.get_by_role("button", name="Filtrér").click()
    search = page.get_by_role("textbox", name="Søg titel, center, sted")
    search.fill("velfærd")
    search.press("Enter")
    shows(page, 4, 8)
    page.keyboard.press("Escape")
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_have_text(FOUR)
    expect(page).to_have_url(f"{server}/forslag?nr=4")
    page.go_back()
    shows(page, 4, 8)
    expect(page.get_by_text("Viser: »velfærd«")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q=velf"))
    page.go_forward()
    expect(page.locator("h1")).to_have_text(FOUR)
    assert page.evaluate("window.same") is True, "the page was loaded anew: another session"


def test_filter_and_send_the_address_to_a_colleague(server, page, window):
    open_page(page, server)
    page.get_by_role("button", name="Filtrér").click()
    for label, choice in (("Fase", "Forslag"), ("Sted", "Nærheden")):
        page.get_by_role("combobox", name=label, exact=True).click()
        page.get_by_role("option", name=choice, exact=True).click()
        expect(page.get_by_role("combobox", name=label, exact=True)).to_have_value(choice)
        drawn(page)
    expect(page).to_have_url(re.compile("fase=proposed"))
    expect(page).to_have_url(re.compile("sted=naerheden"))
    shows(page, 4, 6, 7)
    colleague = open_page(window(), page.url)
    shows(colleague, 4, 6, 7)
    english = open_page(window(), f"{page.url}&lang=en")
    shows(english, 4, 6, 7)


def test_clear_what_was_filtered(server, desk):
    open_page(desk, f"{server}/?fase=proposed&sted=naerheden")
    shows(desk, 4, 6, 7)
    desk.get_by_role("button", name="Nulstil filtre").click()
    shows(desk, *range(1, 10))
    expect(desk).to_have_url(f"{server}/")


def test_english_stays_english(server, page):
    open_page(page, server)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(re.compile(r"/forslag\?(.*&)?lang=en"))
    expect(page.get_by_role("heading", name="What it is about")).to_be_visible()
    page.locator("header").get_by_role("link", name="Decisions").click()
    expect(page).to_have_title("Decisions · Portfolio tracker")
    expect(page).to_have_url(re.compile("lang=en"))


def test_back_and_forward_go_through_the_languages(server, page):
    open_page(page, server)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="English")).to_be_visible()
    expect(page).to_have_title("Overblik · Porteføljetracker")
    expect(page).to_have_url(f"{server}/")
    page.go_forward()
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    expect(page).to_have_url(f"{server}/?lang=en")
    # The menu leaves the query out; English and the day are there again, in one entry.
    page.locator("header").get_by_role("link", name="Decisions").click()
    expect(page).to_have_title("Decisions · Portfolio tracker")
    expect(page).to_have_url(f"{server}/beslutninger?lang=en")
    page.go_back()
    expect(page).to_have_title("Overview · Portfolio tracker")
    page.go_back()
    expect(page).to_have_title("Overblik · Porteføljetracker")
    expect(page.locator("html")).to_have_attribute("lang", "da")


def test_one_click_on_the_menu_is_one_step_back(server, page):
    open_page(page, f"{server}/?dato=2022-04-10&lang=en")
    for name, path in (("Proposals", "forslag"), ("Decisions", "beslutninger")):
        page.locator("header").get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(f"{server}/{path}?dato=2022-04-10&lang=en")
        drawn(page)
    page.go_back()
    expect(page).to_have_url(f"{server}/forslag?dato=2022-04-10&lang=en")
    page.go_back()
    expect(page).to_have_url(f"{server}/?dato=2022-04-10&lang=en")
    expect(page.get_by_role("button", name="As of 10 April 2022")).to_be_visible()


def test_the_other_language_shows_the_same_day(server, page):
    open_page(page, f"{server}/?dato=2022-04-10")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    expect(page).to_have_url(re.compile("dato=2022-04-10"))
    expect(page.get_by_role("button", name="As of 10 April 2022")).to_be_visible()


def test_pick_a_day(server, page):
    open_page(page, server)
    page.get_by_role("button", name="Pr. 1. maj 2022").click()
    page.get_by_role("button", name="Vælg dato").click()
    page.get_by_role("button", name="Forrige måned").click()
    page.get_by_role("button", name="mandag den 4. april 2022").click()
    expect(page).to_have_url(f"{server}/?dato=2022-04-04")
    expect(page.get_by_role("button", name="Pr. 4. april 2022")).to_be_visible()
    expect(page.get_by_text("om 21 dage")).to_be_visible()


def test_type_a_day(server, page):
    open_page(page, server)
    page.get_by_role("button", name="Pr. 1. maj 2022").focus()
    page.keyboard.press("Enter")
    day = page.get_by_role("spinbutton", name="dag, Vis porteføljen pr.")
    day.wait_for()
    day.focus()
    page.keyboard.type("04042022")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page).to_have_url(f"{server}/?dato=2022-04-04")
    expect(page.get_by_role("button", name="Pr. 4. april 2022")).to_be_visible()


def test_back_to_the_day_it_was_new(tmp_path_factory, page):
    with serving(a_database(tmp_path_factory.mktemp("late")), today="2026-11-23") as address:
        open_page(page, address)
        page.get_by_role("link", name="Vis pr. 4. april 2022").click()
        expect(page).to_have_url(f"{address}/?dato=2022-04-04")
        expect(page.get_by_text("om 21 dage")).to_be_visible()
        expect(page.get_by_role("link", name="Vis pr. 4. april 2022")).to_have_count(0)
        # The day goes along to the next page.
        page.get_by_role("link", name=TITLE).click()
        expect(page).to_have_url(re.compile(r"/forslag\?(?=.*dato=2022-04-04)(?=.*nr=4)"))
        expect(page.locator("h1")).to_have_text(FOUR)


@pytest.mark.parametrize("how", ["Escape", "Luk"])
def test_open_a_source_and_close_it(server, desk, how):
    open_page(desk, f"{server}/forslag?nr=4")
    open_source(desk)
    dialog = desk.get_by_role("dialog", name="Kilde")
    expect(dialog).to_contain_text("Referat af Direktionens møde den 4. april 2022")
    expect(dialog).to_contain_text("Står i: l. 349")
    expect(desk).to_have_url(re.compile("kilde="))
    drawn(desk)
    if how == "Escape":
        desk.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name="Luk").click()
    expect(dialog).to_have_count(0)
    expect(desk).to_have_url(f"{server}/forslag?nr=4")
    expect(desk.locator("h1")).to_have_text(FOUR)


def test_back_after_closing_a_source_leads_to_the_page_before(server, page):
    open_page(page, f"{server}/huller")
    page.locator("header").get_by_role("link", name="Overblik").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_have_text(FOUR)
    dialog = page.get_by_role("dialog", name="Kilde")
    for _ in range(2):
        open_source(page)
        expect(dialog).to_contain_text("Står i: l. 349")
        drawn(page)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(page).to_have_url(f"{server}/forslag?nr=4")
        drawn(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Civilsamfund og lokale fællesskaber")
    expect(page).to_have_url(f"{server}/")


def test_back_closes_a_source(server, page):
    open_page(page, f"{server}/forslag?nr=4")
    open_source(page)
    expect(page.get_by_role("dialog", name="Kilde")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog", name="Kilde")).to_have_count(0)
    expect(page).to_have_url(f"{server}/forslag?nr=4")


def test_a_source_somebody_sent_is_closed_in_place(server, page):
    open_page(page, f"{server}/forslag?nr=4")
    open_source(page)
    expect(page).to_have_url(re.compile("kilde="))
    sent = page.url
    open_page(page, f"{server}/huller")
    open_page(page, sent)
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{server}/forslag?nr=4")
    drawn(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Åbne spørgsmål")


def test_the_keyboard_alone_is_enough(server, page):
    open_page(page, server)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == TITLE:
            break
    expect(page.locator(":focus")).to_have_text(TITLE)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(FOUR)
    expect(page).to_have_url(f"{server}/forslag?nr=4")


def saved(page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes()


def test_take_the_list_along_to_a_danish_excel(server, desk):
    open_page(desk, f"{server}/forslag")
    written = saved(desk, "Hent som CSV")
    assert written.startswith(b"\xef\xbb\xbf")
    lines = written.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Nr.;Forslag;Formål;")
    assert len(lines) == 1 + 9 + 1
    assert lines[4].startswith("4;Velfærdsfunktioner eller andre lokale mødesteder;")
    assert lines[4].endswith("Ingen endnu")
    assert "○ Ikke vurderet" in lines[4]
    sheet = load_workbook(io.BytesIO(saved(desk, "Hent som Excel"))).active
    assert [cell.value for cell in sheet[1]][:3] == ["Nr.", "Forslag", "Formål"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(range(1, 10))
    assert sheet["B5"].value == "Velfærdsfunktioner eller andre lokale mødesteder"


def test_the_files_speak_the_pages_language(server, desk):
    open_page(desk, f"{server}/forslag?lang=en")
    assert saved(desk, "Download as CSV").decode("utf-8-sig").startswith("No.;Proposal;Purpose;")


# --- whatever marks a title holds, it shows as itself ------------------------------------------

TITLES = [
    "<script>document.title = 'x'</script>",
    "[klik](http://example.dk)",
    ":red[rød] :smile:",
    "$x$ og $$y$$",
    "*a* _b_ `c` ~~d~~ **e**",
    "R&amp;D &lt;b&gt;",
    ":material/home:",
    ":streamlit:",
    "A -> B -- C <= D",
    "# overskrift",
    "25. april",
    "- punkt | a | b |",
    "C:\\mappe\\*.txt",
    "![b](x.png) ^2^ ==m==",
    ":blue-badge[x] {y}",
]


@pytest.fixture(scope="module")
def odd_server(tmp_path_factory):
    """A server whose proposals from 20 on have odd titles."""
    database = a_database(tmp_path_factory.mktemp("odd"))
    for number, title in enumerate(TITLES, 20):
        builders.a_proposal(database, number, title)
    with serving(database) as address:
        yield address


def as_read(text: str) -> str:
    # The joiner that keeps Streamlit from drawing signs (ui/links.py) is seen by nobody.
    return text.replace("\u2060", "")


def test_odd_titles_in_the_list_are_read_as_they_are_written(odd_server, desk):
    open_page(desk, f"{odd_server}/forslag")
    rows = [
        (row.locator(".number").inner_text(), row.locator("th").inner_text())
        for row in desk.locator(".board tbody tr:not(.group)").all()
    ]
    read = {int(row[0]): as_read(row[1]) for row in rows}
    assert [read[number] for number in range(20, 20 + len(TITLES))] == TITLES


@pytest.mark.parametrize("number", [20, 25, 26, 28])
def test_an_odd_title_as_a_heading(odd_server, desk, number):
    open_page(desk, f"{odd_server}/forslag?nr={number}")
    assert as_read(desk.locator("h1").inner_text()) == f"{number} {TITLES[number - 20]}"
    assert desk.locator("h1 img, h1 a, h1 script").count() == 0
