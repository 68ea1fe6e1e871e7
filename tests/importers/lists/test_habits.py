"""Lists of different habits, each read as whoever keeps it would read it out."""

from datetime import date

import lists
import pytest

from portfolio import language
from portfolio.domain.lists.choice import Choice, Headings
from portfolio.domain.lists.fields import Field
from portfolio.importers.lists import files, reading

TODAY = date(2022, 5, 1)


def read(content, name="liste.xlsx", **chosen):
    return reading.read(files.read(name, content), Choice(**chosen), today=TODAY)


def told(found):
    return [language.explain(one) for one in found.told]


def column(found, field):
    return [entry.said(field) for entry in found.entries]


def titles(found):
    return column(found, Field.TITLE)


def test_a_title_above_and_a_total_below():
    rows = [["Indsatser 2022"], [], ["Nr.", "Indsats", "Bevilling (t.kr.)"]]
    found = read(lists.xlsx([*rows, [1, "Vej", 1200], [2, "Park", 300], [None, "I alt", 1500]]))
    assert titles(found) == ["Vej", "Park"]
    assert column(found, Field.GRANTED) == [1_200_000, 300_000]
    assert told(found) == [
        "Over overskrifterne: række 1 er ikke læst.",
        "Række 6 er en sum og er udeladt.",
    ]


def test_two_rows_of_headings_and_merged_cells():
    rows = [
        ["Tema", "Projekt", "Økonomi", None],
        [None, None, "Bevilget i mio. kr.", "Forbrug"],
        ["Klima", "Vej", 1.2, 0.3],
        [None, "Park", "0,5", 0.1],
    ]
    merged = ["A1:A2", "B1:B2", "C1:D1", "A3:A4"]
    found = read(lists.xlsx(rows, merged=merged))
    assert [one.header for one in found.table.columns][2:] == [
        "Økonomi Bevilget i mio. kr.",
        "Økonomi Forbrug",
    ]
    assert column(found, Field.PURPOSE) == ["Klima", "Klima"]
    assert column(found, Field.GRANTED) == [1_200_000, 500_000]
    assert "Cellerne A3:A4 er flettet; indholdet er læst for hver af rækkerne." in told(found)


@pytest.mark.parametrize("bold", [("A2", "A5"), ()])
def test_themes_as_headings_among_the_rows(bold):
    rows = [["Nr", "Titel", "Lys"], ["Tema 1: Klima"], [1, "Vej", "grøn"], [2, "Park", "gul"]]
    content = lists.xlsx([*rows, ["Tema 2: Børn"], [3, "Skole", "rød"]], bold=bold)
    found = read(content)
    assert column(found, Field.PURPOSE) == ["Klima", "Klima", "Børn"]
    assert titles(read(content, headings=Headings.SKIP)) == ["Vej", "Park", "Skole"]
    assert read(content, headings=Headings.SKIP).entries[0].heading == ""


def test_formulas_say_what_they_came_to():
    rows = [["Titel", "Bevilget"], ["Vej", "=2*50"], ["Park", "=1/0"]]
    content = lists.xlsx(rows)
    found = read(content)
    assert language.explain(found.entries[0].remarks[0]).startswith("B2: Cellen er en formel")
    found = read(lists.calculated(content, "2*50", "100"))
    assert column(found, Field.GRANTED)[0] == 100


def test_hidden_rows_are_told_of_and_can_be_left_out():
    rows = [["Titel", "Status"], ["Vej", "Grøn"], ["Park", "Gul"]]
    content = lists.xlsx(rows, hidden=[3])
    assert "Række 3 er skjult i filen." in told(read(content))
    assert titles(read(content, with_hidden=False)) == ["Vej"]


