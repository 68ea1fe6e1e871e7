"""What is late, what nobody recorded, what is near: the rules of attention as truth tables."""

from datetime import date, timedelta

import pytest

from portfolio.domain import attention
from portfolio.domain.attention import MilestoneState, WindowState
from portfolio.domain.model import Outcome

DAY = date(2022, 5, 1)


def days(n: int) -> date:
    return DAY + timedelta(days=n)


def state(*, end, outcome=Outcome.NOT_RECORDED, outcome_on=None, promised=False):
    return attention.milestone_state(
        outcome=outcome, outcome_on=outcome_on, end=end, promised=promised, as_of=DAY
    )


@pytest.mark.parametrize(
    ("end", "promised", "expected"),
    [
        (days(-1), True, "overdue"),  # somebody here gave their word, and the day has passed
        (days(-1), False, "not_recorded"),  # a date of others has passed: nobody says what came
        (days(-3000), False, "not_recorded"),  # however long ago
        (days(-3000), True, "overdue"),
        (days(0), True, "soon"),  # the last day is not over yet
        (days(0), False, "soon"),
        (days(1), True, "soon"),
        (days(30), False, "soon"),  # the thirtieth day still counts as near
        (days(31), False, "ahead"),
        (days(31), True, "ahead"),  # a promise far ahead is nothing to worry about
        (None, True, "undated"),  # no date, so nothing can be late
        (None, False, "undated"),
    ],
)
def test_without_an_outcome_the_date_and_the_promise_decide(end, promised, expected):
    assert state(end=end, promised=promised) == expected


@pytest.mark.parametrize("outcome", ["happened", "not_happened", "postponed"])
@pytest.mark.parametrize("end", [days(-1), days(5), None])
@pytest.mark.parametrize("promised", [True, False])
def test_a_recorded_outcome_settles_it(outcome, end, promised):
    assert state(end=end, outcome=outcome, promised=promised) == outcome
    assert state(end=end, outcome=outcome, outcome_on=days(0), promised=promised) == outcome


@pytest.mark.parametrize(
    ("end", "promised", "expected"),
    [
        (days(-1), True, "overdue"),
        (days(-1), False, "not_recorded"),
        (days(3), True, "soon"),
        (None, True, "undated"),
    ],
)
def test_an_outcome_recorded_later_is_not_known_yet(end, promised, expected):
    tomorrow = days(1)
    found = state(end=end, outcome="happened", outcome_on=tomorrow, promised=promised)
    assert found == expected


def test_every_state_can_be_reached():
    ends = (None, days(-1), days(1), days(99))
    reached = {state(end=end, promised=promised) for end in ends for promised in (True, False)}
    reached |= {state(end=None, outcome=o) for o in Outcome if o != Outcome.NOT_RECORDED}
    assert reached == set(MilestoneState)


@pytest.mark.parametrize(
    ("end", "expected"), [(days(-1), False), (days(0), True), (days(30), True), (days(31), False)]
)
def test_soon_is_from_today_to_thirty_days_on(end, expected):
    assert attention.is_soon(end, DAY) is expected


def test_the_last_soon_day_is_soon_and_the_next_is_not():
    last = attention.last_soon_day(DAY)
    assert last == date(2022, 5, 31)
    assert attention.is_soon(last, DAY)
    assert not attention.is_soon(last + timedelta(days=1), DAY)


def test_a_proposal_is_silent_after_sixty_days_not_on_the_sixtieth():
    limit = attention.silent_since(DAY)
    assert limit == date(2022, 3, 2)
    assert (DAY - limit).days == 60


def test_decisions_come_before_silence():
    """The order of the reasons is the order on the screen."""
    reasons = list(attention.Reason)
    assert reasons.index(attention.Reason.DECISION_NEEDED) < reasons.index(attention.Reason.RED)
    assert reasons.index(attention.Reason.RED) < reasons.index(attention.Reason.AMBER)
    assert reasons.index(attention.Reason.OVERDUE) < reasons.index(attention.Reason.NOT_RECORDED)
    assert reasons.index(attention.Reason.RED) < reasons.index(attention.Reason.SILENT)
    assert reasons[-1] == "changed"  # news, and nothing to see to


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, WindowState.UNDATED),
        (days(31), days(40), WindowState.AHEAD),
        (days(30), days(40), WindowState.SOON),
        (days(1), days(1), WindowState.SOON),
        (DAY, DAY, WindowState.OPEN),
        (days(-9), None, WindowState.OPEN),
        (days(-9), days(-1), WindowState.OVER),
    ],
)
def test_how_a_window_looks_on_a_day(start, end, expected):
    assert attention.window_state(start=start, end=end, as_of=DAY) is expected


@pytest.mark.parametrize(
    ("given", "day", "state"),
    [
        ({"end": None}, 1, "open"),
        ({"end": date(2022, 7, 1)}, 1, "open"),
        ({"end": date(2022, 5, 31)}, 1, "due"),
        ({"end": date(2022, 5, 1)}, 1, "due"),
        ({"end": date(2022, 4, 30)}, 1, "not_recorded"),
        ({"end": date(2022, 4, 30), "promised": True}, 1, "overdue"),
        ({"status": "done", "closed_on": date(2022, 5, 1)}, 1, "done"),
        ({"status": "lapsed", "closed_on": None}, 1, "lapsed"),
        (
            {
                "status": "done",
                "closed_on": date(2022, 5, 2),
                "end": date(2022, 4, 1),
                "promised": True,
            },
            1,
            "overdue",
        ),
    ],
)
def test_where_a_follow_up_stands(given, day, state):
    asked = {"status": "open", "closed_on": None, "end": None, "promised": False} | given
    assert attention.follow_up_state(**asked, as_of=date(2022, 5, day)) == state
