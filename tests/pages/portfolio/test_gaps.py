"""Åbne spørgsmål: the blocking ones first, who can answer, one alone, and what was known when."""

import re
from datetime import date

import pytest
import screen
from builders import PORTFOLIO, a_copy, a_user, set_on

from portfolio import store
from portfolio.queries.gaps import gaps
from portfolio.screens.gaps import questions
from portfolio.store import schema
from portfolio.ui import tables
from portfolio.ui.gaps import page

G = schema.gaps.c
EVERY = gaps.Filters(as_of=date(2022, 5, 1), portfolio=PORTFOLIO)


def cards(opened) -> list[str]:
    found = re.findall(r"(?s)<article>(.*?)</article>", "".join(screen.fragments(opened)))
    return [screen.text(card) for card in found]


def code(card: str) -> str:
    return card.split("hul=")[1].split(")")[0].split("&")[0]


def answer(address) -> None:
    set_on(
        address,
        schema.gaps,
        G.code == "A21",
        status="answered",
        answer="Det er byen.",
        answered_on="2022-04-20",
    )


def test_the_key_line_counts_what_is_open_and_what_blocks(app, seeded_db):
    assert "**32** åbne, heraf **15**, der blokerer" in screen.words(app("gaps"))


def test_who_can_answer_how_many(app, seeded_db):
    said = screen.words(app("gaps"))

    assert "\n[Direktionen](/huller?svar=direktionen) 18 (10 blokerer)\n" in said
    assert "\n[Ungecenteret](/huller?svar=ungecenteret) 1\n" in said
    assert "\n[uvist hvem](/huller?svar=ukendt) 1\n" in said
    # Narrowed to one, the others are not beside it.
    assert "svar=ungecenteret" not in screen.words(app("gaps", svar="direktionen"))


def test_the_blocking_ones_come_first_a_page_at_a_time(app, seeded_db):
    shown = cards(app("gaps"))

    assert len(shown) == questions.A_PAGE == 20
    assert ["**Blokerer:**" in card for card in shown] == [True] * 15 + [False] * 5
    assert not any("Blokerer" in card for card in shown[15:])  # nothing to say, nothing said
    assert code(shown[0]) == "A05-4"


def test_a_card_says_all_there_is_to_know(app, seeded_db):
    (card,) = cards(app("gaps", hul="A21"))

    assert "[Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?]" in card
    assert "Direktionen drøftede bymidten i Høje-Taastrup C." in card
    assert "**Blokerer:** Det er uvist, hvilken bymidte interessetilkendegivelsen gælder" in card
    assert "Kan besvares af: Direktionen" in card
    assert "Type: Modsigelse · [Redigér](/indhold?slags=gaps&id=" in card
    assert "[punkt 8, l. 349](" in card
    assert "[punkt 7, l. 293](" in card


def test_a_card_leads_to_what_the_gap_is_about(app, seeded_db):
    ways = screen.links(app("gaps", hul="A21"))

    assert ways["forslag 4"] == "/forslag?nr=4"
    ways_to = "/beslutninger?beslutning=8.1&moede=direktionen-2022-04-04"
    assert ways["beslutning 8.1 af 4. april 2022"] == ways_to
    assert ways["Høje-Taastrup C"] == "/steder?sted=hoje-taastrup-c"
    ways = screen.links(app("gaps", hul="A52"))
    assert ways["Byrådets tiltrædelse"].startswith("/tidslinje")
    ways = screen.links(app("gaps", hul="A18"))
    assert ways["Frie Bymidter"] == "/strategi?pulje=frie-bymidter"
    ways = screen.links(app("gaps", hul="A31"))
    assert screen.links(app("gaps", hul="A27"))["punkt 2 af 4. april 2022"] == (
        "/beslutninger?punkt=2&moede=direktionen-2022-04-04"
    )


def test_a_party_has_no_page_of_its_own_and_is_named(app, seeded_db):
    (card,) = cards(app("gaps", hul="A09"))
    assert "· Chefforum\n" in card


