"""What is due on a day, and who gets it: every rule at its edges, on the real proposals."""

from datetime import date

import pytest
from builders import (
    a_milestone,
    a_round,
    a_status,
    a_user,
    an_answer,
    is_number,
    proposal_id,
    set_on,
)

from portfolio import store
from portfolio.queries.mails import letters, recipients, reminders
from portfolio.queries.mails.recipients import Capacity
from portfolio.store.schema import milestones, parties, proposal_parties, proposals, status_rounds

COMMUNICATION, LEISURE, YOUTH = "kommunikation", "fritid-og-kultur", "ungecenteret"


def due(address: str, day: str, **rules: object) -> list[reminders.DueReminder]:
    with store.reading(address) as connection:
        found = reminders.due_reminders(
            connection, today=date.fromisoformat(day), rules=reminders.Rules(**rules)
        )
    # The minutes' own follow-up that nobody has recorded has its tests in test_open_questions.
    return [one for one in found if one.kind != "unrecorded"]


def said(address: str, day: str, **rules: object) -> list[tuple[str, int | None, str]]:
    return [(d.kind.value, d.number, d.occasion) for d in due(address, day, **rules)]


def letters_on(address: str, day: str) -> dict[str, letters.Letter]:
    with store.reading(address) as connection:
        found = recipients.directory(connection)
    return {letter.to.email: letter for letter in letters.write(due(address, day), found)}


def test_an_empty_portfolio_reminds_nobody(empty_db):
    assert due(empty_db, "2022-05-01") == []


def test_the_seed_alone_reminds_nobody(seeded_db):
    # Nobody has accepted anything, nothing is promised, and no round is open.
    assert due(seeded_db, "2023-05-01") == []


@pytest.mark.parametrize(
    ("day", "occasion"),
    [
        ("2022-05-05", None),  # five days before
        ("2022-05-06", None),
        ("2022-05-07", "3"),
        ("2022-05-08", "3"),  # a day without a run loses no warning
        ("2022-05-09", "3"),
        ("2022-05-10", "0"),
    ],
)
def test_a_deadline_is_warned_of_some_days_before(seeded_db, day, occasion):
    a_round(seeded_db, "2022-05-10", 1)
    expected = [] if occasion is None else [("due_soon", 1, occasion)]
    assert said(seeded_db, day) == expected


def test_the_days_before_can_be_chosen(seeded_db):
    a_round(seeded_db, "2022-05-10", 1)
    assert said(seeded_db, "2022-05-04", before=(7, 1)) == [("due_soon", 1, "7")]
    assert said(seeded_db, "2022-05-10", before=(7, 1)) == [("due_soon", 1, "1")]


def test_after_the_deadline_each_day_is_an_occasion_until_it_is_given_up(seeded_db):
    a_round(seeded_db, "2022-05-10", 1)
    assert said(seeded_db, "2022-05-11") == [("overdue", 1, "2022-05-11")]
    assert said(seeded_db, "2022-06-09") == [("overdue", 1, "2022-06-09")]  # 30 days
    assert said(seeded_db, "2022-06-10") == []


@pytest.mark.parametrize("state", ["asked", "draft", "returned"])
def test_what_is_not_submitted_is_waited_for(seeded_db, state):
    a_round(seeded_db, "2022-05-10", 1, state=state)
    assert said(seeded_db, "2022-05-11") == [("overdue", 1, "2022-05-11")]


def test_an_answer_or_a_closed_round_ends_it(seeded_db):
    a_round(seeded_db, "2022-05-10", 1, state="submitted")
    assert due(seeded_db, "2022-05-11") == []
    other = a_round(seeded_db, "2022-05-10", 2)
    set_on(seeded_db, status_rounds, status_rounds.c.id == other, closed_at="2022-05-10T12:00:00Z")
    assert due(seeded_db, "2022-05-11") == []


