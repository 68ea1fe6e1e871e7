"""Nothing of a closed item comes through: its lines, and what other lines say of it, are blanked.

Too much is blanked rather than too little: a line that may tell of a closed item is gone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from portfolio import signs
from portfolio.domain.model import CLOSED_TITLE
from portfolio.importers.minutes import cases, closed_words, items
from portfolio.importers.minutes.items import Item
from portfolio.importers.minutes.outline import CONTENTS, Outline, outline
from portfolio.importers.minutes.reading.source import Line
from portfolio.importers.minutes.reading.word_lists import words

_WORDS = re.compile(r"\w+(?:-\w+)*")
_SMALL = words(
    "og i at af for til på med om den det de en et der er som fra ved vedr vedrørende "
    "samt eller punkt pkt sag sagen lukket lukkede møde nr"
)
_CLOSED_WORD = re.compile(r"\b(?:lukke(?:t|de)|fortrolig\w*)\b", re.I)
_ADDRESS = re.compile(r"\b[A-ZÆØÅ]\w{2,} \d{1,4}[A-Za-z]?\b")
_NAME = re.compile(r"\b[A-ZÆØÅ][a-zæøåé-]+(?: [A-ZÆØÅ][a-zæøåé.-]+)+\b")
_BARE = re.compile(
    rf"[\W_]*(?:punkt|pkt\.?)?[\W_]*\d{{0,4}}[\W_]*(?:{CLOSED_TITLE}|LUKKET|lukket)?[\W_]*", re.I
)
_ALIKE = 0.82


@dataclass(frozen=True)
class _Shut:
    """What is known of the closed items, to know them again elsewhere."""

    numbers: frozenset[str]
    cases: frozenset[str]
    titles: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    names: frozenset[str]
    addresses: frozenset[str]


def blanked(found: Outline) -> Outline:
    """The outline without a word of a closed item."""
    lines = list(found.lines)
    if found.end < len(lines):
        lines[found.end :] = blanked(outline(lines[found.end :])).lines
        found = replace(found, lines=list(lines))
    for index in found.shut:
        if not _BARE.fullmatch(lines[index].text.strip()):
            lines[index] = replace(lines[index], text="", level=0)
    if not found.items:
        return replace(found, lines=_without_what_follows(lines))
    shut_items = [one for one in found.items if one.closed]
    if not shut_items:
        return replace(found, lines=lines)
    shut = _known(shut_items, found)
    for one in shut_items:
        for index in range(one.start, one.end):
            lines[index] = _left(found.lines[index], one)
    inside = {index for one in shut_items for index in range(one.start, one.end)} | found.shut
    first = found.items[0].start
    keep = _kept_contents(found, lines, first)
    for index, line in enumerate(lines):
        if index in inside or not line.text.strip():
            continue
        in_list = found.contents <= index < first
        if (in_list and index not in keep) or _tells(line.text, shut, in_list):
            lines[index] = replace(line, text="")
    return replace(found, lines=lines, items=[_bare(one) for one in found.items])


def _without_what_follows(lines: list[Line]) -> list[Line]:
    """Where no items were found, nobody knows where a closed one ends: the rest goes."""
    texts = [items.bare(line.text) for line in lines]
    first = next(
        (
            index
            for index, text in enumerate(texts)
            if closed_words.closes(text)
            or closed_words.closes_what_follows(text)
            or (
                _CLOSED_WORD.search(text) and closed_words.is_closed_title(text) and len(text) < 160
            )
        ),
        len(lines),
    )
    return [*lines[:first], *(replace(line, text="", level=0) for line in lines[first:])]


def _left(line: Line, one: Item) -> Line:
    """What may stay of a line of a closed item: number, case number and the word."""
    text = line.text.strip()
    if (one.case_number and text == one.case_number) or _BARE.fullmatch(text):
        return line
    return replace(line, text="", level=0)


def _bare(one: Item) -> Item:
    return replace(one, title=CLOSED_TITLE) if one.closed else one


def _known(shut_items: Sequence[Item], found: Outline) -> _Shut:
    open_items = [one for one in found.items if not one.closed]
    open_titles = {_words(one.title) for one in open_items}
    open_cases = {one.case_number for one in open_items}
    titles = [_words(_title(one)) for one in shut_items]
    text = "\n".join(found.lines[i].text for one in shut_items for i in range(one.start, one.end))
    head = "\n".join(line.text for line in found.lines[: found.contents])
    return _Shut(
        numbers=frozenset(one.number for one in shut_items if one.number),
        cases=frozenset(
            one.case_number
            for one in shut_items
            if one.case_number and one.case_number not in open_cases
        ),
        titles=tuple(
            " ".join(words)
            for words in titles
            if words not in open_titles and (len(words) > 1 or sum(map(len, words)) >= 9)
        ),
        runs=frozenset(run for words in titles for run in _runs(words))
        - {run for words in open_titles for run in _runs(words)},
        names=frozenset(name for name in _NAME.findall(text) if name not in head),
        addresses=frozenset(name for name in _ADDRESS.findall(text) if not _is_formula(name)),
    )


def _title(one: Item) -> str:
    """The title without the word that closes it."""
    return re.sub(
        rf"{_CLOSED_WORD.pattern}(?: (?:punkt|sag|møde))?|\(|\)",
        " ",
        items.title_of(one.title),
        flags=re.I,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(signs.compared(text)))


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Three words on end, two of them with a meaning of their own."""
    for run in zip(words, words[1:], words[2:], strict=False):
        if sum(len(word) > 3 and word not in _SMALL for word in run) >= 2:
            yield run


