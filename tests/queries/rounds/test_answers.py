"""What a lead is asked, what the secretary sees of a round, and what a closed one showed."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio.queries.rounds import answers, rounds
from portfolio.store.schema import parties, proposals, round_answers
from portfolio.usecases.rounds import drafts
from portfolio.usecases.rounds import rounds as round_usecases

TODAY = date(2022, 5, 1)


@pytest.fixture
def lead(seeded_db):
    """Asked about 1, accepted 9, said no to nothing, suggested for no more."""
    builders.an_answer(seeded_db, 1, "fritid-og-kultur", "asked", "2022-04-10")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.an_answer(seeded_db, 2, "erhvervsservice", "accepted", "2022-04-10")
    return builders.a_user(seeded_db, "lead", "fritid-og-kultur")


def test_mine_are_those_asked_and_accepted(ask, lead):
    found = ask(answers.of_user, user_id=lead, today=TODAY)
    assert [own.number for own in found] == [1, 9]
    assert [own.parties for own in found] == [
        (("Fritid og Kultur", "asked"),),
        (("Fritid og Kultur", "accepted"),),
    ]
    assert all(own.asked is None and own.latest is None for own in found)
    assert ask(answers.of_user, user_id=None, today=TODAY) == ()


def test_a_party_out_of_use_answers_for_nothing(ask, lead, seeded_db):
    mine = parties.c.code == "fritid-og-kultur"
    builders.set_on(seeded_db, parties, mine, withdrawn_at="2022-04-30")
    nine = ask(answers.of_proposal, portfolio=builders.PORTFOLIO, number=9, today=TODAY)
    assert nine.parties == ()


def test_what_is_set_aside_or_not_known_yet_is_nobodys(ask, lead, seeded_db):
    builders.set_on(seeded_db, proposals, builders.is_number(9), stage="not_pursued")
    assert [own.number for own in ask(answers.of_user, user_id=lead, today=TODAY)] == [1]
    assert ask(answers.of_user, user_id=lead, today=date(2022, 4, 3)) == ()


def test_the_last_answer_and_the_round_come_along(ask, lead, seeded_db):
    builders.a_status(seeded_db, 9, "2022-04-10", stage="qualification", risks="Gammel")
    builders.a_status(seeded_db, 9, "2022-04-20", stage="qualification", risks="Ny")
    key = builders.a_round(seeded_db, "2022-05-06", 9)
    one, nine = ask(answers.of_user, user_id=lead, today=TODAY)
    assert one.asked is None
    assert (nine.latest["risks"], nine.status_seq) == ("Ny", 2)
    assert (nine.asked.round_id, nine.asked.state, nine.asked.draft) == (key, "asked", None)
    assert nine.asked.days_left(TODAY) == 5
    assert nine.asked.days_left(date(2022, 5, 8)) == -2


def test_a_closed_round_asks_nothing(ask, lead, seeded_db):
    builders.a_round(seeded_db, "2022-04-06", 9, closed_at="2022-04-07")
    assert ask(answers.of_user, user_id=lead, today=TODAY)[1].asked is None


def test_a_draft_comes_back(ask, lead, seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 9)
    (row,) = ask(lambda c: list(c.execute(sa.select(round_answers))))
    drafts.keep(builders.as_user(lead), builders.proposal_id(9), row.id, {"risks": "K"}, version=1)
    asked = ask(answers.of_user, user_id=lead, today=TODAY)[1].asked
    assert (asked.draft, asked.state, asked.version) == ({"risks": "K"}, "draft", 2)


def test_one_and_everyones(ask, lead):
    assert ask(answers.of_proposal, portfolio="civilsamfund", number=4, today=TODAY).has_pool
    assert not ask(answers.of_proposal, portfolio="civilsamfund", number=7, today=TODAY).has_pool
    assert ask(answers.of_proposal, portfolio="civilsamfund", number=99, today=TODAY) is None
    everyone = ask(answers.of_portfolio, portfolio="civilsamfund", today=TODAY)
    assert [own.number for own in everyone] == list(range(1, 10))
    assert everyone[1].parties == (("Erhvervsservice", "accepted"),)


def test_suggested_is_what_nobody_has_asked_about(ask, seeded_db):
    user = builders.a_user(seeded_db, "lead", "fritid-og-kultur")
    found = ask(answers.suggestions, user_id=user, today=TODAY)
    # Mentioned in 6 is not suggested for it.
    assert list(found["number"]) == [1, 9]
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "asked", "2022-04-10")
    assert list(ask(answers.suggestions, user_id=user, today=TODAY)["number"]) == [1]
    mine = parties.c.code == "fritid-og-kultur"
    builders.set_on(seeded_db, parties, mine, withdrawn_at="2022-04-30")
    assert ask(answers.suggestions, user_id=user, today=TODAY).empty


def test_the_round_as_the_secretary_follows_it(ask, lead, seeded_db):
    key = builders.a_round(seeded_db, "2022-05-06", 2, 3, 4, 9)
    found = ask(rounds.progress, round_id=key).set_index("number")
    assert list(found.index) == [2, 3, 4, 9]
    assert found.loc[2, ["responsible", "asked"]].tolist() == ["Erhvervsservice", None]
    assert found.loc[2, "suggested"] == "Borger- og Arbejdsmarkedscenteret"
    assert (found.loc[2, "asked"], found.loc[9, "asked"]) == (None, None)
    assert found.loc[3, "responsible"] is None
    assert found.loc[3, "suggested"] is not None
    assert found.loc[4, "responsible"] is None
    assert found.loc[4, "suggested"] is None
    (row,) = ask(rounds.rounds, portfolio="civilsamfund").to_dict("records")
    assert (row["asked"], row["submitted"], row["without_word"]) == (4, 0, None)
    asked = builders.a_round(seeded_db, "2022-05-20", 1)
    (one,) = ask(rounds.progress, round_id=asked).to_dict("records")
    assert (one["responsible"], one["asked"]) == (None, "Fritid og Kultur")


def test_a_round_of_another_portfolio_is_not_shown(ask, seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 9)
    builders.another_portfolio(seeded_db, 50, "Andet")
    assert ask(rounds.rounds, portfolio="another").empty
    assert 50 not in list(ask(rounds.to_ask, portfolio="civilsamfund", today=TODAY)["number"])


def test_a_closed_round_shows_its_picture_and_its_silences(ask, lead, seeded_db):
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary"))
    builders.a_status(seeded_db, 9, "2022-04-10", stage="qualification", rag="amber", percent=10)
    key = builders.a_round(seeded_db, "2022-05-06", 4, 9)
    round_usecases.close_round(secretary, key, version=1)
    builders.a_status(seeded_db, 9, "2022-04-30", stage="running", rag="green", percent=60)
    kept = ask(rounds.snapshot, round_id=key).set_index("number")
    assert (kept.loc[9, "rag"], kept.loc[9, "percent"]) == ("amber", 10)
    assert list(kept["without_word"]) == [1, 1]
    (row,) = ask(rounds.rounds, portfolio="civilsamfund").to_dict("records")
    assert row["without_word"] == 2
    nine = builders.proposal_id(9)
    assert list(ask(rounds.silences, proposal_id=nine, as_of=None)["rag"]) == ["amber"]
    assert ask(rounds.silences, proposal_id=nine, as_of=date(2022, 5, 1)).empty
    assert ask(rounds.silences, proposal_id=builders.proposal_id(7), as_of=None).empty


def test_an_empty_database_answers_too(ask_empty):
    assert ask_empty(answers.of_user, user_id="x", today=TODAY) == ()
    assert ask_empty(answers.suggestions, user_id="x", today=TODAY).empty
    assert ask_empty(rounds.rounds, portfolio="x").empty
    assert ask_empty(rounds.progress, round_id="x").empty
    assert ask_empty(rounds.bodies).empty
    assert ask_empty(rounds.planned_meetings, today=TODAY).empty


def test_the_directorate_comes_first_of_those_that_meet(ask):
    names = list(ask(rounds.bodies)["name"])
    assert names[0] == "Direktionen"
    assert "Fritid og Kultur" not in names
    assert "Chefforum" in names
