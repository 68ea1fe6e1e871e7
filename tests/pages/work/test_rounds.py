"""Statusrunder: opened, followed, an answer returned, closed; and its trace on the proposal."""

from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.queries.mails import reminders_log
from portfolio.queries.proposals import told
from portfolio.store.schema import (
    change_log,
    parties,
    reminders,
    round_answers,
    status_rounds,
)
from portfolio.usecases.rounds import answers, rounds
from portfolio.usecases.use_case import COMMAND

TODAY = date(2022, 5, 1)


@pytest.fixture
def secretary(seeded_db, signed_in):
    user = builders.a_user(seeded_db, "secretary", name="Test Sekretær")
    signed_in(user)
    return builders.as_user(user)


def button(page, words: str):
    (found,) = [one for one in page.button if one.label == words]
    return found


def the_rounds() -> list[dict]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(status_rounds)).mappings()]


def answer_of(number: int) -> dict:
    with store.reading() as connection:
        found = sa.select(round_answers).where(
            round_answers.c.proposal_id == builders.proposal_id(number)
        )
        return dict(connection.execute(found).mappings().one())


def answers_in(page) -> list[str]:
    """What stands beside the heading of each row of the lists."""
    return list(screen.listed(page).values())


def test_open_a_round_for_a_meeting_with_the_suggested_deadline(app, secretary):
    opened = app("rounds")
    assert "Der er ingen lukkede runder endnu." in screen.words(opened)
    meeting = next(one for one in opened.date_input if one.label == "Mødedato")
    meeting.set_value(date(2022, 6, 7)).run()
    # Whit Monday and Constitution Day lie before it.
    deadline = next(one for one in opened.date_input if one.label == "Svarfrist")
    assert deadline.value == date(2022, 6, 3)
    assert "Status til Direktionen, 7. juni 2022" in [one.value for one in opened.text_input]
    button(opened, "Åbn runden").click().run()
    assert not opened.exception
    (row,) = the_rounds()
    assert (row["meeting_on"], row["deadline_on"]) == ("2022-06-07", "2022-06-03")
    said = screen.words(opened)
    assert "**0 af 9 sendt** · 9 ikke begyndt · frist 3. juni 2022 (om 33 dage)" in said


def test_choose_some_proposals_only(app, secretary):
    opened = app("rounds")
    opened.segmented_control[0].set_value("some").run()
    opened.multiselect[0].set_value([builders.proposal_id(4)]).run()
    button(opened, "Åbn runden").click().run()
    assert len(answers_in(opened)) == 1
    assert "[4 Velf" in screen.words(opened)


def test_what_is_wrong_is_said_and_what_is_typed_stays(app, secretary):
    opened = app("rounds")
    title = next(one for one in opened.text_input if one.label == "Titel")
    title.set_value(" ").run()
    button(opened, "Åbn runden").click().run()
    assert "Runden har ingen titel" in opened.error[0].value
    assert the_rounds() == []


