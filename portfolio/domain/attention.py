"""The rules of attention: what is late, what nobody recorded, what is silent. No clock inside."""

from datetime import date, timedelta
from enum import StrEnum

from portfolio.domain.model import FollowUpStatus, Outcome

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


class FollowUpState(StrEnum):
    """How a follow-up looks on a given day."""

    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"
    NOT_RECORDED = "not_recorded"
    DONE = "done"
    LAPSED = "lapsed"


#: Somebody still has something to do, or to say.
WAITING = (FollowUpState.OVERDUE, FollowUpState.DUE, FollowUpState.OPEN, FollowUpState.NOT_RECORDED)


class Reason(StrEnum):
    """Why something needs attention, the gravest first.

    The first four and the last two are asked only for the agenda of a review.
    """

    RETURNED = "returned"  # a meeting put it off, and the day has come
    REVIEW_DUE = "review_due"  # a meeting set a day to look at it again
    OPEN_QUESTION = "open_question"  # nobody asks it, but work waits for the answer
    WINDOW_OPENED = "window_opened"  # the strategy process it was parked for takes things in
    DECISION_NEEDED = "decision_needed"
    RED = "red"
    OVERDUE = "overdue"
    FOLLOW_UP_OVERDUE = "follow_up_overdue"
    DEADLINE_SOON = "deadline_soon"
    AMBER = "amber"
    NO_PARTY = "no_party"
    NOT_ACCEPTED = "not_accepted"
    FOLLOW_UP_UNOWNED = "follow_up_unowned"
    BLOCKING_GAP = "blocking_gap"
    NOT_RECORDED = "not_recorded"
    SILENT = "silent"
    NEW = "new"  # no meeting has talked of it yet
    CHANGED = "changed"  # since the last meeting


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


def follow_up_state(
    *, status: str, closed_on: date | None, end: date | None, promised: bool, as_of: date
) -> FollowUpState:
    """The state on ``as_of``. Closed later than that day is still open then.

    A past date in silence is *overdue* when somebody here had promised it, else *not recorded*.
    """
    if status != FollowUpStatus.OPEN and (closed_on is None or closed_on <= as_of):
        return FollowUpState(status)
    if end is None:
        return FollowUpState.OPEN
    if end < as_of:
        return FollowUpState.OVERDUE if promised else FollowUpState.NOT_RECORDED
    return FollowUpState.DUE if is_soon(end, as_of) else FollowUpState.OPEN


def is_soon(end: date, as_of: date) -> bool:
    """Whether a last day that has not passed is at most SOON_DAYS away."""
    return as_of <= end <= last_soon_day(as_of)


def last_soon_day(as_of: date) -> date:
    """The last day that counts as near, seen from ``as_of``."""
    return as_of + timedelta(days=SOON_DAYS)


def silent_since(as_of: date) -> date:
    """A last status before this day makes a proposal silent on ``as_of``."""
    return as_of - timedelta(days=SILENT_DAYS)


class WindowState(StrEnum):
    """How a window of a strategy process looks on a given day."""

    AHEAD = "ahead"
    SOON = "soon"
    OPEN = "open"
    OVER = "over"
    UNDATED = "undated"


def window_state(*, start: date | None, end: date | None, as_of: date) -> WindowState:
    """The state on ``as_of`` of a window from its first to its last day."""
    if start is None:
        return WindowState.UNDATED
    if end is not None and end < as_of:
        return WindowState.OVER
    if start <= as_of:
        return WindowState.OPEN
    return WindowState.SOON if is_soon(start, as_of) else WindowState.AHEAD
