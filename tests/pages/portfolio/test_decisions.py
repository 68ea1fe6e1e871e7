"""Beslutninger: by meeting, what decides first, how it departs, what is missing said."""

import pytest
import screen
import sqlalchemy as sa
from builders import a_copy, set_on

from portfolio.store import schema

D = schema.decisions.c
FIRST = "direktionen-2022-04-04"


def headings(opened, level="h2"):
    """The headings of the fragments, without what is said of them."""
    html = "".join(screen.fragments(opened))
    found = [part.split(f"</{level}>")[0] for part in html.split(f"<{level}>")[1:]]
    return [screen.text(part.split("<small>")[0]) for part in found]


def numbers(opened) -> list[str]:
    """The decisions, from the top."""
    return list(screen.listed(opened))


def later_meeting(address) -> None:
    """A second meeting, on 18 April, with an item 7 and a decision 7.2 of its own."""
    a = schema.agenda_items.c
    meeting = a_copy(address, schema.meetings, sa.true(), held_on="2022-04-18", title="Nyt møde")
    item = a_copy(address, schema.agenda_items, a.number == 7, meeting_id=meeting)
    made = {"agenda_item_id": item, "decided_on": "2022-04-18", "decision": "Noget nyt."}
    decision = a_copy(address, schema.decisions, D.number == "7.2", **made)
    tie, old = schema.decision_proposals, sa.select(D.id).where(D.decision == "Noget nyt.")
    first = sa.select(tie.c.id).where(tie.c.decision_id.not_in(old)).order_by(tie.c.id).limit(1)
    a_copy(address, tie, tie.c.id == first.scalar_subquery(), decision_id=decision)


# --- all of them ---------------------------------------------------------------------------------


def test_what_decides_comes_first_and_talk_last(app, seeded_db):
    opened = app("decisions")
    assert numbers(opened) == ["8.3", "7.2", "7.3", "7.4", "8.2", "7.1", "8.1"]
    assert headings(opened)[0].startswith(
        f"[Direktionens møde den 4. april 2022](/beslutninger?moede={FIRST})"
    )
    assert "7 beslutninger · 4 afviger fra indstillingen" in screen.words(opened)


def test_how_far_it_is_carried_out_and_what_waits_stand_above(app, seeded_db):
    said = screen.words(app("decisions"))
    assert "**5** skal gennemføres · **5** ikke registreret" in said
    way = "[**6** åbne opfølgninger, **5** uden ansvarlig, **5** uden dato](/opfoelgninger)"
    assert way in said


def test_a_row_says_what_was_decided_how_it_departs_what_follows_and_of_what(app, seeded_db):
    row = screen.listed(app("decisions"))["7.2"]
    assert "Besluttet" in row
    assert "Chefforum bør med, før fagcentrene kvalificerer forslagene." in row
    assert "Afviger fra indstillingen: Indstillingen gik direkte til fagcentrene." in row
    assert "Opfølgning: [Inddrag Chefforum i de ni forslag](/opfoelgninger?opfoelgning=" in row
    assert "· ansvarlig mangler · dato mangler" in row
    assert "| [1](/forslag?nr=1), [2](/forslag?nr=2)" in row
    assert "[9](/forslag?nr=9) (udledt)" in row
    assert "Ikke registreret" in row


def test_of_unsure_ties_each_says_how(app, seeded_db):
    row = screen.listed(app("decisions"))["8.2"]
    assert "(/forslag?nr=4) (udledt); [6 Bydels" in row
    assert "(/forslag?nr=6) (antaget)" in row


def test_of_talk_nothing_is_to_be_carried_out(app, seeded_db):
    assert "gistreret" not in screen.listed(app("decisions"))["7.1"]


def test_a_day_gone_by_in_silence_is_not_recorded_and_never_overdue(app, seeded_db):
    row = screen.listed(app("decisions"))["8.3"]
    assert "· Administrationen · 25. april 2022 · ikke registreret" in row
    assert "overskredet" not in row.lower()
    early = screen.listed(app("decisions", dato="2022-04-25"))["8.3"]
    assert "25. april 2022 · ikke registreret" not in early


def test_the_newest_meeting_stands_first(app, seeded_db):
    later_meeting(seeded_db)
    opened = app("decisions")
    assert [title.split("]")[0] for title in headings(opened)[:2]] == [
        "[Nyt møde",
        "[Direktionens møde den 4. april 2022",
    ]
    assert "18. april 2022 · 1 beslutning" in screen.words(opened)
    assert headings(app("decisions", dato="2022-04-17"))[0].startswith("[Direktionens møde")


def test_a_meeting_that_decided_nothing_about_the_portfolio_is_named(app, seeded_db):
    a_copy(seeded_db, schema.meetings, sa.true(), held_on="2022-04-18", title="Et andet møde")
    said = screen.words(app("decisions"))
    assert "Møder uden beslutninger om forslagene her: [Et andet møde]" in said


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


# --- filters -------------------------------------------------------------------------------------


