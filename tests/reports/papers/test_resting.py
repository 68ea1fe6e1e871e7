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
from portfolio.reports.papers import Paper, case, typesetter
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


#: What a decision or a question was about does not change when a proposal is set aside.
STAY = {"decisions", "gaps"}


def test_what_hangs_on_a_pool_or_a_date_is_only_what_is_still_pursued(resting):
    own = schema.proposal_pools.c.proposal_id == builders.id_of(4)
    builders.a_copy(resting, schema.proposal_pools, own, proposal_id=builders.proposal_id(3))
    facts = facts_of(resting, "2022-05-01")
    frames = {name: value for name, value in vars(facts).items() if hasattr(value, "columns")}
    naming = {name for name, frame in frames.items() if "numbers" in frame.columns}
    assert naming - STAY == {"milestones", "pools", "processes"}
    for name in naming - STAY:
        before = getattr(facts_of(resting, "2022-04-19"), name)
        then, now = (
            {int(number) for some in frame["numbers"] for number in some}
            for frame in (before, frames[name])
        )
        assert 3 in then, name
        assert now == then - {3, 5}, name
    book = openpyxl.load_workbook(io.BytesIO(papers.make(Paper.DATA, facts)))
    for sheet in ("Puljer", "Strategiprocesser", "Milepæle"):
        (column,) = [cell.column for cell in book[sheet][1] if cell.value == "Forslag"]
        said = " ".join(str(row[column - 1].value) for row in book[sheet].iter_rows(min_row=2))
        assert not set(re.findall(r"\d+", said)) & {"3", "5"}, sheet
    economy = str(case.parts(facts)["økonomi"])
    assert not re.search(r"Forslag [^.]*\b[35]\b", economy)
    (one,) = [one for one in facts.proposals if one.number == 3]
    assert one.milestones  # its own sheet tells of what it hung on


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
