"""A workshop's report, slides and answers, opened again: what was said, and nobody named."""

import io
from dataclasses import replace

import arial
import builders
import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from workshop_builders import a_held_workshop, a_workshop

from portfolio import language, store
from portfolio.queries.workshops import answers
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops.facts import METHODS
from portfolio.reports import workshops
from portfolio.reports.workshops import Kind
from portfolio.reports.workshops.phrases import titles as titles_of


def facts_of(workshop) -> workshop_facts.Facts:
    with store.reading() as connection:
        found = workshop_facts.facts(connection, workshop_id=workshop.id)
    assert found is not None
    return found


@pytest.fixture
def facts(seeded_db):
    return facts_of(a_held_workshop())


def document(facts):
    return Document(io.BytesIO(workshops.make(Kind.WORD, facts)))


def words(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def deck(facts):
    return Presentation(io.BytesIO(workshops.make(Kind.SLIDES, facts)))


def shown(slide) -> str:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def book(workshop_id: str, facts):
    with store.reading() as connection:
        given = answers.answers(connection, workshop_id=workshop_id)
    return load_workbook(io.BytesIO(workshops.make_answers(facts, given)))


def table(sheet) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]


def test_the_logo_stands_at_the_head_of_report_and_slides(facts):
    assert len(document(facts).inline_shapes) == deck_pictures(facts) == 0
    picture = io.BytesIO()
    Image.new("RGB", (60, 9), "teal").save(picture, "PNG")
    with_logo = replace(facts, logo=picture.getvalue())
    assert len(document(with_logo).inline_shapes) == deck_pictures(with_logo) == 1


def deck_pictures(facts) -> int:
    return sum(hasattr(shape, "image") for shape in deck(facts).slides[0].shapes)


# --- Word -----------------------------------------------------------------------------------------


def test_the_report_has_its_parts_and_a_heading_for_each_proposal(facts):
    headings = [p.text for p in document(facts).paragraphs if p.style.name.startswith("Heading")]
    parts = ["Hvem gør hvad hvornår", "Kort sagt", "Hvem deltog", "Resultat"]
    parts += ["Forslag for forslag", "Hvordan det gik", "Noter"]
    assert [one for one in headings if one in parts] == parts
    agreed = document(facts).tables[0]
    assert [[cell.text for cell in row.cells][1:] for row in agreed.rows] == [
        ["Aftalt næste skridt", "Hvem sørger for det", "Hvornår"],
        ["Skriv til direktionen", "Kommunikation", "dato mangler"],
    ]
    assert headings.index("Noter") < headings.index("Tiden er knap")
    assert all(f"{one.number} {one.title}" in headings for one in facts.proposals)
    assert "Tiden er knap" in headings  # the facilitators' own heading


def test_the_report_says_what_came_of_it_and_what_is_missing(facts):
    said = words(document(facts))
    for sentence in (
        "Hvad ændrede sig: Målgruppen er *klarere*",
        "Aftalt næste skridt: Skriv til direktionen",
        "Hvad ændrede sig: Intet",
        "Hvad ændrede sig: ikke registreret",
        "Sørger for det: ingen endnu",
        "Aftalt næste skridt: intet aftalt",
        "Målgruppen <b>mangler</b>",
        "Det haster",
        "nr. 1 af 3 forslag, gennemsnit 3,5, spredning",
        "11 deltagere har bedømt",
        "Prikker: 3 fra 1 deltager",
        "Prikker: 0 fra 0 deltagere",
        "Prikker: 5 fra 5 deltagere",
        "Gennemsnit af bedømmelserne fra 1 til 5; 11 har bedømt.",
        "2 forslag har ikke et aftalt næste skridt: 2, 3.",
        "2 forslag har ingen, der sørger for dem: 2, 3.",
    ):
        assert sentence in said


def test_the_methods_are_compared_and_their_disagreement_named(facts):
    said = words(document(facts))
    assert facts.differing
    assert f"Forslag {facts.differing[0]} er nr. 1 efter gennemsnit, nr. 2 efter median" in said
    more = workshops.disagreement(replace(facts, differing=(*facts.differing, 7)))
    assert f"giver ikke samme plads til forslag {facts.differing[0]} og 7. Forskellen er" in more
    assert "efter gennemsnit" in said
    assert "efter Borda" in said


def test_a_difference_of_one_rank_is_neither_disagreement_nor_the_same_order(facts):
    first, *others = [
        replace(one, ranked=replace(one.ranked, ranks=dict.fromkeys(METHODS, place)))
        for place, one in enumerate(facts.proposals, 1)
    ]
    same = replace(facts, differing=(), proposals=(first, *others))
    assert workshops.disagreement(same) == "De fire måder at tælle på giver samme rækkefølge."
    last = others[-1]
    moved = replace(last, ranked=replace(last.ranked, ranks={**last.ranked.ranks, "median": 2}))
    near = replace(same, proposals=(first, *others[:-1], moved))
    assert "højst én plads" in workshops.disagreement(near)


def test_nobody_is_named_and_small_groups_are_not_worked_out(facts):
    slides = "\n".join(shown(slide) for slide in deck(facts).slides)
    for text in (words(document(facts)), slides):
        assert "Testnavn" not in text
        assert "Volapyk" not in text  # set aside
        assert "5 af dem er i grupper, der er for små" in text
        assert "Fritid og Kultur: 2" not in text
    centres = next(t for t in document(facts).tables if t.rows[0].cells[0].text == "Center")
    ((name, count),) = [[cell.text for cell in row.cells] for row in centres.rows[1:]]
    assert (name, count) == ("Kommunikation", "6")


