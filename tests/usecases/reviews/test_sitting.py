"""The meeting as it is held: who is there, on which day, and who presents it."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome
from portfolio.errors import PortfolioError
from portfolio.queries.meetings import minutes
from portfolio.queries.reviews import attendance as attendance_queries
from portfolio.queries.reviews import reviews as review_queries
from portfolio.store import schema
from portfolio.usecases.reviews import closing, decisions, sitting
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.reviews.sitting import Attendance
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)
AHEAD = "2022-05-16"


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def review_of(review):
    return ask(review_queries.review, review_id=review)


def there(review):
    known = ask(attendance_queries.attendance, meeting_id=review_of(review).meeting_id)
    return known.present, known.absent


def items(review):
    return list(ask(review_queries.items, review_id=review)["id"])


def decide(review, who=LOCAL, place=0, words="Godkendt."):
    decided = DecisionInput(outcome=DecisionOutcome.APPROVED, decision=words)
    return decisions.record_decision(who, items(review)[place], decided, today=TODAY)


def rows(table):
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def said(caught) -> str:
    return language.explain(caught.value)


def begin(review, who=LOCAL, **given):
    sitting.start_review(who, review, today=TODAY, **given)


def test_who_is_there_is_kept_as_the_meeting_begins_and_stands_in_the_minutes(seeded_db):
    review = builders.a_review(seeded_db, 4)
    begin(review, attendance=Attendance([" Anna  Holm", "anna holm", "Bo"], ["Dorte", ""]))
    assert there(review) == (("Anna Holm", "Bo"), ("Dorte",))
    facts = ask(minutes.minutes, meeting=review_of(review).meeting_id, as_of=TODAY)
    assert (facts.present, facts.absent) == (("Anna Holm", "Bo"), ("Dorte",))


def test_it_can_be_put_right_until_the_meeting_is_closed(seeded_db):
    review = builders.a_review(seeded_db)
    begin(review, attendance=Attendance(["Anna", "Bo"], ["Dorte"]))
    seen = Attendance(*there(review))
    sitting.record_attendance(LOCAL, review, Attendance(["Anna", "Dorte", "Eva"]), seen=seen)
    assert there(review) == (("Anna", "Dorte", "Eva"), ())
    # Bo comes back to the place he had, and nobody stands there twice.
    seen = Attendance(*there(review))
    sitting.record_attendance(LOCAL, review, Attendance(["Anna", "Bo"], ["Eva"]), seen=seen)
    assert there(review) == (("Anna", "Bo"), ("Eva",))
    meeting = review_of(review).meeting_id
    kept = [
        row["name"] for row in rows(schema.meeting_participants) if row["meeting_id"] == meeting
    ]
    assert sorted(kept) == ["Anna", "Bo", "Dorte", "Eva"]
    closing.close_review(LOCAL, review, {}, today=TODAY)
    with pytest.raises(PortfolioError, match="was closed"):
        sitting.record_attendance(LOCAL, review, Attendance(["X"]), seen=seen)
    assert there(review) == (("Anna", "Bo"), ("Eva",))


def test_what_another_has_added_since_stays(seeded_db):
    review = builders.a_review(seeded_db)
    begin(review)
    nobody = Attendance()
    sitting.record_attendance(LOCAL, review, Attendance(["Anna"]), seen=nobody)
    sitting.record_attendance(LOCAL, review, Attendance(["Bo"]), seen=nobody)
    assert there(review) == (("Anna", "Bo"), ())


def test_nobody_is_both_there_and_away(seeded_db):
    review = builders.a_review(seeded_db)
    with pytest.raises(PortfolioError) as caught:
        begin(review, attendance=Attendance(["Anna"], ["ANNA"]))
    assert "både" in said(caught)
    assert review_of(review).started_at is None
    assert there(review) == ((), ())


def test_the_names_of_last_time_and_of_the_directors_are_offered(seeded_db):
    earlier = builders.a_review(seeded_db, held_on="2022-04-20")
    begin(earlier, attendance=Attendance(["Anna"], ["Bo"]))
    builders.a_user(seeded_db, "director", name="Dina Direktør")
    builders.a_user(seeded_db, "lead", name="Lars Leder")
    known = ask(
        attendance_queries.attendance,
        meeting_id=review_of(builders.a_review(seeded_db)).meeting_id,
    )
    assert known.usual == ("Anna", "Bo")
    assert known.offered == ("Anna", "Bo", "Dina Direktør")
    assert not known.is_known


@pytest.mark.parametrize("act", ["begin", "decide"])
def test_a_meeting_dated_ahead_is_not_begun_unnoticed(seeded_db, act):
    review = builders.a_review(seeded_db, 4, held_on=AHEAD)
    with pytest.raises(PortfolioError) as caught:
        begin(review) if act == "begin" else decide(review)
    assert "16. maj 2022, som ikke er nået" in said(caught)
    assert review_of(review).started_at is None
    assert len(rows(schema.decisions)) == len(seeded_decisions())


def seeded_decisions():
    return [row for row in rows(schema.decisions) if row["decided_on"] == "2022-04-04"]


def test_held_today_on_purpose_it_is_moved_to_today(seeded_db):
    review = builders.a_review(seeded_db, 4, held_on=AHEAD)
    begin(review, hold_today=True)
    assert review_of(review).held_on == "2022-05-01"
    key = decide(review)
    (made,) = [row for row in rows(schema.decisions) if row["id"] == key]
    assert made["decided_on"] == "2022-05-01"
    actions = [row["action"] for row in rows(schema.change_log)]
    assert "meeting.changed" in actions


def test_one_that_was_moved_ahead_after_it_began_is_not_closed_unnoticed(seeded_db):
    review = builders.a_review(seeded_db)
    begin(review)
    builders.set_on(
        seeded_db,
        schema.meetings,
        schema.meetings.c.id == review_of(review).meeting_id,
        held_on=AHEAD,
    )
    with pytest.raises(PortfolioError) as caught:
        closing.close_review(LOCAL, review, {}, today=TODAY)
    assert "16. maj 2022" in said(caught)
    assert review_of(review).closed_at is None
    closing.close_review(LOCAL, review, {}, today=TODAY, hold_today=True)
    assert (review_of(review).held_on, bool(review_of(review).closed_at)) == ("2022-05-01", True)


def test_a_meeting_is_not_moved_to_a_day_that_has_another(seeded_db):
    builders.a_review(seeded_db, 1)
    review = builders.a_review(seeded_db, 4, held_on=AHEAD)
    with pytest.raises(PortfolioError, match="review that day already"):
        begin(review, hold_today=True)
    assert review_of(review).held_on == AHEAD


@pytest.fixture
def two(seeded_db):
    """Anna and Bo, who both may decide."""
    return [
        builders.as_user(builders.a_user(seeded_db, role, name=name))
        for role, name in (("secretary", "Anna"), ("director", "Bo"))
    ]


def test_whoever_begins_presents_and_the_other_is_told_who(seeded_db, two):
    anna, bo = two
    review = builders.a_review(seeded_db, 4, 1)
    begin(review, anna)
    assert review_of(review).presenter == "Anna"
    acts = (
        lambda: begin(review, bo),
        lambda: decide(review, bo),
        lambda: closing.close_review(bo, review, {}, today=TODAY),
        lambda: sitting.record_attendance(bo, review, Attendance(["X"]), seen=Attendance()),
    )
    for act in acts:
        with pytest.raises(PortfolioError) as caught:
            act()
        assert "Anna fremviser mødet" in said(caught)
    assert there(review) == ((), ())
    assert seeded_decisions() == rows(schema.decisions)


def test_taken_over_the_first_is_refused_and_nothing_is_doubled(seeded_db, two):
    anna, bo = two
    review = builders.a_review(seeded_db, 4, 1)
    begin(review, anna)
    key = decide(review, anna)
    sitting.take_over(bo, review)
    sitting.take_over(bo, review)  # twice is once
    assert review_of(review).presenter == "Bo"
    decided = DecisionInput(outcome=DecisionOutcome.DECIDED, decision="Rettet af Anna")
    acts = (
        lambda: decide(review, anna, 1),
        lambda: decisions.amend_decision(anna, key, decided, version=1, today=TODAY),
        lambda: decisions.withdraw_decision(anna, key, "Fejl", version=1),
    )
    for act in acts:
        with pytest.raises(PortfolioError) as caught:
            act()
        assert "Bo fremviser mødet" in said(caught)
    decide(review, bo, 1, "Den andens.")
    made = [row for row in rows(schema.decisions) if row["decided_on"] == "2022-05-01"]
    assert [row["decision"] for row in made] == ["Godkendt.", "Den andens."]
    taken = [row for row in rows(schema.change_log) if row["action"] == "review.taken_over"]
    assert [row["actor"] for row in taken] == ["Bo"]
    sitting.take_over(anna, review)
    decisions.amend_decision(anna, key, decided, version=1, today=TODAY)


def test_the_same_person_goes_on_in_another_window(seeded_db, two):
    anna, _bo = two
    review = builders.a_review(seeded_db, 4, 1)
    begin(review, anna)
    begin(review, anna)
    assert decide(review, anna) != decide(review, anna, 1)
