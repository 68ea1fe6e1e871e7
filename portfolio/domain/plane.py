"""Points in a plane and their numbers: a point lies where its figures say, and is never moved.

A number stands as near its point as there is room; where it stands further off, a line leads back.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import count
from math import cos, dist, pi, sin

from portfolio.domain.voting import HIGHEST, LOWEST

#: From the plane's left and top, in whatever its sides are measured in.
Place = tuple[float, float]
_ROUND = 36  # places in a ring that are tried


def where(up: Fraction | float, across: Fraction | float, side: float) -> Place:
    """Where two means on the scale lie in a square plane with that side."""
    scale = side / (HIGHEST - LOWEST)
    return float(across - LOWEST) * scale, float(HIGHEST - up) * scale


def numbers(points: Sequence[Place], *, side: float, wide: float, point: float) -> list[Place]:
    """Where the number of each point stands, in the same order: inside the square plane, on no
    other number, and on no point that is not in the very same place as its own.

    ``wide``: across a number; ``point``: across a point; ``side``: of the plane.
    """
    taken: list[Place] = []
    for own in points:
        for place in _near(own, side, (wide + point) / 2, wide / 8):
            free = all(dist(place, other) >= wide for other in taken)
            if free and all(dist(place, other) >= (wide + point) / 2 for other in points):
                taken.append(place)
                break
    return taken


def _near(own: Place, side: float, nearest: float, further: float) -> Iterator[Place]:
    """Places round a point inside the plane, the nearest first, and above it before below it."""
    for ring in count():
        away = nearest * 1.0001 + ring * further
        for turn in range(_ROUND):
            half = (turn + 1) // 2 * (1 if turn % 2 else -1)  # up, then to each side in turn
            angle = -pi / 2 + 2 * pi * half / _ROUND
            x, y = own[0] + away * cos(angle), own[1] + away * sin(angle)
            if 0 <= x <= side and 0 <= y <= side:
                yield x, y
        if away > 2 * side:  # more numbers than there is room for: the last on its own point
            yield own
            return
