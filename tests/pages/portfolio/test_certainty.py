"""A tie that is worked out or assumed says so in each place that shows it: tie × place."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
import screen
import sqlalchemy as sa
from builders import a_milestone, an_answer, filters
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from portfolio import labels, store
from portfolio.domain.permissions import Role
from portfolio.domain.ties import Tied
from portfolio.queries.calendar import calendar
from portfolio.queries.overview import news
from portfolio.queries.overview.board import DateAhead, board
from portfolio.queries.papers.facts import facts
from portfolio.queries.public import lists
from portfolio.queries.public import proposals as public
from portfolio.queries.strategy import strategy, timeline
from portfolio.reports import papers
from portfolio.reports.calendar import ics
from portfolio.reports.mails import digest_text
from portfolio.reports.papers import Paper, status_sheet
from portfolio.reports.requests import sentences
from portfolio.screens.overview.row import ahead
from portfolio.screens.proposals import milestones
from portfolio.screens.strategy import hanging
from portfolio.store import schema

#: What proposal 4 is tied to, and how sure that is.
TIES = {
    "Byrumsprojekter i den gule by (budget 23)": "antaget",
    "Indtægter fra et BID": "antaget",
    "Udviklingsstrategien": "udledt",
}
DECIDED = "Direktionen drøftede især bymidten i Høje-Taastrup C."  # 8.1: derived to be about 4


@pytest.fixture
def ask(seeded_db):
    def ask(question, *given, **values):
        with store.reading(seeded_db) as connection:
            return question(connection, *given, **values)

    return ask


@pytest.fixture
def four(ask):
    return ask(facts, filters=filters(), numbers=(4,))


def leaves(told) -> list[str]:
    """Every text in what a sheet is set from; a pair is one line of a list."""
    if isinstance(told, dict):
        return [leaf for value in told.values() for leaf in leaves(value)]
    if isinstance(told, tuple) and all(isinstance(one, str) for one in told):
        return [" ".join(told)]
    if isinstance(told, list | tuple):
        return [leaf for value in told for leaf in leaves(value)]
    return [str(told)]


def docx(four) -> list[str]:
    document = Document(io.BytesIO(papers.make(Paper.CASE, four)))
    return [paragraph.text for paragraph in document.paragraphs]


def pdf(four) -> list[str]:
    return leaves(status_sheet.each_in_words(four)["proposals"])


def pptx(four) -> list[str]:
    deck = Presentation(io.BytesIO(papers.make(Paper.SLIDES, four)))
    frames = [s.text_frame for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    return [paragraph.text for frame in frames for paragraph in frame.paragraphs]


def xlsx(four) -> list[str]:
    book = load_workbook(io.BytesIO(papers.make(Paper.DATA, four)))
    sheets = ("Tilknytninger", "Puljer", "Strategiprocesser", "Beslutninger")
    return [
        " ".join(str(cell) for cell in row if cell is not None)
        for name in sheets
        for row in book[name].iter_rows(values_only=True)
    ]


PAPERS = {"docx": docx, "pdf": pdf, "pptx": pptx, "xlsx": xlsx}


def names(line: str, tied: str) -> bool:
    """Whether a line ties the proposal to it; its milestones and its aliases do not."""
    return tied in line and not line.startswith(("4", "Udviklingsstrategien Strategi Kommunens"))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("tied", TIES)
def test_papers_say_how_sure_what_a_proposal_hangs_on_is(four, paper, tied):
    told = [line for line in PAPERS[paper](four) if f"{tied} (" in line or f"{tied}:" in line]
    if paper == "xlsx":
        told = [line for line in PAPERS[paper](four) if tied in line and "besluttet" in line]
        told = told or [line for line in PAPERS[paper](four) if tied in line]
    assert told
    for line in told:
        after = line[line.index(tied) + len(tied) :].split(";")[0]
        assert TIES[tied] in after, line


@pytest.mark.parametrize("paper", ["docx", "pdf", "xlsx"])
def test_papers_say_how_sure_it_is_that_a_decision_is_about_a_proposal(four, paper):
    told = [line for line in PAPERS[paper](four) if DECIDED in line]
    assert told
    for line in told:
        assert "udledt" in line[line.index(DECIDED) :], line


def test_the_states_whole_pool_is_never_the_proposals(four):
    (line,) = [line for line in docx(four) if "130.000.000" in line.replace("\xa0", " ")]
    assert "det er ikke et beløb til kommunen alene" in line


def test_places_in_papers(ask):
    five = ask(facts, filters=filters(), numbers=(5,))
    told = " ".join(pdf(five))
    assert "Taastrupgaard (forslaget gælder her, udledt)" in told
    assert "Børne- og Kulturhuset (forslaget gælder her)" in told
    book = load_workbook(io.BytesIO(papers.make(Paper.DATA, five)))
    roles = {row[2]: row[3] for row in book["Steder"].iter_rows(values_only=True)}
    assert roles["Taastrupgaard"] == "forslaget gælder her, udledt"


def test_the_row(ask):
    card = next(row for row in ask(board, filters=filters(), limit=60) if row.number == 4)
    bare = replace(card, date_ahead=None, next_step=None, parked=None)
    assert ahead(bare).words == "Intet aftalt"  # what it hangs on is nothing that comes next
    soon = DateAhead("1. juni 2022", "Noget", "assumed")
    assert "Noget, antaget" in ahead(replace(bare, date_ahead=soon)).words


def test_the_api(ask):
    pools = {row["code"]: row for row in ask(lists.pools, part=lists.Slice()).rows}
    (about,) = pools["budget-23-den-gule-by"]["proposals"]
    assert (about["number"], about["certainty"]) == (4, "assumed")
    one = ask(public.proposal, filters=filters(), number=4)
    assert {pool["code"]: pool["certainty"] for pool in one["pools"]} == {
        "bid-indtaegter": "assumed",
        "budget-23-den-gule-by": "assumed",
        "frie-bymidter": "stated",
        "private-midler": "assumed",
    }
    assert {made["number"]: made["certainty"] for made in one["decisions"]}["8.1"] == "derived"
    five = ask(public.proposal, filters=filters(), number=5)
    certainty = {place["code"]: place["certainty"] for place in five["places"]}
    assert (certainty["taastrupgaard"], certainty["raadhuset"]) == ("derived", "stated")


@pytest.fixture
def dated(seeded_db):
    """A date of the strategy: the proposals' ties to it are derived."""
    p = schema.strategy_processes.c
    mine = sa.select(p.id).where(p.code == "udviklingsstrategien").scalar_subquery()
    a_milestone(seeded_db, "Vedtages", "2022-12-01", portfolio_id=None, process_id=mine)


