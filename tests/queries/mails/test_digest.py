"""A digest holds what came after the day, and for each reader what waits for them, no more."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.queries.mails import digest
from portfolio.queries.mails.digest import Reader
from portfolio.queries.overview.compare import Kind
from portfolio.queries.requests.requests import open_requests
from portfolio.store import schema

DAY = date(2022, 5, 1)
NOBODY = Reader(None, "reader")


@pytest.fixture
def told(ask):
    def told(since: str, reader: Reader = NOBODY, portfolio: str | None = "civilsamfund"):
        return ask(
            digest.digest,
            portfolio=portfolio,
            since=date.fromisoformat(since),
            until=DAY,
            reader=reader,
        )

    return told


def party_id(address: str, code: str) -> str:
    with store.reading(address) as connection:
        chosen = sa.select(schema.parties.c.id).where(schema.parties.c.code == code)
        return str(connection.execute(chosen).scalar_one())


def lead_of(address: str, code: str) -> Reader:
    user = builders.a_user(address, "lead", code)
    return Reader(user, "lead", frozenset({party_id(address, code)}))


def test_from_the_meeting_on_its_decisions_are_told_and_what_moved_after_it(told, seeded_db):
    builders.a_status(seeded_db, 1, "2022-04-04", rag="red")
    builders.a_status(seeded_db, 2, "2022-04-05", rag="red")
    found = told("2022-04-04")
    assert [one["code"] for one in found.meetings] == ["direktionen-2022-04-04"]
    assert [made.number for made in found.decisions] == [
        "8.3",
        "7.2",
        "7.3",
        "7.4",
        "8.2",
        "7.1",
        "8.1",
    ]
    assert found.decisions[1].numbers == tuple(range(1, 10))
    assert [(one.number, one.kind) for one in found.moved] == [(2, Kind.MOVED)]


def test_before_the_meeting_nothing_was_there(told):
    found = told("2022-04-03")
    assert {one.kind for one in found.differences} == {Kind.CAME}
    assert len(found.differences) == 9


def test_after_the_meeting_its_decisions_are_no_news(told):
    found = told("2022-04-05")
    assert (found.meetings, found.decisions, found.moved) == ((), (), ())


def test_of_all_portfolios_every_decision_of_the_meeting_is_told(told):
    found = told("2022-04-03", portfolio=None)
    assert {"2.1", "3.1", "4.4", "7.1"} <= {made.number for made in found.decisions}
    assert {one.portfolio for one in found.differences} > {"civilsamfund"}


def test_it_can_begin_with_any_meeting_that_was_held(ask, seeded_db):
    review = builders.a_review(seeded_db, 4, held_on="2022-04-25")
    begun = {"started_at": "2022-04-25T09:00:00+00:00"}
    builders.set_on(seeded_db, schema.reviews, schema.reviews.c.id == review, **begun)
    held = ask(digest.meetings_to_begin_with, portfolio="civilsamfund", until=DAY)
    assert list(held["held_on"]) == ["2022-04-25", "2022-04-04"]


def test_a_moved_light_is_told_and_what_stands_is_not(told, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", reason="Ingen midler")
    (moved,) = told("2022-04-10").moved
    assert (moved.number, moved.rag, moved.reason) == (4, ("none", "red"), "Ingen midler")


def test_a_round_waits_for_whoever_answers_until_it_is_sent(told, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    builders.a_round(seeded_db, "2022-05-10", 1, 4)
    reader = lead_of(seeded_db, "kommunikation")
    (own,) = told("2022-04-20", reader).waiting.statuses
    assert (own.number, own.asked.deadline_on) == (1, "2022-05-10")
    answers = schema.round_answers
    builders.set_on(seeded_db, answers, sa.true(), state="submitted")
    assert not told("2022-04-20", reader).waiting


def test_responsibility_that_is_asked_waits_for_that_party_alone(told, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    (named,) = told("2022-04-20", lead_of(seeded_db, "kommunikation")).waiting.responsibility
    assert (named.number, named.words) == (1, "Kommunikation")
    assert not told("2022-04-20", lead_of(seeded_db, "suoc")).waiting
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-11")
    assert not told("2022-04-20", lead_of(seeded_db, "kommunikation")).waiting


def test_follow_ups_of_the_readers_parties_until_they_are_done(told, seeded_db):
    reader, u = lead_of(seeded_db, "kommunikation"), schema.follow_ups
    mine = u.c.title.startswith("Inddrag Chefforum")
    builders.set_on(seeded_db, u, mine, responsible_party_id=party_id(seeded_db, "kommunikation"))
    (row,) = told("2022-04-20", reader).waiting.follow_ups
    assert row["title"].startswith("Inddrag Chefforum")
    assert told("2022-04-20").waiting.follow_ups == ()
    builders.set_on(seeded_db, u, mine, status="done", closed_on="2022-04-21")
    assert told("2022-04-20", reader).waiting.follow_ups == ()


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("director", True),
        ("secretary", True),
        ("administrator", True),
        ("lead", False),
        ("reader", False),
    ],
)
def test_what_is_asked_of_the_directorate_waits_for_those_who_decide(
    ask, told, seeded_db, role, waits
):
    builders.a_status(seeded_db, 5, "2022-04-20", decision_needed="Skal vi?")
    builders.a_status(seeded_db, 6, "2022-04-20", decision_needed="Gammelt")
    builders.a_status(seeded_db, 6, "2022-04-21")
    found = told("2022-04-20", Reader(None, role)).waiting.requests
    asked = [(one.proposals[0].number, one.question) for one in found if one.is_asked]
    assert asked == ([(5, "Skal vi?")] if waits else [])
    assert found == (ask(open_requests, as_of=DAY, today=DAY) if waits else ())


def test_an_empty_database_has_nothing_to_tell(ask_empty):
    found = ask_empty(
        digest.digest, portfolio=None, since=date(2022, 4, 1), until=DAY, reader=NOBODY
    )
    assert (found.meetings, found.decisions, found.differences) == ((), (), ())
    assert not found.waiting
