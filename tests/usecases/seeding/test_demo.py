"""The demo: plausible, the same every time, marked, and whole by doctor's own measure."""

from datetime import date

import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.commands.checkup import LOOKS
from portfolio.domain.model import DecisionOutcome
from portfolio.queries.filter_choices import is_demo
from portfolio.queries.reviews import reviews
from portfolio.store import schema
from portfolio.store.schema import (
    change_log,
    proposal_parties,
    proposals,
    responsibility_events,
    status_updates,
)
from portfolio.usecases.reviews import closing, decisions, planning
from portfolio.usecases.seeding import demo, setup
from portfolio.usecases.use_case import LOCAL

UNTIL = date(2024, 5, 1)
TEXTS = ("happened", "next_step", "risks", "decision_needed", "reason")


@pytest.fixture
def demo_db(seeded_db):
    demo.fill(seeded_db, until=UNTIL)
    return seeded_db


def rows(table: sa.Table) -> list[dict[str, object]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def test_doctor_finds_nothing(demo_db):
    with store.reading() as connection:
        assert {look(connection).level for look in LOOKS} == {"ok"}


def test_it_is_marked_and_logged_once(demo_db):
    with store.reading() as connection:
        assert is_demo(connection)
    assert [line["action"] for line in rows(change_log)] == ["portfolio.seeded", "demo.filled"]


def test_the_real_seed_is_not_a_demo(seeded_db):
    with store.reading() as connection:
        assert not is_demo(connection)


def test_every_status_says_that_it_is_made_up(demo_db):
    # What the minutes tell of is not made up, and says so.
    statuses = [row for row in rows(status_updates) if row["origin"] != "source"]
    assert {(row["author"], row["origin"]) for row in statuses} == {("Demo", "demo")}
    texts = [row[name] for row in statuses for name in TEXTS if row[name] is not None]
    assert len(texts) > 200
    assert all(text.startswith("Demo:") for text in texts)


def test_nothing_is_reported_before_the_proposals_or_after_the_last_day(demo_db):
    days = {row["reported_on"] for row in rows(status_updates)}
    days |= {row["happened_on"] for row in rows(responsibility_events)}
    assert min(days) == "2022-04-04"
    assert max(days) == "2024-04-30"


def test_percent_rises_and_comes_with_its_status(demo_db):
    statuses = sorted(rows(status_updates), key=lambda row: row["seq"])
    for proposal in rows(proposals):
        own = [row for row in statuses if row["proposal_id"] == proposal["id"]]
        percents = [row["percent"] for row in own if row["origin"] != "source"]
        assert percents == sorted(percents), proposal["number"]
        assert (own[-1]["percent"], own[-1]["rag"]) == (proposal["percent"], proposal["rag"])


def test_there_is_something_of_everything_to_show(demo_db):
    found = rows(proposals)
    assert {row["rag"] for row in found} == {"green", "amber", "red", "none"}
    assert len({row["stage"] for row in found}) >= 5
    aside = {row["stage"] for row in found if row["set_aside_reason"]}
    assert aside == {"on_hold", "not_pursued"}
    assert {row["state"] for row in rows(proposal_parties)} >= {"accepted", "declined", "asked"}
    said = {row["said_by"] for row in rows(responsibility_events)}
    assert said == {None, "Demo"}


@pytest.fixture
def held(demo_db, monkeypatch):
    """A review of the demo that reached nothing, closed; the day of the next."""
    monkeypatch.setenv("PORTFOLIO_TODAY", UNTIL.isoformat())
    review = planned(UNTIL)
    decisions.start_review(LOCAL, review)
    rest = {row["id"]: DecisionOutcome.NOT_REACHED for row in items(review)}
    closing.close_review(LOCAL, review, rest, today=UNTIL)
    return date(2024, 6, 3)


def planned(day: date) -> str:
    with store.reading() as connection:
        p = schema.parties.c
        body = connection.execute(sa.select(p.id).where(p.code == "direktionen")).scalar_one()
    return planning.make_review(
        LOCAL,
        portfolio="civilsamfund",
        title="Gennemgang",
        body_party_id=body,
        held_on=day,
        minutes=20,
    )


def items(review: str) -> list[dict]:
    with store.reading() as connection:
        table = reviews.items(connection, review_id=review)
    return table[table["placement"] == "agenda"].to_dict("records")


def test_the_red_proposal_leads_the_next_agenda_too_when_nobody_reached_it(held):
    first, *_rest = items(planned(held))
    assert (first["number"], first["rag"]) == (7, "red")
    assert first["reasons"][:2] == ("decision_needed", "red")
    # What was not reached is nobody's decision, and nothing comes back as put off.
    assert not [row for row in items(planned(date(2024, 6, 4))) if "returned" in row["reasons"]]


def test_what_is_red_or_amber_says_why(demo_db):
    told = [row for row in rows(status_updates) if row["origin"] == "demo"]
    assert all(row["reason"] for row in told if row["rag"] in ("red", "amber"))


def test_it_is_the_same_every_time(databases, tmp_path, seeded_db):
    demo.fill(seeded_db, until=UNTIL)
    first = [(row["reported_on"], row["rag"], row["happened"]) for row in rows(status_updates)]
    (tmp_path / "again").mkdir()
    again = databases.new(setup.SEED_FOLDER, tmp_path / "again")
    demo.fill(again, until=UNTIL)
    with store.reading(again) as connection:
        s = status_updates.c
        second = connection.execute(sa.select(s.reported_on, s.rag, s.happened)).all()
    databases.drop(again)
    assert sorted(map(tuple, second)) == sorted(first)