def test_a_proposal_set_aside_is_asked_for_nothing(seeded_db):
    a_round(seeded_db, "2022-05-10", 1, 2)
    set_on(seeded_db, proposals, is_number(1), stage="not_pursued")
    assert [d.number for d in due(seeded_db, "2022-05-11")] == [2]


def test_those_who_said_yes_answer_before_those_who_are_asked(seeded_db):
    a_round(seeded_db, "2022-05-10", 1)
    (nobody,) = due(seeded_db, "2022-05-11")
    assert (nobody.party_ids, nobody.answer) == ((), None)
    an_answer(seeded_db, 1, COMMUNICATION, "asked", "2022-04-10")
    (asked,) = due(seeded_db, "2022-05-11")
    assert asked.answer == "asked"
    an_answer(seeded_db, 1, LEISURE, "accepted", "2022-04-11")
    (accepted,) = due(seeded_db, "2022-05-11")
    assert accepted.answer == "accepted"
    assert len(accepted.party_ids) == 1
    assert accepted.party_ids != asked.party_ids


def test_a_party_taken_off_the_proposal_answers_no_more(seeded_db):
    a_round(seeded_db, "2022-05-10", 1)
    an_answer(seeded_db, 1, COMMUNICATION, "accepted", "2022-04-10")
    set_on(
        seeded_db,
        proposal_parties,
        proposal_parties.c.state == "accepted",
        withdrawn_at="2022-05-01T00:00:00Z",
    )
    assert due(seeded_db, "2022-05-11")[0].party_ids == ()


def test_silence_is_counted_from_the_last_sign_of_life(seeded_db):
    an_answer(seeded_db, 1, COMMUNICATION, "accepted", "2022-04-10")  # 60 days: 9 June
    assert due(seeded_db, "2022-06-09") == []
    (silent,) = due(seeded_db, "2022-06-10")
    assert (silent.kind, silent.number, silent.day) == ("silent", 1, date(2022, 4, 10))
    a_status(seeded_db, 1, "2022-06-10")
    assert due(seeded_db, "2022-08-09") == []
    assert due(seeded_db, "2022-08-10")[0].day == date(2022, 6, 10)
    assert due(seeded_db, "2022-08-10", silent=90) == []


@pytest.mark.parametrize("stage", ["on_hold", "closed", "not_pursued"])
def test_what_rests_may_be_silent(seeded_db, stage):
    an_answer(seeded_db, 1, COMMUNICATION, "accepted", "2022-04-10")
    set_on(seeded_db, proposals, is_number(1), stage=stage)
    assert due(seeded_db, "2023-01-01") == []


def test_who_is_asked_in_a_round_is_not_reminded_of_silence_too(seeded_db):
    an_answer(seeded_db, 1, COMMUNICATION, "accepted", "2022-04-10")
    a_round(seeded_db, "2022-12-01", 1)
    assert due(seeded_db, "2022-07-01") == []


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        ("2022-05-05", []),
        ("2022-05-06", ["milestone_soon"]),  # 14 days before
        ("2022-05-20", ["milestone_soon"]),  # its last day
        ("2022-05-21", ["milestone_overdue"]),
    ],
)
def test_only_what_was_promised_is_reminded_of(seeded_db, day, kinds):
    a_milestone(seeded_db, "Aftalt", "2022-05-20", promised=1)
    a_milestone(seeded_db, "Ikke lovet", "2022-05-20")
    assert [(d.kind.value, d.title) for d in due(seeded_db, day)] == [(k, "Aftalt") for k in kinds]


def test_a_promise_ends_with_its_outcome_or_when_it_is_taken_out(seeded_db):
    for code, given in {
        "a": {"outcome": "happened"},
        "b": {"withdrawn_at": "2022-05-01"},
        "c": {"known_from": "2023-01-01"},
    }.items():
        a_milestone(seeded_db, code, "2022-05-20", promised=1, **given)
    assert due(seeded_db, "2022-05-21") == []


