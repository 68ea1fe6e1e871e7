"""Every effect of a decision × every place it must be seen; and gone when it is taken back."""

import re
from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import DecisionOutcome, Stage
from portfolio.queries.requests.requests import open_requests
from portfolio.store import schema
from portfolio.usecases.proposals.parking import Waiting
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.reviews.effects import Effects, Settled
from portfolio.usecases.reviews.journal import Kind
from portfolio.usecases.reviews.putting_off import ReviewDay
from portfolio.usecases.use_case import LOCAL

DAY = date(2022, 5, 1)
FREE_TOWNS = "Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?"
ASSOCIATION = "Arbejd videre omkring den nye bydelsforening i området"


def one(table, *where):
    with store.reading() as connection:
        return connection.execute(sa.select(table).where(*where)).one()


def party(code):
    return one(schema.parties, schema.parties.c.code == code).id


def asked(question):
    with store.reading() as connection:
        found = open_requests(connection, as_of=DAY, today=DAY)
    return next(request for request in found if request.question == question)


# --- the effects of a decision on proposal 4


def answers():
    return Effects(requests={asked(FREE_TOWNS).key: FREE_TOWNS})


def settles():
    task = one(schema.follow_ups, schema.follow_ups.c.title == ASSOCIATION)
    settled = Settled(
        follow_up_id=task.id, responsible_party_id=party("kommunikation"), date_text="ultimo maj"
    )
    return Effects(settled=[settled])


def moves_the_stage():
    return Effects(stage=Stage.QUALIFICATION, stage_reason="Direktionen vil ikke vente.")


def appoints():
    return Effects(appoint=party("fritid-og-kultur"))


def asks():
    return Effects(ask=[party("kommunikation")])


def parks():
    window = one(schema.process_windows, schema.process_windows.c.title == "Anden workshop")
    waiting = Waiting(window_id=window.id, reason="Strategien først", must_be_ready="Et oplæg")
    return Effects(park=waiting)


def sets_a_review_day():
    earlier = one(schema.decisions, schema.decisions.c.number == "8.1")
    return Effects(review_days=[ReviewDay(earlier.id, date(2022, 6, 1))])


# --- where one looks


def on_the_proposal(app):
    return screen.words(app("proposal", nr="4"))


def on_the_overview(app):
    return screen.words(app("overview"))


def in_the_log(app):
    return screen.words(app("log", nr="4"))


def on_the_questions(app):
    return screen.words(app("gaps", status="answered"))


def on_the_list_of_requests(app):
    return screen.words(app("requests"))


def on_the_follow_ups(app):
    return screen.words(app("follow_ups"))


#: By effect: what makes it, and the words that stand there while the decision does.
TABLE = {
    Kind.ANSWER: (
        answers,
        {
            on_the_proposal: f"Besvaret: »{FREE_TOWNS}«",
            on_the_list_of_requests: "besvaret ved beslutning",
            on_the_questions: "**1** besvaret",
        },
    ),
    Kind.SETTLE: (
        settles,
        {
            on_the_proposal: f"»{ASSOCIATION}« har fået ansvarlig eller dato",
            on_the_follow_ups: "Frist inden 30 dage · ultimo maj (2022)",
        },
    ),
    Kind.STAGE: (
        moves_the_stage,
        {
            on_the_proposal: "Fasen gik fra forslag til kvalificering",
            on_the_overview: "| Kvalificering |",
        },
    ),
    Kind.APPOINT: (
        appoints,
        {
            on_the_proposal: "Udpeget: Fritid og Kultur",
            on_the_overview: "udpeget: Fritid og Kultur",
        },
    ),
    Kind.ASK: (
        asks,
        {
            on_the_proposal: "Spurgt: Kommunikation",
            on_the_overview: "spurgt: Kommunikation",
        },
    ),
    Kind.PARK: (
        parks,
        {
            on_the_proposal: "Sat i bero til perioden »Anden workshop«",
            on_the_overview: "Sat i bero:",
        },
    ),
    Kind.REVIEW: (
        sets_a_review_day,
        {on_the_proposal: "Beslutning 8.1 af 4. april 2022 tages op igen 1. juni 2022"},
    ),
}
#: What the log says of it, beside the decision's own lines.
LOGGED = {
    Kind.ANSWER: "Anmodning besvaret med en beslutning",
    Kind.SETTLE: "Opfølgning: rettet",
    Kind.STAGE: "Status givet",
    Kind.APPOINT: "Part udpeget ved en beslutning",
    Kind.ASK: "Part spurgt om ansvar",
    Kind.PARK: "Forslag sat i bero til en periode",
    Kind.REVIEW: "Beslutning: rettet",
}


def test_every_effect_is_in_the_table():
    assert TABLE.keys() == LOGGED.keys() == set(Kind)


@pytest.mark.parametrize("kind", TABLE)
def test_an_effect_is_seen_everywhere_and_nowhere_when_it_is_taken_back(app, seeded_db, kind):
    make, places = TABLE[kind]
    review = builders.a_review(seeded_db, 4)
    item = one(schema.review_items, schema.review_items.c.review_id == review)

    def seen():
        return {place.__name__: words in plain(place(app)) for place, words in places.items()}

    assert not any(seen().values())
    decided = DecisionInput(outcome=DecisionOutcome.DECIDED, decision="Aktivitet.", effects=make())
    key = decisions.record_decision(LOCAL, item.id, decided, today=DAY)
    made = schema.decision_effects.c
    assert one(schema.decision_effects, made.decision_id == key, made.kind == kind)
    assert all(seen().values()), seen()
    log = plain(in_the_log(app))
    assert LOGGED[kind] in log
    assert not re.search(r"\b[a-z]+_[a-z_]+:", log), "a column's own name"
    decisions.withdraw_decision(LOCAL, key, "Fejl", version=1)
    assert not any(seen().values()), seen()


def plain(words):
    return words.replace("\\", "")
