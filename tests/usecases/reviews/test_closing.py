"""Closing a review: every item has its decision, every proposal its picture, and it is locked."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome, Succession
from portfolio.errors import PortfolioError
from portfolio.queries.reviews import agenda
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.log import restoring
from portfolio.usecases.proposals import succession
from portfolio.usecases.reviews import closing, decisions
from portfolio.usecases.reviews.decision_input import FollowUpInput
from portfolio.usecases.use_case import LOCAL
from tests.usecases.reviews.test_decisions import (
    TODAY,
    decide,
    decided,
    follow_ups,
    items,
    one,
    rows,
)

POSTPONED, NOTED = closing.REST


def close(review, *rest, started=True):
    """Close it; ``rest`` says in order what becomes of those without a decision."""
    if started:
        decisions.start_review(LOCAL, review)
    waiting = [
        row["id"]
        for row in items(review)
        if row["placement"] == "agenda" and row["agenda_item_id"] is None
    ]
    closing.close_review(LOCAL, review, dict(zip(waiting, rest, strict=False)), today=TODAY)


def of_proposal(number):
    """Outcome and number of the decisions of this meeting on a proposal's page."""
    d, link = schema.decisions, schema.decision_proposals
    with store.reading() as connection:
        chosen = sa.select(d.c.outcome, d.c.number).join(link, link.c.decision_id == d.c.id)
        found = chosen.where(
            link.c.proposal_id == builders.proposal_id(number), d.c.decided_on == "2022-05-01"
        )
        return [tuple(row) for row in connection.execute(found)]


def picture(review, number):
    s = schema.review_snapshots.c
    return one(
        schema.review_snapshots,
        s.review_id == review,
        s.proposal_id == builders.proposal_id(number),
    )


def message(caught):
    return language.explain(caught.value)


def test_every_proposal_talked_about_or_noted_has_its_decision(seeded_db):
    review = builders.a_review(seeded_db, 4, 1, 2, noted=(7, 8), title="Ny mødeplan")
    decide(items(review)[0])
    close(review, POSTPONED, NOTED, NOTED)
    assert of_proposal(4) == [("approved", "1.1")]
    assert of_proposal(1) == [("postponed", "2.1")]
    # One item for all that is noted, also what was on the agenda and never reached.
    assert of_proposal(2) == of_proposal(7) == of_proposal(8) == [("noted", "4.1")]
    assert of_proposal(3) == []
    a, meeting = schema.agenda_items.c, one(schema.reviews, schema.reviews.c.id == review)
    minutes = rows(schema.agenda_items, a.meeting_id == meeting["meeting_id"])
    titles = [row["title"] for row in sorted(minutes, key=lambda row: row["number"])]
    assert titles[2:] == ["Ny mødeplan", "Taget til efterretning"]
    assert (meeting["closed_by"], meeting["closed_at"] is None) == ("local", False)
    assert all(row["agenda_item_id"] for row in items(review))


