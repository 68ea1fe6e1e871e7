"""Proposals as chips: a number where a row and a column of a grid meet, and how it hangs there."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from portfolio import language
from portfolio.domain.ties import Tied
from portfolio.labels import UNSURE, hedged
from portfolio.language import _
from portfolio.screens.drawing import Link, To

T = TypeVar("T")
#: A cell names at most this many proposals.
NAMED = 12


class Chip(NamedTuple):
    """A proposal's number: its title, how it hangs there and how sure that is, and its look."""

    number: int
    title: str
    words: str
    look: str  # classes of screen.css
    way: str
    marks: tuple[Link, ...] = ()


class Cell(NamedTuple):
    """The proposals of a cell, and how many more there are, in words."""

    chips: tuple[Chip, ...]
    more: str


def chip(number: Tied, title: str, words: str, look: str, to: To) -> Chip:
    """A proposal that hangs on something; what is worked out or assumed looks like it."""
    unsure = f"{look} unsure" if number.certainty in UNSURE else look
    way = to("forslag", nr=int(number))
    return Chip(int(number), title, hedged(words, number.certainty), unsure, way)


def cell(ties: Sequence[T], make: Callable[[T], Chip]) -> Cell:
    """The first of them, where there are many."""
    left = len(ties) - NAMED
    more = _("and {n} more", n=language.number(left)) if left > 0 else ""
    return Cell(tuple(map(make, ties[:NAMED])), more)
