"""A portfolio's own fields stand wherever a proposal is read, asked for, edited or taken along."""

import io
from datetime import date

import builders
import pytest
import screen
from docx import Document
from openpyxl import load_workbook

from portfolio import labels, language, store
from portfolio.queries.filtering import Filters
from portfolio.queries.overview.board import board, by_own
from portfolio.queries.own_fields import own_fields as queries
from portfolio.queries.papers.facts import facts
from portfolio.queries.public import columns
from portfolio.queries.public import proposals as public
from portfolio.reports import papers
from portfolio.reports.own_fields.own_fields import said
from portfolio.reports.papers import Paper, status_sheet
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.own_fields import values
from portfolio.usecases.use_case import COMMAND

TODAY = date(2022, 5, 1)
HOSTILE = '<img src=x onerror="x">'


def a_field(name, kind="text", **more):
    typed = {"name": name, "kind": kind, **more}
    return content.add(COMMAND, "own_fields", typed, today=TODAY)


@pytest.fixture
def own(seeded_db):
    """A field of each kind, and what the first proposals say in them."""
    fields = {
        "text": a_field("Ejer i økonomi", in_lists=True),
        "number": a_field("Beløb i t.kr.", "number", in_lists=True),
        "date": a_field("Klar til budget", "date", in_lists=True),
        "choice": a_field("Prioritet", "choice", choices="Lav\nHøj", in_lists=True),
    }
    typed = {
        1: {"text": "Ømand", "number": "1.250,5", "date": "juni 2022", "choice": "Lav"},
        2: {"text": "Aaboe", "number": "80", "date": "1. maj 2022", "choice": "Høj"},
        3: {"text": HOSTILE, "number": "-3"},
    }
    values.set_values(
        COMMAND,
        {
            builders.proposal_id(n): {fields[kind]: value for kind, value in given.items()}
            for n, given in typed.items()
        },
        today=TODAY,
    )
    return fields


def ask(question, **given):
    with store.reading() as connection:
        return question(connection, **given)


SAID = ("Ømand", "1.250,5", "juni 2022", "Lav")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_proposals_page_says_what_it_says(app, own, lang):
    shown = screen.words(app("proposal", nr=1, lang=lang))
    for words in SAID if lang == "da" else ("Ømand", "1,250.5", "June 2022", "Lav"):
        assert words in shown
    assert "Prioritet" not in screen.words(app("proposal", nr=3))


def test_the_list_has_a_column_for_each_and_sorts_the_danish_way(app, own):
    shown = screen.words(app("proposal"))
    for words in ("Ejer i økonomi", "Prioritet", *SAID):
        assert words in shown
    assert HOSTILE not in "".join(screen.fragments(app("proposal")))
    filters = Filters(as_of=TODAY, today=TODAY, portfolio="civilsamfund")
    coded = {one.id: one.code for one in ask(queries.fields)}

    def order(kind):
        code = by_own(coded[own[kind]])
        return [card.number for card in ask(board, filters=filters, order=code, limit=50)]

    assert order("text")[:3] == [3, 1, 2]  # Aa is Å, the last letter
    assert order("number")[:4] == [3, 2, 1, 4]
    assert order("date")[:3] == [2, 1, 3]
    assert order("choice")[:3] == [1, 2, 3]
    page = app("proposal", orden=by_own(coded[own["number"]]))
    assert not page.exception
    assert not page.warning


def test_a_column_that_is_not_asked_for_is_not_there(app, seeded_db):
    a_field("Kun på siden")
    assert "Kun på siden" not in screen.words(app("proposal"))


@pytest.mark.parametrize("page", ["overview", "proposal"])
def test_what_they_say_can_be_asked_for(app, own, page):
    (code,) = (one.code for one in ask(queries.fields) if one.id == own["choice"])
    shown = screen.words(app(page, **{f"felt-{code}": "Høj"}))
    assert "Viser: Høj" in shown
    assert "Etablere en tilflytter-jobordning" in shown
    assert "Positive fællesskaber" not in shown
    shown = app(page, **{f"felt-{code}": "Nul"})
    assert len(shown.warning) == 1  # what cannot be chosen is said


