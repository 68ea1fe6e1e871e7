"""Beslutninger: the three parts apart, what departs first, what is missing said, closed silent."""

import pytest
import screen
import sqlalchemy as sa
from builders import a_copy, set_on

from portfolio.store import schema

D = schema.decisions.c


def texts(opened) -> list[str]:
    return [element.value for element in opened.markdown]


def decisions_in_order(opened) -> list[str]:
    """The numbers of the cards, from the top."""
    heads = [text for text in texts(opened) if text.startswith("**[") and "beslutning=" in text]
    return [text.split("beslutning=")[1].split(")")[0].split("&")[0] for text in heads]


def part(opened, name: str, starts: str) -> str:
    """The part of a card with this name whose text starts so."""
    (found,) = [
        text
        for text in texts(opened)
        if text.startswith(f":gray[**{name}**]") and text.split("  \n")[1].startswith(starts)
    ]
    return found


def table_of(opened, column):
    (found,) = [table.value for table in opened.table if column in table.value.columns]
    return found


def later_meeting(address) -> None:
    """A second meeting, on 18 April, with an item 7 and a decision 7.2 of its own."""
    a = schema.agenda_items.c
    meeting = a_copy(address, schema.meetings, sa.true(), held_on="2022-04-18", title="Nyt møde")
    item = a_copy(address, schema.agenda_items, a.number == 7, meeting_id=meeting)
    a_copy(
        address,
        schema.decisions,
        D.number == "7.2",
        agenda_item_id=item,
        decided_on="2022-04-18",
        decision="Noget nyt.",
    )


# --- the first view


def test_the_meeting_and_what_it_came_to(app, seeded_db):
    opened = app("decisions")

    assert opened.header[0].value == "Direktionens møde den 4. april 2022"
    assert (
        "**7** beslutninger om forslagene her · **4** afviger fra indstillingen"
        " · **6** åbne opfølgninger, **5** uden ansvarlig, **5** uden dato"
        " · **11** beslutninger om andet"
    ) in texts(opened)


def test_item_7_comes_first_and_its_changed_decision_first_of_all(app, seeded_db):
    opened = app("decisions")

    assert opened.subheader[0].value == "Punkt 7: Fællesskaber og Civilsamfund"
    assert decisions_in_order(opened)[:7] == ["7.2", "7.3", "7.4", "7.1", "8.2", "8.3", "8.1"]


def test_recommendation_decision_and_difference_stand_apart(app, seeded_db):
    opened = app("decisions", beslutning="7.2")

    assert "punkt\u00a07,\u00a0l.\u00a0244" in part(
        opened, "Indstilling", "Fagcentrene inddrages efter"
    )
    assert "punkt\u00a07,\u00a0l.\u00a0248" in part(
        opened, "Beslutning", "Chefforum bør med, før fagcentrene"
    )
    difference = part(opened, "Forskel", "Indstillingen gik direkte til fagcentrene.")
    assert ":blue-badge[Afviger fra indstillingen]" in difference


def test_a_decision_as_recommended_is_not_marked(app, seeded_db):
    opened = app("decisions", beslutning="8.3")

    difference = part(opened, "Forskel", ":gray[Ingen. Beslutningen følger indstillingen.]")
    assert "Afviger" not in difference


def test_where_there_was_no_recommendation_none_is_made_up(app, seeded_db):
    opened = app("decisions", beslutning="8.1")

    part(opened, "Indstilling", ":gray[Ingen indstilling om dette.]")
    part(opened, "Forskel", ":gray[Intet at sammenligne med.]")


def test_a_card_says_what_follows_and_what_is_missing(app, seeded_db):
    said = screen.words(app("decisions", beslutning="7.2"))

    assert (
        "**Opfølgning:** Inddrag Chefforum i de ni forslag · ansvarlig mangler · dato mangler"
    ) in said
    assert "Gælder forslag [1](/forslag?nr=1), [2](/forslag?nr=2)" in said


def test_a_day_gone_by_in_silence_is_not_recorded_and_never_overdue(app, seeded_db):
    said = screen.words(app("decisions", beslutning="8.3"))

    assert "Administrationen · 25\\. april 2022 · ikke registreret" in said
    assert "overskredet" not in said.lower()
    assert "25\\. april 2022 · ikke registreret" not in screen.words(
        app("decisions", beslutning="8.3", dato="2022-04-25")
    )


# --- the meeting itself


