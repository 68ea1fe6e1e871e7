"""The signs of a page on their lines, in pieces that a wide gap parts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from portfolio.importers.minutes.reading import plain

_BLANK_GAP = 0.18  # of a letter's height: words are apart
_CELL_GAP = 1.9  # of a letter's height: cells or columns are
_BESIDE = 0.35  # of a letter's height: still one row


class Sign(NamedTuple):
    """A sign, its edges, its baseline and its height in points; ``bold`` is asked when needed."""

    text: str
    left: float
    right: float
    base: float
    height: float
    bold: Callable[[], bool]


@dataclass
class Piece:
    """Signs on one baseline with no wide gap between them."""

    signs: list[Sign]

    @property
    def left(self) -> float:
        return self.signs[0].left

    @property
    def base(self) -> float:
        return self.signs[0].base

    @property
    def height(self) -> float:
        return self.signs[0].height

    @property
    def right(self) -> float:
        return self.signs[-1].right

    @property
    def text(self) -> str:
        words = [self.signs[0].text]
        for before, sign in pairwise(self.signs):
            gap = sign.left - before.right
            apart = gap > _BLANK_GAP * max(before.height, sign.height)
            if apart and not before.text.isspace() and not sign.text.isspace():
                words.append(" ")
            words.append(sign.text)
        return " ".join(plain.kept("".join(words)).split())


def lines_of(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Signs of one baseline, from left to right, from the top down."""
    groups: dict[int, list[Sign]] = {}
    keys: list[tuple[float, int]] = []
    for sign in sorted(signs, key=lambda one: (-one.base, one.left)):
        if keys and abs(keys[-1][0] - sign.base) <= _BESIDE * max(sign.height, 4):
            groups[keys[-1][1]].append(sign)
        else:
            keys.append((sign.base, len(keys)))
            groups[len(keys) - 1] = [sign]
    return [sorted(group, key=lambda one: one.left) for group in groups.values()]


def pieces_of(line: Sequence[Sign]) -> list[Piece]:
    """The signs by cells; a blank that is set in the file parts words however narrow it is."""
    pieces: list[Piece] = []
    last: Sign | None = None
    blank: Sign | None = None
    for sign in line:
        if sign.text.isspace():
            blank = sign
            continue
        if last is None or sign.left - last.right > _CELL_GAP * max(last.height, sign.height):
            pieces.append(Piece([sign]))
        else:
            pieces[-1].signs += [sign] if blank is None else [blank, sign]
        last, blank = sign, None
    return pieces
