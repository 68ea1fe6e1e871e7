"""The page Papirer: what is offered, of what, and sentences where something is missing."""

from __future__ import annotations

import io

import builders
import pytest
import screen
from docx import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def button(page) -> str:
    return [one.label for one in page.get("download_button")][-1]


@pytest.mark.parametrize(
    ("lang", "title", "make", "label"),
    [("da", "Papirer", "Lav og hent", "Papir"), ("en", "Papers", "Make and download", "Paper")],
)
def test_the_page_offers_five_papers_in_both_languages(app, seeded_db, lang, title, make, label):
    page = app("papers", lang=lang)
    assert screen.title(page) == title
    assert button(page) == make
    assert page.radio[0].label == label
    assert len(page.radio[0].options) == 5
    assert not page.error
    for paper in ("sheets", "case", "slides", "data"):
        page.radio[0].set_value(paper).run()
        assert not page.error
        assert not page.exception
        assert button(page) == make


def test_it_says_the_day_and_how_many_proposals(app, seeded_db):
    assert "Pr. 1. maj 2022 · 9 forslag" in screen.words(app("papers")).replace("\\", "")
    page = app("papers", dato="2022-04-04")
    page.multiselect[0].set_value([4, 6]).run()
    assert "Pr. 4. april 2022 · 2 forslag" in screen.words(page).replace("\\", "")


def test_an_empty_database_offers_no_paper(app, empty_db):
    page = app("papers")
    assert screen.title(page) == "Papirer"
    assert not page.error
    assert not page.radio
    assert not page.get("download_button")


def test_a_day_before_the_first_data_is_said(app, seeded_db):
    (said,) = (info.value for info in app("papers", dato="2022-04-03").info)
    assert said.startswith("Der var ingen oplysninger om porteføljen")


def test_a_case_without_a_recommendation_is_said_before_it_is_made(app, seeded_db):
    page = app("papers")
    assert not page.info
    page.radio[0].set_value("case").run()
    (said,) = (info.value for info in page.info)
    assert "ingen indstilling" in said
    builders.a_status(seeded_db, 5, "2022-04-20", decision_needed="Skal vi?")
    assert not page.run().info


def test_a_template_with_unknown_fields_is_refused_in_a_sentence(app, seeded_db):
    document = Document()
    document.add_paragraph("{{resume}}")
    file = io.BytesIO()
    document.save(file)
    page = app("papers")
    page.radio[0].set_value("case").run()
    page.file_uploader[0].set_value(("min.docx", file.getvalue(), DOCX)).run()
    (error,) = page.error
    assert "resume" in error.value
    assert [one.label for one in page.get("download_button")] == ["Hent standardskabelonen"]
    page.file_uploader[0].set_value(("min.docx", b"x", DOCX)).run()
    (error,) = page.error
    assert error.value.startswith("Skabelonen er ikke en Word")


def test_a_reader_may_make_papers(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "reader"))
    assert button(app("papers")) == "Lav og hent"


def test_titles_with_marks_can_be_chosen(app, seeded_db):
    builders.renamed(seeded_db, 4, "<b>*x*</b> $y$")
    page = app("papers")
    page.multiselect[0].set_value([4]).run()
    assert not page.exception
    assert "1 forslag" in screen.words(page)
