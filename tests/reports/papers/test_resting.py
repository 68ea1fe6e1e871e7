"""What is set aside, merged or parked is in every paper, and said; nothing is silently gone."""

import io
import re
from datetime import date

import builders
import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from portfolio import store
from portfolio.domain.model import Succession
from portfolio.errors import PortfolioError
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports import papers
from portfolio.reports.papers import Paper, typesetter
from portfolio.store import ids, schema
from portfolio.usecases.proposals import succession
from portfolio.usecases.use_case import LOCAL

DAY = date(2022, 4, 20)
ASIDE = "Lagt til side 20. april 2022: Der er ingen midler"
MERGED = "Lagt sammen med forslag 4"
PARKED = "Sat i bero til Testvindue (efteråret 2022): Venter. Skal være klar: Et oplæg."


def words_of(paper: Paper, content: bytes) -> str:
    """All words of a paper, without what line breaks change."""
    file = io.BytesIO(content)
    if paper in (Paper.OVERVIEW, Paper.SHEETS):
        said = "".join(page.extract_text() for page in PdfReader(file).pages)
    elif paper is Paper.CASE:
        said = "".join(paragraph.text for paragraph in Document(file).paragraphs)
    elif paper is Paper.SLIDES:
        shapes = [shape for slide in Presentation(file).slides for shape in slide.shapes]
        said = "".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    else:
        book = openpyxl.load_workbook(file)
        said = "".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    return bare(said)


def bare(text: str) -> str:
    return re.sub(r"[\s\-\u2010\u00ad]", "", text)


def a_parking(address: str, number: int) -> None:
    window, process = ids.new_id(), schema.strategy_processes
    with store.reading(address) as connection:
        first = connection.execute(process.select().limit(1)).mappings().one()["id"]

    def work(connection):
        connection.execute(
            schema.process_windows.insert().values(
                id=window, process_id=first, title="Testvindue", date_text="efteråret 2022"
            )
        )
        connection.execute(
            schema.parkings.insert().values(
                id=ids.new_id(),
                proposal_id=builders.proposal_id(number),
                window_id=window,
                reason="Venter",
                must_be_ready="Et oplæg",
                stage_before="proposed",
                parked_on="2022-04-20",
                parked_by="test",
            )
        )

    builders.changed(address, work)


@pytest.fixture
def resting(seeded_db):
    """Proposal 3 is set aside, 5 merged with 4, and 8 parked."""
    succession.take(
        LOCAL,
        builders.proposal_id(3),
        succession.Step(kind=Succession.SET_ASIDE, happened_on=DAY, reason="Der er ingen midler"),
        today=DAY,
    )
    succession.take(
        LOCAL,
        builders.proposal_id(5),
        succession.Step(
            kind=Succession.MERGED,
            happened_on=DAY,
            reason="Det samme",
            successor_id=builders.proposal_id(4),
        ),
        today=DAY,
    )
    a_parking(seeded_db, 8)
    return seeded_db


def facts_of(address: str, day: str):
    with store.reading(address) as connection:
        return paper_facts.facts(connection, filters=builders.filters(day))


#: Told of decisions, not of where proposals stand.
OF_DECISIONS = (Paper.MINUTES, Paper.CONTROL, Paper.CONTROL_PDF)


@pytest.mark.parametrize("paper", [paper for paper in Paper if paper not in OF_DECISIONS])
def test_every_paper_says_which_rest_and_why(resting, paper):
    facts = facts_of(resting, "2022-05-01")
    said = words_of(paper, papers.make(paper, facts))
    assert len(facts.proposals) == 9
    if paper is not Paper.SHEETS:  # each sheet is one proposal's
        assert (
            bare("Forslag 3 og 5 er lagt til side. Forslag 8 er sat i bero til en periode.") in said
        )
    if paper is not Paper.OVERVIEW:  # which has no room for why
        for sentence in (ASIDE, MERGED, PARKED):
            assert bare(sentence) in said, sentence


def test_before_it_happened_nothing_is_said_of_it(resting):
    facts = facts_of(resting, "2022-04-19")
    said = words_of(Paper.SHEETS, papers.make(Paper.SHEETS, facts))
    for word in ("Lagt til side", "Lagt sammen", "Sat i bero"):
        assert bare(word) not in said


def test_a_pdf_that_takes_too_long_is_a_sentence(resting, monkeypatch):
    monkeypatch.setattr(typesetter, "_LONGEST", 0.001)
    with pytest.raises(PortfolioError):
        papers.make(Paper.OVERVIEW, facts_of(resting, "2022-05-01"))


def test_a_fault_of_ours_in_typesetting_is_no_sentence_but_an_error():
    with pytest.raises(RuntimeError):
        typesetter.typeset("findes-ikke.typ", {})
