"""The sheet to fill in offline: what can be written in, what is chosen from, what is hidden."""

import pytest
from sheets import DAY, PORTFOLIO, a_row, a_sheet, book_of, cell_name

from portfolio import language
from portfolio.domain import sheet_columns, status
from portfolio.reports.rounds import answer_sheet
from portfolio.usecases.rounds.answers import Answer

LOCKED = ("proposal_id", "status_seq", "number", "title", "stands")


def test_the_fields_are_those_of_an_answer():
    assert set(sheet_columns.FIELDS) == set(Answer.__dataclass_fields__)
    assert {key for key, kind in sheet_columns.KINDS.items() if kind in ("text", "date")} == set(
        status.TEXTS
    )


def test_the_longest_answer_fits_a_cell():
    # An escape makes one character seven.
    assert status.LONGEST * 7 < sheet_columns.LONGEST


def test_one_row_a_proposal_under_danish_headings():
    sheet = book_of(a_sheet(a_row(1), a_row(2, rag="red"))).worksheets[0]

    assert sheet.title == "Mine forslag"
    assert [cell.value for cell in sheet[sheet_columns.KEY_ROW]] == list(sheet_columns.KEYS)
    assert [cell.value for cell in sheet[sheet_columns.HEADING_ROW]][2:] == [
        "Nr.",
        "Forslag",
        "Seneste status",
        "Uændret siden sidst",
        "Trafiklys",
        "Begrundelse for lyset",
        "Hvad skete der",
        "Næste skridt",
        "Dato for næste skridt",
        "Fase",
        "Fremdrift (%)",
        "Risici",
        "Til beslutning",
        "Økonomi",
        "Begrundelse for fasen",
    ]
    assert [sheet[cell_name("rag", line)].value for line in (3, 4)] == ["Ikke vurderet", "Rød"]
    assert sheet.max_row == 4


def test_in_english():
    language.use("en")
    book = book_of(a_sheet(a_row(rag="amber", status_on="2022-04-25")))
    sheet = book.worksheets[0]

    assert book.sheetnames == ["My proposals", "How to fill it in", sheet_columns.DATA_SHEET]
    assert sheet[cell_name("rag", sheet_columns.HEADING_ROW)].value == "Light"
    assert sheet[cell_name("rag")].value == "Amber"
    assert sheet[cell_name("stands")].value == "▲ Amber · Proposal · 25 Apr 2022"


def test_only_answers_can_be_written_in():
    book = book_of(a_sheet(a_row(title="Titel", happened="Noget")))
    sheet = book.worksheets[0]

    assert all(one.protection.sheet for one in book.worksheets)
    assert all(one.protection.password is None for one in book.worksheets)
    locked = {key for key in sheet_columns.KEYS if sheet[cell_name(key)].protection.locked}
    assert locked == set(LOCKED)
    assert all(cell.protection.locked for line in (1, 2) for cell in sheet[line])


def test_a_row_the_round_already_has_is_only_to_be_read():
    sheet = book_of(a_sheet(a_row(1), a_row(2, locked=True))).worksheets[0]

    assert not sheet[cell_name("happened", 3)].protection.locked
    assert all(sheet[cell_name(key, 4)].protection.locked for key in sheet_columns.KEYS)


def test_keys_lie_hidden():
    book = book_of(a_sheet(a_row(proposal_id="abc", status_seq=7)))
    sheet, data = book.worksheets[0], book[sheet_columns.DATA_SHEET]

    assert [sheet[cell_name(key)].value for key in ("proposal_id", "status_seq")] == ["abc", 7]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.column_dimensions["B"].hidden
    assert sheet.row_dimensions[sheet_columns.KEY_ROW].hidden
    assert not sheet.row_dimensions[sheet_columns.HEADING_ROW].hidden
    assert data.sheet_state == "hidden"
    assert [[data.cell(r, c).value for c in (1, 2)] for r in (1, 2, 3)] == [
        ["format", "1"],
        ["portfolio", "civilsamfund"],
        ["language", "da"],
    ]
    assert book.security.lockStructure


