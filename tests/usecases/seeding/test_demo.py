"""The demo: plausible, the same every time, marked, and whole by doctor's own measure."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.commands.checkup import LOOKS
from portfolio.queries.filter_choices import is_demo
from portfolio.queries.meetings import carried_out, follow_ups
from portfolio.queries.requests.effects import effects_of
from portfolio.queries.requests.requests import open_requests
from portfolio.queries.reviews import reviews
from portfolio.store import schema
from portfolio.store.schema import (
    change_log,
    proposal_parties,
    proposals,
    responsibility_events,
    status_updates,
)
from portfolio.usecases.seeding import demo, demo_story, setup

UNTIL = date(2024, 5, 1)
TEXTS = ("happened", "next_step", "risks", "decision_needed", "reason")


@pytest.fixture
def demo_db(databases, tmp_path, monkeypatch):
    address = databases.new(setup.SEED_FOLDER, tmp_path, demo_until=UNTIL)
    monkeypatch.setenv("PORTFOLIO_URL", address)
    yield address
    databases.drop(address)


def rows(table: sa.Table) -> list[dict[str, object]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def test_doctor_finds_nothing(demo_db):
    with store.reading() as connection:
        assert {look(connection).level for look in LOOKS} == {"ok"}


def test_it_is_marked_and_logged_once(demo_db):
    with store.reading() as connection:
        assert is_demo(connection)
    actions = [line["action"] for line in rows(change_log)]
    assert actions[:2] == ["portfolio.seeded", "demo.filled"]
    assert actions.count("demo.filled") == 2  # before the review that is told of, and after it


def test_the_real_seed_is_not_a_demo(seeded_db):
    with store.reading() as connection:
        assert not is_demo(connection)


def test_every_status_says_that_it_is_made_up(demo_db):
    # What the minutes tell of is not made up, and says so.
    statuses = [row for row in rows(status_updates) if row["origin"] != "source"]
    assert {(row["author"], row["origin"]) for row in statuses} == {
        ("Demo", "demo"),
        ("Demo", "decision"),
    }
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


# --- the meetings it tells of -----------------------------------------------------------------


def told(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def the_reviews():
    """The one that was held, and the one to come."""
    with store.reading() as connection:
        joined = sa.select(schema.reviews, schema.meetings.c.held_on, schema.meetings.c.title).join(
            schema.meetings
        )
        found = connection.execute(joined.order_by(schema.meetings.c.held_on)).mappings()
        return [dict(row) for row in found]


def items(review: str) -> list[dict]:
    with store.reading() as connection:
        table = reviews.items(connection, review_id=review)
    return table[table["placement"] == "agenda"].to_dict("records")


def number(n):
    (row,) = told(proposals, builders.is_number(n))
    return row


def test_a_review_has_been_held_and_the_next_is_planned(demo_db):
    held, following = the_reviews()
    assert held["held_on"] < "2024-03-20"
    assert held["closed_at"][:10] == held["held_on"]
    assert (following["closed_at"], following["started_at"]) == (None, None)
    assert "2024-05-01" < following["held_on"] < "2024-05-20"
    assert {review["title"][:5] for review in (held, following)} == {"Demo:"}


def test_the_red_proposal_leads_the_next_agenda(demo_db):
    first, *_rest = items(the_reviews()[1]["id"])
    assert (first["number"], first["rag"]) == (7, "red")
    assert first["reasons"][:2] == ("decision_needed", "red")


def test_what_was_decided_has_taken_effect(demo_db):
    with store.reading() as connection:
        kept = effects_of(connection, decisions=[row["id"] for row in told(schema.decisions)])
    kinds = {effect.kind for effects in kept.values() for effect in effects}
    assert kinds >= {"answer", "settle", "stage", "appoint"}
    # Set going by the decision, and still going after the statuses that came later.
    assert number(6)["stage"] == "running"
    link = schema.proposal_parties.c
    yes = told(
        schema.proposal_parties, link.proposal_id == number(6)["id"], link.state == "accepted"
    )
    assert len(yes) == 1
    with store.reading() as connection:
        open_ones = open_requests(connection, as_of=UNTIL, today=UNTIL, portfolio="civilsamfund")
    questions = {one.question for one in open_ones}
    assert demo_story.READY_NEEDS not in {
        one.question for one in open_ones if 6 in {about.number for about in one.proposals}
    }
    assert demo_story.DECISION_NEEDED["red"] in questions


def test_follow_ups_are_carried_out_late_and_moved(demo_db):
    with store.reading() as connection:
        table = follow_ups.follow_ups_on(connection, filters=follow_ups.Filters(as_of=UNTIL))
    mine = table[table["title"].str.startswith("Demo:")]
    assert set(mine["state"]) == {"done", "overdue", "due"}
    (moved,) = mine[mine["moves"] > 0].to_dict("records")
    assert (moved["moves"], moved["state"]) == (2, "due")
    with store.reading() as connection:
        groups = carried_out.by_age(connection, as_of=UNTIL, portfolio="civilsamfund")
    youngest = groups[0].became
    assert youngest["yes"]
    assert youngest["partly"]


def test_all_the_meetings_say_is_marked_as_made_up(demo_db):
    real = {
        row["id"] for row in told(schema.meetings) if row["title"] and "Demo" not in row["title"]
    }
    a = schema.agenda_items.c
    made = told(schema.agenda_items, a.meeting_id.not_in(real))
    assert made
    d = schema.decisions.c
    for row in told(schema.decisions, d.agenda_item_id.in_([item["id"] for item in made])):
        general = row["outcome"] in ("noted", "not_reached")
        assert general or row["decision"].startswith("Demo:")
    texts = [row["title"] for row in told(schema.follow_ups)]
    assert sum(text.startswith("Demo:") for text in texts) == 4
    lines = told(change_log)
    assert {row["actor"] for row in lines if row["action"] != "portfolio.seeded"} == {"Demo"}
    assert all("Demo:" in row["reason"] for row in told(schema.follow_up_moves) if row["reason"])


def test_what_happened_happened_on_its_day(demo_db):
    """Nothing of the story says that it was done on the day the demo was made."""
    held, _following = the_reviews()
    assert held["started_at"][:10] == held["held_on"]
    moves = told(schema.follow_up_moves, schema.follow_up_moves.c.date_text.is_not(None))
    assert [row["moved_on"] for row in moves] == sorted(row["moved_on"] for row in moves)
    assert all(held["held_on"] < row["moved_on"] <= UNTIL.isoformat() for row in moves)
    statuses = told(status_updates, status_updates.c.origin == "decision")
    assert {row["reported_on"] for row in statuses} == {held["held_on"]}
    for proposal in told(proposals):
        mine = sorted(
            told(status_updates, status_updates.c.proposal_id == proposal["id"]),
            key=lambda row: row["seq"],
        )
        assert [row["seq"] for row in mine] == list(range(1, len(mine) + 1))
        assert [row["reported_on"] for row in mine] == sorted(row["reported_on"] for row in mine)


def test_a_short_history_has_no_meeting_to_tell_of(seeded_db):
    demo.fill(seeded_db, until=date(2022, 5, 1))
    assert the_reviews() == []


@pytest.mark.parametrize("until", ["2022-11-07", "2025-12-31", "2026-11-30"])
def test_the_story_can_be_told_on_any_day(seeded_db, until):
    demo.fill(seeded_db, until=date.fromisoformat(until))
    first, *_rest = items(the_reviews()[1]["id"])
    assert (first["number"], first["rag"]) == (7, "red")
    with store.reading() as connection:
        assert {look(connection).level for look in LOOKS} == {"ok"}


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
