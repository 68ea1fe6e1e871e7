"""How wide words are, and which signs there are letters for: asked of the font we bring along.

Slides are set in Arial, which nobody may bring along; ours is as wide within a hundredth. A sign
without a letter is said in another way or left out, since an empty box says nothing. Office has
letters of its own for every script, and in some versions for some pictures.
"""

import math
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import ImageFont

from portfolio import labels, signs
from portfolio.language import _

_FONT = Path(__file__).parent / "fonts" / "IBMPlexSans-Variable.ttf"
_UNIT = 100  # what is measured at; any size does
_CM = 2.54 / 72  # a point in cm
_LEADING = 1.2  # from line to line, in letters
_ARIAL, _BOLD = 1.06, 1.07  # how much wider than ours; most words are no wider
#: Typst sets these in another of its own fonts.
_ELSEWHERE = frozenset("".join(labels.SHAPES.values()))
#: The same in a sign that there is; a light is said in words.
_SAME = {"✔": "✓", "✅": "✓", "☑": "✓", "❌": "×", "✗": "×", "✘": "×", "➡": "→", "⬅": "←", "⚠": "!"}
_LIGHTS = {"🟢": "green", "🟡": "amber", "🟠": "amber", "🔴": "red", "⚪": "none"}


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), _UNIT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=50_000)
def _length(word: str) -> float:
    ours = "".join(filter(_has_letter, word))
    # Letters of other scripts are as wide as they are high, at most.
    return float(_font().getlength(ours)) + _UNIT * (len(word) - len(ours))


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide the words are on a slide, in cm, in letters of that many points."""
    wider = _ARIAL * (_BOLD if bold else 1)
    return _length(words) / _UNIT * size * _CM * wider


def lines(words: str, room: float, size: float, *, bold: bool = False) -> int:
    """On how many lines the words stand where a line is ``room`` cm wide."""
    count, blank = 0, width(" ", size, bold=bold)
    for line in words.split("\n"):
        count, filled = count + 1, 0.0
        for word in line.split():
            long = width(word, size, bold=bold)
            if filled and filled + blank + long > room:
                count, filled = count + 1, 0.0
            if long > room:  # broken where the line ends
                count += math.ceil(long / room) - 1
                long %= room
            filled += long + (blank if filled else 0)
    return count


def height(count: int, size: float) -> float:
    """How high so many lines are, in cm."""
    return count * size * _LEADING * _CM


def cut(words: str, room: float, size: float, most: int, *, bold: bool = False) -> str:
    """The words on one or more lines, as many as there is room for; what is left out is "…"."""
    flat = " ".join(words.split())
    if lines(flat, room, size, bold=bold) <= most:
        return flat
    parts = flat.split(" ")
    fits, too_many = 0, len(parts)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        tried = " ".join(parts[:middle]) + " …"
        is_short = lines(tried, room, size, bold=bold) <= most
        fits, too_many = (middle, too_many) if is_short else (fits, middle)
    if fits:
        return " ".join(parts[:fits]) + " …"
    count = len(flat)
    while count > 1 and lines(flat[:count] + "…", room, size, bold=bold) > most:
        count -= 1
    return flat[:count] + "…"


def printable(text: str) -> str:
    """The text with a letter for every sign of it, in the font we bring along."""
    return _without_boxes(text, _has_letter)


def in_office(text: str) -> str:
    """The text with a letter for every sign of it, in a program with letters for every script."""
    return _without_boxes(text, _has_office)


def _without_boxes(text: str, has_letter: Callable[[str], bool]) -> str:
    if text.isascii():
        return text
    said = "".join(_said(sign, has_letter) for sign in text)
    if said == text:
        return text
    left = re.sub(" {2,}", " ", said).strip() or _("(signs that cannot be printed)")
    # A part of a line keeps the blanks between it and its neighbours.
    before, after = (" " if edge == " " else "" for edge in (text[0], text[-1]))
    return f"{before}{left}{after}"


def _said(sign: str, has_letter: Callable[[str], bool]) -> str:
    if light := _LIGHTS.get(sign):
        return f"({labels.label('rag', light).lower()})"
    return _SAME.get(sign, sign if has_letter(sign) else "")


def _has_office(sign: str) -> bool:
    """Letters, their marks and numbers, of any script; of pictures only those we have too."""
    return signs.is_writing(sign) or _has_letter(sign)


@cache
def _has_letter(sign: str) -> bool:
    if sign.isspace() or sign in _ELSEWHERE:
        return True
    return bytes(_font().getmask(sign)) != _no_letter()


@cache
def _no_letter() -> bytes:
    """What the font draws in place of a sign it does not have."""
    return bytes(_font().getmask("\U0010ffff"))


def all_printable(facts: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """As ``printable``, of every text in them."""
    if isinstance(facts, str):
        return printable(facts)
    if isinstance(facts, Mapping):
        return {name: all_printable(value) for name, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [all_printable(value) for value in facts]
    return facts
