"""How scores and dots become a ranking, four ways side by side. Open this to change the counting.

A vote is a participant's scores of a proposal on the criteria, whole numbers from 1 to 5. What a
participant thinks of a proposal is the mean of the criteria scored. Every figure is a Fraction, so
that no order of counting changes it; the screen rounds. Who gave no score of a proposal says
nothing of it: it counts neither for nor against.

* **Mean**: of what the participants think.
* **Median**: the middle one; the mean of the two middle ones.
* **Borda**: each participant ranks what they scored; a proposal gets the share of the others that
  it beats, half for those it ties with. Shares, not points: so whoever scored few counts no less.
* **Majority judgement** (Balinski and Laraki): the lower middle grade. Among equals the majority
  gauge decides: where more gave a higher grade than a lower one the larger share above is ahead,
  else the smaller share below. By shares, so that proposals with unequal numbers of votes compare.

No kept Python library serves: votelib (2021, pre-alpha) elects winners but gives no whole order,
and has no shares for those who scored some only. tests/domain/test_voting.py has it by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from statistics import median

LOWEST, HIGHEST = 1, 5
#: A group of fewer is not shown by itself: one could guess who said what.
SMALLEST_GROUP = 5
#: Disagreement: at least this share at each end of the scale, in at least so many votes.
_DIVIDED, _ENOUGH = Fraction(1, 4), 4
_LOW, _HIGH = 2, 4
_APART = 2  # ranks

#: participant → proposal → criterion → 1 to 5.
Votes = Mapping[str, Mapping[str, Mapping[str, int]]]
#: participant → proposal → what they think of it.
Opinions = Mapping[str, Mapping[str, Fraction]]


class Method(StrEnum):
    """A way to count; the first is the one that is shown."""

    MEAN = "mean"
    MEDIAN = "median"
    BORDA = "borda"
    MAJORITY = "majority"


@dataclass(frozen=True)
class Result:
    """What came of one proposal. Without votes all figures but ``votes`` are None."""

    proposal: str
    votes: int
    mean: Fraction | None = None
    median: Fraction | None = None
    borda: Fraction | None = None
    majority: Fraction | None = None
    #: The standard deviation squared: 0 when all think the same, at most 4.
    variance: Fraction | None = None
    #: How many gave 1, 2, 3, 4 and 5; an opinion between two of them is rounded, halves up.
    counts: tuple[int, ...] = (0,) * (HIGHEST - LOWEST + 1)

    @property
    def ends(self) -> tuple[int, int]:
        """How many are at the low end of the scale (1-2), and at the high one (4-5)."""
        return sum(self.counts[: 1 + _LOW - LOWEST]), sum(self.counts[_HIGH - LOWEST :])

    @property
    def divided(self) -> bool:
        """Whether many are at each end."""
        return self.votes >= _ENOUGH and min(self.ends) >= _DIVIDED * self.votes


def rounded(value: Fraction | float) -> Decimal:
    """A figure with one decimal, halves up: as it is shown wherever it is shown.

    Of the whole figure, never of one that was rounded before: 3.546 is 3.5, not 3.6.
    """
    exact = Fraction(str(value)) if isinstance(value, float) else value
    return Decimal(floor(exact * 10 + Fraction(1, 2))) / 10


def opinions(votes: Votes) -> dict[str, dict[str, Fraction]]:
    """What each participant thinks of each proposal: the mean of the criteria scored."""
    return {
        one: {name: _mean(list(scores.values())) for name, scores in theirs.items() if scores}
        for one, theirs in votes.items()
    }


def count(proposals: Sequence[str], given: Opinions) -> dict[str, Result]:
    """The result of each proposal, in the order asked for."""
    shares = _borda(proposals, given)
    return {one: result(one, _grades(one, given), shares[one]) for one in proposals}


def with_borda(result: Result, borda: Fraction | None) -> Result:
    """The result with that share, counted where it was known who scored which others."""
    return replace(result, borda=borda)


def ranks(results: Mapping[str, Result], given: Opinions, method: Method) -> dict[str, int]:
    """1 for the best; equals share a rank and the next ranks are left out; none without votes."""
    keys = {one: _key(result, given, method) for one, result in results.items() if result.votes}
    return {one: 1 + sum(other > key for other in keys.values()) for one, key in keys.items()}


def differing(by_method: Mapping[Method, Mapping[str, int]]) -> tuple[str, ...]:
    """The proposals on which the methods disagree, the most moved first.

    A disagreement is two ranks or more, or who is first; one rank further down is mostly a tie
    that some methods part and others do not.
    """
    first = next(iter(by_method.values()), {})
    found: dict[str, int] = {}
    for one in first:
        given = [ranked[one] for ranked in by_method.values()]
        span = max(given) - min(given)
        if span >= _APART or (span and min(given) == 1):
            found[one] = span
    return tuple(sorted(found, key=lambda one: (-found[one], first[one])))


def shown_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """The groups that may be shown by themselves; "" are those of no group, who never are.

    Those too small are not; and where those who are then in no group are few, the whole less the
    rest would tell of them, so the smallest of the others is hidden with them.
    """
    shown = {group for group, size in sizes.items() if group and size >= SMALLEST_GROUP}
    left = sum(size for group, size in sizes.items() if group not in shown)
    if 0 < left < SMALLEST_GROUP and shown:
        shown.discard(min(shown, key=lambda group: (sizes[group], group)))
    return frozenset(shown)


def result(proposal: str, given: Sequence[int | Fraction], borda: Fraction | None = None) -> Result:
    """What came of one proposal; the grades are its own."""
    grades = [Fraction(grade) for grade in given]
    if not grades:
        return Result(proposal, 0)
    middle, mean = sorted(grades), _mean(grades)
    return Result(
        proposal,
        votes=len(grades),
        mean=mean,
        median=median(middle),
        borda=borda,
        majority=middle[(len(middle) - 1) // 2],
        variance=_mean([(grade - mean) ** 2 for grade in grades]),
        counts=_counts(grades),
    )


def _counts(grades: list[Fraction]) -> tuple[int, ...]:
    whole = [floor(grade + Fraction(1, 2)) for grade in grades]
    return tuple(whole.count(value) for value in range(LOWEST, HIGHEST + 1))


def _borda(proposals: Sequence[str], given: Opinions) -> dict[str, Fraction | None]:
    shares: dict[str, list[Fraction]] = {one: [] for one in proposals}
    for theirs in given.values():
        known = {one: grade for one, grade in theirs.items() if one in shares}
        for one, grade in known.items():
            others = [other for name, other in known.items() if name != one]
            if others:
                beaten = sum((_beats(grade, other) for other in others), Fraction())
                shares[one].append(beaten / len(others))
    return {one: _mean(theirs) if theirs else None for one, theirs in shares.items()}


def _beats(grade: Fraction, other: Fraction) -> Fraction:
    return Fraction(1) if grade > other else Fraction(1, 2) if grade == other else Fraction(0)


def _key(result: Result, given: Opinions, method: Method) -> tuple[Fraction, ...]:
    if method is Method.MAJORITY:
        return _majority_key(_grades(result.proposal, given))
    figure = getattr(result, method.value)
    return (Fraction(-1) if figure is None else figure,)


def _majority_key(grades: list[Fraction]) -> tuple[Fraction, ...]:
    middle = sorted(grades)[(len(grades) - 1) // 2]
    above = Fraction(sum(grade > middle for grade in grades), len(grades))
    below = Fraction(sum(grade < middle for grade in grades), len(grades))
    return middle, above if above > below else -below


def _grades(proposal: str, given: Opinions) -> list[Fraction]:
    return [theirs[proposal] for theirs in given.values() if proposal in theirs]


def _mean(numbers: Sequence[int | Fraction]) -> Fraction:
    return sum(map(Fraction, numbers), Fraction()) / len(numbers)