def test_an_anonymous_report_says_so_and_has_no_centres(seeded_db):
    said = words(document(facts_of(a_held_workshop(anonymous=True))))
    assert "Workshoppen var anonym" in said
    assert "Pr. center" not in said
    assert "(Fritid og Kultur)" not in said


def test_a_report_in_the_middle_is_a_draft_and_an_empty_one_says_what_is_missing(seeded_db):
    draft = words(document(facts_of(a_held_workshop(state="running"))))
    assert "Udkast: Workshoppen er ikke slut" in draft
    empty = facts_of(a_workshop("score", "dots", step="closed", state="ended"))
    said = words(document(empty))
    assert "Kladde" not in said
    assert "Færre end fem har givet bedømmelser, så der vises intet af dem." in said
    assert "Der blev ikke skrevet noter." in said
    assert "færre end fem har bedømt det, så der vises intet" in said
    titles = [slide.shapes.title.text_frame.text for slide in deck(empty).slides]
    assert titles[:3] == [
        "Testchefforum",
        "Rangering",
        "Færre end fem har givet prikker, så der vises intet af dem.",
    ]


def test_nothing_closed_is_no_result(seeded_db):
    said = words(document(facts_of(a_workshop("score"))))
    assert "Intet trin med bedømmelser eller prikker er lukket" in said


def test_the_report_is_danish_for_an_english_reader(facts):
    language.use("en")
    try:
        assert "Kort sagt" in words(document(facts))
        assert language.current() == "en"
    finally:
        language.use("da")


# --- PowerPoint -----------------------------------------------------------------------------------


def test_the_slides_are_the_result_and_one_for_each_proposal(facts):
    titles = [slide.shapes.title.text_frame.text for slide in deck(facts).slides]
    best = list(facts.ranking[:2])  # the two share the first place
    assert titles == [
        "Testchefforum",
        f"Højest placeret: {titles_of(best)}",
        "Effekt × Hast: 2 af 3 forslag over midten på begge dele",
        "Måderne at tælle på giver forskellig plads",
        f"Flest prikker: {facts.dotted[0].number} {facts.dotted[0].title}",
        *(f"{one.number} {one.title}" for one in facts.proposals),
    ]


@arial.needed
def test_everything_on_a_slide_has_room(seeded_db):
    for number in (1, 2, 3):
        long = f"Forslag {number} om tilflytterjordordninger og ildsjæle " * 4
        builders.renamed(seeded_db, number, long[:190])
    assert arial.overflowing(deck(facts_of(a_held_workshop()))) == []


def test_the_bars_are_native_and_hold_the_figures(facts):
    slides = deck(facts).slides
    (ranking,) = [shape for shape in slides[1].shapes if shape.has_chart]
    assert ranking.chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert list(ranking.chart.plots[0].series[0].values) == [3.5, 3.5, 2.6]
    assert "3,5" in ranking._element.xpath(".//p:cNvPr/@descr")[0]
    (dots,) = [shape for shape in slides[4].shapes if shape.has_chart]
    assert list(dots.chart.plots[0].series[0].values) == [5, 3, 0]


def test_a_proposals_slide_says_what_changed_and_who_sees_to_it(facts):
    said = shown(deck(facts).slides[5])
    assert "Hvad ændrede sig: Målgruppen er *klarere*" in said
    assert "Sørger for det: Kommunikation" in said
    assert "Sørger for det: ingen endnu" in shown(deck(facts).slides[6])


# --- Excel ----------------------------------------------------------------------------------------


@pytest.fixture
def opened(facts):
    return book(facts.workshop.id, facts)


def test_a_sheet_for_each_kind_of_answer(opened):
    assert opened.sheetnames == [
        "Om filen",
        "Hvad kom der ud af det",
        "Rangering",
        "Pr. center",
        "Bedømmelser",
        "Prikker",
        "Noter",
    ]
    scores = table(opened["Bedømmelser"])
    assert len(scores) == 3 * 2
    # 5+5+4+5+5+4+1+1+3+3+3: how many gave each, and nobody's row.
    assert scores[0][3:] == ("Effekt", 2, 0, 3, 2, 4)
    assert len(table(opened["Hvad kom der ud af det"])) == 3


def test_what_does_not_count_is_there_with_the_reason(opened):
    marks = {row[4]: row[7:9] for row in table(opened["Noter"])}
    assert marks["Volapyk"] == ("lagt til side", "Ikke til at forstå")
    assert marks["Det haster"][0] == "tæller med"
    assert len(marks) == 4  # what was taken back is gone


def test_no_note_is_a_formula(opened):
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row]
    (note,) = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert note.data_type == "s"
    assert note.quotePrefix
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_scores_and_dots_stand_with_neither_name_nor_centre(opened):
    for title in ("Bedømmelser", "Prikker", "Noter"):
        assert "Testnavn" not in str(table(opened[title]))
    for title in ("Bedømmelser", "Prikker", "Pr. center"):
        assert "Fritid og Kultur" not in str(list(opened[title].iter_rows(values_only=True)))


def test_where_nobody_is_named_the_book_names_nobody(seeded_db):
    facts = facts_of(a_held_workshop(anonymous=True))
    opened = book(facts.workshop.id, facts)
    assert {row[6] for row in table(opened["Noter"])} == {None}
    assert "Pr. center" not in opened.sheetnames


def test_files_are_named_by_kind_and_day(facts):
    assert [workshops.file_name(kind, facts) for kind in Kind] == [
        "workshop-rapport-2022-05-20.docx",
        "workshop-slides-2022-05-20.pptx",
        "workshop-svar-2022-05-20.xlsx",
    ]
