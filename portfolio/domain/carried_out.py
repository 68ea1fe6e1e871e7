"""Whether a decision was carried out: what its follow-ups tell, or what somebody recorded."""

from collections.abc import Collection
from enum import StrEnum

from portfolio.domain.attention import WAITING, FollowUpState
from portfolio.domain.model import DecisionOutcome


class CarriedOut(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_RECORDED = "not_recorded"


#: Of these nothing is to be carried out, unless a follow-up came of them.
NOTHING_TO_DO = frozenset(
    {
        DecisionOutcome.NOTED,
        DecisionOutcome.DISCUSSED,
        DecisionOutcome.POSTPONED,
        DecisionOutcome.NOT_APPROVED,
        DecisionOutcome.TAKEN_OFF,
        DecisionOutcome.NOT_REACHED,
    }
)
#: A decision is so many days old at most, in the groups it is counted in; the last has no end.
AGES = (90, 180, 365, None)


def carried_out(states: Collection[FollowUpState], recorded: CarriedOut | None) -> CarriedOut:
    """What became of a decision with follow-ups in those states; without any, what is recorded."""
    if not states:
        return recorded or CarriedOut.NOT_RECORDED
    done = sum(state is FollowUpState.DONE for state in states)
    if done:
        return CarriedOut.YES if done == len(states) else CarriedOut.PARTLY
    if all(state is FollowUpState.LAPSED for state in states):
        return CarriedOut.NO
    return CarriedOut.NOT_RECORDED


def is_open(states: Collection[FollowUpState], became: CarriedOut) -> bool:
    """Whether something of it is still to be done, or to be recorded."""
    if not states:
        return became is CarriedOut.NOT_RECORDED
    return any(state in WAITING for state in states)


def age_group(days: int) -> int | None:
    """The group of AGES that a decision of so many days is in."""
    return next(most for most in AGES if most is None or days <= most)
