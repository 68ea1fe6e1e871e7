"""A status round asks the responsible what became of the decisions; the answer goes with theirs."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.carried_out import CarriedOut
from portfolio.domain.model import DecisionOutcome, Rag, Stage
from portfolio.errors import ConflictError
from portfolio.queries.meetings.carried_out import carried_out_on
from portfolio.queries.rounds import carry_out
from portfolio.store import schema
from portfolio.usecases.reviews import closing, decisions
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.rounds import answers
from portfolio.usecases.rounds.answers import Answer
from portfolio.usecases.use_case import COMMAND

MEETING, TODAY = date(2022, 5, 1), date(2022, 6, 1)
YES, PARTLY, NO = CarriedOut.YES, CarriedOut.PARTLY, CarriedOut.NO


def rows(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def party(code):
    (row,) = rows(schema.parties, schema.parties.c.code == code)
    return row["id"]


def decide(address, *, tasks=(), number=9, outcome=DecisionOutcome.APPROVED, decision="Ja."):
    """A decision of a review that has been closed since."""
    review = builders.a_review(address, number)
    (item,) = rows(schema.review_items, schema.review_items.c.review_id == review)
    made = [
        FollowUpInput(title=title, responsible_party_id=party(code), date_text="31. maj 2022")
        for title, code in tasks
    ]
    said = DecisionInput(outcome=outcome, decision=decision, follow_ups=made)
    key = decisions.record_decision(COMMAND, item["id"], said, today=MEETING)
    closing.close_review(COMMAND, review, {}, today=MEETING)
    return key


@pytest.fixture
def lead(seeded_db, monkeypatch):
    """A lead whose party has said yes to proposal 9, and a round that asks about it."""
    monkeypatch.setenv("PORTFOLIO_TODAY", TODAY.isoformat())
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    return builders.as_user(builders.a_user(seeded_db, "lead", "fritid-og-kultur", name="Lederen"))


@pytest.fixture
def a_round(lead, seeded_db):
    return builders.a_round(seeded_db, "2022-06-05", 9, title="Status i juni")


def asked(number=9):
    with store.reading() as connection:
        key = builders.proposal_id(number)
        return carry_out.to_carry_out(connection, proposal_id=key, as_of=TODAY)


def give(who, round_id, said, *, seen=0, number=9, **rest):
    given = Answer(stage=Stage.PROPOSED, rag=Rag.GREEN)
    return answers.submit(
        who,
        builders.proposal_id(number),
        given,
        seen_seq=seen,
        round_id=round_id,
        carried_out=said,
        **rest,
    )


def became(decision_id):
    with store.reading() as connection:
        table = carried_out_on(connection, as_of=TODAY, ids=(decision_id,))
    return table["carried_out"].iloc[0]


def decision(key):
    (row,) = rows(schema.decisions, schema.decisions.c.id == key)
    return row


def test_it_asks_of_the_decisions_about_the_proposal_and_of_no_other(lead, seeded_db):
    mine = decide(seeded_db)
    decide(seeded_db, number=4)
    decide(seeded_db, outcome=DecisionOutcome.DISCUSSED)  # nothing is to be carried out
    # What the minutes decided is of all nine, and is asked of nobody alone.
    assert [one.id for one in asked()] == [mine]


def test_a_decision_with_follow_ups_is_asked_by_those_laid_on_whoever_answers(lead, seeded_db):
    decide(
        seeded_db,
        tasks=[("Find et lokale", "fritid-og-kultur"), ("Skriv til Byrådet", "administrationen")],
    )
    (one,) = asked()
    assert (one.table, one.words) == (carry_out.FOLLOW_UP, "Find et lokale")
    assert one.choices == (YES, NO)


def test_what_is_said_is_written_with_the_answer_and_told_everywhere(a_round, lead, seeded_db):
    plain = decide(seeded_db)
    followed = decide(seeded_db, tasks=[("Find et lokale", "fritid-og-kultur")])
    by_id = {one.table: one.key for one in asked()}
    give(lead, a_round, {by_id["decision"]: PARTLY, by_id["follow_up"]: YES})
    assert (became(plain), became(followed)) == ("partly", "yes")
    kept = decision(plain)
    assert kept["carried_out_on"] == TODAY.isoformat()
    assert "Status i juni" in kept["carried_out_note"]
    (task,) = rows(schema.follow_ups, schema.follow_ups.c.title == "Find et lokale")
    assert (task["status"], task["closed_on"]) == ("done", TODAY.isoformat())
    c = schema.change_log.c
    lines = rows(schema.change_log, c.actor == "Lederen")
    assert {line["action"] for line in lines} == {
        "status.given",
        "decision.changed",
        "follow_up.done",
    }


def test_partly_is_asked_again_with_what_was_said_and_yes_is_not(a_round, lead, seeded_db):
    decide(seeded_db)
    ((key, said),) = [(one.key, one.said) for one in asked()]
    assert said is CarriedOut.NOT_RECORDED
    give(lead, a_round, {key: PARTLY})
    assert [one.said for one in asked()] == [PARTLY]
    later = builders.a_round(seeded_db, "2022-07-05", 9)
    give(lead, later, {key: YES}, seen=1)
    assert asked() == ()


def test_nothing_said_writes_nothing(a_round, lead, seeded_db):
    key = decide(seeded_db)
    before = decision(key)
    give(lead, a_round, {})
    assert decision(key) == before
    assert became(key) == "not_recorded"


def test_unchanged_can_say_it_too(a_round, lead, seeded_db):
    key = decide(seeded_db)
    builders.a_status(seeded_db, 9, "2022-05-20", stage="proposed")
    give(lead, a_round, {asked()[0].key: YES}, seen=1, unchanged=True)
    assert became(key) == "yes"


def test_a_refused_status_writes_nothing_of_it(a_round, lead, seeded_db):
    key = decide(seeded_db)
    with pytest.raises(ConflictError):
        give(lead, a_round, {asked()[0].key: YES}, seen=7)
    assert became(key) == "not_recorded"


def test_another_proposals_decision_is_not_written_through_this_form(a_round, lead, seeded_db):
    other = decide(seeded_db, number=4)
    give(lead, a_round, {f"decision:{other}": YES})
    assert became(other) == "not_recorded"


def test_what_somebody_has_settled_meanwhile_is_left(a_round, lead, seeded_db):
    decide(seeded_db, tasks=[("Find et lokale", "fritid-og-kultur")])
    (one,) = asked()
    lapsed = {"status": "lapsed", "closed_on": "2022-05-20", "state_note": "Ikke nødvendigt"}
    builders.set_on(seeded_db, schema.follow_ups, schema.follow_ups.c.id == one.id, **lapsed)
    give(lead, a_round, {one.key: YES})
    (task,) = rows(schema.follow_ups, schema.follow_ups.c.id == one.id)
    assert (task["status"], task["state_note"]) == ("lapsed", "Ikke nødvendigt")
