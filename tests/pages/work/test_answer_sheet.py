"""Udfyld i Excel on Mine forslag: upload, see what it changes, accept all or some."""

import re

import pytest
import screen
import sqlalchemy as sa
from builders import PORTFOLIO, a_proposal, a_status, a_user, an_answer, as_user, proposal_id
from sheets import DAY, book_of, cell_name, filled

from portfolio import store
from portfolio.domain import sheet_columns
from portfolio.reports.rounds import answer_sheet
from portfolio.store.schema import status_updates
from portfolio.usecases import use_case
from portfolio.usecases.rounds import sheets

CENTRE = "fritid-og-kultur"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def page(app, seeded_db):
    """Mine forslag as the administrator at the machine sees it: every proposal is theirs."""
    return lambda **query: app("mine", **query)


def download(who=use_case.LOCAL) -> bytes:
    portfolio = {"code": PORTFOLIO, "title": "Civilsamfund"}
    return answer_sheet.workbook(sheets.rows(who, PORTFOLIO), portfolio, DAY)


def answered(content: bytes, number: int, **answers) -> bytes:
    sheet = book_of(content).worksheets[0]
    lines = range(sheet_columns.FIRST_ROW, sheet.max_row + 1)
    line = next(n for n in lines if sheet[cell_name("number", n)].value == number)
    return filled(content, line, **answers)


def upload(page, content: bytes, name: str = "mine-forslag.xlsx"):
    page.file_uploader(key="sheet:file").set_value((name, content, XLSX)).run()
    assert not page.exception
    return page


def words(page) -> str:
    """All that stands on the page, with no escapes in it."""
    return screen.words(page).replace("\\", "")


def tables(page) -> list[list[list[str]]]:
    """What stands in the tables of finds, heading first."""
    return [table for table in screen.tables(page) if {"I arket", "In the sheet"} & set(table[0])]


def statuses(number: int) -> list[str]:
    s = status_updates.c
    chosen = sa.select(s.happened).where(s.proposal_id == proposal_id(number)).order_by(s.seq)
    with store.reading() as connection:
        return list(connection.execute(chosen).scalars())


def ticks(page) -> list:
    return [box for box in page.checkbox if box.key.startswith("sheet:")]


def test_the_sheet_can_be_downloaded(page):
    shown = page()
    (button,) = (b for b in shown.get("download_button") if "sheet:download" in b.proto.id)
    assert button.proto.label == "Hent arket"
    assert [one.label for one in shown.expander if "Excel" in one.label] == ["Udfyld i Excel"]


def test_whoever_answers_for_nothing_is_not_offered_it(page, signed_in, seeded_db):
    signed_in(a_user(seeded_db, "reader", CENTRE))
    shown = page()
    assert not [one for one in shown.expander if "Excel" in one.label]
    assert not shown.get("file_uploader")


def test_an_untouched_sheet_says_so(page):
    shown = upload(page(), download())
    assert "Ingen ændringer: Arket svarer til det, der allerede er registreret." in words(shown)
    assert not ticks(shown)
    assert not [b for b in shown.button if b.key.startswith("sheet:")]


def test_finds_are_shown_field_by_field(page, seeded_db):
    a_status(seeded_db, 3, "2022-04-10", percent=20, happened="Et *møde*")
    file = answered(download(), 3, happened="To møder", percent="40 %", rag="Gul", reason="Regn")

    shown = upload(page(), file)

    assert tables(shown) == [
        [
            ["Felt", "Nu", "I arket"],
            ["Trafiklys", "● Grøn", "▲ Gul"],
            ["Begrundelse for lyset", "(tom)", "Regn"],
            ["Hvad skete der", "Et *møde*", "To møder"],
            ["Fremdrift (%)", "20 %", "40 %"],
        ]
    ]
    assert "**1 ændring fra arket** · 8 rækker uden ændringer" in words(shown)
    (tick,) = ticks(shown)
    assert tick.label == "Medtag forslag 3"
    assert statuses(3) == ["Et *møde*"]


def test_all_without_errors_are_accepted_at_once(page):
    file = answered(download(), 3, happened="Et møde")
    file = answered(file, 4, happened="Et andet")
    file = answered(file, 5, rag="Rød", happened="Et tredje")
    shown = upload(page(), file)

    shown.button(key="sheet:all").click().run()

    assert (statuses(3), statuses(4), statuses(5)) == (["Et møde"], ["Et andet"], [])
    assert [toast.value for toast in shown.toast] == ["2 ændringer fra arket medtaget"]
    assert "**1 ændring fra arket** · 1 række med fejl · 8 rækker uden ændringer" in words(shown)
    assert "H7: Gul og rød skal begrundes." in words(shown)


def test_the_log_tells_each_field_of_each_proposal(page, app):
    file = answered(answered(download(), 3, happened="Et møde"), 4, rag="Grøn", happened="Regn")
    upload(page(), file).button(key="sheet:all").click().run()

    told = words(app("log"))

    assert "Svar medtaget fra et regneark" in told
    assert "3 Fællesskaber i områder …: Hvad skete der: (tom) → Et møde" in told
    assert re.search(r"4 Velfærd[^\n]*: Trafiklys: Ikke vurderet → Grøn", told)


def test_some_are_accepted(page):
    file = answered(answered(download(), 3, happened="Et møde"), 4, happened="Et andet")
    shown = upload(page(), file)
    assert shown.button(key="sheet:chosen").disabled

    ticks(shown)[1].check().run()
    shown.button(key="sheet:chosen").click().run()

    assert (statuses(3), statuses(4)) == ([], ["Et andet"])
    assert len(ticks(shown)) == 1


