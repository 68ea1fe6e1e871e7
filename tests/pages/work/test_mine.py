"""Mine forslag: what is asked, the form, sending it, and who has no business there."""

import json
import logging
from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import DecisionOutcome
from portfolio.domain.permissions import Role
from portfolio.store import schema
from portfolio.store.schema import proposals, round_answers, status_rounds, status_updates
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.rounds import answers, drafts, mending, rounds
from portfolio.usecases.use_case import COMMAND

HAPPENED = "Hvad er der sket siden sidst?"


@pytest.fixture
def lead(seeded_db, signed_in):
    """Signed in: asked about 1, accepted 9, which has a status from 20 April."""
    builders.an_answer(seeded_db, 1, "fritid-og-kultur", "asked", "2022-04-10")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.a_status(
        seeded_db,
        9,
        "2022-04-20",
        stage="qualification",
        rag="amber",
        percent=10,
        reason="Venter på svar",
        next_step="Møde",
        next_step_date_text="maj 2022",
    )
    user = builders.a_user(seeded_db, "lead", "fritid-og-kultur", name="Test Leder")
    signed_in(user)
    return user


@pytest.fixture
def a_round(lead, seeded_db):
    return builders.a_round(seeded_db, "2022-05-06", 1, 9, title="Status til Direktionen")


def statuses(number: int) -> list[dict]:
    s = status_updates.c
    with store.reading() as connection:
        found = sa.select(status_updates).where(s.proposal_id == builders.proposal_id(number))
        return [dict(row) for row in connection.execute(found.order_by(s.seq)).mappings()]


def answer_of(number: int) -> dict:
    with store.reading() as connection:
        found = sa.select(round_answers).where(
            round_answers.c.proposal_id == builders.proposal_id(number)
        )
        return dict(connection.execute(found).mappings().one())


def button(page, words: str):
    (found,) = [one for one in page.button if one.label == words]
    return found


def area(page, label: str):
    (found,) = [one for one in page.text_area if one.label == label]
    return found


# --- the list ---------------------------------------------------------------------------------


def test_the_list_says_what_is_asked_and_by_when(app, a_round):
    said = screen.words(app("mine"))
    assert "**Status til Direktionen** · svar senest 6. maj 2022 (om 5 dage) · 0 af 2 sendt" in said
    assert "Venter på dit svar" in said
    assert "Kvalificering · 10\u00a0% · :gray[status fra 20. april 2022]" in said
    assert "Velfærdsfunktioner" not in said


def test_in_english_too(app, a_round):
    opened = app("mine", lang="en")
    assert screen.title(opened) == "My proposals"
    assert "answer by 6 May 2022 (in 5 days)" in screen.words(opened)
    assert screen.title(app("mine", lang="en", nr=9)).startswith("9 ")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2022-05-05", "svar senest 6. maj 2022 (om 1 dag)"),
        ("2022-05-06", "svar i dag, 6. maj 2022"),
        ("2022-05-07", "fristen var 6. maj 2022, men du kan svare, til runden bliver lukket"),
    ],
)
def test_the_deadline_as_it_comes_near_and_passes(app, a_round, monkeypatch, today, words):
    monkeypatch.setenv("PORTFOLIO_TODAY", today)
    assert words in screen.words(app("mine"))


def test_outside_a_round_a_status_can_be_given_all_the_same(app, lead):
    opened = app("mine")
    assert "Ingen runde er åben" in screen.words(opened)
    assert [one.label for one in opened.button].count("Giv status") == 2
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Møde holdt").run()
    button(form, "Send").click().run()
    assert not form.exception
    assert statuses(9)[-1]["happened"] == "Møde holdt"
    assert statuses(9)[-1]["round_id"] is None


