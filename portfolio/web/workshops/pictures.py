"""What the wall draws: bars with their spread, effect against feasibility, the code to scan."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import segno

from portfolio import language
from portfolio.domain import voting
from portfolio.queries.workshops.results import RankingLine

#: The plane of a picture, in its own units; 10 is one step of the scale from 1 to 5.
_STEP = 10
_APART = 2.4


@dataclass(frozen=True)
class Bar:
    """A mean on the scale, 0-100, with one standard deviation to each side."""

    middle: float
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class Dot:
    """A proposal in the plane: across, up from above (as SVG has it), and its number."""

    x: float
    y: float
    number: int


def bar(line: RankingLine) -> Bar | None:
    """The bar of a line; None where nobody scored it."""
    result = line.result
    if result.mean is None or result.variance is None:
        return None
    spread = float(result.variance) ** 0.5
    mean = float(result.mean)
    return Bar(_share(mean), _share(mean - spread), _share(mean + spread), figure(result.mean))


def plane(lines: tuple[RankingLine, ...], across: str, up: str) -> tuple[Dot, ...]:
    """Where each proposal lies by two criteria; those scored on one of them alone are left out.

    Dots that would lie on each other are moved apart a little, each the same way every time.
    """
    dots: list[Dot] = []
    for line in sorted(lines, key=lambda one: one.about.number):
        found = line.by_criterion
        if across in found and up in found:
            x, y = (float(found[across]) - 1) * _STEP, (5 - float(found[up])) * _STEP
            aside = _APART if x <= 2 * _STEP else -_APART  # towards the middle, never out of it
            while any(abs(x - dot.x) < _APART and abs(y - dot.y) < _APART for dot in dots):
                x += aside
            dots.append(Dot(x, y, line.about.number))
    return tuple(dots)


def figure(number: Fraction | None) -> str:
    """A figure with one decimal, as it is written here; a dash for none."""
    return "–" if number is None else language.number(float(number), 1)


@lru_cache(maxsize=8)
def code_to_scan(address: str) -> str:
    """The address as a QR code: SVG in our own colours, to be put into a page as it is."""
    made = segno.make(address, error="m", micro=False)
    drawn: str = made.svg_inline(dark="#1a1a1a", light="#fff", border=2, omitsize=True)
    return drawn


def _share(value: float) -> float:
    inside = min(max(value, voting.LOWEST), voting.HIGHEST)
    return round(100 * (inside - voting.LOWEST) / (voting.HIGHEST - voting.LOWEST), 1)
