"""A decision that answers in words, and does not say the day or the name: the rest is asked."""

from datetime import date

import builders
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome
from portfolio.domain.requests import Missing, Source
from portfolio.queries.requests import requests
from portfolio.reports.requests import sentences
from portfolio.store import schema
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.reviews.effects import Effects, Settled
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)
QUESTION = "Hvornår skal Chefforum inddrages, og hvem sørger for det?"


def one(table, *tests):
    with store.reading() as connection:
        return dict(connection.execute(sa.select(table).where(*tests)).mappings().one())


def to_answer(**given):
    with store.reading() as connection:
        return requests.open_requests(
            connection, **{"as_of": TODAY, "today": TODAY, "portfolio": "civilsamfund"} | given
        )


def party(code):
    return one(schema.parties, schema.parties.c.code == code)["id"]


def step():
    s = schema.involvement_steps.c
    return one(schema.involvement_steps, s.party_id == party("chefforum"))


def task():
    return one(schema.follow_ups, schema.follow_ups.c.step_id == step()["id"])


def decide(address, question, *settled, outcome=DecisionOutcome.DECIDED):
    review = builders.a_review(address, title="Chefforum")
    item = one(schema.review_items, schema.review_items.c.review_id == review)
    effects = Effects(requests={question.key: sentences.question(question)}, settled=settled)
    made = DecisionInput(outcome=outcome, decision="Det tages på seminaret.", effects=effects)
    return decisions.record_decision(LOCAL, item["id"], made, today=TODAY)


def of_chefforum():
    return [
        one for one in to_answer() if one.question == QUESTION or "Chefforum" in (one.subject or "")
    ]


def test_words_alone_leave_the_day_and_the_name_to_be_said_as_another_request(seeded_db):
    (asked,) = of_chefforum()
    decision = decide(seeded_db, asked)
    number = one(schema.decisions, schema.decisions.c.id == decision)["number"]
    (left,) = of_chefforum()
    assert left.key != asked.key
    assert (left.source, left.decision, left.since) == (Source.STEP, number, "2022-05-01")
    assert left.missing == (Missing.RESPONSIBLE, Missing.DATE)
    with language.speaking("da"):
        words = sentences.question(left)
    assert words.endswith(f"Beslutning {number} af 1. maj 2022 siger det ikke.")
    assert QUESTION not in words


def test_a_name_without_a_day_leaves_only_the_day(seeded_db):
    (asked,) = of_chefforum()
    decide(
        seeded_db,
        asked,
        Settled(follow_up_id=task()["id"], responsible_party_id=party("administrationen")),
    )
    (left,) = of_chefforum()
    assert (left.source, left.missing) == (Source.STEP, (Missing.DATE,))
    with language.speaking("da"):
        assert "hvem" not in sentences.question(left).casefold()


def test_a_day_for_either_is_the_day_of_both(seeded_db):
    (asked,) = of_chefforum()
    decide(seeded_db, asked, Settled(step_id=step()["id"], date_text="juni 2022"))
    (left,) = of_chefforum()
    assert (left.source, left.missing) == (Source.FOLLOW_UP, (Missing.RESPONSIBLE,))
    again = decide(
        seeded_db,
        left,
        Settled(follow_up_id=task()["id"], responsible_party_id=party("administrationen")),
    )
    assert again
    assert of_chefforum() == []


def test_what_is_left_is_answered_in_words_again_and_asked_anew(seeded_db):
    (asked,) = of_chefforum()
    decide(seeded_db, asked)
    (left,) = of_chefforum()
    second = decide(seeded_db, left)
    (still,) = of_chefforum()
    assert len({asked.key, left.key, still.key}) == 3
    number = one(schema.decisions, schema.decisions.c.id == second)["number"]
    assert still.decision == number


def test_put_off_it_is_the_same_question(seeded_db):
    (asked,) = of_chefforum()
    decide(seeded_db, asked, outcome=DecisionOutcome.POSTPONED)
    (still,) = of_chefforum()
    assert still.key == asked.key
    assert still.postponed_on == "2022-05-01"


def test_taken_back_the_first_question_is_open_again(seeded_db):
    before = [one.key for one in to_answer()]
    (asked,) = of_chefforum()
    decision = decide(seeded_db, asked)
    version = one(schema.decisions, schema.decisions.c.id == decision)["version"]
    decisions.withdraw_decision(LOCAL, decision, "Fejl", version=version)
    assert [one.key for one in to_answer()] == before