@pytest.mark.parametrize("code", ["latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_text_with_any_sign_in_any_code(sign, code):
    rows = [
        ["Løbenr", "Titel", "Frist"],
        ["1", "Ældre; og, unge", "31-12-2022"],
        ["2", "Ø", "uge 12"],
        ["", "I alt", "1.650,5 kr."],
    ]
    found = read(lists.text(rows, sign=sign, code=code), "liste.csv")
    assert titles(found) == ["Ældre; og, unge", "Ø"]
    ends = [one.columns()["date_end"] for one in column(found, Field.DEADLINE)]
    assert ends == ["2022-12-31", "2023-03-26"]


def test_dates_as_text_and_as_dates():
    rows = [
        ["Titel", "Slutdato"],
        ["A", date(2022, 12, 31)],
        ["B", "ultimo 2023"],
        ["C", "løbende"],
    ]
    found = read(lists.xlsx([*rows, ["D", 44_650], ["E", "31.02.2023"]]))
    dates = column(found, Field.DEADLINE)
    assert [one and one.columns()["date_end"] for one in dates] == [
        "2022-12-31",
        "2023-12-31",
        None,
        None,
        None,
    ]
    assert [[one.place for one in entry.remarks] for entry in found.entries] == [
        [],
        [],
        [],
        ["B5"],
        ["B6"],
    ]


def test_light_in_words_pictures_and_colours():
    rows = [["Titel", "Trafiklys"], ["A", "Grøn"], ["B", "🟡"], ["C", None], ["D", "✓"]]
    found = read(lists.xlsx(rows, filled={"B4": lists.RED}))
    assert column(found, Field.LIGHT) == ["green", "amber", "red", None]
    assert [word.shown for word in found.unknown] == ["✓"]  # asked, never guessed


def test_one_column_that_says_now_a_stage_now_a_light():
    rows = [["Titel", "Status"], ["A", "På sporet"], ["B", "Forsinket"], ["C", "I gang"]]
    found = read(lists.xlsx([*rows, ["D", "Afsluttet"], ["E", "Afventer Ministeriet"]]))
    assert column(found, Field.LIGHT) == ["green", "amber", None, None, None]
    assert column(found, Field.STAGE) == [None, None, "running", "closed", None]
    assert [word.shown for word in found.unknown] == ["Afventer Ministeriet"]


def test_numbers_with_dots_are_no_numbers_here():
    rows = [["Nr.", "Indsats"], ["1.1", "Vej"], ["1.2", "Park"], ["1.10", "Skole"]]
    found = read(lists.xlsx(rows))
    assert [entry.number for entry in found.entries] == ["1.1", "1.2", "1.10"]


def test_the_sheet_that_has_the_list():
    rows = [["Titel", "Status"], ["Vej", "Grøn"]]
    found = read(lists.xlsx([["Vejledning"], ["Skriv pænt"]], more=[("Indsatser", rows)]))
    assert found.table.sheet == "Indsatser"
    assert told(found) == ["Kun arket »Indsatser« er læst, ikke Ark1."]


def test_english_habits():
    rows = [["INITIATIVE", "Owner", "RAG", "Due date", "Approved budget (DKK m)", "Comments"]]
    rows += [["Fleet", "Technical Department", "Amber", "March 2023", "1.2", "Late"]]
    rows += [["Library", "Culture", "On track", date(2023, 5, 1), "0.5", None]]
    found = read(lists.xlsx(rows))
    assert column(found, Field.LIGHT) == ["amber", "green"]
    assert column(found, Field.GRANTED) == [1_200_000, 500_000]
    assert column(found, Field.DEADLINE)[0].columns()["date_end"] == "2023-03-31"
    assert found.spellings == {"Technical Department": 1, "Culture": 1}


def test_libreoffice():
    rows = [["Titel", "Økonomi", None], [None, "Budget", "Forbrug"], ["Vej\nog sti", 1200.5, 3]]
    content = lists.ods([*rows, ["Park", 12, date(2022, 5, 1)]], spans={(1, 2): (2, 1)}, hidden=[4])
    found = read(content, "liste.ods")
    assert titles(found) == ["Vej og sti", "Park"]
    assert found.kind == "ods"
    assert "Række 4 er skjult i filen." in told(found)


def test_two_rows_of_one_number_or_title():
    rows = [["Nr", "Titel"], [1, "Vej"], [1, "Park"], [None, "Skole"], [None, "skole"]]
    found = read(lists.xlsx(rows))
    assert [language.explain(e.problems[0]) for e in found.entries] == [
        "A2: Nummeret 1 står også i række 3. Giv hver række sit eget nummer.",
        "A3: Nummeret 1 står også i række 2. Giv hver række sit eget nummer.",
        "B4: Titlen står også i række 5, og intet skiller dem ad. Giv hver sin titel eller sit"
        " nummer.",
        "B5: Titlen står også i række 4, og intet skiller dem ad. Giv hver sin titel eller sit"
        " nummer.",
    ]


def test_people_are_no_centres():
    rows = [["Titel", "Ansvarlig"], ["A", "Mette Hansen"], ["B", "Jens P. Olsen"]]
    assert read(lists.xlsx(rows)).fields["Ansvarlig"] is Field.KEPT


def test_a_budget_is_granted_by_nobody_and_is_read_in_kroner():
    rows = [["Titel", "Budget (t.kr.)", "Rest i mio. kr.", "Kontaktperson i centret"]]
    rows += [["Vej", 1200, -0.5, "Bo"], ["Park", "1,5 mio.", 1, "Tove"], ["Bro", "ukendt", 0, "Bo"]]
    found = read(lists.xlsx(rows))
    assert list(found.fields.values())[1:] == [Field.AMOUNT, Field.AMOUNT, Field.KEPT]
    assert [list(one.kept.values())[:2] for one in found.entries] == [
        [1_200_000, -500_000],
        [1_500_000, 1_000_000],
        [None, 0],
    ]
    assert [one.place for one in found.entries[2].remarks] == ["B4"]


@pytest.mark.parametrize(
    ("heading", "title", "above", "day"),
    [
        ("Status pr. 15.4.22", "Ark1", [], date(2022, 4, 15)),
        ("Status", "Ark1", ["Indsatser, opdateret 1. april 2022"], date(2022, 4, 1)),
        ("Status", "Status pr. 15.04.2022", [], date(2022, 4, 15)),
        ("Status", "Marts 2022", [], date(2022, 3, 31)),
        ("Status pr. maj", "Ark1", [], TODAY),  # which is not over
        ("Status pr. 1. juni 2022", "Ark1", ["Handleplan 2022-2025"], None),
        ("Status 2022", "2021", [], None),
    ],
)
def test_the_day_the_statuses_are_of(heading, title, above, day):
    rows = [["Titel", heading, "Frist"], ["Vej", "Grøn", "20. april"], ["Park", "Gul", None]]
    found = read(lists.xlsx([*([above] if above else []), *rows], title=title))
    assert found.said_on == day
    assert any(str(one).startswith("The statuses are of") for one in found.told) is (
        day is not None
    )
    if day and day.month == 4:  # "20. april" is ahead of that day
        assert column(found, Field.DEADLINE)[0].columns()["date_end"] == "2022-04-20"


def test_of_two_months_the_last_is_the_status():
    rows = [["Titel", "Status pr. 1. marts 2022", "Status pr. 1. april 2022"], ["A", "Gul", "Rød"]]
    found = read(lists.xlsx([*rows, ["B", "Grøn", "Grøn"]]))
    assert column(found, Field.LIGHT) == ["red", "green"]
    assert found.said_on == date(2022, 4, 1)
