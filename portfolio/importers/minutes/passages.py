"""Lines read as running text: paragraphs and sentences, each sign of which knows its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portfolio import signs
from portfolio.importers.minutes.reading.word_lists import words

BULLET = re.compile(r"\s*(?:[-–—•·*▪◦●○‣]|\uf0b7)\s+(?=\S)")
POINT = re.compile(
    r"\s*(?:(?:[Aa]d\.? ?)?\d{1,2}(?:\.?[-–]\d{1,2})?[.)]|[a-zæøå]\))\s*(?=\S)(?!\d)"
)
_THAT = re.compile(r"\s*at ", re.I)
_SPOKEN_DASH = re.compile(r"(?:og|eller|samt|til|hhv\.?)\b")
_ENDS = re.compile(r"[.:!?;…\"”»)]\s*$")
_SHORT = words(
    "ca bl bla jf jfr pkt nr d dvs evt inkl ekskl mv mfl osv pr vedr ift ifm hhv mht stk "
    "afd tlf kl fx feks f ex eks m v o l mm st sct skt dr hr fr jr red vha pga ad hr adv "
    "int ext incl max min tidl nuv ndr alm gl bd kr mio mia mill pct"
)
_SENTENCE_END = re.compile(r"([.!?…]+[\"”»)]*)\s+(?=[\"“”„«»(]?[A-ZÆØÅ0-9§])")
_WORD_BEFORE = re.compile(r"([\wæøåÆØÅ]+)[.!?…]+[\"”»)]*$")
# These shortened words may well be the last of a sentence.
_MAY_END = frozenset(("kr", "mv", "mm", "mfl", "osv", "mio", "mia", "pct", "v", "l"))
# A sentence begins with these, no surname does: "Høje-Taastrup C. Direktionen bad".
_OPENS = re.compile(
    r"(?:Det|Der|Den|De|Dette|Denne|Disse|I|På|Til|For|Fra|Med|Når|Hvis|Som"
    r"|Ved|Efter|Herefter|Derfor"
    r"|Sagen|Punktet|Administrationen|Forvaltningen|\w+(?:en|et|erne))\b"
)
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kvartal|halvår|klasse|etape|fase)", re.I
)


@dataclass(frozen=True)
class Numbered:
    """A line and its number in the file, from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Quote:
    """Characters as they stand in the lines, and which lines."""

    text: str
    line_from: int
    line_to: int


class Passage:
    """A paragraph: its lines as one text."""

    def __init__(self, lines: Sequence[Numbered]) -> None:
        self.lines = list(lines)
        self.is_row = any("\t" in line.text.strip() for line in lines)
        self._by_number = {line.number: line.text for line in lines}
        signs: list[str] = []
        self._places: list[tuple[int, int]] = []
        for line in lines:
            self._add(signs, line)
        self.text = "".join(signs)

    def _add(self, signs: list[str], line: Numbered) -> None:
        start = len(line.text) - len(line.text.lstrip())
        words = line.text.rstrip()
        if signs and words.strip():
            joint = _joint("".join(signs[-2:]), words[start:])
            if joint is None:
                signs.pop()
                self._places.pop()
            elif joint:
                signs.append(joint)
                self._places.append((line.number, start))
        for column in range(start, len(words)):
            signs.append(words[column])
            self._places.append((line.number, column))

    @property
    def line_from(self) -> int:
        return self.lines[0].number

    @property
    def line_to(self) -> int:
        return self.lines[-1].number

    def quote(self, start: int, end: int) -> Quote:
        """What stands from ``start`` to ``end`` of the text, as the lines have it.

        What a page break has torn apart is quoted as far as its first piece goes.
        """
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        first, last = self._places[start], self._places[max(start, end - 1)]
        pieces: list[str] = []
        to = first[0]
        for line in self.lines:
            if not first[0] <= line.number <= last[0]:
                continue
            if line.number > to + 1:
                break
            begins = first[1] if line.number == first[0] else 0
            ends = last[1] + 1 if line.number == last[0] else len(line.text)
            pieces.append(line.text[begins:ends])
            to = line.number
        return Quote(" ".join(" ".join(pieces).split()), first[0], to)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends."""
        begin = 0
        for match in _SENTENCE_END.finditer(self.text):
            if self._is_end(match):
                yield begin, match.end(1)
                begin = match.end()
        if self.text[begin:].strip():
            yield begin, len(self.text)

    def _is_end(self, match: re.Match[str]) -> bool:
        before = _WORD_BEFORE.search(self.text, max(0, match.end(1) - 40), match.end(1))
        if before is None or match[1][0] != ".":
            return True
        word, after = before[1], self.text[match.end() :]
        if word.isdecimal():
            return not (len(word) <= 2 and (_MONTH.match(after) or self._opens_point(before)))
        if len(word) == 1 and word.isupper():
            return bool(_OPENS.match(after))  # else an initial
        small = word.lower()
        return (small in _MAY_END and after[:1].isupper()) or small not in _SHORT

    def _opens_point(self, before: re.Match[str]) -> bool:
        """Whether the number stands first in a sentence, as that of a point does."""
        ahead = self.text[: before.start()]
        if ahead and not ahead[-1].isspace():
            return False  # "kl. 10-15."
        return not ahead.strip() or ahead.rstrip()[-1] in ".:;-–)"


def _joint(end: str, begin: str) -> str | None:
    """What stands between two lines of a paragraph; None: the hyphen at the end goes too."""
    if not end.endswith(signs.BROKEN) or len(end) < 2 or not end[-2].isalpha():
        return " "
    if _SPOKEN_DASH.match(begin):
        return " "
    return None if begin[:1].islower() else ""


def wrap_width(lines: Sequence[str]) -> int:
    """How long the lines of hand-wrapped text are; 0 where each line is a paragraph."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip() and "\t" not in line)
    if len(lengths) < 8:
        return 0
    longest = lengths[int(len(lengths) * 0.95)]
    full = sum(length > 0.75 * longest for length in lengths)
    return longest if 40 <= longest <= 140 and full * 6 >= len(lengths) else 0


def paragraphs(lines: Sequence[Numbered], width: int, breaks: frozenset[int]) -> list[Passage]:
    """The paragraphs of these lines; ``breaks`` are lines that begin one (headings, table rows).

    Blank lines between them part them, but for the page break in the middle of a sentence.
    """
    groups: list[list[Numbered]] = []
    blank = True
    for line in lines:
        if not line.text.strip():
            blank = True
            continue
        if groups and _goes_on(groups[-1][-1], line, width, breaks, blank):
            groups[-1].append(line)
        else:
            groups.append([line])
        blank = False
    return [Passage(group) for group in groups]


def _goes_on(
    above: Numbered, line: Numbered, width: int, breaks: frozenset[int], blank: bool
) -> bool:
    if line.number in breaks or above.number in breaks or "\t" in line.text.strip():
        return False
    if BULLET.match(line.text) or POINT.match(line.text) or "\t" in above.text.strip():
        return False
    text, begin = above.text.rstrip(), line.text.lstrip()[:1]
    if _THAT.match(text) and _THAT.match(line.text) and re.search(r"[,;](?: og| samt)?$", text):
        return False
    if blank:
        return len(text) > 60 and not _ENDS.search(text) and begin.islower()
    if line.number > above.number + 1:
        return not _ENDS.search(text) or begin.islower()
    if not width:
        return begin.islower() and not _ENDS.search(text)
    return begin.islower() or len(text) >= 0.6 * width