def test_who_was_there_and_who_was_not(app, seeded_db):
    said = screen.words(app("decisions"))

    assert "**Til stede:** Lars Holte, Charlotte Markussen, Kathrine Seier Skastrup" in said
    assert "**Afbud:** Jørgen Lerhard" in said
    assert "Kl. 9.00" in said
    assert "Mødelokale B105" in said


def test_the_agenda_has_eight_items_and_two_of_them_say_lukket(app, seeded_db):
    (agenda,) = [text for text in texts(app("decisions")) if text.startswith("1. ")]
    lines = agenda.split("\n")

    assert len(lines) == 8
    assert lines[4:6] == ["5. Lukket · 22/6682", "6. Lukket · 21/18779"]
    assert lines[6].startswith("7. [Fællesskaber og Civilsamfund](/beslutninger?punkt=7) · 22/5981")


def test_a_closed_item_asked_for_says_its_case_number_and_nothing_else(app, seeded_db):
    opened = app("decisions", punkt=5)

    assert opened.subheader[0].value == "Punkt 5: Lukket"
    before, after = texts(opened).index("Sagsnummer 22/6682"), opened.subheader[1].value
    assert after == "Mødet"
    assert "Direktionen · 4. april 2022" in texts(opened)[before + 1]  # the meeting's own facts


def test_the_attachments_are_named_under_their_item(app, seeded_db):
    said = screen.words(app("decisions", punkt=8))
    assert "**Bilag:** Invitation til kommunerne - frie bymidter" in said
    assert "Indbyggertal i Høje Taastrup By" in said


def test_the_chain_has_chefforum_before_the_centres(app, seeded_db):
    steps = screen.steps(app("decisions"))

    assert [step.split("**")[1] for step in steps] == [
        "1 Direktionen",
        "2 Chefforum",
        "3 Fagcentrene",
        "4 Byrådet",
    ]
    assert "beslutter\n✓ gennemført 4. april 2022" in steps[0]
    assert "inddrages\n→ næste · dato mangler" in steps[1]
    assert "kvalificerer\nkommende · dato mangler" in steps[2]


def test_the_other_items_are_folded_below(app, seeded_db):
    labels = [box.label for box in app("decisions").expander]

    assert labels[:4] == [
        "1 Program 04-04-2022 · ingen beslutning",
        "2 Øvrige sager · 1 beslutning",
        "3 Status på den digitale taskforce - marts 2022"
        " · 6 beslutninger, 4 afviger fra indstillingen",
        "4 Mangel på boliger i forbindelse med sociale indsatser"
        " · 4 beslutninger, 3 afviger fra indstillingen",
    ]


def test_both_tables_hold_it_all(app, seeded_db):
    opened = app("decisions")

    follow_ups = table_of(opened, "Opfølgning")
    assert len(follow_ups) == 15
    assert list(follow_ups["Ansvarlig"]).count("ansvarlig mangler") == 14
    assert all("kilde=" in mark for mark in follow_ups["Kilde"])
    made = table_of(opened, "Indstilling")
    assert len(made) == 18
    assert made["Nr."].iloc[0] == "[2\\.1](/beslutninger?beslutning=2.1)"
    assert list(made["Afviger"]).count("ja") == 11


# --- one item, one decision, filters


def test_one_item_alone(app, seeded_db):
    opened = app("decisions", punkt=4)

    assert decisions_in_order(opened) == ["4.2", "4.3", "4.4", "4.1"]
    assert "[Vis hele mødet](/beslutninger)" in texts(opened)
    assert not opened.table


def test_one_decision_alone(app, seeded_db):
    assert decisions_in_order(app("decisions", beslutning="7.2")) == ["7.2"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"punkt": 99}, "Der er intet punkt »99« pr. 1. maj 2022. Mødet er vist i stedet."),
        ({"punkt": "syv"}, "Der er intet punkt »syv« pr. 1. maj 2022. Mødet er vist i stedet."),
        (
            {"beslutning": "9.9"},
            "Der er ingen beslutning »9.9« pr. 1. maj 2022. Mødet er vist i stedet.",
        ),
    ],
    ids=str,
)
def test_what_is_not_on_record_is_said_and_the_meeting_shown(app, seeded_db, asked, sentence):
    opened = app("decisions", **asked)

    assert [warning.replace("\\", "") for warning in screen.warnings(opened)] == [sentence]
    assert decisions_in_order(opened)[0] == "7.2"


def test_only_where_the_decision_departs(app, seeded_db):
    opened = app("decisions", afviger="ja")

    assert len(decisions_in_order(opened)) == 11
    assert "Viser: Kun hvor beslutningen afviger fra indstillingen" in texts(opened)
    assert "ingen beslutning" not in screen.words(opened)


