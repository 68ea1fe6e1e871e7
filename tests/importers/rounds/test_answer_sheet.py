"""What comes back in an answer sheet: the same as went out, somebody's edits, or a sentence."""

from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import (
    a_row,
    a_sheet,
    as_excel_saves,
    book_of,
    cell_name,
    edited,
    filled,
    parts_of,
    saved,
    zip_of,
)

from portfolio import language
from portfolio.domain import sheet_columns
from portfolio.domain.model import Rag, Stage
from portfolio.errors import PortfolioError
from portfolio.importers.rounds import answer_sheet

# Whatever a database can hold: anything but halves of characters.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NASTY = st.sampled_from(
    [
        "=1+1",
        "+45 12 34 56 78",
        "-",
        "@navn",
        "\t=1",
        "'=1",
        "'",
        "_x0041_",
        "_x005F_x0041_",
        "x005F_",
        "_x000D_\n",
        "a\r\nb",
        "a\rb",
        "\x00",
        "\ufffe",
        " ",
        "#N/A",
        "1",
        "0.4",
        "40 %",
        "TRUE",
        "25-04-2022",
        "1/2",
        "Grøn",
        "<b>&amp;</b>",
        "]]>",
        "𝒳",
        "a\u2028b",
        "\x85",
        "\ufeff",
    ]
)
WORDS = st.one_of(st.none(), NASTY, TEXT, st.builds("{}{}".format, NASTY, TEXT))
FIELDS = {
    key: {
        "stage": st.sampled_from([str(stage) for stage in Stage]),
        "rag": st.sampled_from([str(rag) for rag in Rag]),
        "percent": st.one_of(st.none(), st.integers(0, 100)),
    }.get(key, WORDS)
    for key in sheet_columns.FIELDS
}
ANSWERS = st.fixed_dictionaries(FIELDS)


def read(content: bytes, name: str = "mine-forslag.xlsx") -> answer_sheet.Sheet:
    return answer_sheet.read(name, content)


def only(content: bytes) -> answer_sheet.Row:
    """The file's one row."""
    (row,) = read(content).rows
    return row


def said(problems) -> list[str]:
    return [language.explain(problem) for problem in problems]


def kept(answers: dict) -> dict:
    """The answers as they can come back."""
    return {
        key: sheet_columns.kept(value) if isinstance(value, str) and key in _TEXTS else value
        for key, value in answers.items()
    }


_TEXTS = {key for key in sheet_columns.FIELDS if sheet_columns.KINDS[key] in ("text", "date")}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ANSWERS, min_size=1, max_size=3),
    st.sampled_from(["da", "en"]),
    st.sampled_from([bytes, as_excel_saves]),
)
def test_what_goes_out_comes_in(answers, spoken, save):
    language.use(spoken)
    rows = [a_row(n, **one, status_seq=n, title="=x") for n, one in enumerate(answers, 1)]

    back = read(save(a_sheet(*rows)))

    assert back.portfolio == "civilsamfund"
    assert back.problems == ()
    assert [(row.proposal_id, row.status_seq) for row in back.rows] == [
        (row["proposal_id"], row["status_seq"]) for row in rows
    ]
    assert [dict(row.values) for row in back.rows] == [kept(one) for one in answers]
    assert [row.problems for row in back.rows] == [()] * len(rows)


# What Excel itself writes; openpyxl would take "=…" for a formula, which is another test.
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).filter(
    lambda text: text.strip() and not any(mark in text for mark in "=#_\ufffe\uffff")
)


@settings(max_examples=100, deadline=None)
@given(ANSWERS, st.dictionaries(st.sampled_from(sorted(_TEXTS)), st.one_of(st.none(), TYPED)))
def test_edits_come_in_and_nothing_else(answers, edits):
    file = filled(a_sheet(a_row(**answers), a_row(2, **answers)), **edits)

    first, second = read(file).rows

    assert dict(first.values) == kept(answers) | kept(edits)
    assert dict(second.values) == kept(answers)


def test_each_field_knows_its_cell():
    row = only(a_sheet(a_row()))
    assert row.line == 3
    assert (row.cells["stage"], row.cells["economy"]) == ("L3", "P3")


