"""Of many numbered lines the run of rising numbers that most speaks for."""

from collections.abc import Sequence
from dataclasses import dataclass

_GAP = 3  # numbers that may be left out, such as closed items that are not published
ANY_GAP = 60


@dataclass(frozen=True)
class Candidate:
    """A line that may begin an item."""

    index: int
    number: int
    title: str
    style: str
    score: float = 0.0


def best_run(scored: Sequence[Candidate], gap: int = _GAP) -> tuple[float, list[Candidate]]:
    """The rising run with the largest sum; a number left out costs, and so does a late start."""
    best: dict[int, tuple[float, int, int | None]] = {}
    before: list[int | None] = []
    sums: list[float] = []
    for place, one in enumerate(scored):
        start = one.score - (0 if one.number == 1 else 0.5)
        choice: tuple[float, int | None] = (start, None)
        for left_out in range(gap + 1):
            if (earlier := best.get(one.number - 1 - left_out)) is not None:
                total = (
                    earlier[0]
                    + one.score
                    + (1 if not left_out else -1.5 * left_out if gap == _GAP else 0)
                )
                if total > choice[0]:
                    choice = (total, earlier[1])
        sums.append(choice[0])
        before.append(choice[1])
        kept = best.get(one.number)
        if kept is None or choice[0] > kept[0]:
            best[one.number] = (choice[0], place, choice[1])
    if not sums:
        return 0.0, []
    at: int | None = max(range(len(sums)), key=lambda index: sums[index])
    total = max(sums)
    chain = []
    while at is not None:
        chain.append(scored[at])
        at = before[at]
    return total, chain[::-1]
