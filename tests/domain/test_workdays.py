"""Which days the town hall is open, round the holidays that move."""

from datetime import date

import pytest

from portfolio.domain import workdays


@pytest.mark.parametrize(
    ("meeting", "before"),
    [
        ("2022-05-10", "2022-05-09"),  # Tuesday: Monday
        ("2022-05-09", "2022-05-06"),  # Monday: Friday
        ("2022-05-08", "2022-05-06"),  # Sunday
        ("2022-04-19", "2022-04-13"),  # after Easter: Thursday to Monday are holidays
        ("2022-05-14", "2022-05-12"),  # store bededag was a holiday in 2022 …
        ("2024-04-27", "2024-04-26"),  # … and is none since 2024
        ("2022-05-27", "2022-05-25"),  # Ascension Day
        ("2022-06-07", "2022-06-03"),  # Whit Monday, and Constitution Day on Sunday
        ("2023-06-06", "2023-06-02"),  # Constitution Day on a Monday
        ("2022-12-27", "2022-12-23"),  # Christmas
        ("2021-12-27", "2021-12-23"),  # 24 December on a Friday
        ("2025-01-02", "2024-12-30"),  # New Year's Eve is closed, and New Year's Day
        ("2024-02-29", "2024-02-28"),
    ],
)
def test_the_last_working_day_before_a_meeting(meeting, before):
    assert workdays.last_before(date.fromisoformat(meeting)) == date.fromisoformat(before)


@pytest.mark.parametrize("day", ["2022-06-05", "2023-06-05", "2021-12-24", "2024-12-31"])
def test_the_days_a_municipality_keeps_closed(day):
    assert not workdays.is_working_day(date.fromisoformat(day))


def test_an_ordinary_day_is_a_working_day():
    assert workdays.is_working_day(date(2022, 5, 4))