def test_suggested_is_told_quietly_and_asks_for_nothing(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))
    opened = app("mine")
    said = screen.words(opened)
    assert "Nævnt i referatet, men ikke spurgt" in said
    assert "Du har ingen forslag endnu" in said
    assert not [one for one in opened.button if one.label in ("Svar", "Giv status")]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_can_open_its_own_page(app, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    opened = app("mine")
    assert screen.title(opened) == "Mine forslag"
    assert not opened.error
    secretary = role in (Role.SECRETARY, Role.ADMINISTRATOR)
    assert ("men du kan svare for alle" in screen.words(opened)) == secretary


def test_nothing_yet(app, empty_db):
    opened = app("mine")
    assert screen.title(opened) == "Mine forslag"
    assert not opened.error


# --- one click --------------------------------------------------------------------------------


def test_unchanged_is_one_click_and_is_marked(app, a_round):
    opened = app("mine")
    button(opened, "Uændret siden sidst").click().run()
    assert not opened.exception
    last = statuses(9)[-1]
    assert (last["unchanged"], last["rag"], last["round_id"]) == (1, "amber", a_round)
    said = screen.words(opened)
    assert "1 af 2 sendt" in said
    assert "uændret siden sidst" in said


def test_unchanged_is_not_offered_where_there_is_nothing_to_repeat(app, a_round):
    labels = [one.label for one in app("mine").button]
    assert labels.count("Svar") == 2
    assert labels.count("Uændret siden sidst") == 1
    assert "Uændret siden sidst" not in [one.label for one in app("mine", nr=1).button]


def test_unchanged_repeats_only_what_one_has_seen(app, a_round, seeded_db):
    opened = app("mine")
    builders.a_status(seeded_db, 9, "2022-04-30", stage="qualification", rag="red", reason="Brand")
    button(opened, "Uændret siden sidst").click().run()
    assert len(statuses(9)) == 2
    assert "En anden har givet forslaget en status" in screen.warnings(opened)[0]


# --- the form ---------------------------------------------------------------------------------


def test_the_form_starts_from_last_time_with_it_beside(app, a_round):
    form = app("mine", nr=9)
    assert screen.title(form) == "9 Positive fællesskaber for udsatte børn og unge"
    assert form.selectbox[0].value == "qualification"
    assert area(form, "Begrundelse for lyset (skal udfyldes)").value == "Venter på svar"
    assert area(form, "Næste skridt").value == "Møde"
    assert area(form, HAPPENED).value == ""
    said = screen.words(form)
    assert ":gray[Sidst: Venter på svar]" in said
    assert "Forstået som 1.–31. maj 2022 (en måned)" in said.replace("\\", "")


def test_sending_stores_locks_and_leads_back(app, a_round):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Møde holdt").run()
    form.number_input[0].set_value(20).run()
    button(form, "Send").click().run()
    assert screen.title(form) == "Mine forslag"
    assert "1 af 2 sendt" in screen.words(form)
    last = statuses(9)[-1]
    assert (last["happened"], last["percent"], last["author"]) == ("Møde holdt", 20, "Test Leder")
    locked = app("mine", nr=9)
    assert not locked.text_area
    assert "Sendt " in locked.success[0].value
    assert "Møde holdt" in screen.words(locked)
    assert "Tag svaret tilbage, ret det" in screen.words(locked)


def test_what_is_wrong_is_said_at_the_fields_once_it_is_sent(app, a_round):
    form = app("mine", nr=9)
    area(form, "Begrundelse for lyset (skal udfyldes)").set_value("").run()
    assert "Gul og rød skal begrundes" not in screen.words(form)
    button(form, "Send").click().run()
    assert "Gul og rød skal begrundes" in screen.words(form)
    assert "Ikke sendt endnu" in screen.words(form)
    assert len(statuses(9)) == 1
    area(form, "Begrundelse for lyset (skal udfyldes)").set_value("Travlt").run()
    assert "Gul og rød skal begrundes" not in screen.words(form)
    button(form, "Send").click().run()
    assert statuses(9)[-1]["reason"] == "Travlt"


def test_a_date_is_echoed_as_understood_or_not(app, a_round):
    form = app("mine", nr=9)
    form.text_input[0].set_value("ultimo juni").run()
    said = screen.words(form).replace("\\", "")
    assert "Forstået som 21.–30. juni 2022 (sidst i perioden; årstallet er gættet)" in said
    form.text_input[0].set_value("en dag").run()
    assert "▲ »en dag« kan ikke læses som en dato" in screen.words(form)
    form.text_input[0].set_value("løbende").run()
    assert "Gemmes som tekst uden dato" in screen.words(form)
    button(form, "Send").click().run()
    last = statuses(9)[-1]
    assert (last["next_step_date_text"], last["next_step_date_end"]) == ("løbende", None)


def test_before_chefforum_the_decision_is_shown_and_a_reason_asked_for(app, a_round):
    form = app("mine", nr=1)
    form.selectbox[0].set_value("qualification").run()
    (warning,) = screen.warnings(form)
    assert "Den 4. april 2022 besluttede Direktionen" in warning
    assert "Chefforum bør med, før fagcentrene kvalificerer forslagene." in warning
    button(form, "Send").click().run()
    assert statuses(1) == []
    form.segmented_control[0].set_value("amber").run()
    said = screen.words(form)
    assert said.count("Skriv begrundelsen, eller vælg den fase, det havde.") == 1
    assert said.count("Gul og rød skal begrundes") == 1
    area(form, "Begrundelse for fasen (skal udfyldes)").set_value("Aftalt").run()
    button(form, "Send").click().run()
    assert statuses(1) == []
    area(form, "Begrundelse for lyset (skal udfyldes)").set_value("Intet lokale").run()
    button(form, "Send").click().run()
    (sent,) = statuses(1)
    assert (sent["stage_reason"], sent["reason"]) == ("Aftalt", "Intet lokale")
    history = screen.words(app("proposal", nr=1))
    assert "Begrundelse: Intet lokale\nHvorfor før tid: Aftalt" in history
    # Why the step was taken is said of that step; the light's reason holds until it changes.
    rounds.close_round(COMMAND, a_round, version=1)
    again = app("mine", nr=1)
    button(again, "Send").click().run()
    assert (statuses(1)[1]["stage_reason"], statuses(1)[1]["reason"]) == (None, "Intet lokale")


def test_status_and_percent_move_together_on_the_screen(app, a_round):
    form = app("mine", nr=9)
    form.selectbox[0].set_value("closed").run()
    assert not form.number_input
    button(form, "Send").click().run()
    assert (statuses(9)[-1]["stage"], statuses(9)[-1]["percent"]) == ("closed", 100)


def test_a_reason_that_is_not_asked_for_any_more_is_not_sent(app, a_round):
    form = app("mine", nr=9)
    form.segmented_control[0].set_value("green").run()
    assert not [one for one in form.text_area if one.label.startswith("Begrundelse")]
    button(form, "Send").click().run()
    assert (statuses(9)[-1]["rag"], statuses(9)[-1]["reason"]) == ("green", None)


def test_economy_is_asked_where_there_is_a_pool(app, seeded_db):
    assert [one for one in app("mine", nr=4).text_area if one.label == "Økonomi i puljen"]
    assert not [one for one in app("mine", nr=7).text_area if one.label == "Økonomi i puljen"]


# --- drafts -----------------------------------------------------------------------------------


def test_each_field_left_keeps_the_draft_and_it_is_there_in_another_session(app, a_round):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Halvvejs").run()
    assert json.loads(answer_of(9)["draft"])["happened"] == "Halvvejs"
    assert "Kladden er gemt." in screen.words(form)
    again = app("mine", nr=9)
    assert area(again, HAPPENED).value == "Halvvejs"
    assert "Kladde gemt" in screen.words(app("mine"))
    assert len(statuses(9)) == 1


def test_a_round_asks_with_one_click_whether_what_was_decided_was_carried_out(
    app, a_round, seeded_db
):
    review = builders.a_review(seeded_db, 9)
    with store.reading() as connection:
        i = schema.review_items.c
        item = connection.execute(sa.select(i.id).where(i.review_id == review)).scalar_one()
    said = DecisionInput(outcome=DecisionOutcome.APPROVED, decision="Ungecenteret holder åbent.")
    key = decisions.record_decision(COMMAND, item, said, today=date(2022, 5, 1))
    form = app("mine", nr=9)
    assert "Er det besluttede gennemført?" in screen.words(form)
    (asked,) = [one for one in form.button_group if "Ungecenteret" in one.label]
    assert asked.value is None
    assert answer_of(9)["draft"] is None  # looking alone keeps nothing
    asked.set_value("partly").run()
    assert json.loads(answer_of(9)["draft"])[f"carried_out:decision:{key}"] == "partly"
    (again,) = [one for one in app("mine", nr=9).button_group if "Ungecenteret" in one.label]
    assert again.value == "partly"
    button(form, "Send").click().run()
    with store.reading() as connection:
        d = schema.decisions.c
        assert connection.execute(sa.select(d.carried_out).where(d.id == key)).scalar() == "partly"


def test_looking_alone_keeps_nothing(app, a_round):
    app("mine", nr=9).run()
    assert answer_of(9)["draft"] is None


def test_what_is_typed_is_there_after_another_page(app, lead):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Halvvejs").run()
    form.query_params.clear()
    form.switch_page("pages/portfolio/gaps.py").run()
    form.switch_page("pages/work/mine.py")
    form.query_params["nr"] = "9"
    form.run()
    assert area(form, HAPPENED).value == "Halvvejs"


def test_two_drafts_meet_and_neither_is_lost(app, a_round, seeded_db):
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary", name="Test Sekretær"))
    form = app("mine", nr=9)
    drafts.keep(
        secretary, builders.proposal_id(9), answer_of(9)["id"], {"happened": "Deres"}, version=1
    )
    area(form, HAPPENED).set_value("Min").run()
    said = screen.words(form)
    assert "En anden skriver også på dette svar" in said
    assert "Test Sekretær" in said
    assert "Deres" in said
    assert area(form, HAPPENED).value == "Min"
    assert json.loads(answer_of(9)["draft"])["happened"] == "Deres"
    button(form, "Gem min som kladde").click().run()
    assert json.loads(answer_of(9)["draft"])["happened"] == "Min"


def test_going_on_from_the_other_draft(app, a_round, seeded_db):
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary"))
    form = app("mine", nr=9)
    drafts.keep(
        secretary, builders.proposal_id(9), answer_of(9)["id"], {"happened": "Deres"}, version=1
    )
    area(form, HAPPENED).set_value("Min").run()
    button(form, "Skriv videre på den anden kladde").click().run()
    assert area(form, HAPPENED).value == "Deres"


# --- two at once ------------------------------------------------------------------------------


def test_a_stale_answer_is_shown_beside_the_newer_and_can_be_sent_on_top(app, lead, seeded_db):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Min").run()
    builders.a_status(seeded_db, 9, "2022-04-30", stage="qualification", happened="Deres")
    button(form, "Send").click().run()
    said = screen.words(form)
    assert "En anden har givet forslaget en status" in said
    assert "Deres" in said
    assert area(form, HAPPENED).value == "Min"
    assert len(statuses(9)) == 2
    button(form, "Gem min version alligevel").click().run()
    assert [row["happened"] for row in statuses(9)] == [None, "Deres", "Min"]
    assert screen.title(form) == "Mine forslag"


def test_sent_by_somebody_else_while_one_typed(app, a_round, seeded_db):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Min").run()
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary"))
    answers.submit(
        secretary, builders.proposal_id(9), None, seen_seq=1, round_id=a_round, unchanged=True
    )
    form.run()
    said = screen.words(form)
    assert "Svaret blev sendt af en anden, mens du skrev" in said
    assert "Min" in said
    button(form, "Jeg skal ikke bruge min tekst mere").click().run()
    assert "mens du skrev" not in screen.words(form)


def test_the_round_is_closed_while_one_types(app, a_round, seeded_db):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Min").run()
    builders.set_on(seeded_db, status_rounds, status_rounds.c.id == a_round, closed_at="2022-05-01")
    form.run()
    assert area(form, HAPPENED).value == "Min"
    button(form, "Send").click().run()
    assert (statuses(9)[-1]["happened"], statuses(9)[-1]["round_id"]) == ("Min", None)


# --- returned ---------------------------------------------------------------------------------


def test_a_returned_answer_says_why_and_starts_from_what_was_sent(app, a_round, seeded_db):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Møde").run()
    button(form, "Send").click().run()
    sent = answer_of(9)
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary", name="Test Sekretær"))
    mending.return_answer(secretary, sent["id"], "Skriv *risici*", version=sent["version"])
    assert "Sendt tilbage af Test Sekretær: Skriv \\*risici\\*" in screen.words(app("mine"))
    again = app("mine", nr=9)
    assert "Skriv \\*risici\\*" in screen.warnings(again)[0]
    assert area(again, HAPPENED).value == "Møde"
    area(again, "Risici").set_value("Vejret").run()
    button(again, "Send").click().run()
    assert statuses(9)[-1]["risks"] == "Vejret"
    assert answer_of(9)["state"] == "submitted"


def test_a_sent_answer_is_taken_back_mended_and_sent_again(app, a_round, seeded_db):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Møde").run()
    button(form, "Send").click().run()
    sent = app("mine", nr=9)
    assert "Tag svaret tilbage, ret det, og send det igen" in screen.words(sent)
    button(sent, "Tag svaret tilbage").click().run()
    assert answer_of(9)["state"] == "draft"
    assert area(sent, HAPPENED).value == "Møde"
    assert "0 af 2 sendt" in screen.words(app("mine"))
    area(sent, HAPPENED).set_value("Møde den 3.").run()
    button(sent, "Send").click().run()
    assert [one["happened"] for one in statuses(9)] == [None, "Møde", "Møde den 3."]
    assert answer_of(9)["state"] == "submitted"


def test_a_returned_status_is_marked_for_who_may_mend_it(app, a_round, seeded_db, signed_in):
    button(app("mine", nr=9), "Send").click().run()
    sent, secretary = answer_of(9), builders.a_user(seeded_db, "secretary", name="Test Sekretær")
    mending.return_answer(
        builders.as_user(secretary), sent["id"], "Skriv *risici*", version=sent["version"]
    )
    mark = ":red[■ Sendt tilbage af Test Sekretær: Skriv \\*risici\\*]"
    assert mark in screen.words(app("proposal", nr=9))
    assert screen.links(app("proposal", nr=9))["Ret status"] == "/mine?nr=9"
    assert mark not in screen.words(app("proposal", nr=9, dato="2022-04-25"))
    signed_in(secretary)
    assert mark in screen.words(app("proposal", nr=9))
    assert ":red[■ sendt tilbage" in screen.words(app("rounds"))
    signed_in(builders.a_user(seeded_db, "director"))
    assert mark not in screen.words(app("proposal", nr=9))


# --- who may ----------------------------------------------------------------------------------


def test_a_lead_at_another_centres_address_gets_a_sentence(app, a_round, caplog):
    with caplog.at_level(logging.WARNING):
        opened = app("mine", nr=4)
    assert "Du svarer ikke for forslag 4" in screen.words(opened)
    assert not opened.text_area
    assert "proposal 4" in caplog.text


@pytest.mark.parametrize("role", [Role.READER, Role.DIRECTOR])
def test_readers_and_directors_give_no_status(app, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role, "fritid-og-kultur"))
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    assert not app("mine", nr=9).text_area


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMINISTRATOR])
def test_the_secretary_answers_for_anybody(app, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role, name="Test Sekretær"))
    form = app("mine", nr=4)
    area(form, HAPPENED).set_value("Ringet op").run()
    button(form, "Send").click().run()
    assert statuses(4)[0]["author"] == "Test Sekretær"
    assert screen.title(form) == "Statusrunder"


