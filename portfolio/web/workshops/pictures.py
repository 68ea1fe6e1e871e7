"""What the wall draws: how votes are spread, effect against feasibility, the code to scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

import segno

from portfolio.domain import plane, voting
from portfolio.queries.workshops.facts import Facts

SIDE = 100.0  # of the plane, in the picture's own units
_POINT, _NUMBER = 2.0, 6.4  # across a point, and across its number


@dataclass(frozen=True)
class Bar:
    """How many gave one value, 0-100 of the most that gave any; whether the median is there."""

    value: int
    count: int
    share: float
    is_middle: bool


@dataclass(frozen=True)
class Dot:
    """A proposal in the plane: its point, and where its number stands; from the left and above."""

    x: float
    y: float
    number: int
    beside: plane.Place


def bars(result: voting.Result, most: int) -> tuple[Bar, ...]:
    """The votes of a result from 1 to 5; ``most``: what is drawn in full height."""
    if result.median is None:
        return ()
    # Between two whole votes both are the middle ones; a mean of criteria lies at its nearest.
    half = result.median * 2 == floor(result.median * 2)
    low, high = floor(result.median), ceil(result.median)
    middle = {low, high} if half else {floor(result.median + Fraction(1, 2))}
    return tuple(
        Bar(value, count, round(100 * count / most, 1), value in middle)
        for value, count in enumerate(result.counts, voting.LOWEST)
    )


def most(results: Sequence[voting.Result]) -> int:
    """The most that gave one value in any of them, at least 1."""
    return max((count for result in results for count in result.counts), default=0) or 1


def dots(facts: Facts) -> tuple[Dot, ...]:
    """Where each proposal lies by the first two criteria, by number."""
    placed = sorted(facts.plane, key=lambda one: one[0].number)
    points = [plane.where(up, across, SIDE) for _one, up, across in placed]
    beside = plane.numbers(points, side=SIDE, wide=_NUMBER, point=_POINT)
    return tuple(
        Dot(*point, one.number, near)
        for (one, *_means), point, near in zip(placed, points, beside, strict=True)
    )


@lru_cache(maxsize=8)
def code_to_scan(address: str) -> str:
    """The address as a QR code: SVG in our own colours, to be put into a page as it is."""
    made = segno.make(address, error="m", micro=False)
    drawn: str = made.svg_inline(dark="#1a1a1a", light="#fff", border=2, omitsize=True)
    return drawn
