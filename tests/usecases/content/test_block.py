"""A block from a spreadsheet: what of it goes into the table, and why the rest does not."""

from datetime import date

import pytest

from portfolio import language
from portfolio.domain.own_fields import OwnField, OwnKind
from portfolio.language import explain
from portfolio.usecases.content import NOUNS, block

TODAY = date(2022, 5, 1)
OWN = (
    OwnField(
        id="p", portfolio_id="x", code="p", name="Prioritet", kind=OwnKind.CHOICE, choices=("Høj",)
    ),
    OwnField(id="b", portfolio_id="x", code="b", name="Budget", kind=OwnKind.NUMBER),
)
PROPOSALS = NOUNS["proposals"].with_own(OWN)
WORDS = {"purpose_id": {"u1": "1 Børn og unge", "u2": "2 Ældre"}, "own:p": {"Høj": "Høj"}}


def read(text, row=0, column=0, rows=3, noun=PROPOSALS, words=WORDS):
    return block.read(noun, text, words, row=row, column=column, rows=rows, today=TODAY)


def why(found):
    return [(one.row, one.column, one.text, explain(one.why)) for one in found.refused]


def test_it_begins_at_the_cell_and_goes_on_below_the_last_row():
    found = read("A\tKort\t1 børn OG unge\nB\t\t2 Ældre", row=2, column=1)
    assert found.cells == {
        2: {"title": "A", "short_title": "Kort", "purpose_id": "u1"},
        3: {"title": "B", "purpose_id": "u2"},
    }
    assert found.refused == []


@pytest.mark.parametrize(
    "heads",
    ["TITEL\tnummer *\tPRIORITET", "title\tNUMBER\tPrioritet", "Titel *\t Nummer\tprioritet "],
)
def test_a_row_of_headings_is_known_in_any_case_order_and_language(heads):
    found = read(f"{heads}\nA\t4\thøj", row=1, column=3)
    assert found.cells == {1: {"title": "A", "number": 4, "own:p": "Høj"}}


def test_nothing_is_left_out_in_silence():
    found = read("Titel\tNummer\tBudget\tVægt\nA\tfire\tmeget\t3\nB\t5\t1.250,5\t\n")
    assert found.cells == {0: {"title": "A"}, 1: {"title": "B", "number": 5, "own:b": "1.250,5"}}
    (number, budget, weight) = why(found)
    assert number[:3] == (2, 2, "fire")
    assert budget[:3] == (2, 3, "meget")
    assert weight == (2, 4, "3", "Tabellen har ingen kolonne »Vægt«.")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_beyond_the_last_column_and_a_choice_there_is_not(lang):
    language.use(lang)
    last = len(PROPOSALS.fields) - 2
    found = read("Høj\t12\tmere\nMellem\t1\t", column=last)
    assert [one[:3] for one in why(found)] == [(1, 3, "mere"), (2, 1, "Mellem")]
    sentence = {"da": "Tabellen har ikke flere kolonner.", "en": "The table has no more columns."}
    assert why(found)[0][3] == sentence[lang]


def test_a_cell_of_several_lines_and_quotes_stays_one():
    found = read('"To\nlinjer og ""citat"""\tKort', column=1)
    assert found.cells == {0: {"title": 'To\nlinjer og "citat"', "short_title": "Kort"}}


def test_what_must_be_filled_in_is_not_emptied():
    found = read("\t4", column=0)
    assert found.cells == {0: {"title": "4"}}
    ((row, column, text, sentence),) = why(found)
    assert (row, column, text) == (1, 1, "")
    assert sentence.startswith("Nummer")


def test_where_no_row_can_be_added_the_rest_is_said():
    noun = NOUNS["portfolios"]
    found = read("En\nTo", noun=noun, words={}, row=0, column=0, rows=1)
    assert found.cells == {0: {"title": "En"}}
    assert why(found)[0][:3] == (2, 1, "To")


def test_a_date_in_words_stays_in_its_words_and_a_flag_is_said_yes_or_no():
    found = read("Titel\tDato\nX\tultimo 2023", noun=NOUNS["milestones"], words={})
    assert found.cells == {0: {"title": "X", "date": "ultimo 2023"}}
    found = read("Navn\tOffentlig\nA\tja\nB\tmåske", noun=NOUNS["own_fields"], words={})
    assert found.cells == {0: {"name": "A", "public": True}, 1: {"name": "B"}}
    assert why(found)[0][3] == "»måske« er hverken ja eller nej."


def test_an_empty_block_is_nothing():
    assert (read("").cells, read("\n\n").refused) == ({}, [])
