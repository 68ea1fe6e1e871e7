"""What was to happen, and nobody has said whether it did: asked of whoever knows."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_copy, a_milestone, an_answer, id_of, set_on

from portfolio.domain.requests import Source
from portfolio.queries.requests import requests
from portfolio.reports.requests import sentences
from portfolio.store import schema

BEFORE, AFTER = date(2022, 4, 25), date(2022, 6, 27)
SENT = "Send interessetilkendegivelsen om Frie Bymidter"


@pytest.fixture
def outcomes(ask):
    """The titles of what a party is asked for the outcome of."""

    def outcomes(body, day=AFTER):
        asked = {"portfolio": "civilsamfund", "body": body}
        found = ask(requests.open_requests, as_of=day, today=AFTER, **asked)
        return [one.subject for one in found if one.source is Source.OUTCOME]

    return outcomes


def party(code):
    return sa.select(schema.parties.c.id).where(schema.parties.c.code == code).scalar_subquery()


def test_25_april_is_asked_of_the_administration_and_not_of_the_directorate(ask, outcomes):
    assert outcomes("administrationen", BEFORE) == [], "the day itself is not over"
    assert outcomes("administrationen") == [SENT]
    for day in (BEFORE, AFTER, date(2026, 11, 30)):
        assert outcomes("direktionen", day) == outcomes(None, day) == []
    (one,) = [
        one
        for one in ask(requests.of_others, as_of=AFTER, today=AFTER, portfolio="civilsamfund")
        if one.subject == SENT
    ]
    assert (one.asked_of, one.since, one.due_on) == ("Administrationen", "2022-04-25", "2022-04-25")
    assert [about.number for about in one.proposals] == [4]
    assert one.recorded_at[0] == "follow_ups"
    assert not one.is_asked
    # A day of the minutes is nobody's promise.
    assert sentences.since(one) == "skulle være gjort senest 25. april 2022, ikke registreret"


def test_what_was_agreed_here_is_overdue(ask, seeded_db):
    set_on(seeded_db, schema.follow_ups, schema.follow_ups.c.title == SENT, promised=1)
    found = ask(requests.of_others, as_of=AFTER, today=AFTER, portfolio="civilsamfund")
    (one,) = [one for one in found if one.subject == SENT]
    assert sentences.since(one) == "aftalt til 25. april 2022, overskredet"


@pytest.mark.parametrize(
    "given",
    [
        {"status": "done", "closed_on": "2022-04-22"},
        {"status": "lapsed", "closed_on": "2022-05-01"},
        {"date_end": "2022-08-01"},
        {"responsible_party_id": None},
        {"withdrawn_at": "2022-05-01"},
    ],
)
def test_it_is_asked_no_more_when_somebody_has_said_it_or_nobody_can(seeded_db, outcomes, given):
    task = schema.follow_ups.c.title == SENT
    set_on(seeded_db, schema.follow_ups, task, **given)
    assert SENT not in outcomes("administrationen")


def test_what_was_said_later_was_not_known_that_day(seeded_db, outcomes):
    said = {"status": "done", "closed_on": "2022-06-20"}
    set_on(seeded_db, schema.follow_ups, schema.follow_ups.c.title == SENT, **said)
    assert outcomes("administrationen", date(2022, 6, 19)) == [SENT]
    assert outcomes("administrationen") == []


def test_its_deadline_is_not_asked_beside_the_follow_up_that_was_due_with_it(seeded_db, outcomes):
    tied, pp = "kommunikation", schema.proposal_parties
    mine = sa.and_(pp.c.proposal_id == id_of(1), pp.c.party_id == party(tied))
    a_copy(seeded_db, pp, mine, proposal_id=id_of(4), state=None, state_seq=0)
    an_answer(seeded_db, 4, tied, "asked", "2022-04-10")
    an_answer(seeded_db, 4, tied, "accepted", "2022-04-11")
    deadline = "Frist for interessetilkendegivelsen til Frie Bymidter"
    assert deadline not in outcomes(tied)
    set_on(
        seeded_db,
        schema.follow_ups,
        schema.follow_ups.c.title == SENT,
        withdrawn_at="2022-05-01",
        withdrawn_reason="Dobbelt",
    )
    assert deadline in outcomes(tied), "who answers for a proposal of the pool knows"
    pool_date = schema.milestones.c.title == deadline
    said = {"outcome": "happened", "outcome_on": "2022-04-22"}
    set_on(seeded_db, schema.milestones, pool_date, **said)
    assert deadline not in outcomes(tied)


def test_a_date_of_a_proposal_is_asked_of_who_answers_for_it(seeded_db, outcomes):
    a_milestone(seeded_db, "oplæg", "2022-05-10", portfolio_id=None, proposal_id=id_of(1))
    assert "oplæg" not in outcomes("kommunikation"), "the minutes suggest it, it has not said yes"
    an_answer(seeded_db, 1, "kommunikation", "asked", "2022-05-01")
    an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-05-02")
    assert "oplæg" in outcomes("kommunikation")
    assert "oplæg" not in outcomes("kommunikation", date(2022, 5, 10))
    assert "oplæg" not in outcomes("fritid-og-kultur")
