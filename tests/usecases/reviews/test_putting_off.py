"""A decision parks a proposal, or sets or lifts an earlier decision's day: at once, and as one."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome, Stage
from portfolio.errors import PortfolioError
from portfolio.queries.meetings import follow_ups
from portfolio.queries.proposals import parking as parked
from portfolio.queries.requests.effects import effects_of
from portfolio.queries.reviews.earlier import earlier_decisions
from portfolio.reports.requests import effects as effect_words
from portfolio.store import schema
from portfolio.usecases.proposals import parking
from portfolio.usecases.proposals.parking import Waiting
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.reviews.effects import Effects, ReviewDay
from portfolio.usecases.use_case import LOCAL

TODAY, LATER = date(2022, 5, 1), date(2022, 5, 20)


def rows(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def one(table, *tests):
    (row,) = rows(table, *tests)
    return row


def proposal(number=4):
    return one(schema.proposals, builders.is_number(number))


def window(title="Anden workshop"):
    return one(schema.process_windows, schema.process_windows.c.title == title)["id"]


def waiting(**given):
    said = {"window_id": window(), "reason": "Strategien først", "must_be_ready": "Et oplæg"}
    return Waiting(**(said | given))


def item_of(review):
    return one(schema.review_items, schema.review_items.c.review_id == review)["id"]


def decide(address, effects, number=4, today=TODAY, **given):
    values = {"outcome": DecisionOutcome.DECIDED, "decision": "Aktivitet.", **given}
    item = item_of(builders.a_review(address, number, held_on=today.isoformat()))
    return decisions.record_decision(
        LOCAL, item, DecisionInput(effects=effects, **values), today=today
    )


def take_back(decision_id):
    row = one(schema.decisions, schema.decisions.c.id == decision_id)
    decisions.withdraw_decision(LOCAL, decision_id, "Fejl", version=row["version"])


def parkings(day=TODAY):
    with store.reading() as connection:
        return parked.parkings_on(connection, as_of=day, proposal_id=proposal()["id"])


def told(decision_id):
    with store.reading() as connection:
        done = effects_of(connection, decisions=[decision_id])[decision_id]
    return effect_words.said(done, "decided")


def actions_since(line):
    c = schema.change_log.c
    return [row["action"] for row in rows(schema.change_log, c.id > line)]


def last_line():
    return rows(schema.change_log)[-1]["id"]


def test_a_decision_parks_by_the_rules_of_parking(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", stage="running", rag="amber", reason="Uvist.")
    begun = last_line()
    key = decide(seeded_db, Effects(park=waiting()))
    assert (proposal()["stage"], proposal()["rag"]) == ("on_hold", "amber")
    (row,) = parkings().to_dict("records")
    assert (row["window"], row["must_be_ready"]) == ("Anden workshop", "Et oplæg")
    assert parkings(date(2022, 4, 30)).empty
    assert told(key) == ["Sat i bero til perioden »Anden workshop«"]
    assert {"decision.added", "proposal.parked", "status.given"} <= set(actions_since(begun))
    kept = one(schema.parkings)
    assert (kept["parked_on"], kept["stage_before"]) == ("2022-05-01", "running")


def test_a_parking_is_taken_back_with_its_decision(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", stage="running", rag="amber", reason="Uvist.")
    key = decide(seeded_db, Effects(park=waiting()))
    take_back(key)
    assert (proposal()["stage"], proposal()["rag"]) == ("running", "amber")
    assert parkings().empty
    assert parkings(LATER).empty
    last = rows(schema.status_updates, schema.status_updates.c.proposal_id == proposal()["id"])[-1]
    assert last["reason"] == "Uvist."
    # And it can be parked anew, with its decision made anew or on its own page.
    parking.park(LOCAL, proposal()["id"], waiting(), today=TODAY)
    assert len(parkings()) == 1


def test_a_parking_that_somebody_has_built_on_is_not_swept_away(seeded_db):
    key = decide(seeded_db, Effects(park=waiting()))
    parking.take_up(LOCAL, proposal()["id"], 1, note="Vi kan ikke vente", today=TODAY)
    with pytest.raises(PortfolioError) as caught:
        take_back(key)
    assert "4" in language.explain(caught.value)
    assert one(schema.decisions, schema.decisions.c.id == key)["withdrawn_at"] is None


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        (lambda: Effects(park=waiting(must_be_ready=" ")), "Write what must be ready"),
        (lambda: Effects(park=waiting(reason="")), "reason"),
        (lambda: Effects(park=waiting(window_id="none")), "not there any more"),
        (lambda: Effects(park=waiting(), stage=Stage.READY), "not both"),
    ],
)
def test_what_cannot_be_parked_is_said_and_nothing_is_decided(seeded_db, effects, said):
    before = proposal()
    with pytest.raises(PortfolioError, match=said):
        decide(seeded_db, effects())
    assert proposal() == before
    assert rows(schema.decisions, schema.decisions.c.decision == "Aktivitet.") == []
    assert rows(schema.parkings) == []


def test_a_window_that_is_over_is_not_waited_for(seeded_db):
    with pytest.raises(PortfolioError, match="is over"):
        decide(seeded_db, Effects(park=waiting()), today=date(2022, 7, 1))


def test_nothing_is_parked_for_the_whole_portfolio(seeded_db):
    item = item_of(builders.a_review(seeded_db, title="Chefforum"))
    said = DecisionInput(
        outcome=DecisionOutcome.DECIDED, decision="Vent.", effects=Effects(park=waiting())
    )
    with pytest.raises(PortfolioError, match="whole portfolio"):
        decisions.record_decision(LOCAL, item, said, today=TODAY)


def review_day(key):
    return one(schema.decisions, schema.decisions.c.id == key)["review_on"]


def looked_at_again(day=LATER):
    with store.reading() as connection:
        table = follow_ups.looked_at_again(connection, as_of=day, portfolio=None)
    return list(table["review_on"])


def test_a_later_decision_moves_and_lifts_an_earlier_ones_day(seeded_db):
    first = decide(seeded_db, Effects(), review_on=date(2022, 9, 1))
    assert looked_at_again() == ["2022-09-01"]
    moved = decide(
        seeded_db, Effects(review_days=[ReviewDay(first, date(2022, 11, 1))]), today=LATER
    )
    assert (review_day(first), looked_at_again()) == ("2022-11-01", ["2022-11-01"])
    assert "2022" in told(moved)[0]
    lifted = decide(seeded_db, Effects(review_days=[ReviewDay(first, None)]), today=LATER)
    assert (review_day(first), looked_at_again()) == (None, [])
    take_back(lifted)
    take_back(moved)
    assert review_day(first) == "2022-09-01"


def test_a_day_that_was_moved_since_is_not_put_back(seeded_db):
    first = decide(seeded_db, Effects(), review_on=date(2022, 9, 1))
    moved = decide(
        seeded_db, Effects(review_days=[ReviewDay(first, date(2022, 11, 1))]), today=LATER
    )
    decide(seeded_db, Effects(review_days=[ReviewDay(first, date(2022, 12, 1))]), today=LATER)
    with pytest.raises(PortfolioError) as caught:
        take_back(moved)
    assert "Aktivitet." in language.explain(caught.value)
    assert review_day(first) == "2022-12-01"


@pytest.mark.parametrize(
    ("on", "said"), [(LATER, "has come already"), (None, "has no day for looking at it again")]
)
def test_a_day_that_has_come_and_one_that_is_not_there_are_refused(seeded_db, on, said):
    first = decide(seeded_db, Effects())
    with pytest.raises(PortfolioError, match=said):
        decide(seeded_db, Effects(review_days=[ReviewDay(first, on)]), today=LATER)


def test_the_earlier_decisions_are_the_proposals_those_with_a_day_first(seeded_db):
    plain = decide(seeded_db, Effects())
    with_day = decide(seeded_db, Effects(), review_on=date(2022, 9, 1))
    decide(seeded_db, Effects(), number=5)
    item = item_of(builders.a_review(seeded_db, 4, held_on=LATER.isoformat()))
    whole = item_of(builders.a_review(seeded_db, title="Chefforum"))
    with store.reading() as connection:
        found = earlier_decisions(connection, item_id=item, today=LATER)
        of_all = earlier_decisions(connection, item_id=whole, today=LATER)
    assert found["id"][0] == with_day
    assert plain in list(found["id"])
    mine = sa.select(schema.decision_proposals.c.decision_id).where(
        schema.decision_proposals.c.proposal_id == proposal()["id"]
    )
    with store.reading() as connection:
        about = set(connection.execute(mine).scalars())
    assert set(found["id"]) <= about
    assert set(of_all["id"]) > set(found["id"])
