"""The chain of who is involved, in order. Open this to change what is next and what is skipped.

A portfolio has a chain; a proposal follows it. A proposal's own step for a party takes the place
of the portfolio's step for that party, and the rest of its own stand in by their position. No
database and no clock: the day is an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.domain.model import InvolvementRole, InvolvementState


class ChainState(StrEnum):
    """How a step looks on a day, among the others of its chain."""

    DONE = "done"
    NEXT = "next"  # the first that is still ahead
    AHEAD = "ahead"
    PASSED_OVER = "passed_over"  # a later one is done, this one is not, and nobody said why
    SKIPPED = "skipped"  # somebody decided so, and said why


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step as it is recorded. ``own``: of one proposal, not of the whole portfolio."""

    id: str
    position: int
    party_id: str
    role: str
    state: str  # InvolvementState
    happened_on: date | None = None  # when it was done, or that it was decided to skip it
    own: bool = False


def merged(steps: Iterable[Step]) -> list[Step]:
    """The chain of a proposal, in order, from the portfolio's steps and the proposal's own.

    Where a party stands twice in the portfolio's chain, a proposal's own step takes the place of
    the one at its own position; failing that, of the first that is left.
    """
    ordered = sorted(steps, key=lambda step: (step.position, step.id))
    own = [step for step in ordered if step.own]
    of_all = [step for step in ordered if not step.own]
    instead = {step.id: _taken_from(own, step, at=step.position) for step in of_all}
    for step in of_all:
        instead[step.id] = instead[step.id] or _taken_from(own, step)
    placed = [((step.position, False, step.id), instead[step.id] or step) for step in of_all]
    placed += [((step.position, True, step.id), step) for step in own]
    return [step for _place, step in sorted(placed, key=lambda pair: pair[0])]


def _taken_from(own: list[Step], step: Step, at: int | None = None) -> Step | None:
    """The first own step of the same party, at that position if one is given, out of the list."""
    alike = (mine for mine in own if mine.party_id == step.party_id)
    found = next((mine for mine in alike if at in (None, mine.position)), None)
    if found is not None:
        own.remove(found)
    return found


def states(chain: Iterable[Step], on: date) -> list[ChainState]:
    """The state of each step of a chain on a day, in the chain's order."""
    recorded = [_recorded(step, on) for step in chain]
    done = [place for place, state in enumerate(recorded) if state == InvolvementState.DONE]
    latest, found, is_next_found = max(done, default=-1), [], False
    for place, state in enumerate(recorded):
        if state != InvolvementState.AHEAD:
            found.append(ChainState(state))
        elif place < latest:
            found.append(ChainState.PASSED_OVER)
        else:
            found.append(ChainState.AHEAD if is_next_found else ChainState.NEXT)
            is_next_found = True
    return found


def awaited(chain: Iterable[Step], on: date) -> Step | None:
    """The first step before the centres' qualification that has been neither done nor skipped.

    None where the way to qualification is free, and where no step qualifies.
    """
    before: list[Step] = []
    for step in chain:
        if step.role == InvolvementRole.QUALIFIES:
            return next((s for s in before if _recorded(s, on) == InvolvementState.AHEAD), None)
        before.append(step)
    return None


def _recorded(step: Step, on: date) -> InvolvementState:
    """What was known on the day; a step without a day was so all along."""
    is_later = step.happened_on is not None and step.happened_on > on
    return InvolvementState.AHEAD if is_later else InvolvementState(step.state)
