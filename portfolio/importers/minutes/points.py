"""The points of a recommendation and the titles of attachments: what stands in lists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from portfolio import signs
from portfolio.importers.minutes import absence
from portfolio.importers.minutes.outline import Outline
from portfolio.importers.minutes.passages import BULLET, POINT, Passage, paragraphs
from portfolio.importers.minutes.sections import Section

_INTRODUCES = re.compile(
    r"[^.]{0,160}\b(?:indstille[rs]|anbefale[rs]|foreslå[rs]"
    r"|indstilling(?:en)?)\b[^.]{0,100}?(?:,? at|:|over ?for [^.]{2,60}|til"
    r" [^.]{2,60}|[A-ZÆØÅ]\w+(?:en|et))\s*:?|at:?",
    re.I,
)
_SIZE = re.compile(r"\s*\(?\b\d+(?:[.,]\d+)? ?(?:kb|mb|bytes)\)?\s*$", re.I)
_NUMBER = re.compile(
    r"^(?:bilag\s*(?:nr\.?\s*)?\d+\s*[-–:.]\s*|\d{1,2}[.)]\s+"
    r"|\(?\d{5,9}\)?\s*[-–:]?\s+|[-–•·*▪]\s*)",
    re.I,
)
_NONE = re.compile(r"\W*(?:ingen(?: bilag)?|der er ingen bilag|intet|-)?\W*", re.I)
_TYPE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)\s*$", re.I)


@dataclass(frozen=True)
class Point:
    """One point of a list and the lines it stands in."""

    text: str
    line_from: int
    line_to: int


def recommendation(made: Sequence[Section], found: Outline, width: int) -> list[Point]:
    """The points the body was asked to decide."""
    points: list[Point] = []
    for section in made:
        if section.kind != "recommendation" or section.within:
            continue
        for passage in paragraphs(section.lines(found), width, frozenset()):
            text = passage.text.strip()
            if absence.opens(text):
                break
            if points and _is_prose(passage, points):
                break
            if not points and _introduces(text):
                continue
            points += _points(passage)
    return points


def _introduces(text: str) -> bool:
    return bool(_INTRODUCES.fullmatch(text.strip()))


def _is_prose(passage: Passage, points: list[Point]) -> bool:
    """Case text that follows a recommendation without a heading."""
    text = passage.text.strip()
    listed = BULLET.match(text) or POINT.match(text) or text[:1].islower() or text.startswith("At ")
    return not listed and len(text) > 250 and passage.line_from > points[-1].line_to + 1


def _points(passage: Passage) -> list[Point]:
    text = passage.text
    begin = 0
    introduced = re.match(
        r".{0,200}?\b(?:indstiller|indstilles|anbefaler"
        r"|foreslår)\b[^:]{0,80}:\s+(?=(?:1[.)]|at|-|a\)))",
        text,
        re.I,
    )
    if introduced:
        begin = introduced.end()
    cuts = (
        [
            match.start()
            for match in re.finditer(r"(?<=[\s;,.])\d[.)]\s+(?=[a-zA-ZæøåÆØÅ])", text[begin:])
        ]
        if introduced
        else []
    )
    places = [begin, *(begin + cut for cut in cuts if cut), len(text)]
    made = []
    for start, end in pairwise(places):
        piece = text[start:end]
        lead = BULLET.match(piece) or POINT.match(piece)
        words = signs.one_line(piece[lead.end() if lead else 0 :])
        if words:
            quote = passage.quote(start, end)
            made.append(Point(words, quote.line_from, quote.line_to))
    return made


def attachments(made: Sequence[Section], found: Outline) -> list[Point]:
    """The titles of the attachments, without what the program adds to them."""
    titles = []
    for section in made:
        if section.kind != "attachments":
            continue
        for line in section.lines(found):
            text = line.text.strip()
            if absence.opens(text) or len(text) > 250:
                break
            title = _TYPE.sub("", _SIZE.sub("", _NUMBER.sub("", text))).strip(" \t")
            if title and not _NONE.fullmatch(title):
                titles.append(Point(signs.one_line(title), line.number, line.number))
    return titles
