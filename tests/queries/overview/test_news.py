"""What is new since a day: the newest first, nothing unchanged, and the same in every place."""

from datetime import date

import builders
import pytest

from portfolio import store
from portfolio.queries.mails import digest
from portfolio.queries.overview import compare
from portfolio.queries.overview.compare import Difference, Kind
from portfolio.queries.overview.news import Became, Decided, news, since_last_meeting
from portfolio.store import schema
from portfolio.store.schema import milestones

MEETING, TODAY = date(2022, 4, 4), date(2022, 5, 1)


@pytest.fixture
def new(ask):
    def new(since: date = MEETING, until: date = TODAY, portfolio=builders.PORTFOLIO):
        return ask(news, since=since, until=until, portfolio=portfolio)

    return new


def moved(found) -> list[Difference]:
    return [event.about for event in found if isinstance(event.about, Difference)]


def test_at_first_only_the_decisions_of_the_meeting(new):
    found = [event.about for event in new()]
    # The directorate's other items are not this portfolio's business.
    assert [one.number for one in found] == ["8.3", "7.2", "7.3", "7.4", "8.2", "7.1", "8.1"]
    assert {one.code for one in found} == {"direktionen-2022-04-04"}
    assert new(date(2022, 4, 5)) == ()


def test_what_moved_on_the_first_day_belongs_to_it_and_nothing_after_the_last_counts(
    new, seeded_db
):
    for number, day in enumerate(("2022-04-10", "2022-04-11", "2022-04-20", "2022-04-21"), start=1):
        builders.a_status(seeded_db, number, day, rag="red")
    found = new(date(2022, 4, 10), date(2022, 4, 20))
    assert [one.number for one in moved(found)] == [3, 2]


def test_the_newest_come_first_inside_a_day_too(new, seeded_db):
    for number, moment in ((5, "08:00"), (3, "10:00"), (9, "09:00")):
        moment = f"2022-04-20T{moment}:00+00:00"
        builders.a_status(seeded_db, number, "2022-04-20", rag="red", recorded_at=moment)
    builders.a_status(seeded_db, 1, "2022-04-21", rag="green")
    builders.a_status(seeded_db, 2, "2022-04-15", rag="green")
    builders.a_status(seeded_db, 2, "2022-04-22", rag="green")  # says nothing new
    found = new()
    assert [one.number for one in moved(found)] == [1, 3, 9, 5, 2]
    assert [event.happened_on for event in found] == sorted(
        (event.happened_on for event in found), reverse=True
    )


def test_a_first_status_moves_and_only_what_is_new_came(new, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="green")
    builders.a_proposal(seeded_db, 77, "Et nyt", introduced_on="2022-04-12")
    builders.a_status(seeded_db, 77, "2022-04-14", rag="green")
    builders.a_status(seeded_db, 5, "2022-04-10", rag="none", stage="proposed")
    assert [(one.number, one.kind) for one in moved(new())] == [(77, Kind.CAME), (4, Kind.MOVED)]


