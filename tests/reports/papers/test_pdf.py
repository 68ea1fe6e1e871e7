"""Statusark: opened again, they say what the data says, on one page each, tagged, in Danish."""

import io
import re
from collections import Counter
from dataclasses import replace

import builders
import pytest
from PIL import Image
from pypdf import PdfReader

from portfolio import language
from portfolio.domain.model import Rag, Stage
from portfolio.reports import papers, pictures
from portfolio.reports.papers import Paper
from portfolio.vocabulary.nouns import OwnName

MARKUP = '#let x = 1 *fed* _k_ $x$ \\emph <b>b</b> @ref [l](u) `k` == "q" // c'


def opened(paper: Paper, facts) -> PdfReader:
    return PdfReader(io.BytesIO(papers.make(paper, facts)))


def bare(text: str) -> str:
    """Without what line breaks change: blanks and hyphens."""
    return re.sub(r"[\s\-\u2010\u00ad]", "", text)


def said(page) -> str:
    return bare(page.extract_text())


MM = 72 / 25.4


def drawn_width(pdf: PdfReader) -> float:
    """Of the widest picture on the first page, in points."""
    widths = [0.0]

    def note(operator, _operands, matrix, _text):
        if operator == b"Do":
            widths.append(abs(matrix[0]))

    pdf.pages[0].extract_text(visitor_operand_before=note)
    return max(widths)


def tags(pdf: PdfReader) -> Counter[str]:
    found: Counter[str] = Counter()

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif hasattr(node, "get") and "/S" in node:
            found[node["/S"]] += 1
            walk(node.get("/K", []))

    walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_the_whole_portfolio_is_one_tagged_danish_page(facts_of):
    facts = facts_of()
    pdf = opened(Paper.OVERVIEW, facts)
    (page,) = pdf.pages
    text = said(page)
    for one in facts.proposals:
        assert bare(one.title) in text
    assert bare("Ingen af de 9 forslag er vurderet endnu.") in text
    assert (
        bare("Ingen forslag er til beslutning, men 11 spørgsmål til Direktionen er åbne.") in text
    )
    assert bare("Hvornår skal Chefforum inddrages, og hvem sørger for det?") in text
    assert bare("9 ikke vurderet") in text
    assert bare("Pr. 1. maj 2022") in text
    assert bare("Side 1 af 1") in text
    assert bare("Kilde: Referat af Direktionens møde den 4. april 2022.") in text
    root = pdf.trailer["/Root"]
    assert root["/Lang"].startswith("da")
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    assert "Statusark" in pdf.metadata.title
    structure = tags(pdf)
    assert structure["/H1"] == 1
    assert structure["/H2"] >= 4
    assert structure["/TH"] >= 6
    assert structure["/Table"] == 1


def test_lights_are_told_by_shape_and_word_and_counted(facts_of, seeded_db):
    for number, rag in ((1, "red"), (2, "amber"), (3, "green"), (4, "green")):
        builders.a_status(seeded_db, number, "2022-04-20", rag=rag)
    builders.a_status(
        seeded_db,
        5,
        "2022-04-20",
        rag="red",
        decision_needed="Skal vi gå videre?",
        next_step="Mød centeret",
        next_step_date_text="juni 2022",
    )
    text = said(opened(Paper.OVERVIEW, facts_of()).pages[0])
    assert bare("9 forslag: 2 røde, 1 gul, 2 grønne og 4 ikke vurderet.") in text
    assert bare("Forslag 5 er til beslutning.") in text
    assert bare("Skal vi gå videre?") in text
    assert bare("Mød centeret (juni 2022)") in text


def test_many_proposals_with_long_titles_still_are_one_page(facts_of, seeded_db):
    for number in range(100, 160):
        builders.a_proposal(seeded_db, number, f"{number} " + "en meget lang titel " * 15)
    builders.a_status(seeded_db, 142, "2022-04-20", rag="red")
    pdf = opened(Paper.OVERVIEW, facts_of())
    assert len(pdf.pages) == 1
    text = said(pdf.pages[0])
    assert bare("142 en meget lang titel") in text  # the red one is not among those left out
    assert re.search(r"\d+yderligereforslagståridatafilen", text)


