"""Deciding while the meeting sits: all of it or nothing, put right, taken back."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome, Succession
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.meetings import decisions as decisions_made
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.log import restoring
from portfolio.usecases.proposals import succession
from portfolio.usecases.reviews import decisions, sitting
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)


def rows(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def one(table, *tests):
    (row,) = rows(table, *tests)
    return row


def items(review_id):
    i = schema.review_items
    return sorted(rows(i, i.c.review_id == review_id), key=lambda row: row["position"])


def decided(**given):
    return DecisionInput(**{"outcome": DecisionOutcome.APPROVED, "decision": "Godkendt.", **given})


def decide(item, who=LOCAL, **given):
    return decisions.record_decision(who, item["id"], decided(**given), today=TODAY)


def decision(key):
    return one(schema.decisions, schema.decisions.c.id == key)


def follow_ups(key, *tests):
    return rows(schema.follow_ups, schema.follow_ups.c.decision_id == key, *tests)


def is_told_of(key, proposal_id):
    """Whether the page of decisions tells the decision of the proposal."""
    with store.reading() as connection:
        told = decisions_made.proposals_of(connection, decisions=(key,))
    number = one(schema.proposals, schema.proposals.c.id == proposal_id)["number"]
    return number in set(told["number"])


def test_a_decision_is_kept_with_its_place_its_proposal_and_what_follows(seeded_db):
    review = builders.a_review(seeded_db, 4, 1)
    first, second = items(review)
    party = rows(schema.parties)[0]["id"]
    decide(second)
    key = decide(
        first,
        outcome=DecisionOutcome.REQUESTED,
        decision="  Kom igen med et budget. ",
        recommendation="At forslaget godkendes.",
        difference="Der mangler et budget.",
        review_on=date(2022, 9, 1),
        follow_ups=(
            FollowUpInput(
                title="Lav et budget", responsible_party_id=party, date_text="ultimo maj"
            ),
            FollowUpInput(title="Spørg ældrerådet"),
            FollowUpInput(title=" "),
        ),
    )
    row = decision(key)
    # Numbered as they were treated, not as they stood on the agenda.
    assert (row["number"], row["decided_on"]) == ("2.1", "2022-05-01")
    assert (row["outcome"], row["differs"], row["review_on"]) == ("requested", 1, "2022-09-01")
    assert row["decision"] == "Kom igen med et budget."
    assert row["recommendation"] == "At forslaget godkendes."
    budget, ask = follow_ups(key)
    assert (budget["responsible_party_id"], budget["date_end"]) == (party, "2022-05-31")
    assert (ask["responsible_party_id"], ask["date_text"], ask["status"]) == (None, None, "open")
    number_four = builders.proposal_id(4)
    item = one(schema.agenda_items, schema.agenda_items.c.id == items(review)[0]["agenda_item_id"])
    assert item["number"] == 2
    assert item["title"] == one(schema.proposals, schema.proposals.c.id == number_four)["title"]
    assert is_told_of(key, number_four)


def test_the_first_decision_starts_the_meeting_and_starting_twice_is_starting_once(seeded_db):
    review = builders.a_review(seeded_db, 4)
    decide(items(review)[0])
    began = one(schema.reviews, schema.reviews.c.id == review)["started_at"]
    assert began is not None
    sitting.start_review(LOCAL, review, today=TODAY)
    assert one(schema.reviews, schema.reviews.c.id == review)["started_at"] == began


def test_a_matter_of_its_own_is_decided_without_a_proposal(seeded_db):
    review = builders.a_review(seeded_db, title="Ny mødeplan")
    key = decide(items(review)[0])
    assert rows(schema.decision_proposals, schema.decision_proposals.c.decision_id == key) == []
    assert one(schema.agenda_items, schema.agenda_items.c.title == "Ny mødeplan")["number"] == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"decision": " \n"}, "Skriv, hvad der blev besluttet"),
        ({"review_on": TODAY}, "er allerede nået"),
        ({"follow_ups": (FollowUpInput(title="", date_text="juni"),)}, "Opfølgning 1"),
        (
            {"follow_ups": (FollowUpInput(title="A", responsible_party_id="nix"),)},
            "er taget ud af brug",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_stored(seeded_db, given, words):
    review = builders.a_review(seeded_db, 4)
    before = rows(schema.decisions), rows(schema.follow_ups), rows(schema.agenda_items)
    with pytest.raises(PortfolioError) as caught:
        decide(items(review)[0], **given)
    assert words in language.explain(caught.value)
    assert (rows(schema.decisions), rows(schema.follow_ups), rows(schema.agenda_items)) == before
    assert items(review)[0]["agenda_item_id"] is None


@pytest.mark.parametrize(
    ("kind", "into", "words"),
    [
        (Succession.SET_ASIDE, None, "blev lagt til side 1. maj 2022: Pengene er brugt."),
        (Succession.MERGED, 5, "blev lagt sammen med forslag 5"),
        (Succession.REPLACED, 5, "blev erstattet af forslag 5"),
    ],
)
def test_a_proposal_that_left_the_board_meanwhile_is_not_decided_on(seeded_db, kind, into, words):
    review = builders.a_review(seeded_db, 4)
    successor = builders.proposal_id(into) if into else None
    step = succession.Step(
        kind=kind, happened_on=TODAY, reason="Pengene er brugt", successor_id=successor
    )
    succession.take(LOCAL, builders.proposal_id(4), step, today=TODAY)
    before = rows(schema.decisions)
    with pytest.raises(PortfolioError) as caught:
        decide(items(review)[0])
    assert words in language.explain(caught.value)
    assert rows(schema.decisions) == before


def test_two_who_record_at_once_make_one_decision(seeded_db):
    review = builders.a_review(seeded_db, 4)
    decide(items(review)[0], decision="Den første")
    with pytest.raises(PortfolioError) as caught:
        decide(items(review)[0], decision="Den anden")
    assert "allerede" in language.explain(caught.value)
    of_item = schema.decisions.c.agenda_item_id == items(review)[0]["agenda_item_id"]
    assert one(schema.decisions, of_item)["decision"] == "Den første"


def test_a_decision_is_put_right_with_its_follow_ups(seeded_db):
    review = builders.a_review(seeded_db, 4)
    key = decide(
        items(review)[0],
        difference="Noget",
        follow_ups=(FollowUpInput(title="Bliver"), FollowUpInput(title="Går ud")),
    )
    stays, _leaves = follow_ups(key)
    changed = decided(
        decision="Godkendt med en tilføjelse.",
        follow_ups=(
            FollowUpInput(id=stays["id"], title="Bliver", date_text="juni"),
            FollowUpInput(title="Kommer til"),
        ),
    )
    decisions.amend_decision(LOCAL, key, changed, version=1, today=TODAY)
    row = decision(key)
    assert (row["decision"], row["differs"], row["version"]) == (
        "Godkendt med en tilføjelse.",
        0,
        2,
    )
    in_use = follow_ups(key, schema.follow_ups.c.withdrawn_at.is_(None))
    assert [(one["title"], one["date_text"]) for one in in_use] == [
        ("Bliver", "juni"),
        ("Kommer til", None),
    ]
    (gone,) = follow_ups(key, schema.follow_ups.c.withdrawn_at.is_not(None))
    assert (gone["title"], gone["withdrawn_reason"]) == ("Går ud", "Rettet under mødet")


def test_saving_the_same_again_changes_nothing_and_an_old_version_is_told(seeded_db):
    review = builders.a_review(seeded_db, 4)
    key = decide(items(review)[0])
    decisions.amend_decision(LOCAL, key, decided(), version=1, today=TODAY)
    assert decision(key)["version"] == 1
    decisions.amend_decision(LOCAL, key, decided(decision="Nyt"), version=1, today=TODAY)
    with pytest.raises(ConflictError) as caught:
        decisions.amend_decision(LOCAL, key, decided(decision="Andet"), version=1, today=TODAY)
    assert caught.value.theirs["decision"] == "Nyt"
    with pytest.raises(ConflictError):  # two who only add a follow-up
        decisions.amend_decision(
            LOCAL,
            key,
            decided(decision="Nyt", follow_ups=(FollowUpInput(title="A"),)),
            version=1,
            today=TODAY,
        )
    assert follow_ups(key) == []


def test_taken_back_it_is_gone_from_the_proposal_and_made_anew_it_keeps_its_number(seeded_db):
    review = builders.a_review(seeded_db, 4)
    key = decide(items(review)[0], follow_ups=(FollowUpInput(title="A"),))
    with pytest.raises(PortfolioError):
        decisions.withdraw_decision(LOCAL, key, "  ", version=1)
    decisions.withdraw_decision(LOCAL, key, "Forkert punkt", version=1)
    assert not is_told_of(key, builders.proposal_id(4))
    assert follow_ups(key)[0]["withdrawn_reason"] == "Forkert punkt"
    with pytest.raises(ConflictError):
        decisions.amend_decision(LOCAL, key, decided(), version=2, today=TODAY)
    assert decide(items(review)[0], decision="Nu rigtigt") == key
    row = decision(key)
    assert (row["number"], row["decision"], row["withdrawn_at"]) == ("1.1", "Nu rigtigt", None)
    assert is_told_of(key, builders.proposal_id(4))


def test_every_row_has_its_line_in_the_log_and_can_be_restored_until_it_is_closed(seeded_db):
    review = builders.a_review(seeded_db, 4)
    key = decide(items(review)[0], follow_ups=(FollowUpInput(title="A"),))
    decisions.amend_decision(
        LOCAL,
        key,
        decided(
            decision="Slåfejl", follow_ups=(FollowUpInput(id=follow_ups(key)[0]["id"], title="A"),)
        ),
        version=1,
        today=TODAY,
    )
    c = schema.change_log.c
    told = [row["action"] for row in rows(schema.change_log, c.actor == "local")]
    assert told == [
        "agenda_item.added",
        "decision.added",
        "decision_proposal.added",
        "follow_up.added",
        "decision.changed",
    ]
    (line,) = rows(schema.change_log, c.action == "decision.changed")
    restoring.restore(LOCAL, line["id"])
    assert decision(key)["decision"] == "Godkendt."


def test_a_decision_of_the_minutes_is_not_of_a_review(seeded_db):
    key = rows(schema.decisions)[0]["id"]
    with pytest.raises(PortfolioError) as caught:
        decisions.withdraw_decision(LOCAL, key, "en grund", version=1)
    assert "Redigér data" in language.explain(caught.value)
    content.change(LOCAL, "decisions", key, 1, {"decision": "Rettet"}, today=TODAY)
    assert decision(key)["decision"] == "Rettet"


def test_a_director_decides_and_a_lead_does_not(seeded_db):
    review = builders.a_review(seeded_db, 4)
    lead = builders.as_user(builders.a_user(seeded_db, "lead", "suoc"))
    with pytest.raises(NotAllowedError):
        decide(items(review)[0], lead)
    director = builders.as_user(builders.a_user(seeded_db, "director"))
    assert decision(decide(items(review)[0], director))