def test_only_where_the_decision_departs(app, seeded_db):
    opened = app("decisions", afviger="ja")
    assert numbers(opened) == ["7.2", "7.3", "7.4", "8.2"]
    assert "Viser: Kun hvor beslutningen afviger fra indstillingen" in screen.words(opened)


def test_only_what_concerns_a_proposal(app, seeded_db):
    assert numbers(app("decisions", forslag=6, udfald="requested")) == ["8.2"]


def test_filters_that_nothing_matches_are_said(app, seeded_db):
    opened = app("decisions", udfald="not_approved")
    assert numbers(opened) == []
    sentence = "Ingen beslutning passer til filtrene. Nulstil dem for at se resten."
    assert sentence in screen.words(opened)


# --- one meeting ---------------------------------------------------------------------------------


def test_who_was_there_and_who_was_not(app, seeded_db):
    said = screen.words(app("decisions", moede=FIRST))
    assert "Til stede: Lars Holte, Charlotte Markussen, Kathrine Seier Skastrup" in said
    assert "Afbud: Jørgen Lerhard" in said
    assert "Direktionen · 4. april 2022" in said
    assert "· Kl. 9.00 · Mødelokale B105" in said
    assert "**7** beslutninger om forslagene her · **11** beslutninger om andet" in said
    assert f"[Beslutningsreferat](/papirer?papir=referat&moede={FIRST})" in said


def test_the_portfolios_items_come_first_and_the_closed_say_lukket_alone(app, seeded_db):
    opened = app("decisions", moede=FIRST)
    assert [title.split("]")[0] for title in headings(opened, "h3")] == [
        "[Punkt 7: Fællesskaber og Civilsamfund",
        '[Punkt 8: Invitation til ansøgning om deltagelse i forsøgsordning "Frie Bymidter"',
        "Mødets øvrige punkter",
    ]
    assert numbers(opened)[:7] == ["7.2", "7.3", "7.4", "7.1", "8.2", "8.3", "8.1"]
    lines = screen.words(opened).splitlines()
    assert [line for line in lines if "Lukket" in line] == [
        "Punkt 5: Lukket 22/6682",
        "Punkt 6: Lukket 21/18779",
    ]
    assert "Punkt 4: Mangel på boliger i forbindelse med sociale indsatser" in "\n".join(lines)
    assert "15/19948 · 4 beslutninger" in "\n".join(lines)


def test_a_meeting_narrowed_leaves_out_what_does_not_match(app, seeded_db):
    opened = app("decisions", moede=FIRST, afviger="ja")
    assert len(numbers(opened)) == 11
    assert "ingen beslutning" not in screen.words(opened)


def test_one_item_alone(app, seeded_db):
    opened = app("decisions", punkt=4)
    assert numbers(opened) == ["4.2", "4.3", "4.4", "4.1"]
    assert screen.links(opened)["Vis hele mødet"] == f"/beslutninger?moede={FIRST}"


def test_a_closed_item_asked_for_says_its_case_number_and_nothing_else(app, seeded_db):
    opened = app("decisions", punkt=5)
    assert headings(opened, "h3") == ["Punkt 5: Lukket"]
    assert screen.words(opened).splitlines()[-1] == "Punkt 5: Lukket 22/6682"


def test_the_case_and_what_was_enclosed_stand_under_their_item(app, seeded_db):
    said = screen.words(app("decisions", punkt=8))
    assert "Sagen: Staten inviterer kommunerne" in said
    assert "Økonomi: Sagen i sig selv koster ikke noget." in said
    assert "Bilag: Invitation til kommunerne - frie bymidter" in said
    assert "Indbyggertal i Høje Taastrup By" in said


def test_without_an_answer_the_minutes_are_not_filled_in(app, seeded_db):
    set_on(seeded_db, schema.meetings, sa.true(), place=None, starts_at=None)
    set_on(seeded_db, schema.agenda_items, schema.agenda_items.c.number == 8, case_number=None)
    said = screen.words(app("decisions", moede=FIRST))
    assert "Kl." not in said
    assert "Intet sagsnummer" in said


def test_numbers_of_another_portfolio_say_whose_they_are(app, seeded_db):
    assert all(
        "Mangel på boliger" in row
        for row in screen.listed(app("decisions", punkt=4)).values()
        if "portefolje=boligmangel" in row
    )
    assert "portefolje=boligmangel" in screen.words(app("decisions", punkt=4))
    assert "Mangel på boliger" not in screen.words(app("decisions", punkt=7))


# --- one decision --------------------------------------------------------------------------------


def test_recommendation_decision_and_difference_stand_apart(app, seeded_db):
    said = screen.words(app("decisions", beslutning="7.2"))
    assert "**7.2" not in said
    assert "7.2 Besluttet · 4. april 2022" in said
    assert "Indstilling: Fagcentrene inddrages efter" in said
    assert "Forskel: **Afviger fra indstillingen.** Indstillingen gik direkte til" in said
    assert "[punkt 7, l. 244](/beslutninger?beslutning=7.2&kilde=" in said
    assert f"Punkt: [7 Fællesskaber og Civilsamfund](/beslutninger?punkt=7&moede={FIRST})" in said


