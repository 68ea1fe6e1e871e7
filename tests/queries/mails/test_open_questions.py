"""A question put to a body is reminded of by its day, in the words it has everywhere."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome
from portfolio.queries.mails import letters, recipients, reminders
from portfolio.queries.requests.requests import open_requests
from portfolio.reports.mails import reminder_words
from portfolio.reports.requests import sentences
from portfolio.store import schema
from portfolio.usecases.requests import requests
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.use_case import LOCAL

ASKED_ON = date(2022, 5, 1)
QUESTION = "Skal vi søge om penge til Selmers Have?"


@pytest.fixture
def asked(seeded_db):
    """A question to Chefforum about proposal 4, to be answered by 20 May; its key."""
    p = schema.parties.c
    with store.reading() as connection:
        body = connection.execute(sa.select(p.id).where(p.code == "chefforum")).scalar_one()
    given = requests.Question(question=QUESTION, addressee_party_id=body, due_on=date(2022, 5, 20))
    return requests.ask(
        LOCAL,
        given,
        portfolio="civilsamfund",
        proposal_id=builders.proposal_id(4),
        today=ASKED_ON,
    )


def due(day, **rules):
    with store.reading() as connection:
        found = reminders.due_reminders(
            connection, today=date.fromisoformat(day), rules=reminders.Rules(**rules)
        )
    return [one for one in found if one.request is not None and one.request.is_asked]


@pytest.mark.parametrize(
    ("day", "told"),
    [("2022-04-25", 0), ("2022-04-26", 1), ("2022-06-27", 1), ("2026-11-30", 0)],
)
def test_what_nobody_has_recorded_is_reminded_of_for_half_a_year(seeded_db, day, told):
    with store.reading() as connection:
        today = date.fromisoformat(day)
        found = reminders.due_reminders(connection, today=today, rules=reminders.Rules())
        p = schema.parties.c
        chosen = sa.select(p.id).where(p.code == "administrationen")
        whose = connection.execute(chosen).scalar_one()
        mine = [one for one in found if one.kind == "unrecorded"]
        assert [one.party_ids for one in mine] == [(whose,)] * told
        letter = letters.write(mine, recipients.directory(connection))
    assert not letter or told
    for one in mine:
        assert (one.number, one.day) == (4, date(2022, 4, 25))
        assert one.request is not None


def kinds(day, **rules):
    return [(one.kind.value, one.number, one.occasion) for one in due(day, **rules)]


def test_it_is_reminded_of_a_week_before_and_when_the_day_has_passed(asked):
    assert kinds("2022-05-12") == []
    assert kinds("2022-05-13") == [("question_soon", 4, "2022-05-20")]
    assert kinds("2022-05-20") == [("question_soon", 4, "2022-05-20")]  # the same occasion
    assert kinds("2022-05-21") == [("question_overdue", 4, "2022-05-21")]


def test_a_question_without_a_day_and_one_nobody_asked_remind_nobody(seeded_db):
    p = schema.parties.c
    with store.reading() as connection:
        body = connection.execute(sa.select(p.id).where(p.code == "direktionen")).scalar_one()
    given = requests.Question(question=QUESTION, addressee_party_id=body)
    requests.ask(LOCAL, given, portfolio="civilsamfund", proposal_id=None, today=ASKED_ON)
    assert due("2023-05-01") == []


def test_what_is_taken_back_is_not_reminded_of(asked):
    requests.withdraw(LOCAL, asked.split(":")[1], "Løst", version=1)
    assert due("2022-05-21") == []


def test_what_a_decision_has_answered_is_not_reminded_of(seeded_db):
    p = schema.parties.c
    with store.reading() as connection:
        body = connection.execute(sa.select(p.id).where(p.code == "direktionen")).scalar_one()
    given = requests.Question(question=QUESTION, addressee_party_id=body, due_on=date(2022, 5, 20))
    key = requests.ask(
        LOCAL,
        given,
        portfolio="civilsamfund",
        proposal_id=builders.proposal_id(4),
        today=ASKED_ON,
    )
    assert len(due("2022-05-21")) == 1
    review = builders.a_review(seeded_db, 4)
    with store.reading() as connection:
        i = schema.review_items.c
        item = connection.execute(sa.select(i.id).where(i.review_id == review)).scalar_one()
    said = DecisionInput(
        outcome=DecisionOutcome.DECIDED,
        decision="Ja, søg.",
        effects=Effects(requests={key: QUESTION}),
    )
    decisions.record_decision(LOCAL, item, said, today=ASKED_ON)
    assert due("2022-05-21") == []


def test_the_mail_goes_to_the_body_in_the_words_of_the_list(asked, seeded_db):
    builders.a_user(seeded_db, "lead", "chefforum", email="forum@kommune.test")
    with store.reading() as connection:
        directory = recipients.directory(connection)
        (listed,) = (
            one
            for one in open_requests(connection, as_of=ASKED_ON, today=ASKED_ON, body="chefforum")
            if one.key == asked
        )
    (letter,) = letters.write(due("2022-05-21"), directory)
    assert letter.to.email == "forum@kommune.test"
    (matter,) = letter.matters
    with language.speaking("da"):
        part = reminder_words.part(matter, "https://p.test")
        assert reminder_words.subject(matter) == f"Intet svar senest 20. maj 2022: {QUESTION}"
        assert part.points == (
            f"{sentences.question(listed)} (forslag 4, {sentences.since(listed)})",
        )
        assert part.address == "https://p.test/anmodninger?portefolje=civilsamfund"
        assert part.heading == "Svaret var ønsket senest 20. maj 2022"
