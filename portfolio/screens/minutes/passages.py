"""The kept text of minutes on the screen: a passage with its sentence marked, or all of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from markupsafe import Markup, escape

from portfolio.screens import drawing
from portfolio.screens.drawing import Link, To

PAGE = "referater"
#: Lines before and after the marked ones, and the letters they hold at most: enough to see what
#: it is about.
AROUND, LETTERS = 8, 700
#: More lines than this are shown a page at a time.
A_PAGE = 1000


@dataclass(frozen=True)
class Line:
    """One line of the text; ``number`` counts from 1."""

    number: int
    words: Markup
    is_marked: bool
    heading: bool = False  # an agenda item begins here


def passage(lines: Sequence[str], first: int, last: int, quote: str = "") -> tuple[Line, ...]:
    """The lines round ``first`` to ``last``, those marked, and in them the quote's own words."""
    begin = first - _fitting(reversed(lines[: first - 1]))
    end = last + _fitting(iter(lines[last:]))
    return tuple(
        Line(n, _words(lines[n - 1], quote if first <= n <= last else ""), first <= n <= last)
        for n in range(begin, end + 1)
    )


def _fitting(lines: Iterator[str]) -> int:
    """How many of the lines are shown round the marked ones."""
    letters = accumulate(len(line) for line in islice(lines, AROUND))
    return sum(1 for so_far in letters if so_far <= LETTERS)


def _words(line: str, quote: str) -> Markup:
    """The line, with the quote's words marked where they stand in it whole."""
    said = " ".join(quote.split())
    if not said:
        return escape(line)
    pattern = r"\s+".join(re.escape(word) for word in said.split(" "))
    found = re.search(pattern, line)
    if found is None:
        return escape(line)
    before, after = line[: found.start()], line[found.end() :]
    return Markup("{}<mark>{}</mark>{}").format(before, found.group(), after)


def draw_passage(lines: tuple[Line, ...], whole: Link | None = None) -> Markup:
    """A fragment with the passage, and the way to the whole text."""
    return drawing.draw("minutes_passage.html", lines=lines, whole=whole)


def draw_text(
    lines: Sequence[str], starts: Sequence[int], page: int, to: To, reading: str
) -> Markup:
    """A fragment with a page of the text; ``starts``: the lines where an item begins."""
    first = (page - 1) * A_PAGE
    heads = frozenset(starts)
    shown = tuple(
        Line(n, escape(line), False, n in heads)
        for n, line in enumerate(lines[first : first + A_PAGE], first + 1)
    )
    ways = drawing.pages(
        page, len(lines), A_PAGE, lambda other: to(PAGE, referat=reading, side=other)
    )
    return drawing.draw("minutes_text.html", lines=shown, ways=ways)