def test_the_timeline_of_a_proposal(ask, dated):
    asked = timeline.Filters(as_of=filters().as_of, portfolio=filters().portfolio, proposal=4)
    rows = ask(timeline.milestones_on, filters=asked).to_dict("records")
    told = {row["belongs_title"]: milestones.belongs(row) for row in rows}
    assert told["Udviklingsstrategien"].endswith("Udviklingsstrategien, udledt")
    assert told["Frie Bymidter"].endswith("Frie Bymidter")
    rows = ask(timeline.milestones_on, filters=replace(asked, proposal=None)).to_dict("records")
    assert not any("udledt" in milestones.belongs(row) for row in rows)


def test_the_calendar_of_a_lead(ask, seeded_db, dated):
    an_answer(seeded_db, 9, "ungecenteret", "accepted", "2022-04-10")
    mine = [row["id"] for row in ask(parties_of, codes=("ungecenteret",))]
    for role, unsure in ((Role.LEAD, True), (Role.SECRETARY, False)):
        found = ask(calendar.entries, role=role, as_of=filters().as_of, party_ids=mine)
        said = ics.calendar(found, public="https://a.test").decode().replace("\r\n ", "")
        assert ("Udviklingsstrategien (udledt)" in said) is unsure


def parties_of(connection, codes):
    p = schema.parties.c
    return connection.execute(sa.select(p.id).where(p.code.in_(codes))).mappings().all()


