"""One screen of a review: the proposal now, the last decision and how it went, this decision."""

from datetime import date

import builders
import pytest

from portfolio.queries.reviews import reviews, screen
from portfolio.usecases import content
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)


@pytest.fixture
def shown(seeded_db, ask):
    """``shown(review, 1)``: the screen of the first item."""

    def shown(review, place=1, today=TODAY):
        row = ask(reviews.items, review_id=review).iloc[place - 1]
        return ask(screen.screen, item_id=row["id"], today=today)

    return shown


def decide(ask, review, place=1, **given):
    row = ask(reviews.items, review_id=review).iloc[place - 1]
    decided = DecisionInput(**{"outcome": "approved", "decision": "Godkendt.", **given})
    return decisions.record_decision(LOCAL, row["id"], decided, today=TODAY)


def test_the_proposal_as_it_stands_and_who_has_answered(seeded_db, shown):
    builders.a_status(
        seeded_db,
        9,
        "2022-04-20",
        rag="red",
        reason="Ingen penge",
        decision_needed="At der findes penge",
        next_step="Møde",
        next_step_date_text="maj 2022",
    )
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "asked", "2022-04-10")
    one = shown(builders.a_review(seeded_db, 9))
    assert (one.facts["rag"], one.facts["reason"]) == ("red", "Ingen penge")
    assert one.facts["decision_needed"] == "At der findes penge"
    assert (one.facts["next_step"], one.facts["next_step_date_text"]) == ("Møde", "maj 2022")
    assert one.responsible == ()
    assert ["Kultur" in name for name in one.asked] == [True]
    assert (one.here, one.is_gone) == (None, False)


def test_the_last_decision_is_the_minutes_with_what_nobody_recorded(seeded_db, shown):
    one = shown(builders.a_review(seeded_db, 4))
    assert {made.decided_on for made in one.last} == {"2022-04-04"}
    assert one.last[0].meeting


def test_whether_the_last_decision_was_carried_out(seeded_db, ask, shown):
    first = builders.a_review(seeded_db, 4, held_on="2022-04-20")
    key = decide(
        ask,
        first,
        follow_ups=(
            FollowUpInput(title="Gjort"),
            FollowUpInput(title="Åben", date_text="3. maj 2022"),
            FollowUpInput(title="Uden dato"),
        ),
    )
    row = next(one for one in shown(first).here.follow_ups if one["title"] == "Gjort")
    done = {"status": "done", "closed_on": TODAY, "state_note": "Klaret"}
    content.change(LOCAL, "follow_ups", row["id"], 1, done, today=TODAY)
    (last,) = shown(builders.a_review(seeded_db, 4)).last
    assert last.id == key
    states = {one["title"]: one["state"] for one in last.follow_ups}
    assert states == {"Gjort": "done", "Åben": "due", "Uden dato": "open"}
    (later,) = shown(builders.a_review(seeded_db, 4), today=date(2022, 5, 20)).last
    assert {one["title"]: one["state"] for one in later.follow_ups}["Åben"] == "not_recorded"


def test_what_this_meeting_decided_is_not_the_last_decision(seeded_db, ask, shown):
    review = builders.a_review(seeded_db, 4)
    key = decide(ask, review, follow_ups=(FollowUpInput(title="A"),))
    one = shown(review)
    assert (one.here.id, one.here.version, one.here.number) == (key, 1, "1.1")
    assert one.here.follow_ups[0]["responsible"] is None
    assert key not in [made.id for made in one.last]


def test_a_matter_of_its_own_and_what_is_not_there(seeded_db, ask, shown):
    one = shown(builders.a_review(seeded_db, title="Mødeplan"))
    assert (one.facts, one.last, one.here) == (None, (), None)
    assert ask(screen.screen, item_id="nix", today=TODAY) is None


def test_a_deadline_that_is_near_is_shown_and_a_far_one_is_not(seeded_db, shown):
    four = builders.proposal_id(4)
    for code, end in (("nær", "2022-05-20"), ("fjern", "2022-12-01")):
        builders.a_milestone(seeded_db, code, end, portfolio_id=None, proposal_id=four)
    titles = [row["title"] for row in shown(builders.a_review(seeded_db, 4)).deadlines]
    assert "nær" in titles
    assert "fjern" not in titles


def test_what_will_be_recorded_in_the_order_of_the_agenda(seeded_db, ask):
    review = builders.a_review(seeded_db, 4, 1, noted=(7,))
    decide(ask, review, place=2)
    found = ask(screen.outcomes, review_id=review, today=TODAY)
    assert [(one.number, one.placement, one.here is not None) for one in found] == [
        (4, "agenda", False),
        (1, "agenda", True),
        (7, "noted", False),
    ]
    assert ask(screen.outcomes, review_id="nix", today=TODAY) == ()


def test_a_decision_taken_back_is_not_shown(seeded_db, ask, shown):
    review = builders.a_review(seeded_db, 4)
    key = decide(ask, review, follow_ups=(FollowUpInput(title="A"),))
    decisions.withdraw_decision(LOCAL, key, "Fejl", version=1)
    assert shown(review).here is None
