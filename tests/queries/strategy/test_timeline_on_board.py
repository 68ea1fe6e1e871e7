"""A date of a proposal that was set aside is told nowhere from that day on: place by place."""

from datetime import date

import builders

from portfolio.domain.permissions import Role
from portfolio.queries.calendar import calendar
from portfolio.queries.overview import attention
from portfolio.queries.strategy import timeline

KEY, TITLE = "frist-for-fire", "Frist for fire"


def told(ask, day: str) -> set[str]:
    """The places that tell of the deadline on a day."""
    on = builders.filters(day, today="2022-05-01")
    listed = timeline.Filters(as_of=on.as_of, portfolio=on.portfolio)
    entries = ask(
        calendar.entries, role=Role.SECRETARY, as_of=date.fromisoformat(day), party_ids=[]
    )
    next_one = ask(attention.next_deadline, filters=on)
    places = {
        "attention": any(KEY in dict(one.first) for one in ask(attention.findings, filters=on)),
        "next": next_one is not None and next_one.code == KEY,
        "timeline": KEY in list(ask(timeline.milestones_on, filters=listed)["code"]),
        "calendar": TITLE in str(entries),
    }
    return {place for place, is_told in places.items() if is_told}


def test_a_date_of_what_was_set_aside_is_told_nowhere(ask, seeded_db):
    builders.a_milestone(
        seeded_db,
        KEY,
        "2022-04-24",  # before the first of the seed
        title=TITLE,
        portfolio_id=None,
        proposal_id=builders.proposal_id(4),
    )
    builders.a_status(seeded_db, 4, "2022-04-20", stage="not_pursued", reason="Nej")
    assert told(ask, "2022-04-19") == {"attention", "next", "timeline", "calendar"}
    assert told(ask, "2022-04-20") == set()
    # Where the proposal itself is asked for, its dates are still there.
    asked = timeline.Filters(as_of=date(2022, 5, 1), portfolio=builders.PORTFOLIO, proposal=4)
    assert KEY in list(ask(timeline.milestones_on, filters=asked)["code"])