@pytest.mark.parametrize(
    ("value", "number_format", "percent"),
    [
        (40, "General", 40),
        (0.4, "General", 40),
        (0.4, "0%", 40),
        (0.4, "0.00%", 40),
        (1, "0%", 100),
        (1, "General", 1),
        (40, '0" %"', 40),
        (40.0, "General", 40),
        (0.29, "0%", 29),  # 28.999999999999996
        (0, "0%", 0),
        (100, "General", 100),
        ("40", "@", 40),
        ("40 %", "@", 40),
        ("40%", "@", 40),
        ("40\u00a0%", "@", 40),
        ("40 pct.", "@", 40),
        ("40 procent", "@", 40),
        ("0,4", "@", 40),
        ("40,0", "@", 40),
        (" ", "@", None),
        (None, "General", None),
    ],
)
def test_percent_is_understood(value, number_format, percent):
    def write(sheet):
        cell = sheet[cell_name("percent")]
        cell.value, cell.number_format = value, number_format

    row = only(edited(a_sheet(a_row(percent=7)), write))
    assert (row.values["percent"], row.problems) == (percent, ())


@pytest.mark.parametrize("value", [-1, 101, 40.5, "mange", "40 % nu", "-5", "1e2", 1e308, "0,4 %"])
def test_what_is_no_percent_is_said_at_the_cell(value):
    row = only(filled(a_sheet(a_row()), percent=value))
    assert said(row.problems) == [
        f"M3: »{value}« er ikke et helt tal fra 0 til 100. Skriv 40 for 40 %."
    ]
    assert "percent" not in row.values


def test_a_day_in_the_percent_cell():
    row = only(filled(a_sheet(a_row()), percent=date(2022, 4, 25)))
    (problem,) = said(row.problems)
    assert problem.startswith("M3: »2022-04-25 00:00:00« er ikke et helt tal")


@pytest.mark.parametrize("word", ["Gul", "gul", "GUL ", "Amber", "amber"])
def test_a_light_is_known_in_both_languages(word):
    assert only(filled(a_sheet(a_row()), rag=word)).values["rag"] == "amber"


def test_an_unknown_word_is_said_at_the_cell_with_the_list():
    row = only(filled(a_sheet(a_row()), rag="Lilla", stage=None))
    assert said(row.problems) == [
        "G3: »Lilla« er ikke på listen. Vælg en af: Grøn, Gul, Rød, Ikke vurderet.",
        "L3: Der er ikke valgt noget. Vælg en af: Forslag, Kvalificering, Klar til beslutning,"
        " Igangsat, Forankret, Afsluttet, Sat i bero.",
    ]
    assert not {"rag", "stage"} & row.values.keys()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2022, 4, 25), "25.04.2022"),
        (datetime(2022, 4, 25, 9, 30), "25.04.2022"),
        (2023, "2023"),
        (2.5, "2,5"),
        ("ultimo 2023", "ultimo 2023"),
        ("hvad som helst", "hvad som helst"),  # whether it is a date is a rule, not a shape
    ],
)
@pytest.mark.parametrize("key", ["next_step_date_text", "happened"])
def test_dates_and_numbers_in_text_cells_are_text(key, value, text):
    row = only(filled(a_sheet(a_row()), **{key: value}))
    assert (row.values[key], row.problems) == (text, ())


@pytest.mark.parametrize("value", [True, time(9, 30), "#REF!"])
def test_excels_own_values_are_no_answer(value):
    (problem,) = only(filled(a_sheet(a_row()), happened=value)).problems
    assert problem.place == "I3"


def test_a_formula_is_refused_at_its_cell():
    file = filled(a_sheet(a_row(happened="Før")), happened='="Efter"', percent="=40", stage="=E4")

    row = only(file)

    assert said(row.problems) == [
        f"{cell}: Formler læses ikke. Skriv resultatet i stedet." for cell in ("I3", "L3", "M3")
    ]
    assert not {"happened", "percent", "stage"} & row.values.keys()


def test_the_last_result_of_a_formula_is_never_read():
    """Excel keeps what a formula came to beside it."""
    file = filled(a_sheet(a_row()), happened='=CONCAT("Ef","ter")')
    words = parts_of(file)["xl/worksheets/sheet1.xml"]
    kept = words.replace(b"</f><v></v>", b"</f><v>Efter</v>").replace(
        b"</f><v />", b"</f><v>Efter</v>"
    )
    assert kept != words

    row = only(zip_of(parts_of(file) | {"xl/worksheets/sheet1.xml": kept}))

    assert [problem.place for problem in row.problems] == ["I3"]
    assert "happened" not in row.values