def test_there_and_back_is_no_news(new, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-03", rag="green", stage="running")
    builders.a_status(seeded_db, 4, "2022-04-10", rag="amber", stage="running", reason="X")
    builders.a_status(seeded_db, 4, "2022-04-11", rag="green", stage="running")
    assert moved(new()) == []


def test_a_yes_and_a_no_are_news_what_was_only_asked_or_taken_back_is_not(new, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-08")
    assert moved(new()) == []
    builders.an_answer(seeded_db, 1, "kommunikation", "declined", "2022-04-12")
    (one,) = moved(new())
    assert (one.declined, one.responsible) == ((None, "Kommunikation"), (None, None))
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-14")
    (one,) = moved(new())
    assert (one.declined, one.responsible) == ((None, None), (None, "Kommunikation"))
    (one,) = moved(new(date(2022, 4, 13)))
    assert one.declined == ("Kommunikation", None)


def test_an_outcome_is_news_on_the_day_it_was_recorded(new, seeded_db):
    mine = milestones.c.code == "fb-interessetilkendegivelse"
    builders.set_on(seeded_db, milestones, mine, outcome="happened", outcome_on="2022-04-26")
    builders.set_on(seeded_db, milestones, milestones.c.code == "fb-udvalgte", outcome="postponed")
    found = [event for event in new() if isinstance(event.about, Became)]
    assert [(event.happened_on, event.about.code, event.about.outcome) for event in found] == [
        ("2022-04-26", "fb-interessetilkendegivelse", "happened")
    ]


def test_what_was_not_reached_is_not_decided(ask, new, seeded_db):
    d = schema.decisions
    builders.set_on(seeded_db, d, d.c.number == "7.1", outcome="not_reached")
    assert "7.1" not in {event.about.number for event in new()}
    span = {"portfolio": None, "first": date(2022, 4, 3), "second": TODAY}
    assert "7.1" not in {
        made.number for one in ask(compare.differences, **span) for made in one.decided
    }


def test_another_portfolios_news_never_comes(new, seeded_db):
    builders.another_portfolio(seeded_db, 40, "Et andet forslag")
    builders.a_status(seeded_db, 40, "2022-04-10", rag="red", portfolio="another")
    assert moved(new()) == []
    assert [one.number for one in moved(new(portfolio=None))] == [40]


def test_an_empty_database_has_no_news(ask_empty):
    found = ask_empty(news, portfolio=None, since=MEETING, until=TODAY)
    assert found == ()
    assert ask_empty(since_last_meeting, portfolio=None, until=TODAY) == date(2022, 4, 1)


def test_it_is_told_from_the_last_meeting_before_the_day(ask, seeded_db):
    def since(day, portfolio=builders.PORTFOLIO):
        return ask(since_last_meeting, portfolio=portfolio, until=day)

    assert since(TODAY) == MEETING
    # On the day of the only meeting there is none before it, and nothing was known.
    assert since(MEETING) == date(2022, 3, 5)
    review = builders.a_review(seeded_db, 4, held_on="2022-04-25")
    assert since(TODAY) == MEETING  # planned, and not held
    held = {"started_at": "2022-04-25T09:00:00+00:00", "closed_at": "2022-04-25T10:00:00+00:00"}
    builders.set_on(seeded_db, schema.reviews, schema.reviews.c.id == review, **held)
    assert since(TODAY) == date(2022, 4, 25)
    assert since(TODAY, "digital-taskforce") == MEETING


# --- one answer ----------------------------------------------------------------------------------


def test_the_overview_the_digest_and_the_comparison_agree(lived_or_demo):
    """Whatever the two days: the same moved in the same ways, and the same was decided."""
    days = [date(2022, 3, 20), date(2022, 4, 3), MEETING, date(2022, 4, 12), date(2022, 4, 20)]
    with store.reading(lived_or_demo) as connection:
        for portfolio in (builders.PORTFOLIO, None):
            for since in days:
                span = {"portfolio": portfolio, "since": since, "until": TODAY}
                told = news(connection, **span)
                read = digest.digest(connection, **span, reader=digest.Reader(None, "reader"))
                seen = compare.differences(
                    connection, portfolio=portfolio, first=since, second=TODAY
                )
                other = {one for one in seen if one.kind is not Kind.SAME}
                assert len(moved(told)) == len(other)
                assert set(moved(told)) == set(read.moved) == other
                made = [event.about for event in told if isinstance(event.about, Decided)]
                assert tuple(made) == read.decisions
                between = {made.id for one in seen for made in one.decided}
                assert between <= {one.id for one in made}


@pytest.fixture(params=["seed", "lived", "demo"])
def lived_or_demo(request):
    """The real seed, one in which something of everything happened, and a made-up half year."""
    if request.param == "demo":
        return request.getfixturevalue("demo_db")
    address = request.getfixturevalue("seeded_db")
    if request.param == "lived":
        builders.a_status(address, 1, "2022-04-03", rag="green")
        builders.a_status(address, 1, "2022-04-04", rag="amber", reason="På selve dagen")
        builders.a_status(address, 2, "2022-04-10", rag="green", percent=10)
        builders.a_status(address, 2, "2022-04-15", rag="green", percent=10)
        builders.a_status(address, 3, "2022-04-12", stage="not_pursued", rag="none", reason="X")
        builders.a_status(address, 3, "2022-04-18", stage="running", rag="none")
        builders.a_status(address, 6, "2022-04-20", stage="not_pursued", rag="none", reason="X")
        builders.a_proposal(address, 77, "Et nyt", introduced_on="2022-04-10")
        builders.an_answer(address, 1, "kommunikation", "asked", "2022-04-10")
        builders.an_answer(address, 1, "kommunikation", "declined", "2022-04-15")
        builders.an_answer(address, 9, "fritid-og-kultur", "accepted", "2022-04-21")
    return address