def test_where_every_proposal_of_the_portfolio_stood_is_kept(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", stage="running", rag="red", percent=30)
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    review = builders.a_review(seeded_db, 4, noted=(7,))
    key = decide(items(review)[0])
    close(review)
    red = picture(review, 4)
    assert (red["rag"], red["stage"], red["percent"]) == ("red", "running", 30)
    assert (red["placement"], red["decision_id"], red["status_seq"]) == ("agenda", key, 1)
    assert (picture(review, 7)["placement"], picture(review, 7)["decision_id"]) != (None, None)
    beside = picture(review, 9)
    assert (beside["placement"], beside["decision_id"]) == (None, None)
    assert "Fritid" in beside["responsible"]
    assert picture(review, 4)["responsible"] is None
    builders.a_status(seeded_db, 4, "2022-05-01", rag="green")
    assert picture(review, 4)["rag"] == "red"
    p = schema.proposals.c
    portfolio = one(schema.proposals, p.id == builders.proposal_id(4))["portfolio_id"]
    mine = len(rows(schema.proposals, p.portfolio_id == portfolio))
    s = schema.review_snapshots
    assert len(rows(s, s.c.review_id == review)) == mine


def test_what_has_no_decision_is_named_and_nothing_is_stored(seeded_db):
    review = builders.a_review(seeded_db, 4, 1, noted=(7,))
    decide(items(review)[0])
    title = one(schema.proposals, schema.proposals.c.id == builders.proposal_id(1))["title"]
    with pytest.raises(PortfolioError) as caught:
        close(review)
    assert title in message(caught)
    assert one(schema.reviews, schema.reviews.c.id == review)["closed_at"] is None
    assert of_proposal(7) == []
    assert rows(schema.review_snapshots) == []
    with pytest.raises(PortfolioError):  # only two things can be said of what was not reached
        close(review, DecisionOutcome.APPROVED)


def test_closed_twice_is_told_and_closed_once(seeded_db):
    review = builders.a_review(seeded_db, noted=(7,))
    close(review)
    with pytest.raises(PortfolioError) as caught:
        close(review, started=False)
    assert "Mødet blev afsluttet" in message(caught)
    with pytest.raises(PortfolioError):
        decisions.start_review(LOCAL, review)
    assert of_proposal(7) == [("noted", "1.1")]


def test_what_has_not_begun_cannot_be_closed(seeded_db):
    review = builders.a_review(seeded_db, noted=(7,))
    with pytest.raises(PortfolioError) as caught:
        close(review, started=False)
    assert "ikke begyndt" in message(caught)
    with pytest.raises(PortfolioError) as caught:
        closing.close_review(LOCAL, "nix", {}, today=TODAY)
    assert "findes ikke" in message(caught)


def test_what_was_set_aside_meanwhile_holds_nothing_up_and_gets_no_decision(seeded_db):
    review = builders.a_review(seeded_db, 4, noted=(7, 8))
    for number in (4, 7):
        step = succession.Step(kind=Succession.SET_ASIDE, happened_on=TODAY, reason="Derfor")
        succession.take(LOCAL, builders.proposal_id(number), step, today=TODAY)
    close(review)
    assert (of_proposal(4), of_proposal(7)) == ([], [])
    assert of_proposal(8) == [("noted", "1.1")]
    assert picture(review, 4)["stage"] == "not_pursued"


def test_a_decision_taken_back_and_not_made_anew_stands_as_noted_under_its_own_title(seeded_db):
    review = builders.a_review(seeded_db, 4, 1)
    key = decide(items(review)[0])
    decisions.withdraw_decision(LOCAL, key, "Fejl", version=1)
    first, second = (row["id"] for row in items(review))
    closing.close_review(LOCAL, review, {first: NOTED, second: POSTPONED}, today=TODAY)
    assert of_proposal(4) == [("noted", "1.1")]
    assert of_proposal(1) == [("postponed", "2.1")]


def test_what_was_postponed_comes_back_by_itself(seeded_db):
    review = builders.a_review(seeded_db, 4, 1)
    decide(items(review)[0])
    close(review, POSTPONED)
    with store.reading() as connection:
        found = agenda.candidates(
            connection, portfolio=builders.PORTFOLIO, as_of=date(2022, 5, 30), today=TODAY
        )
    reasons = {one.key: [str(fact.reason) for fact in one.facts] for one in found}
    assert "returned" in reasons[builders.proposal_id(1)]
    assert "returned" not in reasons.get(builders.proposal_id(4), [])


@pytest.fixture
def closed(seeded_db):
    """A closed review with a decision about proposal 4 and a follow-up; the decision's id."""
    review = builders.a_review(seeded_db, 4)
    key = decide(items(review)[0], follow_ups=(FollowUpInput(title="Gør det"),))
    decisions.amend_decision(
        LOCAL,
        key,
        decided(
            decision="Rettet.",
            follow_ups=(FollowUpInput(id=follow_ups(key)[0]["id"], title="Gør det"),),
        ),
        version=1,
        today=TODAY,
    )
    close(review)
    return review, key


def test_nothing_of_a_closed_review_can_be_changed_in_any_way(seeded_db, closed):
    review, key = closed
    meeting = one(schema.reviews, schema.reviews.c.id == review)["meeting_id"]
    item, task = items(review)[0]["agenda_item_id"], follow_ups(key)[0]["id"]
    link = one(schema.decision_proposals, schema.decision_proposals.c.decision_id == key)["id"]
    other = rows(schema.decisions)[0]
    (amended,) = rows(schema.change_log, schema.change_log.c.action == "decision.changed")
    ways = {
        "amend": lambda: decisions.amend_decision(LOCAL, key, decided(), version=2, today=TODAY),
        "take back": lambda: decisions.withdraw_decision(LOCAL, key, "r", version=2),
        "record": lambda: decide(items(review)[0]),
        "meeting": lambda: content.change(
            LOCAL, "meetings", meeting, 1, {"title": "X"}, today=TODAY
        ),
        "item": lambda: content.change(LOCAL, "agenda_items", item, 1, {"title": "X"}, today=TODAY),
        "new item": lambda: content.add(
            LOCAL, "agenda_items", {"meeting_id": meeting, "number": 9, "title": "X"}, today=TODAY
        ),
        "decision": lambda: content.change(
            LOCAL, "decisions", key, 2, {"decision": "X"}, today=TODAY
        ),
        "moved into it": lambda: content.change(
            LOCAL, "decisions", other["id"], 1, {"agenda_item_id": item}, today=TODAY
        ),
        "many": lambda: content.save_many(
            LOCAL, "decisions", [content.RowChange({"decision": "X"}, key, 2)], today=TODAY
        ),
        "untie": lambda: content.untie(LOCAL, "decision_proposals", link, 1, "r"),
        "tie": lambda: content.tie(
            LOCAL,
            "decision_proposals",
            {"decision_id": key, "proposal_id": builders.proposal_id(9)},
            today=TODAY,
        ),
        "follow-up": lambda: content.change(
            LOCAL, "follow_ups", task, 1, {"title": "X"}, today=TODAY
        ),
        "follow-up out": lambda: content.withdraw(LOCAL, "follow_ups", task, 1, "r"),
        "restore": lambda: restoring.restore(LOCAL, amended["id"]),
    }
    before = rows(schema.decisions), rows(schema.follow_ups), rows(schema.meetings)
    for name, way in ways.items():
        with pytest.raises(PortfolioError) as caught:
            way()
        said = message(caught) if name != "many" else message_of_fault(caught)
        assert "afsluttet" in said, name
    assert (rows(schema.decisions), rows(schema.follow_ups), rows(schema.meetings)) == before


def message_of_fault(caught):
    return language.explain(caught.value.faults[0][1])


def test_how_a_follow_up_of_a_closed_review_goes_can_be_recorded(seeded_db, closed):
    _review, key = closed
    task = follow_ups(key)[0]
    done = {"status": "done", "closed_on": TODAY, "state_note": "Klaret"}
    content.change(LOCAL, "follow_ups", task["id"], task["version"], done, today=TODAY)
    assert follow_ups(key)[0]["status"] == "done"


def test_meetings_without_a_review_are_not_locked(seeded_db, closed):
    d = schema.decisions.c
    other = rows(schema.decisions, d.decided_on == "2022-04-04")[0]
    content.change(LOCAL, "decisions", other["id"], 1, {"decision": "X"}, today=TODAY)
    assert one(schema.decisions, d.id == other["id"])["decision"] == "X"
