"""A day begins and ends by the Danish clock, wherever the server stands."""

import subprocess
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portfolio.domain import clock

ROOT = Path(clock.__file__).parents[1]


class At:
    """The wall's clock stopped at a moment, as datetime tells it."""

    def __init__(self, moment: str) -> None:
        self.moment = datetime.fromisoformat(moment)

    def now(self, zone=None) -> datetime:
        return self.moment.astimezone(zone)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-14T21:59:59+00:00", date(2026, 6, 14)),
        ("2026-06-14T22:00:00+00:00", date(2026, 6, 15)),  # summer: two hours ahead of UTC
        ("2026-12-31T22:59:59+00:00", date(2026, 12, 31)),
        ("2026-12-31T23:00:00+00:00", date(2027, 1, 1)),  # winter: one hour
        ("2026-06-14T23:30:00-07:00", date(2026, 6, 15)),
    ],
)
@pytest.mark.parametrize("server", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def test_today_is_denmarks_on_any_server(monkeypatch, moment, day, server):
    monkeypatch.setenv("TZ", server)
    time.tzset()
    monkeypatch.delenv("PORTFOLIO_TODAY")
    monkeypatch.setattr(clock, "datetime", At(moment))
    try:
        assert clock.today() == day
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_stored_moment_is_of_its_day_here_and_a_day_ends_at_midnight_here():
    assert clock.day("2026-06-14T22:30:00.000000+00:00") == date(2026, 6, 15)
    over = clock.end(date(2026, 6, 14))
    assert over == "2026-06-14T22:00:00.000000+00:00"
    assert clock.day(over) == date(2026, 6, 15)
    # On the day the clock is put back there are 25 hours.
    first, last = (datetime.fromisoformat(clock.end(date(2026, 10, day))) for day in (24, 25))
    assert (last - first).total_seconds() == 25 * 3600
    assert first.tzinfo == UTC


def test_no_other_module_asks_the_machine_what_day_it_is():
    asked = subprocess.run(
        ["grep", "-rnE", r"date\.today\(|datetime\.now\(\)|utcnow|_at\"?\]?\)?\[:10\]", ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.stdout == ""