def _is_formula(name: str) -> bool:
    return bool(
        re.match(
            r"(?:Punkt|Pkt|Sag|Side|Bilag|Den|Tabel|Kl|Uge|Budget|Januar|Februar"
            r"|Marts|April|Maj|Juni|Juli|August|September|Oktober|November|December"
            r"|Lokale|Fase|Etape|Mødelokale) ",
            name,
        )
    )


def _tells(text: str, shut: _Shut, in_list: bool) -> bool:
    """Whether a line outside tells of a closed item."""
    words = _words(text)
    flat = " ".join(words)
    if any(f" {title} " in f" {flat} " for title in shut.titles):
        return True
    if any(run in shut.runs for run in zip(words, words[1:], words[2:], strict=False)):
        return True
    if any(number == case for number, *_ in cases.find(text) for case in shut.cases):
        return True
    if any(name in text for name in shut.addresses):
        return True
    if _refers(text, shut.numbers):
        return True
    said = bool(_CLOSED_WORD.search(text))
    return (said or in_list) and any(name in text for name in shut.names)


def _refers(text: str, numbers: frozenset[str]) -> bool:
    """A reference to the number with something said of it: "jf. punkt 6 om …"."""
    for number in numbers:
        call = rf"(?:punkt|pkt\.?|sag(?: nr\.?)?|dagsordenspunkt) {number}\b(?![./]\d)"
        if re.search(
            rf"(?:\b(?:jf|se|jævnfør|jfr)\b\.?|sammenhæng med|forlængelse af"
            rf"|dagsordenens|lukkede|bilag til|under) {call}",
            text,
            re.I,
        ):
            return True
        if re.search(
            rf"{call}\s*(?:om|vedr\.?|vedrørende|\(|:|–|-|,)\s*\w", text, re.I
        ) and not re.search(rf"{call}\s*[:–-]\s*lukket\W*$", text, re.I):
            return True
    return False


def _kept_contents(found: Outline, lines: Sequence[Line], first: int) -> set[int]:
    """The lines of the list of contents that tell of an open item and of no other."""
    keep: set[int] = set()
    entries: list[int] = []
    for index in range(found.contents, first):
        text = lines[index].text.strip()
        if not text:
            continue
        if CONTENTS.fullmatch(text) or re.fullmatch(r"[\W\d]*(?:side)?[\W\d]*", text, re.I):
            keep.add(index)
        else:
            entries.append(index)
    by_order = len(entries) == len(found.items)
    for place, index in enumerate(entries):
        text = lines[index].text.strip()
        if _BARE.fullmatch(items.untitled(text)):
            keep.add(index)
        elif by_order and _follows(entries, lines, found.items):
            if not found.items[place].closed:
                keep.add(index)
        elif _is_of_open(text, found.items):
            keep.add(index)
    return keep


def _follows(entries: Sequence[int], lines: Sequence[Line], every: Sequence[Item]) -> bool:
    """Whether the entries are the items one by one: most open ones say their titles."""
    told = [
        _likeness(lines[index].text, one.title) >= _ALIKE
        for index, one in zip(entries, every, strict=True)
        if not one.closed
    ]
    return sum(told) * 4 >= len(told) * 3


def _likeness(entry: str, title: str) -> float:
    plain = re.sub(
        r"^\W*(?:(?:punkt|pkt\.?|sag) ?)?\d{1,4}\W+", "", items.untitled(entry), flags=re.I
    )
    one, other = " ".join(_words(items.title_of(plain))), " ".join(_words(items.title_of(title)))
    if not one or not other:
        return 0.0
    if len(one) >= 8 and (one in other or other in one):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_of_open(text: str, every: Sequence[Item]) -> bool:
    if closed_words.is_closed_title(items.untitled(text)):
        return False
    number = re.match(r"\W*(?:(?:punkt|pkt\.?|sag|nr\.?) ?)?(\d{1,4})\b(?![/.-]\d)", text, re.I)
    if number and any(one.closed and one.number == number[1] for one in every):
        return False
    open_fit = max((_likeness(text, one.title) for one in every if not one.closed), default=0)
    shut_fit = max((_likeness(text, one.title) for one in every if one.closed), default=0)
    return open_fit >= _ALIKE and open_fit > shut_fit