def test_an_array_formula_too():
    from openpyxl.worksheet.formula import ArrayFormula

    row = only(filled(a_sheet(a_row()), risks=ArrayFormula("N3:N3", "=1+1")))
    assert said(row.problems) == ["N3: Formler læses ikke. Skriv resultatet i stedet."]


def test_merged_cells_are_said_at_every_row_they_touch():
    def merge(sheet):
        sheet.merge_cells("I3:J4")

    first, second, third = read(edited(a_sheet(a_row(1), a_row(2), a_row(3)), merge)).rows
    assert said(first.problems) == [
        "I3: Cellerne I3:J4 er flettet, så det kan ikke ses, hvem der har svaret. Ophæv"
        " fletningen, og skriv hvert svar i sin egen celle."
    ]
    assert [problem.place for problem in second.problems] == ["I4"]
    assert third.problems == ()


def test_cells_merged_outside_the_answers_disturb_nobody():
    assert only(edited(a_sheet(a_row()), lambda sheet: sheet.merge_cells("R3:S3"))).problems == ()


def test_columns_are_known_by_their_keys_wherever_they_stand():
    def move(sheet):
        sheet.insert_cols(5, 2)
        sheet["E1"], sheet["E2"], sheet["E3"] = "min egen", "Mine noter", "husk"

    row = only(edited(a_sheet(a_row(happened="Et møde", percent=40)), move))
    assert (row.values["happened"], row.values["percent"]) == ("Et møde", 40)
    assert row.cells["happened"] == "K3"


def test_columns_in_another_order():
    sheet = book_of(a_sheet(a_row(happened="Et møde", risks="Ingen")))
    rows = list(sheet.worksheets[0].iter_rows())
    for row in rows:
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            cell.value = value

    row = only(saved(sheet))
    assert (row.values["happened"], row.values["risks"]) == ("Et møde", "Ingen")


def test_a_column_that_is_gone_is_no_answer():
    row = only(edited(a_sheet(a_row(happened="Et møde")), lambda s: s.delete_cols(9)))
    assert "happened" not in row.values
    assert row.problems == ()


def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(PortfolioError) as refused:
        read(edited(a_sheet(a_row()), lambda sheet: sheet.cell(1, 20, "happened")))
    assert language.explain(refused.value) == (
        "T: Kolonnen er en kopi af kolonne I. Slet en af dem, og læg filen op igen."
    )


def test_a_deleted_row_says_nothing():
    back = read(edited(a_sheet(a_row(1), a_row(2), a_row(3)), lambda s: s.delete_rows(4)))
    assert [row.proposal_id for row in back.rows] == ["id-1", "id-3"]


def test_rows_in_another_order_answer_for_the_same_proposals():
    def swap(sheet):
        for key in sheet_columns.KEYS:
            one, other = sheet[cell_name(key, 3)], sheet[cell_name(key, 4)]
            one.value, other.value = other.value, one.value

    back = read(edited(a_sheet(a_row(1, happened="A"), a_row(2, happened="B")), swap))
    assert [(row.proposal_id, row.values["happened"]) for row in back.rows] == [
        ("id-2", "B"),
        ("id-1", "A"),
    ]


def test_of_two_rows_for_one_proposal_none_is_taken():
    first, second = read(a_sheet(a_row(1, happened="A"), a_row(1, happened="B"))).rows
    assert said(first.problems) == [
        "C3: Forslaget står også i række 4. Behold den ene række, og slet den anden."
    ]
    assert [problem.place for problem in second.problems] == ["C4"]


def test_a_row_of_no_proposal_is_said_and_read_no_further():
    def add(sheet):
        sheet[cell_name("title", 9)] = "Et nyt forslag"
        sheet[cell_name("happened", 9)] = "Noget"

    back = read(edited(a_sheet(a_row()), add))
    assert len(back.rows) == 1
    assert said(back.problems) == [
        "C9: Rækken hører ikke til et forslag, så den læses ikke. Svar i forslagets egen række."
    ]


def test_notes_beside_and_below_disturb_nobody():
    def add(sheet):
        sheet["T3"], sheet["D40"], sheet["Z99"] = "=1+1", "Husk mødet", "x"

    back = read(edited(a_sheet(a_row()), add))
    assert (back.problems, back.rows[0].problems) == ((), ())


