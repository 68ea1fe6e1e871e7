"""The page of workshops: prepared, run by its buttons, talked through, recorded and ended."""

import pytest
import screen
import sqlalchemy as sa
from builders import PORTFOLIO, a_user, proposal_id
from workshop_builders import a_held_workshop, a_workshop, rows

from portfolio import store
from portfolio.store import ids, schema
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import contributions, course, joining, preparing, recording

REPORTS = ["Rapport (Word)", "Slides til oplæg (PowerPoint)"]


def button(page, words: str, nth: int = 0):
    return [one for one in page.button if one.label == words][nth]


def labels(page) -> list[str]:
    return [one.label for one in page.button]


def field(page, kind: str, label: str, nth: int = 0):
    return [one for one in page.get(kind) if one.label == label][nth]


def downloads(page) -> list[str]:
    return [one.label for one in page.get("download_button")]


def opened(app, workshop_id: str, **query):
    return app("workshops", workshop=workshop_id, **query)


def the_workshop():
    (row,) = rows(schema.workshops)
    return row


@pytest.mark.parametrize(
    ("lang", "title", "empty", "prepare"),
    [
        ("da", "Workshop", "Der er ikke forberedt nogen workshop endnu", "Forbered workshoppen"),
        ("en", "Workshop", "No workshop has been prepared yet", "Prepare the workshop"),
    ],
)
def test_an_empty_list_says_so_and_offers_the_form(app, seeded_db, lang, title, empty, prepare):
    page = app("workshops", lang=lang)
    assert screen.title(page) == title
    assert empty in screen.words(page)
    assert prepare in labels(page)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_held_workshop_is_drawn_in_both_languages(app, seeded_db, lang):
    page = opened(app, a_held_workshop(state="running").id, lang=lang)
    said = screen.words(page)
    assert {"da": "Fire måder at tælle på", "en": "Four ways to count"}[lang] in said
    assert {"da": "Hvem kan bidrage", "en": "Who can contribute"}[lang] in said
    assert not page.error


def test_prepared_run_step_by_step_recorded_and_ended(app, seeded_db):
    page = app("workshops")
    field(page, "multiselect", "Forslag").set_value([proposal_id(1), proposal_id(2)])
    button(page, "Forbered workshoppen").click().run()
    assert not page.error
    row = the_workshop()
    page = opened(app, row["id"])
    steps = sorted(rows(schema.workshop_steps), key=lambda step: step["position"])
    for step in steps:
        button(page, f"Begynd: {step['title']}").click().run()
        assert not page.error
    button(page, "Luk trinnet").click().run()
    assert {step["state"] for step in rows(schema.workshop_steps)} == {"closed"}
    button(page, "Afslut nu").click().run()
    assert "Forslag uden en linje" in "".join(error.value for error in page.error)
    for _proposal in range(2):
        nth = sum(one["changed"] is not None for one in rows(schema.workshop_proposals))
        field(page, "text_input", "Hvad ændrede workshoppen?", nth).set_value("Intet")
        button(page, "Registrér", nth).click().run()
    button(page, "Afslut nu").click().run()
    assert the_workshop()["state"] == "ended"
    said = screen.words(page)
    assert "Intet" in said
    assert "ingen sørger for det endnu" in said
    assert "· slut · 0 deltagere" in said
    assert {*REPORTS, "Alle svar (Excel)"} <= set(downloads(page))
    assert not {"Registrér", "Gem facilitatorer", "Saml dem"} & set(labels(page))


def test_a_reader_sees_it_and_cannot_move_it(app, seeded_db, signed_in):
    workshop = a_held_workshop(state="running")
    signed_in(a_user(seeded_db, "reader"))
    page = opened(app, workshop.id)
    assert "Rangering" in screen.words(page)
    assert labels(page) == []
    assert set(REPORTS) <= set(downloads(page))
    assert "Alle svar (Excel)" not in downloads(page)
    assert "Forbered workshoppen" not in labels(app("workshops"))


def test_results_and_reports_are_hidden_until_a_step_is_closed(app, seeded_db):
    workshop = a_workshop("score", "qualify")
    phone = joining.join(workshop.id)
    contributions.write_note(
        phone, workshop.steps["qualify"], proposal_id(1), "missing", "Tidligt ord", key=ids.new_id()
    )
    page = opened(app, workshop.id)
    assert "Tidligt ord" not in screen.words(page)
    assert "Rangering" not in screen.words(page)
    assert not [one for one in downloads(page) if "Word" in one]


# --- the result -----------------------------------------------------------------------------------


def test_the_result_stands_there_as_tables_to_take_along(app, seeded_db):
    page = opened(app, a_held_workshop(state="running").id)
    said = screen.words(page)
    for words in (
        "efter gennemsnit, nr. 2 efter median",
        "Flertalsbedømmelse",
        "Pr. center",
        "3,5",
        "5 er i grupper, der er for små",
    ):
        assert words in said
    assert downloads(page).count("Hent som Excel") >= 4
    assert "Testnavn" not in said
    assert "20. maj 2022 · i gang" in said


