"""The page Documents: what is offered, of what, and sentences where something is missing."""

import io
from datetime import date

import builders
import pytest
import screen
from docx import Document

from portfolio import store
from portfolio.queries.papers import templates as paper_templates
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.usecases.papers import templates
from portfolio.usecases.reviews import sitting
from portfolio.usecases.use_case import LOCAL

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def button(page) -> str:
    return [one.label for one in page.get("download_button")][-1]


@pytest.mark.parametrize(
    ("lang", "title", "make", "label"),
    [
        ("da", "Dokumenter", "Lav og hent", "Dokument"),
        ("en", "Documents", "Make and download", "Document"),
    ],
)
def test_the_page_offers_every_paper_in_both_languages(app, seeded_db, lang, title, make, label):
    page = app("papers", lang=lang)
    assert screen.title(page) == title
    assert button(page) == make
    assert page.radio[0].label == label
    assert len(page.radio[0].options) == len(Paper)
    assert not page.error
    for paper in Paper:
        page.radio[0].set_value(papers.TABLE[paper].address).run()
        assert not page.error
        assert not page.exception
        assert button(page) == make


def test_the_page_offers_these_and_no_others(app, seeded_db):
    assert app("papers").radio[0].options == list(papers.titles().values())


def test_setup_keeps_templates_for_those_that_take_one(app, seeded_db):
    titles = papers.titles()
    shown = [one.value for one in app("settings").subheader]
    assert [titles[paper] for paper in papers.TEMPLATED] == [
        title for title in shown if title in titles.values()
    ]


def test_it_says_the_day_and_how_many_proposals(app, seeded_db):
    assert "Pr. 1. maj 2022 · 9 forslag" in screen.words(app("papers")).replace("\\", "")
    page = app("papers", dato="2022-04-04")
    page.multiselect[0].set_value([4, 6]).run()
    assert "Pr. 4. april 2022 · 2 forslag" in screen.words(page).replace("\\", "")


def test_an_empty_database_offers_no_paper(app, empty_db):
    page = app("papers")
    assert screen.title(page) == "Dokumenter"
    assert not page.error
    assert not page.radio
    assert not page.get("download_button")


def test_a_day_before_the_first_data_is_said(app, seeded_db):
    (said,) = (info.value for info in app("papers", dato="2022-04-03").info)
    assert said.startswith("Der var ingen oplysninger om porteføljen")


def test_a_case_without_a_recommendation_is_said_before_it_is_made(app, seeded_db):
    page = app("papers")
    assert not page.info
    page.radio[0].set_value("sag").run()
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
    page.radio[0].set_value("sag").run()
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


def test_the_minutes_of_a_meeting_have_an_address(app, seeded_db):
    sitting.start_review(LOCAL, builders.a_review(seeded_db, 4), today=date(2022, 5, 1))
    page = app("papers", papir="referat", moede="direktionen-2022-04-04")
    assert not page.error
    assert not page.warning
    assert "8 punkter · 18 beslutninger" in screen.words(page)
    page = app("papers", papir="referat")  # the newest is the one of 1 May, and is not closed
    assert "1 punkt · 0 beslutninger" in screen.words(page)
    (said,) = (info.value for info in page.info)
    assert "udkast" in said


def test_before_the_first_meeting_there_are_no_minutes(app, seeded_db):
    page = app("papers", papir="referat", dato="2022-04-03")
    assert not page.get("download_button")
    (said,) = (info.value for info in page.info)
    assert said.startswith("Der er ikke registreret et møde")


def test_an_address_for_a_paper_there_is_not_is_said(app, seeded_db):
    page = app("papers", papir="brev")
    assert page.radio[0].value == "statusark"
    assert "papir" in page.warning[0].value


def a_kept_template(monkeypatch, tmp_path, words: str = "{{titel}}") -> bytes:
    monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "bilag"))
    document = Document()
    document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    templates.keep(LOCAL, Paper.CASE, name="vores.docx", content=file.getvalue(), instead_of=None)
    return file.getvalue()


def test_the_municipalitys_template_is_used_and_said_so(app, seeded_db, monkeypatch, tmp_path):
    a_kept_template(monkeypatch, tmp_path)
    page = app("papers", papir="sag")
    assert "Kommunens egen skabelon bruges: vores.docx" in screen.words(page).replace("\\", "")
    assert not page.error
    page.checkbox[0].check().run()
    assert not page.error
    for lost in (tmp_path / "bilag").iterdir():
        lost.unlink()
    page.checkbox[0].uncheck().run()
    assert "vores.docx" in page.error[0].value.replace("\\", "")
    page.checkbox[0].check().run()
    assert not page.error


def test_opsaetning_keeps_replaces_and_lists_templates(app, seeded_db, monkeypatch, tmp_path):
    content = a_kept_template(monkeypatch, tmp_path)
    page = app("settings")
    said = screen.words(page).replace("\\", "")
    assert "I brug: **vores.docx**, tilføjet af" in said
    assert "I brug: standardskabelonen." in said
    replace = next(
        one
        for one in page.pills
        if "Skift den ud" in [option.content for option in one.proto.options]
    )
    replace.set_value("keep").run()
    page.file_uploader[0].set_value(("ny.docx", content, DOCX))
    next(one for one in page.button if one.label == "Tag i brug").click().run()
    assert not page.error
    with store.reading() as connection:
        assert paper_templates.in_use(connection, kind="case").file_name == "ny.docx"
    assert "Tidligere skabeloner (1)" in [one.label for one in page.expander]


def test_a_reader_is_shown_no_templates_on_opsaetning(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "reader"))
    assert "Word-skabeloner" not in screen.words(app("settings"))
