"""Reviews that come again: made in one act, called off as one while nothing is on them."""

from datetime import date

import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.series import Rhythm, days
from portfolio.errors import PortfolioError
from portfolio.queries.reviews import reviews as review_queries
from portfolio.queries.reviews import series as series_queries
from portfolio.store import schema
from portfolio.usecases.reviews import arranging, planning, series
from portfolio.usecases.use_case import LOCAL
from tests.usecases.reviews.test_planning import ask, made, numbers, party, version

FIRST = date(2022, 5, 2)
TODAY = date(2022, 5, 1)


def planned(count: int = 3, **given) -> str:
    chosen = days(FIRST, Rhythm.MONTHLY, count)
    return series.make_series(
        LOCAL,
        **{
            "portfolio": "civilsamfund",
            "titled": [(day, f"Gennemgang {day}") for day in chosen],
            "body_party_id": party(),
            "starts_at": "9.30",
            "place": None,
            "minutes": 20,
            **given,
        },
    )


def members(review):
    return ask(series_queries.members, review_id=review, today=TODAY)


def ahead():
    found = ask(review_queries.reviews_made, portfolio="civilsamfund")
    return sorted(found["held_on"])


def log(action):
    c = schema.change_log.c
    with store.reading() as connection:
        return connection.execute(sa.select(c.subject_id).where(c.action == action)).all()


def test_each_has_its_day_its_title_and_an_agenda_and_its_line_in_the_log(seeded_db):
    first = planned()
    found = members(first)
    assert [one.held_on for one in found] == ["2022-05-02", "2022-06-13", "2022-07-04"]
    assert [one.title for one in found][1] == "Gennemgang 2022-06-13"
    assert all(one.is_free for one in found)
    assert found[0].id == first
    assert all(numbers(one.id) for one in found)
    assert {row.subject_id for row in log("review.made")} == {one.id for one in found}


def test_a_day_that_has_a_review_is_left_out(seeded_db):
    mine = made(held_on=date(2022, 6, 13))
    found = members(planned())
    assert [one.held_on for one in found] == ["2022-05-02", "2022-07-04"]
    assert mine not in {one.id for one in found}
    assert members(mine) == ()


def test_where_every_day_is_taken_nothing_is_made(seeded_db):
    planned()
    before = ahead()
    with pytest.raises(PortfolioError) as caught:
        planned()
    assert "allerede en gennemgang" in language.explain(caught.value)
    assert ahead() == before


def test_a_wrong_minute_or_day_makes_none_of_them(seeded_db):
    for wrong in ({"minutes": 0}, {"titled": [(FIRST, "A"), (date(2022, 4, 1), "B")]}):
        with pytest.raises(PortfolioError):
            planned(**wrong)
    assert ahead() == []


def test_they_are_called_off_as_one(seeded_db):
    first = planned()
    assert series.call_off_series(LOCAL, first, "Ny mødeplan") == 3
    assert ahead() == []
    assert len(log("review.called_off")) == 3
    with pytest.raises(PortfolioError):
        series.call_off_series(LOCAL, first, "Ny mødeplan")
    planned()  # the days are free again
    assert len(ahead()) == 3


def test_what_something_is_on_stays(seeded_db):
    first = planned()
    second = members(first)[1]
    arranging.add_item(LOCAL, second.id, title="Budget", version=version(second.id))
    assert [one.is_free for one in members(first)] == [True, False, True]
    assert series.call_off_series(LOCAL, first, "Ny mødeplan") == 2
    assert ahead() == ["2022-06-13"]
    with pytest.raises(PortfolioError) as caught:
        series.call_off_series(LOCAL, second.id, "Også den")
    assert "hver for sig" in language.explain(caught.value)
    planning.call_off(LOCAL, second.id, "Også den", version=version(second.id))
    assert ahead() == []


def test_a_reason_is_needed(seeded_db):
    first = planned()
    with pytest.raises(PortfolioError):
        series.call_off_series(LOCAL, first, "  ")
    assert len(ahead()) == 3