# --- notes ----------------------------------------------------------------------------------------


def test_notes_are_put_under_a_heading_and_taken_out_again(app, seeded_db):
    workshop = a_held_workshop(state="running")
    page = opened(app, workshop.id)
    assert "Målgruppen \\<b\\>mangler\\</b\\>" in screen.words(page)
    button(page, "Saml dem").click().run()
    assert "Vælg mindst én" in page.error[0].value
    note = next(one["id"] for one in rows(schema.notes) if one["words"].startswith("Målgruppen"))
    field(page, "multiselect", "Noter").set_value([note])
    field(page, "text_input", "Ny overskrift").set_value("Hvem er det til")
    button(page, "Saml dem").click().run()
    assert "under\\: Hvem er det til" in screen.words(page)
    field(page, "multiselect", "Noter").set_value([note])
    button(page, "Fjern dem fra deres overskrift").click().run()
    assert "under\\: Hvem er det til" not in screen.words(page)


def test_a_note_is_set_aside_with_a_reason_and_not_without(app, seeded_db):
    workshop = a_held_workshop(state="running")
    page = opened(app, workshop.id)
    note = next(one["id"] for one in rows(schema.notes) if one["words"] == "Det haster")
    page.selectbox(key=f"note:aside:{workshop.id}").set_value(note)
    button(page, "Læg den til side").click().run()
    assert page.error
    assert "Det haster" in screen.words(page)
    page.text_input(key=f"why:aside:{workshop.id}").set_value("Gentagelse")
    button(page, "Læg den til side").click().run()
    assert "Det haster" not in screen.words(page)


# --- offers ---------------------------------------------------------------------------------------


def test_an_offer_becomes_a_question_about_responsibility_once(app, seeded_db):
    page = opened(app, a_held_workshop().id)
    assert "HYPERLINK" in screen.words(page)
    button(page, "Spørg Fritid og Kultur om ansvar").click().run()
    assert not page.error
    event = max(rows(schema.responsibility_events), key=lambda row: row["recorded_at"])
    assert (event["state"], event["reason"]) == (
        "asked",
        "Tilbød at bidrage på workshoppen 20. maj 2022",
    )
    assert "Spørg Fritid og Kultur om ansvar" not in labels(page)
    assert "Ansvar: spurgt" in screen.words(page)


def test_in_an_anonymous_workshop_nobody_can_be_asked(app, seeded_db):
    page = opened(app, a_held_workshop(anonymous=True).id)
    said = screen.words(page)
    assert "Workshoppen er anonym, så ingen er nævnt" in said
    assert "HYPERLINK" in said
    assert not [one for one in labels(page) if one.startswith("Spørg")]


# --- what can be changed --------------------------------------------------------------------------


@pytest.fixture
def prepared(seeded_db):
    from datetime import date

    return preparing.make(
        COMMAND,
        PORTFOLIO,
        title="Chefforum",
        held_on=date(2022, 5, 1),
        proposal_ids=[proposal_id(1)],
        steps=course.usual_steps(),
        scored=course.usual_criteria(),
    )


def test_title_and_dots_are_changed_until_it_starts(app, prepared):
    page = opened(app, prepared)
    field(page, "text_input", "Titel").set_value("Et andet forum")
    field(page, "number_input", "Prikker til hver deltager").set_value(5)
    button(page, "Gem rettelser").click().run()
    assert (the_workshop()["title"], the_workshop()["dots"]) == ("Et andet forum", 5)
    button(page, "Begynd: Læs forslagene, og spørg").click().run()
    assert "Gem rettelser" not in labels(page)


def test_two_who_change_it_see_both_versions(app, prepared):
    page = opened(app, prepared)
    field(page, "text_input", "Titel").set_value("Min titel").run()
    preparing.change(COMMAND, prepared, {"title": "Deres titel"}, version=1)
    button(page, "Gem rettelser").click().run()
    said = screen.words(page)
    assert "Deres titel" in said
    assert "Min titel" in said
    button(page, "Gem min version alligevel").click().run()
    assert the_workshop()["title"] == "Min titel"


def test_what_somebody_else_saved_is_shown_where_nothing_was_typed(app, prepared):
    page = opened(app, prepared)
    preparing.change(COMMAND, prepared, {"title": "Deres titel"}, version=1)
    page.run()
    assert field(page, "text_input", "Titel").value == "Deres titel"


def test_anonymity_cannot_be_switched_off(app, prepared):
    page = opened(app, prepared)
    page.toggle[0].set_value(True)
    button(page, "Gem rettelser").click().run()
    assert the_workshop()["anonymous"] == 1
    assert page.toggle[0].disabled


