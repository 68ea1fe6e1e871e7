"""What has room on a slide: measured in lines, as the letters stand, and not in signs."""

from collections.abc import Sequence

from portfolio.language import shortened
from portfolio.reports.papers import letters

ASIDE = 0.2  # cm from a cell's words to its sides
_AIR = 0.5  # cm that a row may be higher than its words
_CM = 2.54 / 72  # a point in cm
#: A line, or what stands in bold first and the rest.
Line = str | tuple[str, str]


def title(words: str, room: float) -> tuple[float, str]:
    """The title and the letters in which it stands on two lines; too long a one is cut."""
    for size in (26, 21, 18):
        if letters.lines(words, room, size, bold=True) <= 2:
            return size, words
    return size, letters.cut(words, room, size, 2, bold=True)


def pairs(
    every: Sequence[Line], inside: Sequence[float], sizes: Sequence[float]
) -> tuple[float, list[Line]]:
    """The largest letters that have room, and the lines; in the smallest the longest are cut."""
    for size in sizes:
        if _stands(every, inside[0], size) <= inside[1]:
            break
    shown, most = list(every), 1200
    while _stands(shown, inside[0], size) > inside[1] and most > 40:
        most = int(most * 0.85)
        shown = [
            (one[0], shortened(one[1], most)) if isinstance(one, tuple) else shortened(one, most)
            for one in every
        ]
    return size, shown


def _stands(some: Sequence[Line], room: float, size: float) -> float:
    """How high the pairs stand in all, in cm."""
    count = 0
    for one in some:
        lead, text = one if isinstance(one, tuple) else ("", one)
        # The lead is bold, and so a little wider than it is measured here.
        count += letters.lines(f"{lead} {text}", room - 0.07 * len(lead) * size / 72, size)
    return letters.height(count, size) + 0.35 * size * _CM * max(len(some) - 1, 0)


def rows(
    every: Sequence[Sequence[str]], widths: Sequence[float], room: float, size: float
) -> tuple[list[list[str]], list[float]]:
    """The rows as they have room together, on as many lines as that allows, and their heights."""
    for most in (4, 3, 2, 1):
        cut = [
            [
                letters.cut(text, width - 2 * ASIDE, size, most, bold=not place)
                for text, width in zip(row, widths, strict=True)
            ]
            for place, row in enumerate(every)
        ]
        heights = [_height(row, widths, size, bold=not place) for place, row in enumerate(cut)]
        if sum(heights) <= room:
            break
    spare = max(0.0, min(room - sum(heights), _AIR * len(every))) / len(every)
    return cut, [height + spare for height in heights]


def _height(row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool) -> float:
    count = max(
        letters.lines(text, width - 2 * ASIDE, size, bold=bold)
        for text, width in zip(row, widths, strict=True)
    )
    return letters.height(max(count, 1), size) + 0.2
