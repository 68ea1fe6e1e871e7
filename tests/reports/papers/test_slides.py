"""Slides: native charts and tables with the data's own counts; 200 proposals in one deck."""

import io
import time

import builders
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from portfolio.reports import papers
from portfolio.reports.papers import Paper

MARKUP = "#x *fed* <b>b</b> $x$ \\n &amp;"


def opened(facts):
    return Presentation(io.BytesIO(papers.make(Paper.SLIDES, facts)))


def words(slide) -> str:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def titles(deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def charts(slide):
    return [shape for shape in slide.shapes if shape.has_chart]


def test_an_overview_a_slide_a_purpose_and_a_slide_a_proposal(facts_of):
    facts, deck = facts_of(), opened(facts_of())
    assert titles(deck) == [
        facts.portfolio["title"],
        *(f"Formål {purpose.number}: {purpose.title}" for purpose in facts.purposes),
        *(f"{one.number} {one.title}" for one in facts.proposals),
    ]
    assert "Ingen af de 9 forslag er vurderet endnu." in words(deck.slides[0])
    for place, slide in enumerate(deck.slides, 1):
        assert "Pr. 1. maj 2022" in words(slide)
        assert str(place) in words(slide).split("\n")


def test_the_bars_are_native_and_hold_the_counts(facts_of, seeded_db):
    for number, rag in ((1, "red"), (2, "amber"), (4, "green")):
        builders.a_status(seeded_db, number, "2022-04-20", rag=rag)
    deck = opened(facts_of())
    (graphic,) = charts(deck.slides[0])
    plot = graphic.chart.plots[0]
    assert len(plot.categories) == 3
    assert {series.name: list(series.values) for series in plot.series} == {
        "■ Rød": [1, 0, 0],
        "▲ Gul": [1, 0, 0],
        "● Grøn": [0, 1, 0],
        "○ Ikke vurderet": [1, 2, 3],
    }
    assert "1 rød, 1 gul, 1 ikke vurderet" in graphic._element.xpath(".//p:cNvPr/@descr")[0]
    (graphic,) = charts(deck.slides[1])
    assert [list(series.values) for series in graphic.chart.plots[0].series] == [[1], [1], [0], [1]]


def test_a_proposal_says_light_by_word_and_what_it_asks(facts_of, seeded_db):
    builders.a_status(seeded_db, 5, "2022-04-20", rag="amber", decision_needed="Skal vi?")
    said = words(opened(facts_of("2022-05-01", 5)).slides[-1])
    assert "▲ Gul" in said
    assert "Til Direktionen: Skal vi?" in said


def test_a_slide_has_the_projectors_order_and_says_what_became_of_the_last_decision(
    facts_of, seeded_db
):
    builders.a_status(
        seeded_db, 5, "2022-04-20", rag="red", happened="A", risks="B", decision_needed="Skal vi?"
    )
    said = words(opened(facts_of("2022-05-01", 5)).slides[-1])
    order = ("■ Rød", "Til Direktionen:", "Sket: A", "Risici: B", "Ansvar:", "Senest besluttet:")
    assert sorted(order, key=said.index) == list(order)
    assert "Senest besluttet: 4. april 2022: " in said
    assert "(ikke registreret)" in said
    (light,) = [
        run
        for shape in opened(facts_of("2022-05-01", 5)).slides[-1].shapes
        if shape.has_text_frame
        for run in shape.text_frame.paragraphs[0].runs
        if run.text.strip() == "■ Rød"
    ]
    assert str(light.font.color.rgb) == "A3121C"


def test_endless_texts_are_cut_between_words_and_show_it(facts_of, seeded_db):
    words_of = "Omfattende " * 400
    builders.a_proposal(seeded_db, 50, words_of, summary=words_of, suggested_next="Kort.")
    builders.a_status(seeded_db, 50, "2022-04-20", happened=words_of, risks=words_of)
    said = words(opened(facts_of("2022-05-01", 50)).slides[-1])
    assert len(said) < 3500
    assert "Omfattende …" in said
    assert "Foreslået næste skridt: Kort." in said
    assert "Omfat …" not in said


def test_letters_and_ink_are_the_themes_to_be_changed_in_one_place(facts_of):
    deck = opened(facts_of())
    theme = deck.slide_masters[0].part.part_related_by(RT.THEME).blob.decode()
    assert '<a:latin typeface="Arial"' in theme
    assert "Calibri" not in theme
    assert '<a:dk1><a:srgbClr val="1A1A1A"/></a:dk1>' in theme
    runs = [
        run
        for shape in deck.slides[-1].shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert {run.font.name for run in runs} == {None}
    assert {run._r.rPr.get("lang") for run in runs} == {"da-DK"}


def test_what_is_not_known_is_said(facts_of, seeded_db):
    builders.a_proposal(seeded_db, 50, "Et tomt forslag")
    said = words(opened(facts_of("2022-05-01", 50)).slides[-1])
    for sentence in (
        "Ingen er nævnt ved forslaget",
        "Puljer: ingen",
        "Strategiprocesser: ingen",
        "Ingen er kendt",
        "Ikke registreret",
        "Der er ikke givet status endnu",
    ):
        assert sentence in said


def test_a_table_has_a_header_row_and_alt_text(facts_of):
    (graphic,) = [shape for shape in opened(facts_of()).slides[1].shapes if shape.has_table]
    assert graphic.table.first_row
    assert graphic.table.cell(0, 1).text == "Forslag"
    assert graphic._element.xpath(".//p:cNvPr/@descr")[0]


def test_markup_and_signs_stand_there_as_they_are(facts_of, seeded_db):
    builders.renamed(seeded_db, 4, MARKUP + "\x07")
    assert titles(opened(facts_of("2022-05-01", 4)))[-1] == f"4 {MARKUP}"


def test_a_day_before_the_first_data_is_one_slide_that_says_so(facts_of):
    (slide,) = opened(facts_of("2022-04-03")).slides
    assert "Der var ingen oplysninger om porteføljen 3. april 2022." in words(slide)


def test_two_hundred_proposals_are_one_deck(facts_of, seeded_db):
    for number in range(10, 201):
        builders.a_proposal(seeded_db, number, f"Testforslag {number} " + "lang titel " * 20)
    facts = facts_of()
    begun = time.perf_counter()
    deck = opened(facts)
    assert time.perf_counter() - begun < 30  # two seconds on a quiet machine
    assert len(deck.slides) == 1 + 3 + 200
    said = words(deck.slides[1])
    assert "184 yderligere forslag har hver sin slide nedenfor." in said
