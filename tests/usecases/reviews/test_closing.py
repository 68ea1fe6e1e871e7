"""Closing a review: every item has its decision, every proposal its picture, and it is locked."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.agenda import ranked
from portfolio.domain.model import DecisionOutcome, Succession
from portfolio.errors import PortfolioError
from portfolio.queries.meetings import meetings, minutes
from portfolio.queries.reviews import agenda
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.log import restoring
from portfolio.usecases.proposals import succession
from portfolio.usecases.reviews import closing, decisions, sitting
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

NOT_REACHED, POSTPONED, NOTED = closing.REST
JUNE = date(2022, 6, 1)


def close(review, *rest, started=True):
    """Close it; ``rest`` says in order what becomes of those without a decision.

    What is postponed is postponed to the first of June.
    """
    if started:
        sitting.start_review(LOCAL, review, today=TODAY)
    waiting = [
        row["id"]
        for row in items(review)
        if row["placement"] == "agenda" and row["agenda_item_id"] is None
    ]
    said = dict(zip(waiting, rest, strict=False))
    closing.close_review(LOCAL, review, said, until=dict.fromkeys(waiting, JUNE), today=TODAY)


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
    with pytest.raises(PortfolioError):  # only three things can be said of what has no decision
        close(review, DecisionOutcome.APPROVED)


def test_closed_twice_is_told_and_closed_once(seeded_db):
    review = builders.a_review(seeded_db, noted=(7,))
    close(review)
    with pytest.raises(PortfolioError) as caught:
        close(review, started=False)
    assert "Mødet blev afsluttet" in message(caught)
    with pytest.raises(PortfolioError):
        sitting.start_review(LOCAL, review, today=TODAY)
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
    said, until = {first: NOTED, second: POSTPONED}, {second: JUNE}
    closing.close_review(LOCAL, review, said, until=until, today=TODAY)
    assert of_proposal(4) == [("noted", "1.1")]
    assert of_proposal(1) == [("postponed", "2.1")]


def reasons(day: date) -> dict[str, list[str]]:
    """By proposal or question, why it comes on the agenda of a later day."""
    with store.reading() as connection:
        found = agenda.candidates(connection, portfolio=builders.PORTFOLIO, as_of=day, today=TODAY)
    return {one.key: [str(reason) for reason in one.reasons] for one in found}


def test_what_was_postponed_comes_back_on_its_day(seeded_db):
    review = builders.a_review(seeded_db, 4, 1)
    decide(items(review)[0])
    close(review, POSTPONED)
    one_, four = builders.proposal_id(1), builders.proposal_id(4)
    assert "returned" not in reasons(date(2022, 5, 31))[one_], "till then it is put off"
    assert "returned" in reasons(JUNE)[one_]
    assert "returned" not in reasons(JUNE)[four]
    d = schema.decisions.c
    (row,) = rows(schema.decisions, d.outcome == "postponed", d.decided_on == "2022-05-01")
    assert (row["decision"], row["review_on"]) == ("Udsat til 1. juni 2022.", "2022-06-01")


@pytest.mark.parametrize("until", [None, TODAY])
def test_what_is_postponed_says_till_when(seeded_db, until):
    review = builders.a_review(seeded_db, 4, 1)
    sitting.start_review(LOCAL, review, today=TODAY)
    said = dict.fromkeys((row["id"] for row in items(review)), POSTPONED)
    days = {items(review)[0]["id"]: JUNE, items(review)[1]["id"]: until}
    title = one(schema.proposals, schema.proposals.c.id == builders.proposal_id(1))["title"]
    with pytest.raises(PortfolioError) as caught:
        closing.close_review(LOCAL, review, said, until=days, today=TODAY)
    assert f"udsat til: {title}." in message(caught)
    assert of_proposal(4) == []


def test_what_was_not_reached_is_one_line_and_no_decision_of_any_proposals(seeded_db):
    review = builders.a_review(seeded_db, 4, 1, 2, noted=(7,), title="Ny mødeplan")
    before = reasons(JUNE)
    decide(items(review)[0])
    close(review, NOT_REACHED, NOT_REACHED, NOT_REACHED)
    assert of_proposal(1) == of_proposal(2) == []
    assert picture(review, 1)["decision_id"] is None
    d = schema.decisions.c
    (row,) = rows(schema.decisions, d.outcome == "not_reached")
    titles = [
        one(schema.proposals, schema.proposals.c.id == builders.proposal_id(number))["title"]
        for number in (1, 2)
    ]
    assert row["decision"] == (
        f"Mødet nåede ikke: forslag 1 {titles[0]}; forslag 2 {titles[1]}; Ny mødeplan"
    )
    line = one(schema.agenda_items, schema.agenda_items.c.id == row["agenda_item_id"])
    assert (line["title"], line["number"]) == ("Ikke nået", 3)
    # Each of the review's items says where in the minutes it stands.
    assert all(item["agenda_item_id"] for item in items(review))
    # They come back by their own facts, with the gravity they had.
    after = reasons(JUNE)
    for number in (1, 2):
        key = builders.proposal_id(number)
        assert after[key] == before[key]


def test_no_count_of_decisions_counts_what_was_not_reached(seeded_db):
    review = builders.a_review(seeded_db, 4, 1)
    decide(items(review)[0])
    close(review, NOT_REACHED)
    meeting = one(schema.reviews, schema.reviews.c.id == review)["meeting_id"]
    with store.reading() as connection:
        items_ = meetings.agenda(connection, meeting=meeting, as_of=TODAY)
        told = minutes.minutes(connection, meeting=meeting, as_of=TODAY)
    assert list(items_["decisions"]) == [1, 0]
    assert [made.row["outcome"] for made in told.decisions] == ["approved"]


def test_a_red_matter_nobody_reached_leads_the_next_agenda(seeded_db):
    builders.a_status(
        seeded_db, 7, "2022-04-20", rag="red", reason="x", decision_needed="Skal vi vente?"
    )
    review = builders.a_review(seeded_db, 1, 2, 3, 7)
    close(review, POSTPONED, POSTPONED, POSTPONED, NOT_REACHED)
    with store.reading() as connection:
        found = agenda.candidates(connection, portfolio=builders.PORTFOLIO, as_of=JUNE, today=TODAY)
    first, *_rest = ranked(found)
    assert first.key == builders.proposal_id(7)
    assert [str(reason) for reason in first.reasons][:2] == ["decision_needed", "red"]


def a_question(address: str) -> str:
    """A question about the whole is the only item of a review; the review's id."""
    review = builders.a_review(address, title="Hvornår inddrages Chefforum?")
    key = next(key for key, why in reasons(TODAY).items() if key.startswith("gap:"))
    i = schema.review_items
    builders.set_on(address, i, i.c.review_id == review, request_key=key)
    return review