def test_a_process_answers_through_its_owner_and_a_pool_through_nobody(seeded_db):
    for code in ("fb-udvalgte", "rammeaftale-mode"):  # of a pool, of a process
        set_on(seeded_db, milestones, milestones.c.code == code, promised=1)
    owners = {d.title: bool(d.party_ids) for d in due(seeded_db, "2022-07-01")}
    assert set(owners) == {"De ti udvalgte kommuner offentliggøres", "Næste møde om rammeaftalen"}
    assert owners["De ti udvalgte kommuner offentliggøres"] is False


def test_the_most_pressing_comes_first(seeded_db):
    an_answer(seeded_db, 1, COMMUNICATION, "accepted", "2022-04-10")
    a_milestone(seeded_db, "Brudt", "2022-08-01", promised=1)
    a_milestone(seeded_db, "Nær", "2022-09-05", promised=1)
    a_round(seeded_db, "2022-09-02", 3)
    a_round(seeded_db, "2022-08-30", 2)
    assert [d.kind.value for d in due(seeded_db, "2022-09-01")] == [
        "overdue",
        "due_soon",
        "milestone_overdue",
        "milestone_soon",
        "silent",
    ]


def contact(address: str, party: str, email: str | None, name: str | None = None) -> None:
    set_on(address, parties, parties.c.code == party, contact_email=email, contact_name=name)


def reached(address: str) -> dict[str, Capacity]:
    return {
        email: letter.lines[0].why for email, letter in letters_on(address, "2022-05-11").items()
    }


@pytest.fixture
def waiting(seeded_db):
    """A round waits for proposal 1, and Kommunikation has accepted the responsibility."""
    an_answer(seeded_db, 1, COMMUNICATION, "accepted", "2022-04-10")
    a_round(seeded_db, "2022-05-10", 1)
    return seeded_db


def test_a_mail_falls_back_one_step_at_a_time(waiting):
    assert reached(waiting) == {}
    a_user(waiting, "administrator", email="admin@kommune.test")
    assert reached(waiting) == {"admin@kommune.test": Capacity.ADMINISTRATOR}
    a_user(waiting, "secretary", email="sek@kommune.test")
    assert reached(waiting) == {"sek@kommune.test": Capacity.SECRETARY}
    contact(waiting, COMMUNICATION, "Kontakt@Kommune.test")
    assert reached(waiting) == {"kontakt@kommune.test": Capacity.CONTACT}
    a_user(waiting, "lead", COMMUNICATION, email="leder@kommune.test")
    assert reached(waiting) == {"leder@kommune.test": Capacity.LEAD}


def test_all_leads_of_a_party_and_all_secretaries_are_written_to(waiting):
    for name in ("s1", "s2"):
        a_user(waiting, "secretary", email=f"{name}@kommune.test")
    assert set(reached(waiting)) == {"s1@kommune.test", "s2@kommune.test"}
    for name in ("a", "b"):
        a_user(waiting, "lead", COMMUNICATION, email=f"{name}@kommune.test")
    assert set(reached(waiting)) == {"a@kommune.test", "b@kommune.test"}


def test_a_reader_or_a_lead_elsewhere_is_no_lead_of_the_party(waiting):
    a_user(waiting, "reader", COMMUNICATION)
    a_user(waiting, "lead", YOUTH)
    a_user(waiting, "secretary", email="sek@kommune.test")
    assert reached(waiting) == {"sek@kommune.test": Capacity.SECRETARY}


def test_a_shut_account_gets_nothing_not_even_as_a_contact(waiting):
    shut = {"disabled_at": "2022-04-30T00:00:00Z"}
    a_user(waiting, "lead", COMMUNICATION, email="gone@kommune.test", **shut)
    contact(waiting, COMMUNICATION, "gone@kommune.test")
    a_user(waiting, "secretary", email="sek@kommune.test")
    assert reached(waiting) == {"sek@kommune.test": Capacity.SECRETARY}


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "Britta",
        "a@b",
        "a b@kommune.test",
        "a@kommune.test\nBcc: x@y.dk",
        "æ@ø.dk",
        "a@kommune.test, b@kommune.test",
    ],
)
def test_an_address_that_cannot_be_one_counts_as_none(waiting, wrong):
    contact(waiting, COMMUNICATION, wrong)
    a_user(waiting, "secretary", email="sek@kommune.test")
    assert reached(waiting) == {"sek@kommune.test": Capacity.SECRETARY}


