"""The rules of attention: what is late, what nobody recorded, what is silent. No clock inside."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from portfolio.model import Outcome

#: A deadline is near from this many days before its last day.
SOON_DAYS = 30
#: A proposal is silent when its last status is older than this many days.
SILENT_DAYS = 60


class MilestoneState(StrEnum):
    """How a milestone looks on a given day."""

    HAPPENED = "happened"
    NOT_HAPPENED = "not_happened"
    POSTPONED = "postponed"
    OVERDUE = "overdue"
    NOT_RECORDED = "not_recorded"
    SOON = "soon"
    AHEAD = "ahead"
    UNDATED = "undated"


class Reason(StrEnum):
    """Why something needs attention, the gravest first."""

    DECISION_NEEDED = "decision_needed"
    RED = "red"
    OVERDUE = "overdue"
    DEADLINE_SOON = "deadline_soon"
    AMBER = "amber"
    NO_PARTY = "no_party"
    NOT_ACCEPTED = "not_accepted"
    FOLLOW_UP_UNOWNED = "follow_up_unowned"
    BLOCKING_GAP = "blocking_gap"
    NOT_RECORDED = "not_recorded"
    SILENT = "silent"


def milestone_state(
    *, outcome: str, outcome_on: date | None, end: date | None, promised: bool, as_of: date
) -> MilestoneState:
    """The state on ``as_of``. An outcome recorded later than that day is not known yet.

    A past date without an outcome is *not recorded*; it is *overdue* only when someone here
    had promised it (issue A, "Time").
    """
    known = outcome != Outcome.NOT_RECORDED and (outcome_on is None or outcome_on <= as_of)
    if known:
        return MilestoneState(outcome)
    if end is None:
        return MilestoneState.UNDATED
    if end < as_of:
        return MilestoneState.OVERDUE if promised else MilestoneState.NOT_RECORDED
    return MilestoneState.SOON if is_soon(end, as_of) else MilestoneState.AHEAD


def is_soon(end: date, as_of: date) -> bool:
    """Whether a last day that has not passed is at most SOON_DAYS away."""
    return as_of <= end <= last_soon_day(as_of)


def last_soon_day(as_of: date) -> date:
    """The last day that counts as near, seen from ``as_of``."""
    return as_of + timedelta(days=SOON_DAYS)


def silent_since(as_of: date) -> date:
    """A last status before this day makes a proposal silent on ``as_of``."""
    return as_of - timedelta(days=SILENT_DAYS)