def test_the_files_of_the_list_have_them_all_as_numbers_days_and_words(app, own):
    page = app("proposal")
    made = {button.label: button for button in page.get("download_button")}
    assert {"Hent som Excel", "Hent som CSV"} <= made.keys()
    with store.reading() as connection:
        told = papers.make(
            Paper.DATA, facts(connection, filters=builders.filters(), numbers=(1, 2, 3))
        )
    sheet = load_workbook(io.BytesIO(told))["Forslag"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = rows[0][-4:]
    assert heads == ["Ejer i økonomi", "Beløb i t.kr.", "Klar til budget", "Prioritet"]
    assert rows[1][-4:] == ["Ømand", 1250.5, "juni 2022", "Lav"]
    assert rows[2][-3] == 80
    assert rows[2][-2].date() == date(2022, 5, 1)
    assert rows[3][-4:] == [HOSTILE, -3, None, None]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_papers_say_them(own, lang):
    language.use(lang)
    with store.reading() as connection:
        one = facts(connection, filters=builders.filters(), numbers=(1,))
    texts = dict(status_sheet.each_in_words(one)["proposals"][0]["texts"])
    number = "1.250,5" if lang == "da" else "1,250.5"
    assert (texts["Prioritet"], texts["Beløb i t.kr."]) == ("Lav", number)
    case = Document(io.BytesIO(papers.make(Paper.CASE, one)))
    assert any("Beløb i t.kr.: 1.250,5" in text.text for text in case.paragraphs)


def test_the_program_that_reads_the_api_gets_only_what_is_public(own):
    filters = Filters(as_of=TODAY, today=TODAY, portfolio="civilsamfund")

    def told():
        return ask(public.proposal, filters=filters, number=1)["own_fields"]

    def file():
        return ask(lambda c: [*columns.rows(c, "own_fields"), *columns.rows(c, "own_values")])

    assert (told(), file()) == ([], [])
    content.change(COMMAND, "own_fields", own["number"], 1, {"public": True}, today=TODAY)
    assert [(one["name"], one["value"], one["number"]) for one in told()] == [
        ("Beløb i t.kr.", "1250,5", 1250.5)
    ]
    assert {row["value"] for row in file()[1:]} == {"1250,5", "80", "-3"}


def test_a_form_and_the_table_have_them(app, own):
    key = builders.proposal_id(1)
    form = app("content", slags="proposals", id=key)
    (number,) = (one for one in form.text_input if one.label == "Beløb i t.kr.")
    (choice,) = (one for one in form.selectbox if one.label == "Prioritet")
    assert (number.value, choice.value) == ("1250,5", "Lav")
    form = number.set_value("2.000").run()
    assert "Forstået som 2.000" in screen.words(form)
    (save,) = (one for one in form.button if one.label == "Gem")
    save.click().run()
    found = ask(queries.values, ids=[key])[key]
    assert [said(one) for one in found if one.field.id == own["number"]] == ["2.000"]
    grid = app("content", slags="proposals")
    (table,) = grid.dataframe
    assert f"own:{own['choice']}" in table.value.columns


def test_what_cannot_be_saved_is_said_at_the_field(app, own):
    form = app("content", slags="proposals", id=builders.proposal_id(1))
    (number,) = (one for one in form.text_input if one.label == "Beløb i t.kr.")
    form = number.set_value("mange").run()
    (save,) = (one for one in form.button if one.label == "Gem")
    form = save.click().run()
    assert "Beløb i t.kr.: »mange« er ikke et tal." in form.error[0].value
    (number,) = (one for one in form.text_input if one.label == "Beløb i t.kr.")
    assert number.value == "mange"


def test_the_kinds_have_words_in_both_languages():
    for lang, word in (("da", "Tal"), ("en", "Numeric")):
        language.use(lang)
        assert labels.label("own_kind", "number") == word


def test_where_there_are_none_nothing_is_said_of_them(app, seeded_db):
    assert "Mere om forslaget" not in screen.words(app("proposal", nr=1))
    with store.reading() as connection:
        assert connection.execute(schema.own_fields.select()).first() is None


def test_a_field_that_says_many_things_is_asked_for_all_the_same(own, seeded_db):
    """A list to choose from is searched as one types; it was left out where it was long."""
    for n in range(50):
        builders.a_proposal(seeded_db, 100 + n, f"Forslag {n}")
    said = {builders.proposal_id(100 + n): {own["text"]: f"Ejer {n:02}"} for n in range(50)}
    values.set_values(COMMAND, said, today=TODAY)
    found = {one.name: told for one, told in ask(queries.filters, portfolio=builders.PORTFOLIO)}
    assert len(found["Ejer i økonomi"]) == 53
    assert set(found) == {"Ejer i økonomi", "Prioritet"}
