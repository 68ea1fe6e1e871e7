"""Whoever moves a follow-up's day, and wherever: the earlier one is kept, and shown on its day."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import DecisionOutcome
from portfolio.errors import PortfolioError
from portfolio.queries.filtering import Filters
from portfolio.queries.meetings import carried_out, decisions, follow_ups
from portfolio.queries.overview.attention import findings
from portfolio.queries.public import lists
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.log import restoring
from portfolio.usecases.meetings import follow_ups as acts
from portfolio.usecases.meetings.follow_ups import Owner
from portfolio.usecases.reviews import decisions as meeting_decisions
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.reviews.effects import Effects, Settled
from portfolio.usecases.use_case import LOCAL

AGREED, MOVED = date(2022, 5, 1), date(2022, 6, 20)
U = schema.follow_ups.c


def rows(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def task():
    (row,) = rows(schema.follow_ups, U.title == "Skriv til Banedanmark")
    return row


def party(code="suoc"):
    (row,) = rows(schema.parties, schema.parties.c.code == code)
    return row["id"]


@pytest.fixture
def agreed(seeded_db, monkeypatch):
    """A decision of a review not closed yet, with a follow-up agreed for 15 June."""
    monkeypatch.setenv("PORTFOLIO_TODAY", MOVED.isoformat())
    review = builders.a_review(seeded_db, 4)
    (item,) = rows(schema.review_items, schema.review_items.c.review_id == review)
    one = FollowUpInput(
        title="Skriv til Banedanmark", responsible_party_id=party(), date_text="15. juni 2022"
    )
    said = DecisionInput(outcome=DecisionOutcome.DECIDED, decision="Aktivitet.", follow_ups=[one])
    return meeting_decisions.record_decision(LOCAL, item["id"], said, today=AGREED)


def by_its_own_form(_decision):
    owner = Owner(party_id=party(), date_words="oktober 2022")
    acts.assign(LOCAL, task()["id"], task()["version"], owner, today=MOVED, reason="Ferien")


def by_content(_decision):
    typed = {"date": "oktober 2022"}
    content.change(
        LOCAL, "follow_ups", task()["id"], task()["version"], typed, today=MOVED, reason="Ferien"
    )


def by_the_big_table(_decision):
    change = content.RowChange({"date": "oktober 2022"}, task()["id"], task()["version"])
    content.save_many(LOCAL, "follow_ups", [change], today=MOVED)


def by_putting_the_decision_right(decision):
    (made,) = rows(schema.decisions, schema.decisions.c.id == decision)
    one = FollowUpInput(
        id=task()["id"],
        title="Skriv til Banedanmark",
        responsible_party_id=party(),
        date_text="oktober 2022",
    )
    said = DecisionInput(outcome=DecisionOutcome.DECIDED, decision="Aktivitet.", follow_ups=[one])
    meeting_decisions.amend_decision(LOCAL, decision, said, version=made["version"], today=MOVED)


WAYS = [by_its_own_form, by_content, by_the_big_table, by_putting_the_decision_right]


def on(day):
    """What each question says of the follow-up on a day: its date, and how often it was moved."""
    with store.reading() as connection:
        listed = follow_ups.follow_up(connection, id=task()["id"], as_of=day, within=None)
        ids = (task()["decision_id"],)
        told = decisions.follow_ups_of(connection, decisions=ids, as_of=day).iloc[0]
        part = lists.Slice(limit=100, offset=0)
        public = lists.follow_ups(connection, as_of=day, part=part).rows
        late = carried_out.carried_out_on(connection, as_of=day, ids=ids)["is_late"].iloc[0]
        found = findings(connection, filters=Filters(as_of=day, today=MOVED))
    # What a review that is not closed decides is not published yet.
    published = [row["date_text"] for row in public if row["title"] == task()["title"]]
    assert published in ([], [listed["date_text"]])
    assert told["date_text"] == listed["date_text"]
    assert listed["state"] == told["status"]
    assert (listed["state"] == "overdue") == late
    overdue = [one for one in found if one.reason == "follow_up_overdue"]
    assert sum(one.count for one in overdue) == late
    return listed["date_text"], listed["state"], listed["moves"], listed["agreed_date_text"]


@pytest.mark.parametrize("move", WAYS)
def test_an_earlier_day_shows_the_date_it_had_then(agreed, move):
    move(agreed)
    assert on(date(2022, 6, 16)) == ("15. juni 2022", "overdue", 0, None)
    assert on(MOVED) == ("oktober 2022", "open", 1, "15. juni 2022")


def test_open_data_of_an_earlier_day_has_the_date_it_had_then(seeded_db):
    def published(day):
        with store.reading() as connection:
            found = lists.follow_ups(connection, as_of=day, part=lists.Slice()).rows
        return [(row["date_text"], row["date_end"]) for row in found if row["title"] == council]

    council = "Inddrag Byrådet"
    for words, day in (("juni 2022", AGREED), ("oktober 2022", MOVED)):
        (row,) = rows(schema.follow_ups, U.title == council)
        owner = Owner(party_id=party(), date_words=words)
        acts.assign(LOCAL, row["id"], row["version"], owner, today=day, reason="Ferien")
    assert published(date(2022, 4, 30)) == [(None, None)]
    assert published(AGREED) == [("juni 2022", "2022-06-30")]
    assert published(MOVED) == [("oktober 2022", "2022-10-31")]


def test_setting_an_earlier_value_back_moves_it_too(agreed):
    by_content(agreed)
    (line,) = rows(
        schema.change_log,
        schema.change_log.c.action == "follow_up.changed",
        schema.change_log.c.subject_id == task()["id"],
    )
    restoring.restore(LOCAL, line["id"], "Det blev ved juni")
    assert on(MOVED) == ("15. juni 2022", "overdue", 2, "15. juni 2022")
    with store.reading() as connection:
        moves = follow_ups.moves_of(connection, id=task()["id"], as_of=MOVED)
    assert list(moves["date_text"]) == ["15. juni 2022", "oktober 2022"]
    assert list(moves["reason"]) == ["Ferien", "Det blev ved juni"]


def test_a_day_filled_in_is_no_move_and_was_not_there_before(agreed):
    owner = Owner(party_id=party(), date_words="")
    acts.assign(LOCAL, task()["id"], task()["version"], owner, today=MOVED, reason="Uvist")
    acts.assign(
        LOCAL,
        task()["id"],
        task()["version"],
        Owner(party_id=party(), date_words="december 2022"),
        today=date(2022, 7, 1),
    )
    assert on(date(2022, 6, 25))[:3] == (None, "open", 1)
    assert on(date(2022, 7, 1)) == ("december 2022", "open", 1, "15. juni 2022")


def test_what_is_put_right_on_the_day_of_the_meeting_was_never_otherwise(agreed):
    (made,) = rows(schema.decisions, schema.decisions.c.id == agreed)
    one = FollowUpInput(id=task()["id"], title="Skriv til Banedanmark", date_text="16. juni 2022")
    said = DecisionInput(outcome=DecisionOutcome.DECIDED, decision="Aktivitet.", follow_ups=[one])
    meeting_decisions.amend_decision(LOCAL, agreed, said, version=made["version"], today=AGREED)
    assert on(AGREED)[::2] == ("16. juni 2022", 0)
    assert rows(schema.follow_up_moves) == []


def test_the_same_words_mean_the_day_they_meant(agreed):
    """``juni`` is that of the year it was written in, however late the rest is put right."""
    acts.assign(
        LOCAL,
        task()["id"],
        task()["version"],
        Owner(party_id=party(), date_words="juni"),
        today=AGREED,
        reason="Hele måneden",
    )
    acts.assign(
        LOCAL,
        task()["id"],
        task()["version"],
        Owner(party_id=party("administrationen"), date_words="juni"),
        today=date(2022, 8, 1),
    )
    assert task()["date_end"] == "2022-06-30"


def test_a_decision_fills_in_what_lacks_and_never_overwrites(agreed, seeded_db):
    """Somebody filled it in while the form was open: the decision says so, and changes nothing."""
    before = task()
    review = builders.a_review(seeded_db, 5)
    (item,) = rows(schema.review_items, schema.review_items.c.review_id == review)
    settled = Settled(follow_up_id=before["id"], date_text="oktober 2022")
    said = DecisionInput(
        outcome=DecisionOutcome.DECIDED, decision="I oktober.", effects=Effects(settled=[settled])
    )
    with pytest.raises(PortfolioError, match="has filled in meanwhile"):
        meeting_decisions.record_decision(LOCAL, item["id"], said, today=MOVED)
    assert task() == before
