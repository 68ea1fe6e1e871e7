"""Data: a sheet per noun, safe to open, with the rows the data has."""

import io
from datetime import datetime

import builders
from openpyxl import load_workbook

from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.store import schema

SHEETS = [
    "Om filen",
    "Forslag",
    "Ansvar",
    "Tilknytninger",
    "Steder",
    "Strategiprocesser",
    "Puljer",
    "Milepæle",
    "Beslutninger",
    "Opfølgninger",
    "Åbne spørgsmål",
]


def opened(facts):
    return load_workbook(io.BytesIO(papers.make(Paper.DATA, facts)))


def rows(sheet) -> list[dict[str, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_a_sheet_per_noun_with_as_many_rows_as_the_data(facts_of):
    facts = facts_of()
    book = opened(facts)
    assert book.sheetnames == SHEETS
    counts = {name: len(rows(book[name])) for name in SHEETS[1:]}
    assert counts["Forslag"] == 9
    assert counts["Ansvar"] == sum(len(one.parties) for one in facts.proposals)
    assert counts["Puljer"] == len(facts.pools) == 5
    assert counts["Milepæle"] == len(facts.milestones)
    assert counts["Beslutninger"] == len(facts.decisions)
    assert counts["Opfølgninger"] == len(facts.follow_ups)
    assert counts["Åbne spørgsmål"] == len(facts.gaps)


def test_a_date_in_words_stands_with_its_days(facts_of, seeded_db):
    step = {"next_step": "Et oplæg", "next_step_date_text": "ultimo maj"}
    builders.a_status(seeded_db, 4, "2022-04-20", **step, next_step_date_end="2022-05-31")
    known = schema.follow_ups.c.title.like("Arbejd videre%")
    days = {"date_text": "løbende i maj", "date_start": "2022-05-01", "date_end": "2022-05-31"}
    builders.set_on(seeded_db, schema.follow_ups, known, **days)
    book = opened(facts_of())
    said = {row["Nr."]: row for row in rows(book["Forslag"])}
    last = datetime(2022, 5, 31)
    assert said[4]["Dato for næste skridt"] == "ultimo maj (2022)"
    assert (said[4]["Næste skridt senest"], said[1]["Næste skridt senest"]) == (last, None)
    (task,) = [row for row in rows(book["Opfølgninger"]) if row["Dato"] == "løbende i maj"]
    assert (task["Fra"], task["Til"]) == (datetime(2022, 5, 1), last)


def test_headings_stay_in_sight_and_filter(facts_of):
    for sheet in opened(facts_of()).worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])


def test_numbers_and_days_are_numbers_and_days_and_what_is_missing_says_so(facts_of, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="amber", percent=40)
    found = {row["Nr."]: row for row in rows(opened(facts_of())["Forslag"])}
    assert found[4]["Fremdrift (%)"] == 40
    assert found[4]["Seneste status"] == datetime(2022, 4, 20)
    assert found[4]["Trafiklys"] == "▲ Gul"
    assert found[4]["Næste skridt"] == "ikke registreret"
    assert found[5]["Fremdrift (%)"] == "ikke registreret"
    assert found[5]["Seneste status"] == "ikke registreret"
    assert found[5]["Ansvarlig"] == "Ingen endnu"
    pools = {row["Pulje"]: row for row in rows(opened(facts_of())["Puljer"])}
    assert pools["Frie Bymidter"]["I alt (kr.)"] == 130_000_000
    assert pools["Frie Bymidter"]["Heraf øremærket (kr.)"] == 30_000_000
    assert pools["Bydelsforeningernes aktivitetspulje"]["I alt (kr.)"] == "ikke registreret"


def test_a_formula_in_a_title_stays_text(facts_of, seeded_db):
    builders.renamed(seeded_db, 4, "=HYPERLINK(1)")
    for name in ("Forslag", "Ansvar", "Tilknytninger"):
        cells = [cell for row in opened(facts_of())[name].iter_rows() for cell in row]
        (*found,) = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
        assert found or name == "Ansvar"
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)


def test_no_people_are_in_it(facts_of, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", happened="Talt med parten")
    builders.a_user(seeded_db, "lead", "kommunikation")
    said = str(
        [
            [cell.value for row in sheet.iter_rows() for cell in row]
            for sheet in opened(facts_of()).worksheets
        ]
    )
    assert "Navnesen" not in said
    assert "@" not in said


def test_a_day_before_the_first_data_is_said_and_every_sheet_says_it_is_empty(facts_of):
    book = opened(facts_of("2021-01-01"))
    about = {row[0].value: row[1].value for row in book["Om filen"].iter_rows()}
    assert about["Kort sagt"].startswith("Der var ingen oplysninger om porteføljen")
    for name in ("Forslag", "Puljer", "Beslutninger"):
        assert book[name]["A2"].value == "Der er ikke registreret nogen."
