"""Åbne spørgsmål: the blocking ones first, who can answer, one alone, and what was known when."""

import pytest
import screen
from builders import set_on

from portfolio.store import schema
from portfolio.ui.gaps import page

G = schema.gaps.c


def cards(opened) -> list[str]:
    return [text.value for text in opened.markdown if text.value.startswith("**[")]


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


def table_of(opened):
    (table,) = opened.table
    return table.value


def test_the_key_line_counts_what_is_open_and_what_blocks(app, seeded_db):
    assert "**32** åbne, heraf **15**, der blokerer" in screen.words(app("gaps"))


def test_who_can_answer_how_many(app, seeded_db):
    (line,) = [t.value for t in app("gaps").markdown if t.value.startswith("Kan besvares af:")]

    assert "[Direktionen](/huller?svar=direktionen) 18 (10 blokerer)" in line
    assert "[Ungecenteret](/huller?svar=ungecenteret) 1 ·" in line
    assert line.endswith("[uvist hvem](/huller?svar=ukendt) 1")


def test_the_blocking_ones_come_first_a_page_at_a_time(app, seeded_db):
    shown = cards(app("gaps"))

    assert len(shown) == page.PER_PAGE == 20
    assert ["**Blokerer:**" in card for card in shown] == [True] * 15 + [False] * 5
    assert not any("Blokerer" in card for card in shown[15:])  # nothing to say, nothing said
    assert code(shown[0]) == "A05-4"


def test_a_card_says_all_there_is_to_know(app, seeded_db):
    (card,) = cards(app("gaps", hul="A21"))

    assert "[Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?]" in card
    assert "Direktionen drøftede bymidten i Høje-Taastrup C." in card
    assert "**Blokerer:** Det er uvist, hvilken bymidte interessetilkendegivelsen gælder" in card
    assert ":gray[Åben · Modsigelse · kan besvares af: Direktionen]" in card
    assert "punkt\u00a08,\u00a0l.\u00a0349" in card
    assert "punkt\u00a07,\u00a0l.\u00a0293" in card


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
    assert card.endswith("· Chefforum")


@pytest.mark.parametrize("key", ["A03", "A05-4", "A07", "A52", "A59", "A44", "A27"])
def test_each_gap_can_be_opened_alone(app, seeded_db, key):
    opened = app("gaps", hul=key)

    assert [code(card) for card in cards(opened)] == [key]
    assert screen.links(opened)["Vis alle spørgsmål"] == "/huller"
    assert not opened.warning


def test_that_nobody_knows_who_can_answer_is_said(app, seeded_db):
    (card,) = cards(app("gaps", svar="ukendt"))
    assert "kan besvares af: uvist hvem" in card
    assert code(card) == "A51"


def test_an_answered_gap_comes_last_with_its_answer(app, seeded_db):
    answer(seeded_db)

    opened = app("gaps", blokerer="ja")
    assert code(cards(opened)[-1]) == "A21"
    said = screen.words(opened)
    assert "**Svar 20. april 2022:** Det er byen." in said
    assert "Besvaret · Modsigelse" in said
    assert "**14** åbne, heraf **14**, der blokerer · **1** besvaret" in said


def test_before_the_answer_the_gap_is_open(app, seeded_db):
    answer(seeded_db)

    said = screen.words(app("gaps", hul="A21", dato="2022-04-19"))
    assert "Åben · Modsigelse" in said
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


def test_the_table_holds_them_all(app, seeded_db):
    table = table_of(app("gaps"))

    assert list(table.columns) == [
        "Kode",
        "Spørgsmål",
        "Type",
        "Hvem kan svare",
        "Blokerer",
        "Status",
        "Kilde",
    ]
    assert len(table) == 32
    assert table["Kode"].iloc[0] == "[A05-4](/huller?hul=A05-4)"
    assert list(table["Blokerer"]).count("intet") == 17


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
    assert "can be answered by: Direktionen" in said
    assert "not known who" in said


@pytest.mark.parametrize(("lang", "title"), [("da", "Åbne spørgsmål"), ("en", "Open questions")])
def test_an_empty_database(app, empty_db, lang, title):
    opened = app("gaps", lang=lang)
    assert screen.title(opened) == title
    assert opened.button(key="first:make")