@pytest.mark.parametrize("seq", [None, "1", 1.5, "=1", True])
def test_a_hidden_key_that_was_changed_spoils_its_row_only(seq):
    first, second = read(filled(a_sheet(a_row(1), a_row(2)), status_seq=seq)).rows
    assert "C3: Rækkens skjulte nøgle er ændret." in said(first.problems)[0]
    assert second.problems == ()


def test_a_row_far_down_is_reached_at_once():
    def far(sheet):
        sheet[cell_name("proposal_id", 1_048_576)] = "id-2"
        sheet[cell_name("status_seq", 1_048_576)] = 0
        sheet[cell_name("happened", 1_048_576)] = "Langt nede"
        sheet["XFD1048576"] = "Hjørnet"

    first, second = read(edited(a_sheet(a_row()), far)).rows
    assert (first.line, second.line) == (3, 1_048_576)
    assert second.values["happened"] == "Langt nede"


def test_a_sheet_from_elsewhere():
    book = openpyxl.Workbook()
    book.active.append(["proposal_id", "status_seq", "happened"])
    with pytest.raises(PortfolioError, match="not a sheet downloaded here"):
        read(saved(book))


@pytest.mark.parametrize("name", ["format", "portfolio"])
def test_without_what_the_hidden_sheet_says(name):
    book = book_of(a_sheet())
    data = book[sheet_columns.DATA_SHEET]
    next(cell for (cell, *_rest) in data.iter_rows() if cell.value == name).value = None
    with pytest.raises(PortfolioError, match="not a sheet downloaded here"):
        read(saved(book))


def test_without_the_key_row():
    with pytest.raises(PortfolioError, match="not a sheet downloaded here"):
        read(edited(a_sheet(a_row()), lambda sheet: sheet.delete_rows(sheet_columns.KEY_ROW)))


def test_a_file_of_a_later_format_is_not_guessed_at():
    book = book_of(a_sheet())
    book[sheet_columns.DATA_SHEET]["B1"] = "2"
    with pytest.raises(PortfolioError, match="not a sheet downloaded here"):
        read(saved(book))


def test_the_answer_sheet_need_not_be_the_first():
    book = book_of(a_sheet(a_row(happened="Et møde")))
    book.create_sheet("Egne noter", 0)["A1"] = "x"
    book.worksheets[1].title = "Noget andet"
    assert only(saved(book)).values["happened"] == "Et møde"


@pytest.mark.parametrize("said_yes", ["ja", "Ja ", "JA", "yes", "x", "X", True, 1, "✓", "j"])
def test_yes_is_unchanged_however_it_is_written(said_yes):
    row = only(filled(a_sheet(a_row()), unchanged=said_yes))
    assert row.unchanged
    assert not row.problems
    assert "unchanged" not in row.values


@pytest.mark.parametrize("said_no", [None, "", "  ", "nej", "No", False, 0, "-"])
def test_no_and_nothing_are_not(said_no):
    row = only(filled(a_sheet(a_row()), unchanged=said_no))
    assert not row.unchanged
    assert not row.problems


@pytest.mark.parametrize("words", ["måske", "jaja", 2, "som sidst"])
def test_what_is_neither_is_said_at_its_cell(words):
    row = only(filled(a_sheet(a_row()), unchanged=words))
    assert said(row.problems) == [
        f"F3: »{words}« siger ikke, om forslaget er uændret. Skriv ja, eller tøm cellen."
    ]


def test_a_sheet_from_before_the_column_was_there_is_read():
    column = sheet_columns.KEYS.index("unchanged") + 1
    row = only(edited(a_sheet(a_row(happened="Et")), lambda sheet: sheet.delete_cols(column)))
    assert not row.unchanged
    assert row.values["happened"] == "Et"


def test_a_column_that_somebody_adds_is_said_not_to_be_read():
    def add(sheet):
        sheet["S2"], sheet["S3"], sheet["U3"] = "Vores note", "x", "y"

    told = answer_sheet.read("a.xlsx", edited(a_sheet(), add)).told
    assert [language.explain(one) for one in told] == [
        "S: Kolonnen »Vores note« er ikke læst, for den er ikke en af arkets egne. Skriv indholdet"
        " i en af dem.",
        "U: Kolonnen »U« er ikke læst, for den er ikke en af arkets egne. Skriv indholdet i en af"
        " dem.",
    ]
    assert answer_sheet.read("a.xlsx", a_sheet()).told == ()