@pytest.mark.parametrize("key", ["A03", "A05-4", "A07", "A52", "A59", "A44", "A27"])
def test_each_gap_can_be_opened_alone(app, seeded_db, key):
    opened = app("gaps", hul=key)

    assert [code(card) for card in cards(opened)] == [key]
    assert screen.links(opened)["Vis alle spørgsmål"] == "/huller"
    assert not opened.warning


def test_that_nobody_knows_who_can_answer_is_said(app, seeded_db):
    (card,) = cards(app("gaps", svar="ukendt"))
    assert "Kan besvares af: uvist hvem" in card
    assert code(card) == "A51"


def test_an_answered_gap_comes_last_with_its_answer(app, seeded_db):
    answer(seeded_db)

    opened = app("gaps", blokerer="ja")
    assert code(cards(opened)[-1]) == "A21"
    said = screen.words(opened)
    assert "**Svar 20. april 2022:** Det er byen." in said
    assert "\nBesvaret\n" in said
    assert "**14** åbne, heraf **14**, der blokerer · **1** besvaret" in said


def test_before_the_answer_the_gap_is_open(app, seeded_db):
    answer(seeded_db)

    said = screen.words(app("gaps", hul="A21", dato="2022-04-19"))
    assert "\nBlokerer noget\n" in said
    assert "Det er byen." not in said


def test_the_filters_stand_in_the_address(app, seeded_db):
    opened = app("gaps", hultype="missing", blokerer="nej", omfang="nej")

    assert {code(card) for card in cards(opened)} == {"A27"}
    assert "Viser: " in screen.words(opened)
    assert screen.address(opened)["hultype"] == "missing"


def test_the_gaps_about_a_proposal(app, seeded_db):
    assert {code(card) for card in cards(app("gaps", forslag=5))} == {"A06-5", "A51"}


def test_filters_that_nothing_matches_are_said(app, seeded_db):
    opened = app("gaps", forslag=7)

    assert (
        opened.info[0].value == "Intet spørgsmål passer til filtrene. Nulstil dem for at se resten."
    )
    assert not cards(opened)


def test_all_are_taken_along_with_what_each_is_about(app, seeded_db):
    opened = app("gaps")
    assert {one.label for one in opened.get("download_button")} == {
        "Hent som Excel",
        "Hent som CSV",
    }
    with store.reading() as connection:
        known = gaps.gaps_known(connection, filters=EVERY)
    rows = known.to_dict("records")
    taken = tables.frame(rows, page._columns(rows))
    assert len(taken) == 32
    assert list(taken["Blokerer"]).count("intet") == 17
    assert taken.set_index("Kode").loc["A52", "Handler om"].startswith("Byrådets tiltrædelse")
    assert taken.set_index("Kode").loc["A21", "Kilde"]


def test_over_fifty_are_turned_over_and_other_filters_begin_from_the_first(app, seeded_db):
    for number in range(60):
        a_copy(
            seeded_db, schema.gaps, G.code == "A05-4", code=f"X{number}", question=f"Nr. {number}?"
        )
    opened = app("gaps")
    (turn,) = opened.get("pagination")
    first = code(cards(opened)[0])
    opened = turn.set_value(2).run()
    assert code(cards(opened)[0]) != first
    opened.query_params["svar"] = "direktionen"
    assert code(cards(opened.run())[0]) == first


def test_hostile_words_are_words(app, seeded_db):
    evil = "</article><script>x</script><img src=x onerror='x'>"
    mine = G.code == "A21"
    set_on(seeded_db, schema.gaps, mine, question=evil, explanation=evil, blocks=evil)
    opened = app("gaps", hul="A21")
    html = "".join(screen.fragments(opened))
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") == 3


# --- answering ----------------------------------------------------------------------------------


def opened_form(opened):
    """The form of the first card."""
    button = next(one for one in opened.button if one.label == "Besvar spørgsmålet")
    return button.click().run()


def saved(opened):
    (button,) = (one for one in opened.button if one.label == "Gem svaret")
    return button.click().run()