def test_a_decision_as_recommended_is_not_marked(app, seeded_db):
    said = screen.words(app("decisions", beslutning="8.3"))
    assert "Forskel: Ingen. Beslutningen følger indstillingen." in said
    assert "Afviger" not in said


def test_where_there_was_no_recommendation_none_is_made_up(app, seeded_db):
    said = screen.words(app("decisions", beslutning="8.1"))
    assert "Indstilling: Ingen indstilling om dette." in said
    assert "Forskel: Intet at sammenligne med." in said


def test_a_number_means_the_newest_meeting_unless_one_is_named(app, seeded_db):
    later_meeting(seeded_db)
    assert "Noget nyt." in screen.words(app("decisions", beslutning="7.2"))
    older = screen.words(app("decisions", beslutning="7.2", moede=FIRST))
    assert "Noget nyt." not in older
    assert "Chefforum bør med" in older


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"punkt": 99}, "Der er intet punkt »99« pr. 1. maj 2022. Alle er vist i stedet."),
        ({"punkt": "syv"}, "Der er intet punkt »syv« pr. 1. maj 2022. Alle er vist i stedet."),
        (
            {"beslutning": "9.9"},
            "Der er ingen beslutning »9.9« pr. 1. maj 2022. Alle er vist i stedet.",
        ),
    ],
    ids=str,
)
def test_what_is_not_on_record_is_said_and_all_are_shown(app, seeded_db, asked, sentence):
    opened = app("decisions", **asked)
    assert [warning.replace("\\", "") for warning in screen.warnings(opened)] == [sentence]
    assert numbers(opened)[0] == "8.3"


def test_a_decision_made_after_the_day_is_not_shown(app, seeded_db):
    set_on(seeded_db, schema.decisions, D.number == "7.2", decided_on="2022-04-20")
    opened = app("decisions", beslutning="7.2", dato="2022-04-10")
    assert "Chefforum bør med" not in screen.words(opened)


def test_a_mark_opens_its_source_over_the_one_decision(app, seeded_db):
    ways = screen.links(app("decisions", beslutning="7.2", kilder="ja"))
    way = ways["punkt 7, l. 260"]
    assert way.startswith("/beslutninger?kilder=ja&beslutning=7.2&kilde=")
    opened = app("decisions", beslutning="7.2", kilde=way.split("kilde=")[1])
    assert any("l. 260" in text for text in screen.dialog(opened))
    assert "7.2 Besluttet" in screen.words(opened)


def test_the_sources_are_shown_when_they_are_asked_for(app, seeded_db):
    ways = screen.links(app("decisions", afviger="ja"))
    assert ways["Vis kilder"] == "/beslutninger?afviger=ja&kilder=ja"
    shown = app("decisions", afviger="ja", kilder="ja")
    assert "with-sources" in "".join(screen.fragments(shown))
    assert screen.links(shown)["Skjul kilder"] == "/beslutninger?afviger=ja"


# --- time, languages, hostile words --------------------------------------------------------------


def test_before_the_meeting_nothing_is_known(app, seeded_db):
    opened = app("decisions", dato="2022-04-03", beslutning="7.2")

    assert opened.info[0].value.startswith(
        "Der er ikke registreret noget møde til og med 3. april 2022, så intet er besluttet endnu."
    )
    assert "/beslutninger?dato=2022-04-04" in opened.info[0].value
    assert "Chefforum" not in screen.words(opened)


def test_in_english(app, seeded_db):
    said = screen.words(app("decisions", lang="en", moede=FIRST))
    assert "[Item 7: Fællesskaber og Civilsamfund]" in said
    assert "Departs from the recommendation: Indstillingen gik direkte" in said
    assert "responsible missing · date missing" in said
    assert "At 9:00" in said
    one = screen.words(app("decisions", lang="en", beslutning="7.2"))
    assert "Difference: **Departs from the recommendation.**" in one


@pytest.mark.parametrize(("lang", "title"), [("da", "Beslutninger"), ("en", "Decisions")])
def test_an_empty_database(app, empty_db, lang, title):
    opened = app("decisions", lang=lang)
    assert screen.title(opened) == title
    assert opened.button(key="first:make")


@pytest.mark.parametrize("asked", [{}, {"moede": FIRST}, {"beslutning": "7.2"}], ids=str)
def test_what_the_data_holds_shows_as_itself(app, seeded_db, asked):
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    set_on(seeded_db, schema.decisions, D.number == "7.2", decision=evil, difference=evil)
    set_on(seeded_db, schema.meetings, sa.true(), title=evil)
    set_on(seeded_db, schema.follow_ups, sa.true(), title=evil)
    opened = app("decisions", **asked)
    assert "<script" not in "".join(screen.fragments(opened))
    assert evil in screen.words(opened)
