"""Beslutningskontrol: what is open with its age, who and why; what is done stands there once."""

import io
import re
from datetime import date

import builders
import sqlalchemy as sa
from docx import Document
from pypdf import PdfReader

from portfolio import store
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.meetings import follow_ups
from portfolio.usecases.meetings.follow_ups import Owner

TODAY = date(2022, 5, 1)
D, U = schema.decisions.c, schema.follow_ups.c
COUNCIL = "Inddrag Byrådet"


def made(paper, day="2022-05-01"):
    with store.reading() as connection:
        facts = paper_facts.facts(connection, filters=builders.filters(day))
    return io.BytesIO(papers.make(paper, facts))


def opened(day="2022-05-01"):
    return Document(made(Paper.CONTROL, day))


def bare(text):
    """Without what line breaks change."""
    return re.sub(r"[\s\-\u2010\u00ad]", "", text)


def tables(document):
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables]


def words(document):
    return [one.text for one in document.paragraphs]


def assign(when, reason=None):
    with store.reading() as connection:
        row = connection.execute(sa.select(U.id, U.version).where(U.title == COUNCIL)).one()
        p = schema.parties.c
        party = connection.execute(sa.select(p.id).where(p.code == "suoc")).scalar_one()
    owner = Owner(party_id=party, date_words=when)
    follow_ups.assign(use_case.COMMAND, row.id, row.version, owner, today=TODAY, reason=reason)


def row_of(table, text):
    (found,) = (row for row in table if text in row)
    return found


def test_an_open_decision_says_its_age_who_has_it_and_why_it_waits(seeded_db):
    assign("marts 2022")
    assign("20. april 2022", "Byrådet holdt ferie")
    decisions, tasks = tables(opened())
    council = row_of(decisions, "7.4")
    assert (council[1], council[2]) == ("4. april 2022", "27")
    assert "1 opfølgning er overskredet" in council[5]
    assert council[4] == row_of(tasks, COUNCIL)[2] != "mangler"
    moved = "aftalt marts 2022, nu 20. april 2022, flyttet 1 gang"
    assert row_of(tasks, COUNCIL)[3:] == [moved, "Overskredet"]
    assert any("Heraf 1 efter fristen" in line for line in words(opened()))
    assert "Intet er registreret som gjort." in words(opened())


def test_what_is_done_stands_there_once(seeded_db):
    done = {"status": "done", "closed_on": "2022-04-20"}
    builders.set_on(seeded_db, schema.follow_ups, U.title == COUNCIL, **done)
    every = tables(opened())
    assert [row for table in every for row in table if COUNCIL in row] == [
        ["7.4 af 4. april 2022", COUNCIL, "Udført"]
    ]


def test_before_the_first_decision_it_says_so(seeded_db):
    document = opened("2022-04-03")
    assert tables(document) == []
    assert "Der er endnu ingen beslutninger at gennemføre." in words(document)
    assert "Ingen beslutning er åben." in words(document)


def test_the_pdf_says_what_the_word_file_says_and_can_be_read_aloud(seeded_db):
    assign("marts 2022")
    assign("20. april 2022", "Byrådet holdt ferie")
    pdf = PdfReader(made(Paper.CONTROL_PDF))
    text = bare("".join(page.extract_text() for page in pdf.pages))
    for table in tables(opened()):
        for row in table:
            for cell in row:
                assert bare(cell) in text
    for heading in ("Kort sagt", "Åbne beslutninger", "Åbne opfølgninger"):
        assert bare(heading) in text
    root = pdf.trailer["/Root"]
    assert root["/Lang"].startswith("da")
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    assert "Beslutningskontrol" in pdf.metadata.title


def test_a_pdf_of_nothing_says_so(seeded_db):
    (page,) = PdfReader(made(Paper.CONTROL_PDF, "2022-04-03")).pages
    text = bare(page.extract_text())
    assert bare("Der er endnu ingen beslutninger at gennemføre.") in text
    assert bare("Ingen beslutning er åben.") in text
