"""Which proposals could come on the agenda on a day, and the facts that say why."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.agenda import Fact, ranked
from portfolio.domain.attention import Reason
from portfolio.domain.model import ENDED, DecisionOutcome
from portfolio.domain.requests import Source
from portfolio.queries.reviews import agenda
from portfolio.store.schema import (
    decision_proposals,
    decisions,
    follow_ups,
    parkings,
    parties,
    process_windows,
    proposal_parties,
    proposal_processes,
    request_answers,
    strategy_processes,
)

TODAY = date(2022, 5, 1)


@pytest.fixture
def facts(ask):
    """``facts(4)``: what is said of proposal 4, by reason, as seen on a day."""

    def facts(number: int, day: str = "2022-05-16", portfolio: str | None = builders.PORTFOLIO):
        found = ask(
            agenda.candidates, portfolio=portfolio, as_of=date.fromisoformat(day), today=TODAY
        )
        key = builders.proposal_id(number)
        return {fact.reason: fact for one in found if one.key == key for fact in one.ranked_facts}

    return facts


def a_decision(address: str, number: int, decided_on: str, **given) -> str:
    """A decision about one proposal."""
    values = {
        "number": f"99.{decided_on}",
        "decided_on": decided_on,
        "outcome": "discussed",
        "decision": "Drøftet",
        "review_on": None,
        **given,
    }
    key = builders.a_copy(address, decisions, decisions.c.id.is_not(None), **values)
    builders.a_copy(
        address,
        decision_proposals,
        decision_proposals.c.id.is_not(None),
        decision_id=key,
        proposal_id=builders.proposal_id(number),
    )
    return key


def a_party() -> str:
    with store.reading() as connection:
        return connection.execute(sa.select(parties.c.id).limit(1)).scalar_one()


def a_window(address: str, start: str | None) -> str:
    return builders.a_copy(
        address,
        process_windows,
        process_windows.c.id.is_not(None),
        title="Indspil",
        date_text=start,
        date_start=start,
        date_end=start,
    )


def park(address: str, number: int, window: str, **given) -> None:
    def work(connection):
        connection.execute(
            parkings.insert().values(
                **{
                    "id": f"p-{number}",
                    "proposal_id": builders.proposal_id(number),
                    "window_id": window,
                    "reason": "venter",
                    "must_be_ready": "et oplæg",
                    "stage_before": "proposed",
                    "parked_on": "2022-04-10",
                    "parked_by": "test",
                    **given,
                }
            )
        )

    builders.changed(address, work)


def test_what_the_minutes_alone_give(facts):
    # What the minutes say is to be done by 25 April is nobody's promise: not overdue.
    told = facts(4)
    assert list(told) == [Reason.OPEN_QUESTION, Reason.NO_PARTY]
    assert told[Reason.NO_PARTY] == Fact(Reason.NO_PARTY)
    # Somebody is named to discuss it with, and nobody has said yes.
    assert list(facts(1)) == [Reason.NOT_ACCEPTED]


def test_near_and_silent_are_seen_from_the_day_of_the_meeting(facts):
    assert Reason.SILENT in facts(1, "2022-06-20")
    assert facts(1, "2022-06-20")[Reason.SILENT] == Fact(Reason.SILENT)
    assert Reason.DEADLINE_SOON in facts(4, "2022-04-20")
    assert facts(4, "2022-04-20")[Reason.DEADLINE_SOON].day == "2022-04-25"


def test_the_status_says_what_it_asks_and_why_it_is_red(facts, seeded_db):
    builders.a_status(
        seeded_db, 5, "2022-04-28", rag="red", reason="Ingen lokaler", decision_needed="Må vi leje?"
    )
    told = facts(5)
    asked = told[Reason.DECISION_NEEDED]
    assert (asked.day, asked.about) == ("2022-04-28", "Må vi leje?")
    assert asked.request.source is Source.STATUS
    assert told[Reason.RED] == Fact(Reason.RED, "2022-04-28", "Ingen lokaler")
    assert list(told)[:3] == [Reason.DECISION_NEEDED, Reason.RED, Reason.OPEN_QUESTION]


def test_once_somebody_has_said_yes_the_owner_is_not_missing(facts, seeded_db):
    tie = {"proposal_id": builders.proposal_id(6), "role": "added", "state": "accepted"}
    builders.a_copy(seeded_db, proposal_parties, proposal_parties.c.id.is_not(None), **tie)
    # What is asked of it all the same is what to work on, no longer who does.
    assert list(facts(6)) == [Reason.OPEN_QUESTION]


def test_a_proposal_that_was_put_off_comes_back_until_it_is_decided_on(facts, seeded_db):
    a_decision(seeded_db, 5, "2022-04-20", outcome=DecisionOutcome.POSTPONED, decision="Udsat")
    assert facts(5)[Reason.RETURNED] == Fact(Reason.RETURNED, "2022-04-20", "Udsat")
    assert Reason.RETURNED not in facts(1)
    a_decision(seeded_db, 5, "2022-05-02")
    assert Reason.RETURNED not in facts(5)


def test_what_is_put_off_twice_is_said_once(facts, seeded_db):
    for day in ("2022-04-20", "2022-04-28"):
        a_decision(seeded_db, 5, day, outcome=DecisionOutcome.POSTPONED)
    assert facts(5)[Reason.RETURNED].day == "2022-04-28"


def test_the_meeting_that_puts_it_off_does_not_see_it_come_back(facts, seeded_db):
    a_decision(seeded_db, 5, "2022-05-16", outcome=DecisionOutcome.POSTPONED)
    assert Reason.RETURNED not in facts(5, "2022-05-16")
    assert Reason.RETURNED in facts(5, "2022-05-17")


def test_a_decision_is_looked_at_again_when_its_day_has_come(facts, seeded_db):
    a_decision(seeded_db, 5, "2022-04-20", review_on="2022-05-16", decision="Prøves et år")
    assert Reason.REVIEW_DUE not in facts(5, "2022-05-15")
    assert facts(5, "2022-05-16")[Reason.REVIEW_DUE].about == "Prøves et år"
    # Another matter decided in between does not settle it; a decision since the day does.
    a_decision(seeded_db, 5, "2022-05-10")
    assert Reason.REVIEW_DUE in facts(5, "2022-05-20")
    a_decision(seeded_db, 5, "2022-05-17")
    assert Reason.REVIEW_DUE not in facts(5, "2022-05-20")


def test_a_decision_that_was_taken_out_counts_for_nothing(facts, seeded_db):
    key = a_decision(seeded_db, 5, "2022-04-20", outcome=DecisionOutcome.POSTPONED)
    builders.set_on(seeded_db, decisions, decisions.c.id == key, withdrawn_at="2022-04-21")
    assert Reason.RETURNED not in facts(5)


def test_a_follow_up_past_its_day_is_overdue_until_it_is_done(facts, seeded_db):
    decision = a_decision(seeded_db, 5, "2022-04-20")
    key = builders.a_copy(
        seeded_db,
        follow_ups,
        follow_ups.c.id.is_not(None),
        decision_id=decision,
        title="Ring til Test",
        date_text="1. maj",
        date_start="2022-05-01",
        date_end="2022-05-01",
        status="open",
        closed_on=None,
        responsible_party_id=a_party(),
        promised=1,
    )
    assert facts(5)[Reason.FOLLOW_UP_OVERDUE] == Fact(
        Reason.FOLLOW_UP_OVERDUE, "2022-05-01", "Ring til Test", "1. maj"
    )
    done = {"status": "done", "closed_on": "2022-05-10"}
    builders.set_on(seeded_db, follow_ups, follow_ups.c.id == key, **done)
    assert Reason.FOLLOW_UP_OVERDUE not in facts(5)


def test_a_parked_proposal_waits_until_its_window_has_opened(facts, seeded_db):
    park(seeded_db, 1, a_window(seeded_db, "2022-06-01"))
    assert facts(1, "2022-05-31") == {}
    told = facts(1, "2022-06-01")
    assert told[Reason.WINDOW_OPENED].about == "et oplæg"
    assert told[Reason.WINDOW_OPENED].of
    assert told[Reason.WINDOW_OPENED].day == "2022-06-01"


def test_a_window_without_a_date_has_not_opened_and_an_ended_parking_holds_nothing(
    facts, seeded_db
):
    window = a_window(seeded_db, None)
    park(seeded_db, 1, window)
    park(seeded_db, 2, window, ended_on="2022-04-20")
    assert facts(1, "2030-01-01") == {}
    assert Reason.NOT_ACCEPTED in facts(2)
    assert Reason.WINDOW_OPENED not in facts(2)


@pytest.mark.parametrize("stage", ENDED)
def test_what_has_ended_is_no_matter_for_a_meeting(facts, seeded_db, stage):
    builders.a_status(seeded_db, 5, "2022-04-28", rag="red", reason="x", stage=stage)
    assert facts(5) == {}


def test_a_deadline_reaches_the_proposals_tied_to_its_pool_once(ask, seeded_db):
    found = ask(
        agenda.candidates, portfolio=builders.PORTFOLIO, as_of=date(2022, 4, 20), today=TODAY
    )
    for one in found:
        assert len(set(one.facts)) == len(one.facts)


def test_a_law_dependent_event_near_counts_as_a_deadline(facts, seeded_db):
    process = strategy_processes.c
    with_process = builders.a_copy(
        seeded_db, strategy_processes, process.id.is_not(None), code="test-proces"
    )
    builders.a_copy(
        seeded_db,
        proposal_processes,
        proposal_processes.c.id.is_not(None),
        proposal_id=builders.proposal_id(8),
        process_id=with_process,
    )
    tie = {"portfolio_id": None, "process_id": with_process, "kind": "event"}
    builders.a_milestone(seeded_db, "en-dag", "2022-05-30", **tie)
    assert Reason.DEADLINE_SOON not in facts(8)
    builders.a_milestone(seeded_db, "loven", "2022-05-30", law_dependent=1, **tie)
    assert facts(8)[Reason.DEADLINE_SOON].about == "loven"


def test_a_light_that_has_changed_since_the_last_meeting_is_a_reason(facts, seeded_db):
    builders.a_status(seeded_db, 5, "2022-04-28", rag="green")
    assert facts(5)[Reason.CHANGED] == Fact(
        Reason.CHANGED, "2022-04-04", "Direktionens møde den 4. april 2022"
    )
    assert Reason.CHANGED not in facts(1)


def test_all_portfolios_together(ask, seeded_db):
    builders.another_portfolio(seeded_db, 77, "Et andet forslag")
    every = ask(agenda.candidates, portfolio=None, as_of=date(2022, 5, 16), today=TODAY)
    own = ask(agenda.candidates, portfolio=builders.PORTFOLIO, as_of=date(2022, 5, 16), today=TODAY)
    other = ask(agenda.candidates, portfolio="another", as_of=date(2022, 5, 16), today=TODAY)
    assert len(other) == 1
    assert {one.key for one in own} | {other[0].key} <= {one.key for one in every}


def test_nothing_is_known_before_the_first_meeting_nor_in_an_empty_database(facts, ask_empty):
    values = {"portfolio": None, "as_of": date(2022, 5, 16), "today": TODAY}
    assert ask_empty(agenda.candidates, **values) == ()


def test_before_the_first_meeting_there_is_no_candidate(ask):
    values = {"portfolio": builders.PORTFOLIO, "as_of": date(2022, 4, 3), "today": TODAY}
    assert ask(agenda.candidates, **values) == ()


def test_titles_stand_as_they_are_whatever_marks_they_hold(facts, seeded_db):
    title = "'; DROP TABLE proposals; -- <b>"
    builders.a_milestone(
        seeded_db,
        "m",
        "2022-05-20",
        title=title,
        portfolio_id=None,
        proposal_id=builders.proposal_id(8),
    )
    assert facts(8)[Reason.DEADLINE_SOON].about == title


def whole(ask, day: str, **values) -> list[str]:
    """The keys of the questions that are items of their own, as seen on a day."""
    asked = {"portfolio": builders.PORTFOLIO} | values
    found = ask(agenda.candidates, as_of=date.fromisoformat(day), today=TODAY, **asked)
    return [one.whole.question for one in ranked(found) if one.whole]


@pytest.mark.parametrize("day", ["2022-04-05", "2022-05-02"])
def test_what_concerns_all_is_one_candidate_each_and_stands_on_no_proposal(ask, facts, day):
    assert whole(ask, day) == [
        "Hvornår skal Chefforum inddrages, og hvem sørger for det?",
        "Hvilke fagcentre skal kvalificere hvilke forslag?",
        "Hvornår bliver Udviklingsstrategien opdateret?",
        "Hvornår og hvordan skal Byrådet inddrages?",
    ]
    for number in range(1, 10):
        fact = facts(number, day).get(Reason.OPEN_QUESTION)
        assert fact is None or not fact.request.whole


def test_another_body_is_asked_its_own(ask):
    theirs = whole(ask, "2022-05-02", body="byraadet")
    assert "Hvornår skal Byrådet tage stilling til den kvalificerede ansøgning?" in theirs
    assert not set(theirs) & set(whole(ask, "2022-05-02"))


def test_what_was_put_off_waits_for_its_day_and_says_till_when(facts, seeded_db):
    day = {"outcome": DecisionOutcome.POSTPONED, "review_on": "2022-05-16"}
    a_decision(seeded_db, 5, "2022-04-20", **day)
    assert Reason.RETURNED not in facts(5, "2022-05-15")
    told = facts(5, "2022-05-16")
    assert told[Reason.RETURNED].until == "2022-05-16"
    assert Reason.REVIEW_DUE not in told, "it is said once"


def test_a_question_that_was_put_off_waits_as_well(facts, seeded_db):
    builders.a_status(seeded_db, 5, "2022-04-10", rag="red", reason="x", decision_needed="Må vi?")
    key = facts(5)[Reason.DECISION_NEEDED].request.key
    day = {"outcome": DecisionOutcome.POSTPONED, "review_on": "2022-06-01"}
    answers(seeded_db, key, a_decision(seeded_db, 5, "2022-04-20", **day))
    assert Reason.DECISION_NEEDED not in facts(5, "2022-05-31")
    assert Reason.RED in facts(5, "2022-05-31"), "that it is red is no question"
    assert facts(5, "2022-06-01")[Reason.DECISION_NEEDED].until == "2022-06-01"


def test_a_question_goes_off_the_day_after_it_is_answered(facts, seeded_db):
    builders.a_status(seeded_db, 5, "2022-04-10", decision_needed="Må vi?")
    key = facts(5)[Reason.DECISION_NEEDED].request.key
    answers(seeded_db, key, a_decision(seeded_db, 5, "2022-05-16", outcome="approved"))
    # What the meeting itself decides leaves its agenda as it was called.
    assert Reason.DECISION_NEEDED in facts(5, "2022-05-16")
    assert Reason.DECISION_NEEDED not in facts(5, "2022-05-17")


def answers(address: str, key: str, decision: str) -> None:
    row = {"id": f"a-{key}", "request_key": key, "decision_id": decision, "question": "?"}
    builders.changed(
        address, lambda connection: connection.execute(request_answers.insert().values(row))
    )


def test_what_runs_is_new_until_a_meeting_has_talked_of_it(ask, facts, seeded_db):
    builders.a_proposal(seeded_db, 30, "Ungehus")
    assert Reason.NEW not in facts(30)  # nothing runs yet
    builders.a_status(seeded_db, 30, "2022-04-20")
    assert facts(30)[Reason.NEW] == Fact(Reason.NEW, "2022-04-20")
    assert Reason.NEW not in facts(4)  # the minutes decide on it
    a_decision(seeded_db, 30, "2022-05-10")
    assert Reason.NEW not in facts(30)
    assert Reason.NEW in facts(30, "2022-05-10")  # what the meeting itself decides
