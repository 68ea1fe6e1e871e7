"""The heading of an item in full: a title of two lines, and the case number below it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portfolio.importers.minutes import cases, items
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.items import Item
from portfolio.importers.minutes.reading.source import Line

_GOES_ON = re.compile(
    r"(?:[,/–-]|\b(?:og|af|for|til|i|på|om|den|det|de|med|fra|ved|vedr\.?|vedrørende|samt|eller"
    r"|at|en|et|som|der|hos|mellem|under|over|efter|inden|mod))$",
    re.I,
)


def whole(one: Item, lines: Sequence[Line], aside: frozenset[int]) -> Item:
    """The item with its whole title and its case number, which stand below each other."""
    title, body = one.title, one.start + 1
    own = cases.find(lines[one.start].text)
    number = own[0][0] if own and _at_an_edge(own[0][0], title) else None
    seen = 0
    for index in range(one.start + 1, min(one.end, one.start + 12)):
        text = items.bare(lines[index].text)
        if not text or index in aside:
            continue
        seen += 1
        if (found := cases.line_case(text)) and seen <= 4:
            number, body = found, index + 1
            break
        if not title and not heading(lines[index]):
            title, body = text, index + 1
            continue
        if heading(lines[index]) or seen > 3:
            break
        adjacent = index == body
        if adjacent and _title_goes_on(title, text, lines, index, one.end):
            title, body = _glued(title, text), index + 1
            continue
        if not _is_mark(text):
            break
        body = index + 1
    return replace(one, title=title, body=min(body, one.end), case_number=number)


def _at_an_edge(number: str, title: str) -> bool:
    """Whether a number stands first or last in the title, as the item's own does."""
    rest = cases.without(title)
    return number not in rest


def _is_mark(text: str) -> bool:
    return len(text) < 60 and bool(
        re.match(
            r"\W*(?:(?:sag|punkt|pkt\.?)\s*(?:nr\.?\s*)?\d{1,4}$|punkttype|type|status|åben|åbent|lukket|sagsbehandler|dok"
            r"|ansvarlig|til (?:beslutning|orientering|drøftelse))",
            text,
            re.I,
        )
    )


def _title_goes_on(title: str, text: str, lines: Sequence[Line], index: int, end: int) -> bool:
    if len(text) > 120 or text[-1:] in ".:;" or "\t" in text:
        return False
    if items.bare(text)[:1] in "-•*":
        return False
    opens = title.count("(") > title.count(")") or title.count('"') % 2 == 1
    if text[:1].islower() or _GOES_ON.search(title) or opens:
        below = (
            index + 1 >= end
            or not lines[index + 1].text.strip()
            or cases.line_case(lines[index + 1].text)
            or heading(lines[index + 1])
        )
        return bool(below)
    return False


def _glued(title: str, text: str) -> str:
    if title.endswith("-") and text[:1].islower() and not re.match(r"(?:og|eller|samt)\b", text):
        return title[:-1] + text
    return f"{title} {text}"
