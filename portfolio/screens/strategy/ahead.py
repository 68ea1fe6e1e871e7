"""What is next with a pool or process: a date that nobody has said the outcome of comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portfolio import labels
from portfolio.domain.attention import MilestoneState, WindowState
from portfolio.reports import dated
from portfolio.screens.drawing import Link, To
from portfolio.screens.proposals import milestones

Row = dict[Any, Any]
_COMING = (MilestoneState.SOON, MilestoneState.AHEAD)


@dataclass(frozen=True)
class Ahead:
    """When, what, and what is to be known of it."""

    when: str
    what: Link
    remark: str
    is_wanted: bool  # somebody must say how it went


def of_pool(pool: Row, found: Sequence[Row], to: To) -> Ahead | None:
    """Its last date without an outcome, or else its next one."""
    return _next([row for row in found if row["pool_code"] == pool["code"]], to)


def of_process(process: Row, windows: Sequence[Row], found: Sequence[Row], to: To) -> Ahead | None:
    """Its nearest period that is not over, or else its next date."""
    coming = (
        row
        for row in windows
        if row["process"] == process["code"] and row["state"] != WindowState.OVER
    )
    if window := next(coming, None):
        what = Link(window["title"], to("strategi", proces=process["code"]))
        state = labels.label("window_state", window["state"])
        return Ahead(dated.of(window), what, state if window["date_text"] else "", False)
    return _next([row for row in found if row["process_code"] == process["code"]], to)


def _next(found: Sequence[Row], to: To) -> Ahead | None:
    unsettled = [row for row in found if row["is_unsettled"]]
    coming = [row for row in found if row["state"] in _COMING]
    for row in (*unsettled[-1:], *coming[:1]):
        what = Link(row["title"], to("tidslinje", milepael=row["code"]))
        is_wanted = bool(row["is_unsettled"])
        when = labels.ahead(dated.of(row), is_wanted)
        return Ahead(when, what, " · ".join(milestones.marks(row)), is_wanted)
    return None
