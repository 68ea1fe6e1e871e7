"""What waits for a lead's own parties: answers, questions of responsibility, follow-ups."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import FollowUpStatus
from portfolio.queries.rounds.waiting import WaitingCounts, waiting
from portfolio.store.schema import (
    decisions,
    follow_ups,
    parties,
    proposal_parties,
    proposals,
    round_answers,
    status_rounds,
)

TODAY = date(2022, 5, 1)


def party(code: str) -> str:
    with store.reading() as connection:
        asked = sa.select(parties.c.id).where(parties.c.code == code)
        return str(connection.execute(asked).scalar_one())


@pytest.fixture
def of(ask):
    """``of("kommunikation")``: what waits for the parties of those codes."""

    def of(*codes: str, today: date = TODAY) -> WaitingCounts:
        ours = frozenset(party(code) for code in codes)
        return ask(waiting, party_ids=ours, today=today)

    return of


@pytest.fixture
def answering(seeded_db):
    """Fritid og Kultur is asked about 1 and has accepted 9; Erhvervsservice has accepted 2."""
    builders.an_answer(seeded_db, 1, "fritid-og-kultur", "asked", "2022-04-10")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.an_answer(seeded_db, 2, "erhvervsservice", "accepted", "2022-04-10")


def test_on_the_first_day_only_what_the_minutes_give_somebody_waits(of, seeded_db):
    assert of("fritid-og-kultur", "erhvervsservice") == WaitingCounts()
    assert of("administrationen") == WaitingCounts(follow_ups=1, responsible=("administrationen",))


def test_an_open_round_waits_for_its_own_until_it_is_answered(of, answering, seeded_db):
    key = builders.a_round(seeded_db, "2022-05-06", 1, 2, 9)
    assert of("fritid-og-kultur").answers == 2
    assert of("erhvervsservice").answers == 1
    assert of("fritid-og-kultur", "erhvervsservice").answers == 3
    nine = round_answers.c.proposal_id == builders.proposal_id(9)
    builders.set_on(seeded_db, round_answers, nine, state="submitted")
    assert of("fritid-og-kultur").answers == 1
    builders.set_on(seeded_db, round_answers, nine, state="returned")
    assert of("fritid-og-kultur").answers == 2
    builders.set_on(seeded_db, status_rounds, status_rounds.c.id == key, closed_at="2022-05-01")
    assert of("fritid-og-kultur").answers == 0


def test_two_parties_of_one_proposal_are_one_answer_and_one_question(of, answering, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    builders.a_round(seeded_db, "2022-05-06", 1)
    both = of("fritid-og-kultur", "kommunikation")
    assert (both.answers, both.responsibilities) == (1, 1)


def test_a_question_of_responsibility_waits_for_the_party_that_was_asked(of, answering, seeded_db):
    assert of("fritid-og-kultur").responsibilities == 1
    assert of("erhvervsservice").responsibilities == 0
    builders.an_answer(seeded_db, 1, "fritid-og-kultur", "declined", "2022-04-20")
    assert of("fritid-og-kultur").responsibilities == 0


def test_nothing_is_asked_of_what_is_set_aside_taken_back_or_not_known(of, answering, seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 1, 9)
    assert of("fritid-og-kultur", today=date(2022, 4, 3)) == WaitingCounts()
    builders.set_on(seeded_db, proposals, builders.is_number(1), stage="not_pursued")
    assert of("fritid-og-kultur") == WaitingCounts(answers=1)
    tie = proposal_parties.c.proposal_id == builders.proposal_id(9)
    builders.set_on(seeded_db, proposal_parties, tie, withdrawn_at="2022-04-30")
    assert of("fritid-og-kultur") == WaitingCounts()


def test_a_follow_up_waits_until_it_is_done_and_not_before_it_was_decided(of, seeded_db):
    nobodys = sa.select(follow_ups.c.id).where(follow_ups.c.responsible_party_id.is_(None))
    with store.reading() as connection:
        one = follow_ups.c.id == connection.execute(nobodys.limit(1)).scalar_one()
    builders.set_on(seeded_db, follow_ups, one, responsible_party_id=party("fritid-og-kultur"))
    mine = WaitingCounts(follow_ups=1, responsible=("fritid-og-kultur",))
    assert of("fritid-og-kultur") == mine
    assert of("fritid-og-kultur", "administrationen").responsible == (
        "administrationen",
        "fritid-og-kultur",
    )
    assert of("fritid-og-kultur", today=date(2022, 4, 3)) == WaitingCounts()
    builders.set_on(seeded_db, follow_ups, one, status=FollowUpStatus.DONE.value)
    assert of("fritid-og-kultur") == WaitingCounts()


def test_one_of_a_decision_out_of_use_waits_for_nobody(of, seeded_db):
    builders.set_on(seeded_db, decisions, sa.true(), withdrawn_at="2022-04-30")
    assert of("administrationen") == WaitingCounts()


def test_no_parties_nothing_waits(of, answering, seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 1, 9)
    assert of() == WaitingCounts()