def test_it_is_taken_out_of_use_with_a_reason_and_not_without(app, prepared):
    page = opened(app, prepared)
    button(page, "Tag den ud af brug").click().run()
    assert page.error
    assert the_workshop()["withdrawn_at"] is None
    page.text_input(key=f"why:workshop:{prepared}/withdraw").set_value("Aflyst")
    button(page, "Tag den ud af brug").click().run()
    assert the_workshop()["withdrawn_reason"] == "Aflyst"
    assert "Der er ikke forberedt nogen workshop endnu" in screen.words(page)


def test_a_second_facilitator_is_chosen_and_may_run_it(app, prepared, seeded_db, signed_in):
    director = a_user(seeded_db, "director", name="Test Leder")
    signed_in(a_user(seeded_db, "secretary"))
    page = opened(app, prepared)
    field(page, "multiselect", "Hvem må også styre den?").set_value([director])
    button(page, "Gem facilitatorer").click().run()
    assert [row["user_id"] for row in rows(schema.workshop_facilitators)] == [director]
    signed_in(director)
    theirs = opened(app, prepared)
    assert "Begynd: Læs forslagene, og spørg" in labels(theirs)
    assert "Gem facilitatorer" not in labels(theirs)


def test_a_line_written_meanwhile_is_not_overwritten_unseen(app, seeded_db):
    workshop = a_held_workshop(state="running")
    page = opened(app, workshop.id)
    field(page, "text_input", "Hvad ændrede workshoppen?", 2).set_value("Min linje").run()
    recording.record(
        COMMAND,
        workshop.id,
        proposal_id(3),
        changed="Deres linje",
        next_step="Deres skridt",
        version=1,
    )
    page.run()  # as the page does by itself when somebody changes something
    button(page, "Registrér", 2).click().run()
    said = screen.words(page)
    assert "Deres linje" in said
    assert "Min linje" in said
    assert rows_of(3)["changed"] == "Deres linje"
    button(page, "Gem min version alligevel").click().run()
    assert (rows_of(3)["changed"], rows_of(3)["next_step"]) == ("Min linje", "Deres skridt")


def rows_of(number: int):
    found = rows(schema.workshop_proposals)
    return next(row for row in found if row["proposal_id"] == proposal_id(number))


# --- the proposal afterwards ----------------------------------------------------------------------


def test_the_proposal_says_what_the_workshop_changed(app, seeded_db):
    a_held_workshop()
    held = sa.update(schema.workshops).values(held_on="2022-04-20")
    store.in_transaction(lambda connection: connection.execute(held))
    said = screen.words(app("proposal", nr=1))
    assert "Målgruppen er *klarere*; næste: Skriv til direktionen; sørger for det: Kommu" in said
    assert "Workshop 20. april 2022" in said
    assert "Workshop 20. april 2022" not in screen.words(app("proposal", nr=1, dato="2022-04-19"))
    assert "sørger for det: ingen endnu" in screen.words(app("proposal", nr=2))


# --- running it -----------------------------------------------------------------------------------


def test_moving_on_asks_while_people_answer_and_an_earlier_step_is_reopened(app, seeded_db):
    workshop = a_workshop("score", "dots", numbers=(1, 2))
    phone = joining.join(workshop.id)
    joining.join(workshop.id)
    contributions.score(
        phone, workshop.steps["score"], proposal_id(1), workshop.criteria["effekt"], 4
    )
    page = opened(app, workshop.id)
    assert "0 af 2 har svaret · 1 er i gang · 2 mangler" in screen.words(page)
    button(page, "Luk trinnet").click().run()
    assert rows(schema.workshop_steps)[0]["state"] == "open"
    button(page, "2 mangler: Luk trinnet alligevel").click().run()
    assert rows(schema.workshop_steps)[0]["state"] == "closed"
    button(page, "Begynd: dots").click().run()
    field(page, "text_input", "Hvorfor?").set_value("To nåede det ikke")
    button(page, "Genåbn").click().run()
    assert [row["state"] for row in rows(schema.workshop_steps)] == ["open", "closed"]
    assert the_workshop()["current_step"] == 1


def test_what_the_wall_shows_is_chosen_and_nothing_that_is_not_there(app, seeded_db):
    workshop = a_held_workshop(state="running")
    page = opened(app, workshop.id)
    shown = field(page, "selectbox", "Storskærmen viser")
    assert {"Effekt × Hast", "Resultat: Hast", "Prikker"} <= set(shown.options)
    shown.set_value("plane").run()
    assert the_workshop()["wall"] == "plane"
    field(page, "selectbox", "Storskærmen viser").set_value("").run()
    assert the_workshop()["wall"] is None
    fresh = opened(app, a_workshop("score").id)
    assert "Resultat" not in field(fresh, "selectbox", "Storskærmen viser").options