def test_the_mail(ask):
    day = date(2022, 4, 4)
    made = ask(news.decided, portfolio=filters().portfolio, since=day, until=day)
    (told,) = (digest_text.decision(one) for one in made if one.number == "8.1")
    assert told.startswith("8.1 af 4. april 2022, forslag 4 (udledt): Direktionen drøftede")


def asked_on_the_overview(app, _four):
    return screen.words(app())


def asked_in_the_list(app, _four):
    return screen.words(app("requests"))


def asked_on_its_page(app, _four):
    return screen.words(app("proposal", nr=4))


def asked_on_the_sheet_of_all(_app, four):
    return "\n".join(leaves(status_sheet.whole_in_words(four)["to_decide"]))


def asked_on_its_sheet(_app, four):
    return "\n".join(pdf(four))


def asked_in_the_case(_app, four):
    return "\n".join(docx(four))


@pytest.mark.parametrize(
    "place",
    [
        asked_on_the_overview,
        asked_in_the_list,
        asked_on_its_page,
        asked_on_the_sheet_of_all,
        asked_on_its_sheet,
        asked_in_the_case,
    ],
)
def test_what_is_asked_says_how_sure_it_is_what_it_is_about(app, four, place):
    told = {sentences.question(one): one for one in four.requests if one.proposals}
    derived = [q for q, one in told.items() if {x.certainty for x in one.proposals} == {"derived"}]
    stated = [q for q, one in told.items() if not {x.certainty for x in one.proposals} - {None}]
    assert derived
    assert stated
    said = place(app, four).replace("\\", "")
    before = place in (asked_on_the_sheet_of_all, asked_in_the_case)  # then the question
    every = "|".join(map(re.escape, told))
    found = [
        (q, re.split(every, rest)[0]) for q, rest in re.findall(rf"(?s)({every})(.{{0,600}})", said)
    ]
    if before:
        found = [(q, rest) for rest, q in re.findall(rf"(.{{0,90}})({every})", said)]
    assert place in (asked_on_its_page, asked_on_its_sheet) or {
        question for question, _rest in found
    } & set(derived)
    for question, rest in found:
        if question in (*derived, *stated):
            assert ("(udledt)" in rest) == (question in derived), (question, rest)


def test_how_proposals_hang_on_a_pool(ask):
    found = ask(strategy.relations, as_of=filters().as_of, portfolio=filters().portfolio)
    hung = {
        code: list(rows.to_dict("records"))
        for code, rows in found[found["kind"] == "pool"].groupby("code")
    }
    assert hanging.numbers(hung["budget-23-den-gule-by"]) == "4 (antaget)"
    assert hanging.how(hung["budget-23-den-gule-by"]) == "bygger på, antaget"
    assert hanging.numbers(hung["frie-bymidter"]) == "4"
    assert hanging.how(hung["frie-bymidter"]) == "ansøgning udarbejdet"


def test_numbers_that_are_sure_and_unsure_are_told_apart():
    def told(*numbers):
        return labels.by_certainty(numbers, lambda some: ", ".join(map(str, some)))

    assert told(4, Tied(6, "assumed")) == "4; 6 (antaget)"
    assert told(Tied(4, "stated"), Tied(5), Tied(6, "derived"), Tied(7, "assumed")) == (
        "4, 5; 6 (udledt); 7 (antaget)"
    )
    assert told(Tied(4, "derived"), Tied(6, "derived")) == "4, 6 (udledt)"
    assert told() == ""


def test_the_screens(seeded_db, app):
    cells = screen.grid(app("strategy"))["Byrumsprojekter i den gule by (budget 23)"]
    assert cells[3].startswith("[4 (bygger på, antaget)](")
    assert "Mulige midler" in screen.words(app("strategy"))
    assert "[5 (forslaget gælder her, udledt)](/forslag?nr=5)" in screen.words(app("places"))
    four = screen.words(app("proposal", nr=4))
    assert "Høje-Taastrup C. (udledt)" in four.replace("\\", "")


def test_what_was_decided_about_all_stands_on_the_overview_whatever_is_news(seeded_db, app):
    told = screen.words(app("overview"))
    for number in ("7.2", "7.3", "7.4"):
        assert told.count(f"beslutning={number}") == 1