def test_each_proposal_has_one_page_with_all_that_hangs_on_it(facts_of):
    facts = facts_of()
    pdf = opened(Paper.SHEETS, facts)
    assert len(pdf.pages) == len(facts.proposals) == 9
    for one, page in zip(facts.proposals, pdf.pages, strict=True):
        text = said(page)
        assert bare(f"{one.number} {one.title}") in text
        assert bare(one.texts["summary"]) in text
        for tie in (*one.pools, *one.processes):
            assert bare(tie["title"]) in text
        for party in one.parties:
            assert bare(party.name) in text
        assert bare("Der er ikke givet status endnu") in text
        open_about_it = {4: "Hvem skal tage forslag 4 videre?", 5: "Hvem fører an i forslag 5?"}
        quiet = "Forslaget er ikke til beslutning."
        assert (bare(quiet) in text) == (one.number not in (4, 5, 6, 8, 9))
        assert bare(open_about_it.get(one.number, "")) in text
    assert tags(pdf)["/H1"] == 9


def test_a_proposal_of_which_nothing_is_known_says_so_in_words(facts_of, seeded_db):
    builders.a_proposal(seeded_db, 50, "Et tomt forslag")
    (page,) = opened(Paper.SHEETS, facts_of("2022-05-01", 50)).pages
    text = said(page)
    for sentence in (
        "Ingen er nævnt ved forslaget",
        "Ikke knyttet til nogen pulje.",
        "Ikke knyttet til nogen strategiproces.",
        "Ingen datoer er kendt.",
        "fremdrift ikke registreret",
        "Der er ikke givet status endnu",
        "Ikke angivet i referatet.",
        "Der er ikke besluttet noget om det.",
        "Ingen spørgsmål er åbne.",
    ):
        assert bare(sentence) in text, sentence


def test_endless_texts_still_are_one_page(facts_of, seeded_db):
    words = "Et langt ord om sagen. " * 300
    builders.a_proposal(
        seeded_db, 50, "T" * 400, summary=words, already_running=words, suggested_next=words
    )
    builders.a_status(
        seeded_db,
        50,
        "2022-04-20",
        happened=words,
        risks=words,
        reason=words,
        decision_needed=words,
        next_step=words,
        economy=words,
    )
    assert len(opened(Paper.SHEETS, facts_of("2022-05-01", 50)).pages) == 1
    assert len(opened(Paper.OVERVIEW, facts_of("2022-05-01", 50)).pages) == 1


def test_a_logo_of_any_shape_and_rules_of_any_length_have_room(facts_of):
    """The head's words stay inside the margin, and the sheet on its page."""
    names = {("stage", code): OwnName(danish_rule="En lang regel " * 20) for code in Stage}
    names |= {("rag", code): OwnName(danish_rule="En lang regel " * 20) for code in Rag}
    speech = replace(language.vocabulary(), names=tuple(names.items()))
    made = io.BytesIO()
    Image.new("RGBA", (3000, 30), (0, 80, 160, 90)).save(made, "PNG")
    facts = replace(facts_of("2022-05-01", 4), logo=pictures.logo(made.getvalue()))
    with language.speaking("da", speech):
        found = [opened(paper, facts) for paper in (Paper.OVERVIEW, Paper.SHEETS)]
    for pdf in found:
        assert len(pdf.pages) == 1
        assert {"Pr.1.maj2022", "Enlangregel"} <= set(
            re.findall(r"Pr\.1\.maj2022|Enlangregel", said(pdf.pages[0]))
        )
        assert 0 < drawn_width(pdf) <= 60 * MM


@pytest.mark.parametrize("paper", [Paper.OVERVIEW, Paper.SHEETS])
def test_markup_in_a_name_stands_there_as_it_is(facts_of, seeded_db, paper):
    builders.renamed(seeded_db, 4, MARKUP)
    text = said(opened(paper, facts_of("2022-05-01", 4)).pages[0])
    assert bare(MARKUP) in text


@pytest.mark.parametrize("title", ["Fest 🎉", "漢字", "\u202eomvendt", "a\tb\nc", "\x07lyd"])
def test_signs_that_no_font_has_do_not_stop_it(facts_of, seeded_db, title):
    builders.renamed(seeded_db, 4, title)
    pdf = opened(Paper.SHEETS, facts_of("2022-05-01", 4))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("paper", [Paper.OVERVIEW, Paper.SHEETS])
def test_a_day_before_the_first_data_is_said(facts_of, paper):
    (page,) = opened(paper, facts_of("2022-04-03")).pages
    assert bare(
        "Der var ingen oplysninger om porteføljen 3. april 2022. De første forslag er"
        " fra 4. april 2022."
    ) in said(page)


def test_the_paper_is_danish_also_for_an_english_reader(facts_of):
    language.use("en")
    text = said(opened(Paper.OVERVIEW, facts_of()).pages[0])
    assert "Trafiklys" in text
    assert "Responsible" not in text
    assert language.current() == "en"


def test_the_file_is_named_by_paper_portfolio_and_day(facts_of):
    assert papers.file_name(Paper.OVERVIEW, facts_of()) == "statusark-civilsamfund-2022-05-01.pdf"
