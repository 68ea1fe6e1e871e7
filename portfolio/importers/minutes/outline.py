"""The structure of minutes: head, contents and items, and which items are closed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from portfolio import fuzzy
from portfolio.importers.minutes import closed_words, items, wording
from portfolio.importers.minutes.item_heads import whole
from portfolio.importers.minutes.items import Item
from portfolio.importers.minutes.noise import noise
from portfolio.importers.minutes.reading.source import Line
from portfolio.importers.minutes.runs import Candidate
from portfolio.importers.minutes.unnumbered import unnumbered

CONTENTS = re.compile(
    r"\W*(?:indholdsfortegnelse|indhold|dagsorden(?:en)?|dagsordenspunkter|punkter|sagsoversigt"
    r"|oversigt|sagsliste|punkter på dagsordenen|mødets punkter"
    r"|punktoversigt|oversigt over punkter)(?:\s{2,}side)?\W*",
    re.I,
)
_HEAD_AGAIN = re.compile(
    r"\W*(?:(?:åbent |beslutnings|møde)?referat|(?:beslutnings|forhandlings"
    r"|møde)?protokol|dagsorden"
    r"|mødedato|dato for mødet)\b",
    re.I,
)
_OF_PAGE = re.compile(r"\b(?:kommune|region|referat|protokol)\b.*\bside\b", re.I)
_UNDER_HEADING = 7


@dataclass(frozen=True)
class Outline:
    """``contents``: where the list of contents begins; ``end``: the line after the meeting's."""

    lines: list[Line]
    items: list[Item]
    contents: int
    noise: frozenset[int]
    shut: frozenset[int]  # the lines of a closed part
    end: int
    several: bool


def outline(lines: list[Line]) -> Outline:
    """The structure of these lines, closed items still in them."""
    aside = noise(lines)
    end = _second_meeting(lines, aside)
    within = lines[:end]
    starts, shut = _starts(within, aside)
    starts = _with_bare_closed(starts, within, aside, shut)
    first = starts[0].start if starts else end
    contents = _contents(within, first, starts)
    found = [_closed(one, within, shut) for one in _spans(starts, within, end, aside, shut)]
    return Outline(lines, found, contents, aside, frozenset(shut), end, end < len(lines))


def _starts(lines: Sequence[Line], aside: frozenset[int]) -> tuple[list[Item], set[int]]:
    """Where the items begin, and which lines are of a closed part.

    A heading of a closed part in the list of contents shuts nothing in the minutes themselves.
    """
    chain = items.numbered(lines, lambda index: index in aside)
    starts = [_start(one, lines) for one in chain] or unnumbered(lines, aside)
    first = starts[0].start if starts else len(lines)
    contents = _contents(lines, first, starts)
    shut = _closed_parts(lines, lambda index: not contents <= index < first or first - contents < 2)
    if not shut or not chain:
        return starts, shut
    outside = items.numbered(lines, lambda index: index in aside or index in shut) or chain
    inside = items.run_of(
        outside[0].style, lines, lambda index: index in aside or index not in shut
    )
    every = {one.index: one for one in (*outside, *inside)}
    return [_start(every[index], lines) for index in sorted(every)], shut


def _start(one: Candidate, lines: Sequence[Line]) -> Item:
    title = one.title
    double = re.match(rf"{one.number}\s*[.:)]\s*", title)
    if double:
        title = title[double.end() :]
    return Item(str(one.number), title, one.index, one.index, one.index + 1, score=one.score)


def _second_meeting(lines: Sequence[Line], aside: frozenset[int]) -> int:
    """Where another meeting's head begins; the end where there is one meeting only."""
    first_day: str | None = None
    for index, line in enumerate(lines):
        text = line.text.strip()
        if len(text) > 120 or not _HEAD_AGAIN.match(text):
            continue
        day = _day_of_head(lines, index)
        if day is None:
            continue
        if first_day is None:
            first_day = day
        elif day != first_day and index not in aside and _begins_anew(lines, index):
            return index
    return len(lines)


def _day_of_head(lines: Sequence[Line], index: int) -> str | None:
    """The day a head names, on its first line or one of the next."""
    below = [line.text for line in lines[index + 1 : index + 8] if line.text.strip()][:3]
    text = lines[index].text
    near = [text, *below] if len(text) < 60 else [text]
    match = next((found for one in near if (found := wording.DAY.search(one))), None)
    days = fuzzy.find_dates(match[0]) if match else []
    return days[0].start.isoformat() if days else None


def _begins_anew(lines: Sequence[Line], index: int) -> bool:
    """Whether the numbers begin with 1 after this line, and had begun before."""
    if index < 8:
        return False
    below = items.candidates(lines[index : index + 120])
    above = items.candidates(lines[:index])
    return any(
        one.number == 1 and any(other.number == 1 for other in above[name])
        for name, found in below.items()
        for one in found
    )