def test_a_question_about_all_that_was_put_off_waits_for_its_day(seeded_db):
    review = a_question(seeded_db)
    key = items(review)[0]["request_key"]
    assert reasons(JUNE)[key] == ["open_question"]
    close(review, POSTPONED)
    assert key not in reasons(date(2022, 5, 31))
    assert reasons(JUNE)[key] == ["open_question"]


@pytest.mark.parametrize("outcome", [NOT_REACHED, NOTED])
def test_a_question_about_all_that_nobody_answered_is_open(seeded_db, outcome):
    review = a_question(seeded_db)
    key = items(review)[0]["request_key"]
    close(review, outcome)
    assert reasons(date(2022, 5, 2))[key] == ["open_question"]


def test_nobody_takes_note_of_a_question_there_was_no_time_for(seeded_db):
    review = a_question(seeded_db)
    i = schema.review_items
    builders.set_on(seeded_db, i, i.c.review_id == review, placement="noted")
    close(review)
    d = schema.decisions.c
    made = rows(schema.decisions, d.decided_on == "2022-05-01")
    assert [row["outcome"] for row in made] == ["not_reached"]


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


def test_a_decision_is_taken_back_whole_and_the_minutes_say_so(seeded_db, closed):
    review, key = closed
    meeting = one(schema.reviews, schema.reviews.c.id == review)["meeting_id"]
    decisions.withdraw_decision(LOCAL, key, "Skrevet i det forkerte punkt", version=2)
    assert one(schema.decisions, schema.decisions.c.id == key)["withdrawn_at"] is not None
    assert [row["withdrawn_at"] is None for row in follow_ups(key)] == [False]
    assert one(schema.reviews, schema.reviews.c.id == review)["closed_at"] is not None
    with store.reading() as connection:
        (item,) = minutes.minutes(connection, meeting=meeting, as_of=date(2030, 1, 1)).items
        before = minutes.minutes(connection, meeting=meeting, as_of=TODAY)
    assert item.decisions == ()
    (back,) = item.taken_back
    assert (back.number, back.decision, back.reason) == (
        "1.1",
        "Rettet.",
        "Skrevet i det forkerte punkt",
    )
    # The minutes of an earlier day know nothing of it.
    assert [one.taken_back for one in before.items] == [()]
    with pytest.raises(PortfolioError):
        decisions.withdraw_decision(LOCAL, key, "Igen", version=3)


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