def test_who_has_answered_who_drafts_and_who_is_silent(app, secretary, seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    key = builders.a_round(seeded_db, "2022-05-06", 4, 7, 9)
    give = answers.Answer(stage=answers.Stage.PROPOSED, rag=answers.Rag.GREEN)
    answers.submit(secretary, builders.proposal_id(9), give, seen_seq=0, round_id=key)
    nobody, suggested, accepted = answers_in(app("rounds"))
    assert nobody.endswith("| intet svar endnu | Ingen endnu")
    assert "| intet svar endnu | Ingen endnu (drøftes med" in suggested
    assert accepted == "| ●Grøn · Forslag | sendt, Test Sekretær | Fritid og Kultur"


def test_whoever_is_only_asked_is_not_called_responsible(app, secretary, seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "asked", "2022-04-10")
    key = builders.a_round(seeded_db, "2022-05-06", 9)
    (said,) = answers_in(app("rounds"))
    assert "Ingen endnu (Fritid og Kultur er spurgt)" in said
    rounds.close_round(secretary, key, version=1)
    (kept,) = answers_in(app("rounds", runde=key))
    assert kept.endswith("| uden svar fra den ansvarlige | Ingen endnu")


def test_return_an_answer(app, secretary, seeded_db):
    key = builders.a_round(seeded_db, "2022-05-06", 9)
    give = answers.Answer(stage=answers.Stage.PROPOSED, rag=answers.Rag.GREEN)
    answers.submit(secretary, builders.proposal_id(9), give, seen_seq=0, round_id=key)
    opened = app("rounds")
    button(opened, "Send tilbage").click().run()
    assert "Skriv, hvad der skal rettes" in opened.error[0].value
    opened.text_area[0].set_value("Skriv risici").run()
    button(opened, "Send tilbage").click().run()
    assert answer_of(9)["state"] == "returned"
    assert "■ sendt tilbage: Skriv risici" in screen.words(opened)
    assert "1 sendt tilbage" in screen.words(opened)


def test_close_it_and_read_what_it_showed(app, secretary, seeded_db):
    key = builders.a_round(seeded_db, "2022-05-06", 4, 9)
    give = answers.Answer(stage=answers.Stage.PROPOSED, rag=answers.Rag.GREEN)
    answers.submit(secretary, builders.proposal_id(9), give, seen_seq=0, round_id=key)
    opened = app("rounds")
    assert "1 forslag mangler svar" in screen.words(opened)
    button(opened, "Luk nu").click().run()
    assert "Åbn en runde" in screen.words(opened)
    (said,) = answers_in(opened)
    assert said.endswith("| 2 forslag | 1 uden svar fra den ansvarlige")
    looked = app("rounds", runde=key)
    four, nine = answers_in(looked)
    assert four.endswith("| uden svar fra den ansvarlige | Ingen endnu")
    assert nine.startswith("| ●Grøn · Forslag | sendt, Test Sekretær")
    assert not looked.table  # nothing that scrolls sideways on a phone
    assert {one.label for one in looked.get("download_button")} == {
        "Hent som Excel",
        "Hent som CSV",
    }


def test_a_closed_round_that_everybody_has_answered_says_so(app, secretary, seeded_db):
    builders.a_status(seeded_db, 9, "2022-04-10", stage="qualification", percent=30)
    key = builders.a_round(seeded_db, "2022-05-06", 9)
    answers.submit(
        secretary, builders.proposal_id(9), None, seen_seq=1, round_id=key, unchanged=True
    )
    rounds.close_round(secretary, key, version=1)
    (said,) = answers_in(app("rounds"))
    assert said.endswith("| 1 forslag · 1 uændret | alle har svaret")
    looked = app("rounds", runde=key)
    (said,) = answers_in(looked)
    assert "· Kvalificering · 30 % | uændret, Test Sekretær" in said


def test_move_the_deadline(app, secretary, seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 9, meeting_on="2022-05-09")
    opened = app("rounds")
    next(one for one in opened.date_input if one.label == "Ny frist").set_value(date(2022, 5, 4))
    opened.run()
    button(opened, "Gem fristen").click().run()
    assert the_rounds()[0]["deadline_on"] == "2022-05-04"


def test_a_round_that_somebody_else_just_closed(app, secretary, seeded_db):
    key = builders.a_round(seeded_db, "2022-05-06", 9)
    opened = app("rounds")
    rounds.close_round(secretary, key, version=1)
    button(opened, "Luk nu").click().run()
    assert not opened.exception
    assert "Åbn en runde" in screen.words(opened)


@pytest.mark.parametrize("role", list(Role))
def test_who_runs_rounds(app, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    if role in (Role.SECRETARY, Role.ADMINISTRATOR):
        assert button(app("rounds"), "Åbn runden")
    else:
        with pytest.raises(ValueError, match="rounds"):
            app("rounds")


def test_in_english(app, secretary, seeded_db):
    assert button(app("rounds", lang="en"), "Open the round")
    builders.a_round(seeded_db, "2022-05-06", 9)
    said = screen.words(app("rounds", lang="en"))
    assert "**0 of 1 sent** · 1 has not begun · deadline 6 May 2022 (in 5 days)" in said


def test_before_there_is_a_body_that_meets(app, secretary, seeded_db):
    builders.set_on(seeded_db, parties, parties.c.id.is_not(None), kind="unit")
    opened = app("rounds")
    button(opened, "Åbn runden").click().run()
    assert "Skriv, hvad mødeforummet hedder" in opened.error[0].value
    field = next(one for one in opened.text_input if one.label == "Hvad mødeforummet hedder")
    field.input("Koncerndirektionen").run()
    button(opened, "Åbn runden").click().run()
    assert not opened.error
    assert "Status til Koncerndirektionen" in screen.words(opened)


def test_whom_it_asks_is_said_before_it_is_opened(app, secretary, seeded_db):
    for number in (4, 6):
        builders.a_told_centre(seeded_db, number, "ungecenteret")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "asked", "2022-04-10")
    opened = app("rounds")
    said = screen.words(opened)
    assert "1 forslag svarer Fritid og Kultur (1) for." in said.replace("**", "")
    assert "som ingen har spurgt: Ungecenteret (2)." in said
    assert "6 forslag har ingen at spørge" in said.replace("**", "")
    assert "Ingen bruger svarer for Fritid og Kultur og Ungecenteret" in said
    button(opened, "Åbn runden").click().run()
    with store.reading() as connection:
        assert told.unasked(connection, portfolio=builders.PORTFOLIO, today=TODAY) == ()
    assert "ingen har spurgt" not in screen.words(app("rounds"))


def test_a_round_can_be_opened_without_asking_and_asks_later(app, secretary, seeded_db):
    builders.a_told_centre(seeded_db, 4, "ungecenteret")
    opened = app("rounds")
    assert "Ingen er spurgt endnu." in screen.words(opened)
    opened.checkbox[0].uncheck().run()
    button(opened, "Åbn runden").click().run()
    opened = app("rounds")
    assert "Ungecenteret (oplyst af sekretæren)" in screen.words(opened)
    assert "**1** forslag, hvis center ingen har spurgt" in screen.words(app())
    button(opened, "Spørg om 1 forslag").click().run()
    assert "Ingen endnu (Ungecenteret er spurgt)" in screen.words(app("rounds"))
    assert "hvis center" not in screen.words(app())


def test_the_proposals_history_shows_round_unchanged_and_silence(app, secretary, seeded_db):
    builders.a_status(seeded_db, 9, "2022-04-10", stage="qualification")
    key = builders.a_round(seeded_db, "2022-05-06", 4, 9, title="Rundens navn")
    answers.submit(
        secretary, builders.proposal_id(9), None, seen_seq=1, round_id=key, unchanged=True
    )
    rounds.close_round(secretary, key, version=1)
    nine, four = app("proposal", nr=9), screen.words(app("proposal", nr=4))
    said = screen.words(nine)
    assert "Kvalificering · Test Sekretær · uændret siden sidst · Rundens navn" in said
    assert "Kvalificering · test" in said
    assert "uden svar fra den ansvarlige" not in screen.words(nine)
    assert "»Rundens navn«, lukket" in four
    assert "medtaget uden svar fra den ansvarlige" in four
    assert "uden svar" not in screen.words(app("proposal", nr=4, dato="2022-04-30"))


def a_reminder(address: str, key: str, state: str, **given: str) -> None:
    row = {
        "id": key,
        "send_key": key,
        "kind": "due_soon",
        "email": "lead@kommune.test",
        "subject": "Status på *2* forslag",
        "state": state,
        "attempts": 1,
        "created_at": "2022-05-01T06:00:00.000000+00:00",
    } | given
    store.in_transaction(lambda c: c.execute(sa.insert(reminders).values(**row)), address)


def test_the_send_log_says_who_was_mailed_and_what_went_wrong(app, secretary, seeded_db):
    assert "Der er ikke sendt nogen påmindelser endnu." in screen.words(app("rounds"))
    a_reminder(
        seeded_db,
        "a",
        "sent",
        sent_at="2022-05-01T06:00:01.000000+00:00",
        user_id=secretary.user_id,
    )
    a_reminder(
        seeded_db,
        "b",
        "failed",
        error="550 no such user",
        attempts=2,
        tried_at="2022-05-02T06:00:00.000000+00:00",
    )
    opened = app("rounds")
    assert "**1** sendt · **1** ■ ikke sendt" in screen.words(opened)
    opened.toggle[0].set_value(True).run()
    words, failed = screen.words(opened), "ikke sendt efter 2 forsøg: 550 no such user"
    assert failed in words
    assert "Test Sekretær (lead@kommune.test) | Status før fristen | sendt" in words
    opened.pills[0].set_value("sent").run()
    assert failed not in screen.words(opened)


def test_the_send_log_is_the_newest_first_and_by_state(seeded_db):
    a_reminder(seeded_db, "a", "sent", sent_at="2022-05-01T06:00:01.000000+00:00")
    a_reminder(seeded_db, "b", "failed", tried_at="2022-05-02T06:00:00.000000+00:00")
    with store.reading() as connection:
        assert list(reminders_log.send_log(connection)["id"]) == ["b", "a"]
        assert list(reminders_log.send_log(connection, state="sent")["id"]) == ["a"]
        assert reminders_log.states(connection) == {"sent": 1, "failed": 1}


def test_a_second_round_for_one_meeting_is_warned_of(app, secretary):
    page = app("rounds")
    assert not page.warning
    button(page, "Åbn runden").click().run()
    (row,) = the_rounds()
    rounds.close_round(COMMAND, row["id"], version=1)
    page = app("rounds")
    (warning,) = screen.warnings(page)
    assert "Der har været en statusrunde til dette møde" in warning
    assert row["title"] in warning
    page.date_input[0].set_value(date(2022, 6, 14)).run()
    assert not page.warning


def test_the_personal_link_of_one_person_is_closed(app, secretary, seeded_db):
    key = builders.a_round(seeded_db, "2022-05-06", 1, 9)
    assert "Personlige links" not in [one.label for one in app("rounds").expander]
    leads = [builders.a_user(seeded_db, "lead", name=name) for name in ("Åse *Test*", "Bo Test")]
    for lead in leads:
        for used_at in (None, "2022-04-30T08:15:00.000000+00:00"):
            builders.a_link(seeded_db, lead, key, used_at=used_at)
    opened = app("rounds")
    assert "Personlige links" in [one.label for one in opened.expander]
    assert screen.words(opened).count("sidst brugt 30. april 2022 kl. 10.15") == 2
    button(opened, "Luk linket til Bo Test").click().run()
    assert not opened.exception
    assert "lukket" in screen.words(opened)
    assert [one.label for one in opened.button if one.label.startswith("Luk linket")] == [
        "Luk linket til Åse *Test*"
    ]
    with store.reading() as connection:
        line = connection.execute(
            sa.select(change_log).where(change_log.c.action == "round.link_closed")
        ).one()
    assert (line.actor, line.subject_id) == ("Test Sekretær", key)
    assert "Bo Test" in line.after
