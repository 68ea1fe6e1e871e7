"""Whether decisions were carried out, from their follow-ups or as recorded; the share by age."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.attention import FollowUpState as State
from portfolio.domain.carried_out import CarriedOut, age_group, carried_out, is_open
from portfolio.errors import PortfolioError
from portfolio.queries.meetings import carried_out as queries
from portfolio.store import ids, schema
from portfolio.usecases import use_case
from portfolio.usecases.content import rows as content

TODAY = date(2022, 5, 1)
D, U = schema.decisions.c, schema.follow_ups.c
DONE = {"status": "done", "closed_on": "2022-04-20"}


@pytest.mark.parametrize(
    ("states", "recorded", "became", "waits"),
    [
        ([], None, "not_recorded", True),
        ([], "no", "no", False),
        ([], "partly", "partly", False),
        (["done", "done"], "no", "yes", False),
        (["done", "open"], None, "partly", True),
        (["done", "lapsed"], None, "partly", False),
        (["lapsed", "lapsed"], None, "no", False),
        (["lapsed", "overdue"], None, "not_recorded", True),
    ],
)
def test_the_follow_ups_tell_it_else_what_is_recorded(states, recorded, became, waits):
    some = [State(state) for state in states]
    found = carried_out(some, recorded and CarriedOut(recorded))
    assert found == became
    assert is_open(some, found) is waits


def test_an_age_is_in_the_first_group_that_holds_it():
    assert [age_group(n) for n in (0, 90, 91, 365, 366)] == [90, 90, 180, 365, None]


def told(day=TODAY, number="7.4", **asked):
    with store.reading() as connection:
        chosen = sa.select(D.id).where(D.number == number)
        key = connection.execute(chosen).scalars().first()
        table = queries.carried_out_on(connection, as_of=day, **asked)
    found = table[table["id"] == key].to_dict("records")
    return found[0] if found else None


def followed_up(address, **given):
    """All follow-ups of decision 7.4."""
    mine = sa.select(D.id).where(D.number == "7.4").scalar_subquery()
    builders.set_on(address, schema.follow_ups, U.decision_id == mine, **given)


def test_a_decision_on_a_day(seeded_db):
    assert told(date(2022, 4, 3)) is None
    assert told() | {"id": ""} == {
        "id": "",
        "days": 27,
        "carried_out": "not_recorded",
        "is_late": False,
        "is_open": True,
        "counts": True,
        "has_follow_ups": True,
    }
    followed_up(seeded_db, **DONE)
    assert (told()["carried_out"], told()["is_open"]) == ("yes", False)
    before = told(date(2022, 4, 19))  # closed later than the day is open then
    assert (before["carried_out"], before["is_open"]) == ("not_recorded", True)


def test_a_promise_that_is_overdue_makes_it_late(seeded_db):
    with store.reading() as connection:
        party = connection.execute(sa.select(schema.parties.c.id)).scalars().first()
    followed_up(
        seeded_db,
        responsible_party_id=party,
        promised=1,
        date_text="20. april 2022",
        date_start="2022-04-20",
        date_end="2022-04-20",
    )
    assert (told()["is_late"], told()["carried_out"]) == (True, "not_recorded")
    assert told(date(2022, 4, 20))["is_late"] is False


def test_without_follow_ups_what_is_recorded_by_the_day_tells_it(seeded_db):
    followed_up(seeded_db, withdrawn_at="2022-04-10T08:00:00+00:00")
    recorded = {"carried_out": "partly", "carried_out_on": "2022-04-25", "outcome": "decided"}
    builders.set_on(seeded_db, schema.decisions, D.number == "7.4", **recorded)
    assert (told()["carried_out"], told()["is_open"]) == ("partly", False)
    assert told(date(2022, 4, 24))["carried_out"] == "not_recorded"


@pytest.mark.parametrize("outcome", ["noted", "discussed", "not_reached", "postponed"])
def test_where_nothing_is_to_be_done_it_counts_only_with_a_follow_up(seeded_db, outcome):
    builders.set_on(seeded_db, schema.decisions, D.number == "7.4", outcome=outcome)
    assert told()["counts"]
    followed_up(seeded_db, withdrawn_at="2022-04-10T08:00:00+00:00")
    assert not told()["counts"]


def test_narrowed_to_a_portfolio_and_to_some(seeded_db):
    assert told(portfolio=builders.PORTFOLIO) == told(ids=(told()["id"],)) == told()
    assert told(ids=()) is None
    assert told(portfolio="nix") is None


def test_the_share_by_age_counts_what_counts(seeded_db):
    def groups(day):
        with store.reading() as connection:
            return queries.by_age(connection, as_of=day, portfolio=builders.PORTFOLIO)

    (young,) = groups(TODAY)
    assert (young.most_days, young.became[CarriedOut.YES]) == (90, 0)
    with store.reading() as connection:
        table = queries.carried_out_on(connection, as_of=TODAY, portfolio=builders.PORTFOLIO)
    assert 0 < young.total == int(table["counts"].sum()) < len(table)
    followed_up(seeded_db, **DONE)
    (old,) = groups(date(2026, 11, 23))
    assert (old.most_days, old.became[CarriedOut.YES], old.total) == (None, 1, young.total)
    assert groups(date(2022, 4, 3)) == []


def test_the_secretary_records_it_where_no_follow_up_tells_it_also_of_a_closed_meeting(seeded_db):
    followed_up(seeded_db, withdrawn_at="2022-04-10T08:00:00+00:00")
    builders.set_on(seeded_db, schema.decisions, D.number == "7.4", outcome="decided")
    with store.reading() as connection:
        row = connection.execute(sa.select(D.id, D.version).where(D.number == "7.4")).one()
        meeting = connection.execute(sa.select(schema.meetings.c.id)).scalars().first()
    review = {
        "id": ids.new_id(),
        "meeting_id": meeting,
        "minutes": 20,
        "prepared_at": "2022-04-04T08:00:00+00:00",
        "prepared_by": "test",
        "closed_at": "2022-04-04T10:00:00+00:00",
        "closed_by": "Test",
    }
    builders.changed(seeded_db, lambda c: c.execute(sa.insert(schema.reviews).values(review)))
    typed = {"carried_out": "yes", "carried_out_on": "2022-04-25", "carried_out_note": "Sendt"}
    content.change(use_case.COMMAND, "decisions", row.id, row.version, typed, today=TODAY)
    assert (told()["carried_out"], told()["is_open"]) == ("yes", False)
    other = {"decision": "Noget andet"}
    with pytest.raises(PortfolioError, match="what was decided there stands"):
        content.change(use_case.COMMAND, "decisions", row.id, row.version + 1, other, today=TODAY)
