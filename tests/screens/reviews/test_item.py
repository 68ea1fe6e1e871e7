"""An item on the projector as a fragment: what it says and counts, and that nothing breaks it."""

import re
from datetime import date

import builders
import pytest
import screen as words
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import Placement
from portfolio.queries.reviews import reviews
from portfolio.screens.reviews import agenda, item
from portfolio.screens.reviews.beside import SHORT, WHOLE
from portfolio.store import schema
from portfolio.usecases.reviews import decisions, sitting
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)
HOSTILE = "</p><script>alert(1)</script><b>*fed* [x](y) & ”"


@pytest.fixture
def drawn(seeded_db):
    """``drawn(review)``: the words of its first item; ``room`` for all of it."""

    def drawn(review_id, room=SHORT, today=TODAY):
        language.use("da")
        with store.reading() as connection:

            def read(query, **asked):
                return query(connection, **asked)

            review = read(reviews.review, review_id=review_id)
            items = read(reviews.items, review_id=review_id)
            first = items[items["placement"] == Placement.AGENDA].iloc[0].to_dict()
            facts = item.ask(read, review, first, today)
        return str(item.draw(facts, room))

    return drawn


def a_review_of_4(seeded_db, **given):
    status = {"rag": "red", "reason": "Ingen ansvarlig", "decision_needed": "Skal det vente?"}
    builders.a_status(seeded_db, 4, "2022-04-25", **{**status, **given})
    return builders.a_review(seeded_db, 4)


def record(review_id, **given):
    with store.reading() as connection:
        key = reviews.items(connection, review_id=review_id)["id"].iloc[0]
        review = reviews.review(connection, review_id=review_id)
    if review.started_at is None:
        sitting.start_review(LOCAL, review_id, today=TODAY)
    said = DecisionInput(**{"outcome": "decided", "decision": "Ja.", **given})
    decisions.record_decision(LOCAL, key, said, today=TODAY)


def test_it_says_why_it_is_red_what_is_asked_the_risk_who_and_what_was_decided(seeded_db, drawn):
    step = {"next_step": "Ringe", "next_step_date_text": "20. april 2022"}
    review = a_review_of_4(
        seeded_db, risks="Fristen nås ikke", **step, next_step_date_end="2022-04-20"
    )
    said = words.text(drawn(review))
    for one in (
        "Ingen ansvarlig",
        "Skal det vente?",
        "bedt om i status af 25. april 2022",
        "Risiko: Fristen nås ikke",
        "Ansvarlig: mangler",
        "Næste skridt: Ringe : 20. april 2022: udfald ikke registreret",
        "Sidst, 4. april 2022",
    ):
        assert one in said


def test_who_has_said_no_is_told_where_nobody_is_responsible(seeded_db, drawn):
    builders.an_answer(seeded_db, 1, "kommunikation", "declined", "2022-04-20")
    said = words.text(drawn(builders.a_review(seeded_db, 1)))
    assert "Ansvarlig: mangler : har sagt nej: Kommunikation" in said


def test_nothing_that_is_typed_becomes_html(seeded_db, drawn):
    builders.renamed(seeded_db, 4, HOSTILE)
    review = a_review_of_4(
        seeded_db, reason=HOSTILE, decision_needed=HOSTILE, risks=HOSTILE, next_step=HOSTILE
    )
    asked = drawn(review)
    record(review, decision=HOSTILE, difference=HOSTILE, follow_ups=[FollowUpInput(title=HOSTILE)])
    for html in (asked, drawn(review), drawn(review, WHOLE)):
        assert "<script" not in html
        assert "<b>" not in html
        assert "&lt;script&gt;" in html


def test_what_there_is_no_room_for_is_counted_and_is_there_when_all_is_asked_for(seeded_db, drawn):
    review = a_review_of_4(seeded_db)
    titles = [f"Opgave nummer {n}" for n in range(12)]
    record(review, follow_ups=[FollowUpInput(title=title) for title in titles])
    short, whole = words.text(drawn(review)), words.text(drawn(review, WHOLE))
    assert [title for title in titles if f"{title} ·" in short] == titles[:7]
    assert "og 5 til" in short
    assert all(f"{title} ·" in whole for title in titles)
    assert "Sidst, 4. april 2022" in whole


@pytest.mark.parametrize(
    ("length", "size"), [(20, "large"), (300, "middle"), (900, "small"), (1990, "small")]
)
def test_what_is_short_is_written_large(seeded_db, drawn, length, size):
    review = a_review_of_4(seeded_db)
    record(review, decision="Ord " * (length // 4))
    assert f'class="screen review-item {size}"' in drawn(review)
    assert 'class="screen review-item whole"' in drawn(review, WHOLE)


def test_what_was_decided_of_it_alone_comes_before_talk_and_what_is_about_others(seeded_db, drawn):
    """One meeting talked of it (8.1), decided of all nine (7.2), and of it alone (8.3)."""
    d = schema.decisions.c
    with store.reading() as connection:
        alone = connection.execute(sa.select(d.decision).where(d.number == "8.3")).scalar_one()
    said = words.text(drawn(a_review_of_4(seeded_db)))
    assert re.search(rf"Sidst, 4\. april 2022: \w+: {re.escape(alone)}", said)
    assert re.search(r"og \d+ beslutninger mere den dag", said)


def test_an_item_without_a_question_says_so(seeded_db, drawn):
    builders.all_recorded(seeded_db)
    builders.all_answered(seeded_db)
    said = words.text(drawn(builders.a_review(seeded_db, 9)))
    assert "Hvorfor nu" in said


def test_the_agenda_says_place_number_light_and_minutes_and_when_it_is_empty(seeded_db):
    language.use("da")
    review_id = a_review_of_4(seeded_db)
    with store.reading() as connection:
        review = reviews.review(connection, review_id=review_id)
        items = reviews.items(connection, review_id=review_id)
    said = words.text(str(agenda.draw(review, items)))
    assert re.search(r"\*\*Velfærdsfunktioner .*\*\* forslag 4 · \d+ min\.", said)
    assert "Rød" in said
    assert "Der er intet på dagsordenen" in words.text(str(agenda.draw(review, items.iloc[:0])))