def test_it_is_answered_on_its_card(app, seeded_db, signed_in):
    signed_in(a_user(seeded_db, "secretary"))
    opened = opened_form(app("gaps", hul="A21"))
    opened.text_area[0].set_value("Det er *byen*.").run()
    opened = saved(opened)
    assert not opened.error
    (card,) = cards(opened)
    assert "**Svar 1. maj 2022:** Det er *byen*." in card
    assert "**31** åbne" in screen.words(app("gaps"))
    assert not [one for one in opened.button if one.label == "Besvar spørgsmålet"]
    assert "**[Åbent spørgsmål" in screen.words(app("log"))


def test_an_answer_without_words_is_a_sentence_and_nothing_is_lost(app, seeded_db):
    opened = saved(opened_form(app("gaps", hul="A21")))
    (said,) = opened.error
    assert (
        said.value
        == "Et besvaret spørgsmål skal have et svar og en dato. Skriv både svaret og datoen"
        " for det."
    )
    assert opened.text_area


def test_the_form_of_one_card_closes_and_the_others_are_only_buttons(app, seeded_db):
    opened = app("gaps")
    assert not opened.text_area
    opened = opened_form(opened)
    assert len(opened.text_area) == 1
    (close,) = (one for one in opened.button if one.label == "Luk")
    assert not close.click().run().text_area


def test_who_comes_second_is_told_so(app, seeded_db):
    opened = opened_form(app("gaps", hul="A21"))
    opened.text_area[0].set_value("Det er byen.").run()
    row = G.code == "A21"
    set_on(seeded_db, schema.gaps, row, explanation="Ny", version=2)
    opened = saved(opened)
    assert opened.warning
    assert opened.text_area[0].value == "Det er byen."


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_only_who_keeps_content_answers(app, seeded_db, signed_in, role):
    signed_in(a_user(seeded_db, role))
    opened = app("gaps")
    assert len(cards(opened)) == 20
    assert not [one for one in opened.button if one.label == "Besvar spørgsmålet"]
    assert "/indhold" not in "".join(screen.fragments(opened))


def test_on_an_earlier_day_one_only_reads(app, seeded_db):
    opened = app("gaps", dato="2022-04-20")
    assert cards(opened)
    assert not [one for one in opened.button if one.label == "Besvar spørgsmålet"]


@pytest.mark.parametrize("asked", ["nix", "a21", "<b>"])
def test_an_unknown_gap_is_said_and_all_are_shown(app, seeded_db, asked):
    opened = app("gaps", hul=asked)

    (said,) = screen.warnings(opened)
    assert said.replace("\\", "") == (
        f"Der er intet åbent spørgsmål »{asked}« pr. 1. maj 2022. Alle spørgsmål vises i stedet."
    )
    assert len(cards(opened)) == 20


def test_a_gap_is_unknown_before_the_day_it_was_raised(app, seeded_db):
    opened = app("gaps", hul="A21", dato="2022-04-03")

    assert "pr. 3. april 2022" in screen.warnings(opened)[0]
    assert opened.info[0].value.startswith(
        "Der er ikke registreret åbne spørgsmål til og med 3. april"
    )
    assert not cards(opened)


def test_a_mark_opens_its_source_over_the_one_gap(app, seeded_db):
    (card,) = cards(app("gaps", hul="A21"))
    key = card.split("kilde=")[1].split(")")[0]
    assert "/huller?hul=A21&kilde=" in card

    opened = app("gaps", hul="A21", kilde=key)

    assert any("l. 293" in text for text in screen.dialog(opened))


def test_in_english(app, seeded_db):
    opened = app("gaps", lang="en")
    said = screen.words(opened)

    assert screen.title(opened) == "Open questions"
    assert "**32** open, of them **15** hold something up" in said
    assert "**Holds up:**" in said
    assert "Can be answered by: Direktionen" in said
    assert "not known who" in said


@pytest.mark.parametrize(("lang", "title"), [("da", "Åbne spørgsmål"), ("en", "Open questions")])
def test_an_empty_database(app, empty_db, lang, title):
    opened = app("gaps", lang=lang)
    assert screen.title(opened) == title
    assert opened.button(key="first:make")
