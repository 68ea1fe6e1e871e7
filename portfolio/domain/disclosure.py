"""What may be shown of answers, so that nobody's can be worked out. The proof: docs/anonymity.md.

Five or nobody: a figure is shown of at least ``voting.SMALLEST_GROUP`` givers, and only where what
is left when it is taken from another figure is of as many, or of none. So of a proposal alone, of
each criterion, of each group of centres and of all who are in none that is shown. A step's result
stands still; it may be made anew once, where each figure is then of that many other answers.

A tally is all that is known of a closed step: figures of each proposal alone, tied to nobody and
not to each other, so that the wall, the reports and the phones can show no more than that.
"""

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from portfolio.domain import voting

#: A proposal and a criterion; of dots the criterion is "".
Cell = tuple[str, str]
#: participant → proposal → dots.
Dots = Mapping[str, Mapping[str, int]]


def pseudonym(token: str, step_id: str, kind: str) -> str:
    """Who gives one kind of answer in one step: made of the phone's own secret, which is kept
    nowhere else, so that no two of a participant's pseudonyms can be put together without it.
    """
    told = hashlib.sha256(f"{token} {step_id} {kind}".encode()).digest()
    return str(uuid.UUID(bytes=told[:16], version=4))


def is_enough(count: int) -> bool:
    """Whether a figure of so many may be shown."""
    return count >= voting.SMALLEST_GROUP


def is_safe(count: int) -> bool:
    """Whether it may be left when one figure is taken from another."""
    return count == 0 or is_enough(count)


def may_renew(differing: Iterable[int]) -> bool:
    """Whether a result may be made anew: of each cell in it how many answers would differ."""
    counts = list(differing)
    return any(counts) and all(map(is_safe, counts))


@dataclass(frozen=True)
class ProposalTally:
    """What is known of one proposal: what it is thought of, and by how many each."""

    grades: dict[Fraction, int]
    borda: Fraction | None
    #: criterion → how many gave 1, 2, 3, 4 and 5; empty where it would tell of too few.
    criteria: dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class ScoreTally:
    """A scoring step. ``voters`` is 0 where they are too few, and no proposal is then there."""

    voters: int = 0
    proposals: dict[str, ProposalTally] = field(default_factory=dict)
    #: group of centres → proposal → mean.
    by_group: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    #: How many gave scores and are in no group that is shown.
    hidden: int = 0


@dataclass(frozen=True)
class DotTally:
    """A dot vote: proposal → its dots and how many gave it some. As :class:`ScoreTally`."""

    voters: int = 0
    proposals: dict[str, tuple[int, int]] = field(default_factory=dict)


def of_scores(votes: voting.Votes, group_of: Mapping[str, str]) -> ScoreTally:
    """What may be shown of scores; ``group_of`` a participant, of those who came from somewhere."""
    theirs = voting.opinions(votes)
    theirs = {one: grades for one, grades in theirs.items() if grades}
    if not is_enough(len(theirs)):
        return ScoreTally()
    scored = Counter(proposal for grades in theirs.values() for proposal in grades)
    shown = [proposal for proposal, count in scored.items() if is_enough(count)]
    known = {one: {p: grades[p] for p in shown if p in grades} for one, grades in theirs.items()}
    results = voting.count(shown, known)
    proposals = {
        proposal: ProposalTally(
            dict(Counter(grades[proposal] for grades in known.values() if proposal in grades)),
            results[proposal].borda if _compared(proposal, known) else None,
            _criteria([given[proposal] for given in votes.values() if given.get(proposal)]),
        )
        for proposal in shown
    }
    by_group = _by_group(shown, known, group_of)
    seen = sum(group_of.get(one, "") in by_group for one in theirs)
    return ScoreTally(len(theirs), proposals, by_group, len(theirs) - seen)


def without_groups(tally: ScoreTally) -> ScoreTally:
    """The same, with nothing told by centre."""
    return replace(tally, by_group={}, hidden=0)


def of_dots(given: Dots, proposals: Iterable[str]) -> DotTally:
    """What may be shown of dots: each who gave some says something of all proposals, if only 0."""
    voters = [theirs for theirs in given.values() if any(theirs.values())]
    if not is_enough(len(voters)):
        return DotTally()
    counts = {
        one: [count for theirs in voters if (count := theirs.get(one, 0))] for one in proposals
    }
    return DotTally(len(voters), {one: (sum(some), len(some)) for one, some in counts.items()})


def _compared(proposal: str, known: voting.Opinions) -> bool:
    """Whether enough scored another one too: to be better than another is told of those alone."""
    return is_enough(sum(proposal in grades and len(grades) > 1 for grades in known.values()))


def _criteria(given: list[Mapping[str, int]]) -> dict[str, tuple[int, ...]]:
    """By criterion; none where those who scored some criteria only are few: the mean of all less
    the criteria's would tell what they gave.
    """
    asked = {criterion for scores in given for criterion in scores}
    whole = sum(asked == set(scores) for scores in given)
    if not is_enough(whole) or not is_safe(len(given) - whole):
        return {}
    return {
        criterion: tuple(
            sum(scores.get(criterion) == value for scores in given)
            for value in range(voting.LOWEST, voting.HIGHEST + 1)
        )
        for criterion in sorted(asked)
    }


def _by_group(
    proposals: Iterable[str], known: voting.Opinions, group_of: Mapping[str, str]
) -> dict[str, dict[str, Fraction]]:
    """The mean of each group, of each proposal by itself: who scored it is not who voted."""
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for proposal in proposals:
        theirs: dict[str, list[Fraction]] = defaultdict(list)
        for one, grades in known.items():
            if proposal in grades:
                theirs[group_of.get(one, "")].append(grades[proposal])
        sizes = {group: len(some) for group, some in theirs.items()}
        # Those of no centre are a group too: alone they could be worked out from the rest.
        for group in voting.shown_groups(sizes) - {""}:
            found[group][proposal] = sum(theirs[group], Fraction()) / len(theirs[group])
    return dict(sorted(found.items()))