def test_a_row_with_an_error_cannot_be_chosen(page):
    shown = upload(page(), answered(download(), 3, happened="=1+1", percent="mange"))
    assert not ticks(shown)
    (error,) = (e.value.replace("\\", "") for e in shown.error)
    assert error == (
        "- I5: Formler læses ikke. Skriv resultatet i stedet.\n"
        "- M5: »mange« er ikke et helt tal fra 0 til 100. Skriv 40 for 40 %."
    )
    assert not [b for b in shown.button if b.key.startswith("sheet:")]


def test_newer_data_is_shown_beside_mine_and_is_not_in_all(page, seeded_db):
    a_status(seeded_db, 3, "2022-04-10", percent=20, happened="Et møde")
    file = answered(download(), 3, happened="To møder")
    a_status(seeded_db, 3, "2022-04-20", percent=30, happened="Tre møder")

    shown = upload(page(), file)

    assert tables(shown) == [
        [
            ["Felt", "Da du hentede arket", "Nu", "I arket"],
            ["Hvad skete der", "Et møde", "Tre møder", "To møder"],
            ["Fremdrift (%)", "20 %", "30 %", "(ikke ændret af dig)"],
        ]
    ]
    assert "**1 ændring fra arket** · 1 i konflikt" in words(shown)
    assert not [b for b in shown.button if b.key == "sheet:all"]
    ticks(shown)[0].check().run()
    shown.button(key="sheet:chosen").click().run()
    assert statuses(3) == ["Et møde", "Tre møder", "To møder"]


def test_a_status_that_comes_while_the_finds_are_on_the_screen(page, seeded_db):
    file = answered(answered(download(), 3, happened="Et møde"), 4, happened="Et andet")
    shown = upload(page(), file)
    a_status(seeded_db, 4, "2022-04-20", percent=30, happened="Tre møder")

    shown.button(key="sheet:all").click().run()

    assert statuses(3) == []
    assert statuses(4) == ["Tre møder"]
    assert (
        "En anden har givet status på forslag 4, siden du så arket igennem. Intet er gemt"
        in words(shown)
    )
    assert "1 i konflikt" in words(shown)


def test_a_ticked_conflict_is_unticked_when_it_moves_on(page, seeded_db):
    file = answered(download(), 3, happened="To møder")
    a_status(seeded_db, 3, "2022-04-20", percent=30, happened="Tre møder")
    shown = upload(page(), file)
    ticks(shown)[0].check().run()
    a_status(seeded_db, 3, "2022-04-21", percent=30, happened="Fire møder")

    shown.button(key="sheet:chosen").click().run()

    assert statuses(3) == ["Tre møder", "Fire møder"]
    assert [box.value for box in ticks(shown)] == [False]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("brev.pdf", b"%PDF-1.7", "Filen er ikke en Excel-fil (.xlsx), som kan læses."),
        ("ark.xls", bytes.fromhex("d0cf11e0a1b11ae1"), "Filen er en gammel Excel-fil (.xls)"),
        ("stor.xlsx", b"PK" + b"x" * 5_000_000, "Filen er større end 5 MB."),
        ("ark.xlsm", b"PK", "Filen kan indeholde makroer og er ikke åbnet."),
    ],
)
def test_another_file_is_refused_with_a_sentence(page, name, content, sentence):
    shown = upload(page(), content, name)
    (error,) = (e.value for e in shown.error)
    assert error.startswith(sentence)


def test_a_lead_and_a_row_of_somebody_else(page, signed_in, seeded_db):
    an_answer(seeded_db, 1, CENTRE, "accepted", "2022-04-20")
    a_proposal(seeded_db, 10, "Hemmelig titel")
    user = a_user(seeded_db, "lead", CENTRE)
    secretary = as_user(a_user(seeded_db, "secretary"))
    signed_in(user)
    file = answered(answered(download(secretary), 10, happened="Ikke mit"), 1, happened="Mit")

    shown = upload(page(), file)

    assert len(ticks(shown)) == 1
    assert "C12: Du svarer ikke for dette forslag" in words(shown)
    assert "Hemmelig titel" not in words(shown)
    shown.button(key="sheet:all").click().run()
    assert (statuses(1), statuses(10)) == (["Mit"], [])


def test_in_english(page, seeded_db):
    a_status(seeded_db, 3, "2022-04-10", percent=20)
    shown = upload(page(lang="en"), answered(download(), 3, happened="Two meetings"))
    assert tables(shown) == [
        [["Field", "Now", "In the sheet"], ["What happened", "(empty)", "Two meetings"]]
    ]
    shown.button(key="sheet:all").click().run()
    assert [toast.value for toast in shown.toast] == ["1 change from the sheet accepted"]


def test_unchanged_is_shown_with_what_it_vouches_for_and_taken_in(page, seeded_db):
    a_status(seeded_db, 3, "2022-04-10", stage="qualification", rag="amber", percent=20, reason="R")
    shown = upload(page(), answered(download(), 3, unchanged="ja"))
    assert "Uændret siden sidst: ▲ Gul · Kvalificering · 20" in words(shown)
    assert tables(shown) == []
    shown.button(key="sheet:all").click().run()
    assert not shown.exception
    assert len(statuses(3)) == 2