def test_stage_and_light_are_chosen_from_lists_of_words():
    book = book_of(a_sheet(a_row(1), a_row(2)))
    sheet, data = book.worksheets[0], book[sheet_columns.DATA_SHEET]

    rules_by_cells = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    stage, light, unchanged, percent = (
        rules_by_cells[f"{cell_name(key)}:{cell_name(key, 4)}"]
        for key in ("stage", "rag", "unchanged", "percent")
    )
    assert (stage.type, light.type) == ("list", "list")
    assert light.formula1 == f"{sheet_columns.DATA_SHEET}!$E$1:$E$4"
    assert [cell.value for (cell,) in data["E1:E4"]] == ["Grøn", "Gul", "Rød", "Ikke vurderet"]
    # To set a proposal aside takes a reason, and is done on its own page.
    assert [cell.value for (cell,) in data["D1:D8"]] == [
        "Forslag",
        "Kvalificering",
        "Klar til beslutning",
        "Igangsat",
        "Forankret",
        "Afsluttet",
        "Sat i bero",
        None,
    ]
    assert stage.formula1 == f"{sheet_columns.DATA_SHEET}!$D$1:$D$7"
    assert [data["F1"].value, data["F2"].value] == ["ja", None]
    assert unchanged.allow_blank
    assert (percent.type, percent.formula1, percent.formula2) == ("decimal", "0", "100")


def test_what_vouches_stands_beside_it_and_nothing_is_ticked_beforehand():
    row = a_row(rag="amber", stage="qualification", percent=10, status_on="2022-04-20")
    sheet = book_of(a_sheet(row, a_row(2))).worksheets[0]
    assert sheet[cell_name("stands")].value == "▲ Gul · Kvalificering · 10 % · 20.04.2022"
    assert sheet[cell_name("stands", 4)].value is None
    assert sheet[cell_name("unchanged")].value is None
    place = sheet_columns.KEYS.index
    assert place("unchanged") == place("stands") + 1


def test_a_phone_shows_what_stays_in_sight_and_any_column_beside_it():
    """A phone is 390 px wide, a character of Excel's 7, and the row's number takes some 30."""
    sheet = book_of(a_sheet(a_row())).worksheets[0]
    widths = {key: sheet.column_dimensions[cell_name(key)[:-1]].width for key in sheet_columns.KEYS}
    in_sight = widths["number"] + widths["title"]
    assert sheet.freeze_panes == cell_name("stands")
    for key in sheet_columns.KEYS[4:]:
        assert 30 + (in_sight + widths[key]) * 7 <= 390, key
        assert sheet[cell_name(key)].alignment.wrap_text
    first = sheet_columns.KEYS[4:9]
    assert first == ("stands", "unchanged", "rag", "reason", "happened")


def test_headings_stay_in_sight_and_on_every_printed_page():
    sheet = book_of(a_sheet(a_row())).worksheets[0]

    assert sheet.freeze_panes == "E3"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet[cell_name("happened")].alignment.wrap_text


def test_there_is_a_guide():
    guide = book_of(a_sheet())["Vejledning"]
    words = [cell.value for (cell,) in guide.iter_rows()]
    assert words[1] == "Civilsamfund, som det stod 1. maj 2022."
    assert len(words) > 5


@pytest.mark.parametrize("formula", ["=1+1", "+45", "-1", "@x", "＝1+1", '=HYPERLINK("x")'])
def test_no_text_is_a_formula(formula):
    file = a_sheet(a_row(title=formula, happened=formula))
    for key in ("title", "happened"):
        cell = book_of(file).worksheets[0][cell_name(key)]
        assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", formula, True)
    # What is typed into an answer cell is text too, whatever it looks like.
    assert book_of(file).worksheets[0][cell_name("happened")].number_format == "@"


def test_without_proposals_it_is_still_a_workbook():
    sheet = book_of(answer_sheet.workbook([], PORTFOLIO, DAY)).worksheets[0]
    assert sheet.max_row == sheet_columns.HEADING_ROW


def test_a_text_too_long_for_a_cell_cannot_be_cut_by_accident():
    sheet = book_of(a_sheet(a_row(happened="x" * 40_000))).worksheets[0]
    cell = sheet[cell_name("happened")]
    assert (len(cell.value), cell.protection.locked) == (sheet_columns.LONGEST, True)