def test_a_role_taken_away_while_the_form_is_open(app, a_round, seeded_db):
    form = app("mine", nr=9)
    area(form, HAPPENED).set_value("Min").run()
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "declined", "2022-04-30")
    button(form, "Send").click().run()
    assert "Du svarer ikke for forslag 9" in screen.words(form)
    assert len(statuses(9)) == 1


def test_whoever_is_at_the_machine_is_said_in_words(app, seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 4)
    button(app("mine", nr=4), "Send").click().run()
    assert "af Bruger uden konto" in app("mine", nr=4).success[0].value


@pytest.mark.parametrize("asked", ["99", "x", "-1", "9" * 20])
def test_a_number_of_nothing(app, a_round, asked):
    opened = app("mine", nr=asked)
    assert "Der er intet forslag" in screen.words(opened)
    assert screen.title(opened) == "Mine forslag"


def test_what_is_set_aside_takes_no_status(app, lead, seeded_db):
    builders.set_on(seeded_db, proposals, builders.is_number(9), stage="not_pursued")
    assert "der kan få en status" in screen.words(app("mine", nr=9))


def test_marks_in_what_people_write_are_shown_as_themselves(app, a_round, seeded_db):
    builders.a_status(
        seeded_db, 9, "2022-04-30", stage="qualification", risks="<b>x</b> [a](b) :red[r]"
    )
    builders.renamed(seeded_db, 9, "*Titel* [a](b)")
    said = screen.words(app("mine", nr=9)) + screen.words(app("mine"))
    assert "\\<b\\>x\\</b\\> \\[a\\](b) \\:red\\[r\\]" in said
    assert "\\*Titel\\* \\[a\\](b)" in said