def _closed_parts(lines: Sequence[Line], counts: Callable[[int], bool]) -> set[int]:
    """The lines that follow a heading of a closed part, to the heading of an open one."""
    shut, found = False, set()
    for index, line in enumerate(lines):
        text = items.bare(line.text)
        if len(text) < 60 and counts(index):
            if closed_words.closes_what_follows(text) and _plural_or_part(text):
                shut = True
            elif closed_words.opens_what_follows(text):
                shut = False
        if shut:
            found.add(index)
    return found


def _plural_or_part(text: str) -> bool:
    """ "Lukket punkt" is one item; "Lukkede punkter", "Lukket møde" are the rest."""
    return not re.search(r"lukket (?:punkt|sag)\b", text, re.I)


def _with_bare_closed(
    starts: list[Item], lines: Sequence[Line], aside: frozenset[int], shut: set[int]
) -> list[Item]:
    """The items, and those that have nothing but the word: "Lukket punkt" without a number."""
    if not starts:
        return starts
    taken = {one.start for one in starts}
    headings = {one.start: one for one in starts}
    extra = _closed_outside(starts, lines, aside)
    taken |= {one.start for one in extra}
    for index in range(starts[0].start, len(lines)):
        text = items.bare(lines[index].text)
        if index in taken or index in aside or not text or len(text) > 160:
            continue
        begins = re.match(r"\W*(?:LUKKET|Lukket|Lukkede punkter)\b", text)
        banner = index in shut and index - 1 not in shut
        if not banner and not (begins and closed_words.is_closed_title(text)):
            continue
        above = next(
            (
                at
                for at in range(index - 1, max(-1, index - _UNDER_HEADING), -1)
                if lines[at].text.strip() and at not in aside
            ),
            None,
        )
        if above is not None and (above in headings or above - 1 in headings) and not banner:
            continue  # the mark under a heading
        extra.append(Item(None, text, index, index, index + 1, score=3.0))
    extra = [one for one in extra if not _repeats(one, starts, shut)]
    return sorted([*starts, *extra], key=lambda one: one.start)


def _closed_outside(starts: list[Item], lines: Sequence[Line], aside: frozenset[int]) -> list[Item]:
    """Headings that say they are closed and whose numbers do not go on from the others."""
    taken = {one.start for one in starts} | aside
    return [
        _start(one, lines)
        for found in items.candidates(lines).values()
        for one in found
        if one.index > starts[0].start
        and one.index not in taken
        and closed_words.is_closed_title(one.title)
        and not items.is_contents_line(lines[one.index].text)
    ]


def _repeats(one: Item, starts: list[Item], shut: set[int]) -> bool:
    """A heading of a closed part is no item where the items of it have their own numbers."""
    after = [other for other in starts if other.start > one.start]
    return (
        one.start in shut and one.start - 1 not in shut and bool(after) and after[0].start in shut
    )


def _contents(lines: Sequence[Line], first: int, starts: list[Item]) -> int:
    """Where the list of contents begins; the first item's line where there is none."""
    titles = {wording.folded(items.untitled(one.title)) for one in starts if len(one.title) > 5}
    entries = sum(items.is_contents_line(lines[index].text) for index in range(first))
    for index in range(first):
        text = lines[index].text.strip()
        if not text:
            continue
        is_entry = entries > 1 and items.is_contents_line(text) and len(text) > 8
        if CONTENTS.fullmatch(text) or (is_entry and not _OF_PAGE.search(text)):
            return index
        plain = wording.folded(
            items.untitled(re.sub(r"^\W*(?:(?:punkt|pkt\.?) ?)?\d{1,4}\W+", "", text, flags=re.I))
        )
        if plain in titles:
            return index
    return first


def _spans(
    starts: list[Item], lines: Sequence[Line], end: int, aside: frozenset[int], shut: set[int]
) -> list[Item]:
    """The items with their ends: the next one's beginning, or that of the closed part."""
    found = []
    for place, one in enumerate(starts):
        after = starts[place + 1].start if place + 1 < len(starts) else end
        if one.start not in shut:
            after = min((index for index in shut if one.start < index < after), default=after)
        found.append(whole(replace(one, end=after), lines, aside))
    return found


def _closed(one: Item, lines: Sequence[Line], shut: set[int]) -> Item:
    """The item, with whether it is closed: by its title, a mark under it or the part it is in."""
    is_closed = one.start in shut or closed_words.is_closed_title(one.title)
    is_closed = is_closed or (
        closed_words.is_closed_title(items.bare(lines[one.start].text)) and one.number is not None
    )
    seen = 0
    for index in range(one.start + 1, one.end):
        text = lines[index].text.strip()
        if not text or is_closed:
            continue
        seen += 1
        if closed_words.closes(items.bare(text)) and (seen <= _UNDER_HEADING or len(text) < 60):
            is_closed = True
    return replace(one, closed=is_closed)
