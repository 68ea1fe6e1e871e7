"""The kept text of minutes on the screen: a passage with its sentence marked, or all of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from markupsafe import Markup, escape

from portfolio.language import _
from portfolio.queries.minutes.readings import Reading
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
    page: str = ""  # where a page of the file begins: which


def place(pages: Sequence[int], line: int) -> str:
    """Where a line stands: ``page 4, line 120``; nothing where the file has no pages."""
    if not 0 < line <= len(pages):
        return ""
    return _("page {page}, l. {line}", page=pages[line - 1], line=line)


def passage(reading: Reading, first: int, last: int, quote: str = "") -> tuple[Line, ...]:
    """The lines round ``first`` to ``last``, those marked, and in them the quote's own words."""
    lines = reading.lines
    begin = first - _fitting(reversed(lines[: first - 1]))
    end = last + _fitting(iter(lines[last:]))
    return tuple(
        Line(
            n,
            _words(lines[n - 1], quote if first <= n <= last else ""),
            first <= n <= last,
            page=_page(reading.line_pages, n, begin),
        )
        for n in range(begin, end + 1)
    )


def _page(pages: Sequence[int], line: int, first: int) -> str:
    """The page that begins at a line, or that the first line that is shown stands on."""
    if not pages or (line > first and pages[line - 1] == pages[line - 2]):
        return ""
    return _("Page {page}", page=pages[line - 1])


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


def draw_text(reading: Reading, page: int, to: To) -> Markup:
    """A fragment with a page of the text; where an item begins, its heading stands out."""
    first, lines = (page - 1) * A_PAGE, reading.lines
    heads = frozenset(item["line_from"] for item in reading.items)
    shown = tuple(
        Line(n, escape(line), False, n in heads, _page(reading.line_pages, n, first + 1))
        for n, line in enumerate(lines[first : first + A_PAGE], first + 1)
    )
    ways = drawing.pages(
        page, len(lines), A_PAGE, lambda other: to(PAGE, referat=reading.id, side=other)
    )
    return drawing.draw("minutes_text.html", lines=shown, ways=ways)