def test_only_what_concerns_a_proposal(app, seeded_db):
    opened = app("decisions", forslag=6, udfald="requested")

    assert decisions_in_order(opened) == ["8.2"]
    assert len(table_of(opened, "Opfølgning")) == 1


def test_filters_that_nothing_matches_are_said(app, seeded_db):
    opened = app("decisions", udfald="not_approved")

    assert opened.info[0].value == (
        "Ingen beslutning passer til filtrene. Nulstil dem for at se resten."
    )
    assert decisions_in_order(opened) == []


def test_a_source_mark_keeps_the_filters(app, seeded_db):
    said = screen.words(app("decisions", afviger="ja"))
    assert "/beslutninger?afviger=ja&kilde=" in said
    assert "/beslutninger?kilde=" not in said


def test_a_mark_opens_its_source_over_the_one_decision(app, seeded_db):
    said = part(app("decisions", beslutning="7.2"), "Forskel", "Indstillingen gik")
    key = said.split("kilde=")[1].split(")")[0]

    opened = app("decisions", beslutning="7.2", kilde=key)

    assert any("l. 260" in text for text in screen.dialog(opened))
    assert decisions_in_order(opened) == ["7.2"]


# --- time, several meetings, languages


def test_before_the_meeting_nothing_is_known(app, seeded_db):
    opened = app("decisions", dato="2022-04-03")

    assert opened.info[0].value.startswith(
        "Der er ikke registreret noget møde til og med 3. april 2022, så intet er besluttet endnu."
    )
    assert "/beslutninger?dato=2022-04-04" in opened.info[0].value
    assert "Chefforum" not in screen.words(opened)


def test_a_decision_asked_for_before_its_meeting_is_not_shown(app, seeded_db):
    said = screen.words(app("decisions", beslutning="7.2", dato="2022-04-03"))
    assert "Chefforum" not in said


def test_the_newest_meeting_is_shown_and_the_older_can_be_chosen(app, seeded_db):
    later_meeting(seeded_db)

    assert app("decisions").header[0].value == "Nyt møde"
    older = app("decisions", moede="direktionen-2022-04-04")
    assert older.header[0].value == "Direktionens møde den 4. april 2022"
    assert "beslutning=7.2&moede=direktionen-2022-04-04" in screen.words(older)
    assert app("decisions", dato="2022-04-17").header[0].value == older.header[0].value


def test_a_number_means_the_newest_meeting_unless_one_is_named(app, seeded_db):
    later_meeting(seeded_db)

    assert "Noget nyt." in screen.words(app("decisions", beslutning="7.2"))
    older = app("decisions", beslutning="7.2", moede="direktionen-2022-04-04")
    assert "Noget nyt." not in screen.words(older)
    assert "Chefforum bør med" in screen.words(older)


def test_without_an_answer_the_minutes_are_not_filled_in(app, seeded_db):
    set_on(seeded_db, schema.meetings, sa.true(), place=None, starts_at=None)
    set_on(seeded_db, schema.agenda_items, schema.agenda_items.c.number == 8, case_number=None)

    said = screen.words(app("decisions"))
    assert "Kl." not in said.split("**Dagsorden**")[0].split("Direktionen · ")[-1]
    assert "Intet sagsnummer" in said


def test_in_english(app, seeded_db):
    opened = app("decisions", lang="en")

    assert screen.title(opened) == "Decisions"
    assert opened.subheader[0].value == "Item 7: Fællesskaber og Civilsamfund"
    part(opened, "Difference", "Indstillingen gik direkte")
    said = screen.words(opened)
    assert "responsible missing · date missing" in said
    assert "At 9:00" in said
    assert "**4** depart from the recommendation" in said


@pytest.mark.parametrize(("lang", "title"), [("da", "Beslutninger"), ("en", "Decisions")])
def test_an_empty_database(app, empty_db, lang, title):
    opened = app("decisions", lang=lang)
    assert screen.title(opened) == title
    assert opened.button(key="first:make")


def test_numbers_of_another_portfolio_say_whose_they_are(app, seeded_db):
    said = screen.words(app("decisions", punkt=4))
    lines = [
        line for line in said.splitlines() if line.startswith("Gælder") and "boligmangel" in line
    ]
    assert lines
    assert all(":gray[Mangel på boliger]" in line for line in lines)
    assert ":gray[Mangel" not in screen.words(app("decisions", punkt=7))
