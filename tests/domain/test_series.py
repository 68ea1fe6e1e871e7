"""The days of meetings that come again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain import series, workdays
from portfolio.domain.series import Rhythm


def iso(days):
    return [day.isoformat() for day in days]


def test_the_first_monday_gives_way_to_a_holiday():
    # 6 June 2022 is Whit Monday, 5 June a Sunday.
    found = series.days(date(2022, 5, 2), Rhythm.MONTHLY, 4)
    assert iso(found) == ["2022-05-02", "2022-06-13", "2022-07-04", "2022-08-01"]


def test_the_last_friday_gives_way_backwards():
    # 31 December 2021 is a Friday that the town hall is closed; 24 December too.
    found = series.days(date(2021, 11, 26), Rhythm.MONTHLY, 3)
    assert iso(found) == ["2021-11-26", "2021-12-17", "2022-01-28"]


def test_a_fourth_monday_that_is_the_last_is_the_last():
    found = series.days(date(2022, 2, 28), Rhythm.MONTHLY, 3)
    assert iso(found) == ["2022-02-28", "2022-03-28", "2022-04-25"]


def test_every_other_week_leaves_a_holiday_out():
    # 18 April 2022 is Easter Monday.
    found = series.days(date(2022, 4, 4), Rhythm.FORTNIGHTLY, 3)
    assert iso(found) == ["2022-04-04", "2022-05-02", "2022-05-16"]
    assert iso(series.days(date(2022, 4, 11), Rhythm.WEEKLY, 2)) == ["2022-04-11", "2022-04-25"]


@pytest.mark.parametrize(("day", "place"), [(2, 1), (9, 2), (23, 4), (30, 5), (31, 5), (25, 5)])
def test_the_place_in_the_month(day, place):
    assert series.place_in_month(date(2022, 5, day)) == place


@given(
    first=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    rhythm=st.sampled_from(Rhythm),
    count=st.integers(1, series.MOST),
)
def test_there_are_as_many_days_as_asked_for_in_order_and_all_are_worked_on(first, rhythm, count):
    found = series.days(first, rhythm, count)
    assert len(found) == count
    assert list(found) == sorted(set(found))
    assert found[0] == first
    assert all(workdays.is_working_day(day) for day in found[1:] if first.weekday() < 5)
    assert {day.weekday() for day in found} == {first.weekday()}


def test_whoever_meets_on_saturdays_does():
    assert iso(series.days(date(2022, 5, 7), Rhythm.WEEKLY, 2)) == ["2022-05-07", "2022-05-14"]