def test_where_it_fell_back_the_letter_knows_whom_it_was_meant_for(waiting):
    a_user(waiting, "secretary", email="sek@kommune.test")
    (line,) = letters_on(waiting, "2022-05-11")["sek@kommune.test"].lines
    assert line.meant_for == ("Kommunikation",)


def test_each_party_finds_its_own_way(seeded_db):
    for party in (LEISURE, YOUTH):
        an_answer(seeded_db, 9, party, "asked", "2022-04-10")
    a_round(seeded_db, "2022-05-10", 9)
    a_user(seeded_db, "lead", YOUTH, email="ung@kommune.test")
    a_user(seeded_db, "secretary", email="sek@kommune.test")
    assert reached(seeded_db) == {
        "ung@kommune.test": Capacity.LEAD,
        "sek@kommune.test": Capacity.SECRETARY,
    }


def test_everything_for_a_person_is_one_letter(waiting):
    an_answer(waiting, 9, YOUTH, "accepted", "2022-04-10")
    an_answer(waiting, 7, "institutions-og-skolecenteret", "accepted", "2022-03-01")
    a_round(waiting, "2022-05-09", 9)
    set_on(waiting, proposals, is_number(7), introduced_on="2022-03-01")
    centres = (COMMUNICATION, YOUTH, "institutions-og-skolecenteret")
    a_user(waiting, "lead", *centres, email="leder@kommune.test")
    (letter,) = letters_on(waiting, "2022-05-11").values()
    found = [
        (matter.kind.value, [line.due.number for line in matter.lines]) for matter in letter.matters
    ]
    assert found == [("overdue", [9]), ("overdue", [1]), ("silent", [7])]
    assert letter.reply_to == ()


def test_a_lead_of_two_parties_of_one_proposal_is_told_once(seeded_db):
    for party in (LEISURE, YOUTH):
        an_answer(seeded_db, 9, party, "accepted", "2022-04-10")
    a_round(seeded_db, "2022-05-10", 9)
    a_user(seeded_db, "lead", LEISURE, YOUTH, email="leder@kommune.test")
    (line,) = letters_on(seeded_db, "2022-05-11")["leder@kommune.test"].lines
    assert len(line.meant_for) == 2


def test_a_contact_answers_the_secretary_and_is_greeted_by_name(waiting):
    contact(waiting, COMMUNICATION, "kontakt@kommune.test", "Test Kontakt")
    a_user(waiting, "secretary", email="sek@kommune.test")
    letter = letters_on(waiting, "2022-05-11")["kontakt@kommune.test"]
    assert (letter.to.name, letter.to.user_id) == ("Test Kontakt", None)
    assert letter.reply_to == ("sek@kommune.test",)


def test_a_contact_with_an_account_is_written_to_as_a_user(waiting):
    contact(waiting, COMMUNICATION, "sek@kommune.test", "Kontakten")
    a_user(waiting, "secretary", email="sek@kommune.test", name="Test Sekretær", language="en")
    a_round(waiting, "2022-05-09", 4)  # nobody answers for it: to the secretary
    letter = letters_on(waiting, "2022-05-11")["sek@kommune.test"]
    assert (letter.to.name, letter.to.language) == ("Test Sekretær", "en")


def test_the_send_key_says_kind_person_subject_and_occasion(waiting):
    a_user(waiting, "lead", COMMUNICATION, email="leder@kommune.test")
    (matter,) = letters_on(waiting, "2022-05-11")["leder@kommune.test"].matters
    kind, email, subject, occasion = matter.send_key.split(":")
    assert (kind, email, occasion) == ("overdue", "leder@kommune.test", "2022-05-11")
    assert subject == due(waiting, "2022-05-11")[0].subject_id != proposal_id(1)
