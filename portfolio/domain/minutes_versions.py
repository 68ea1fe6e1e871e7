"""Two versions of the same minutes, find by find: which find of the newer one is which of the
earlier, so that only what differs is judged.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from portfolio import signs
from portfolio.domain.finds import FindKind, mark

#: What is told by its name alone: under another name it is another.
_NAMED = frozenset(
    (FindKind.PARTY, FindKind.PLACE, FindKind.PROCESS, FindKind.CASE_REFERENCE, FindKind.SHARE)
)
#: Of these an item, or the meeting, has one as a rule: the one that is left on both sides is the
#: same, whatever it says.
_SINGLE = frozenset((FindKind.MEETING, FindKind.AGENDA_ITEM, FindKind.DECISION))
_ALIKE = 0.6  # of the letters of two quotes, for one to be the other put otherwise


@dataclass(frozen=True)
class Said:
    """A find as far as it can be told from others."""

    id: str
    kind: str
    item: str | None
    value: Mapping[str, Any]
    quote: str


def paired(now: Sequence[Said], then: Sequence[Said]) -> dict[str, str]:
    """By the id of a find of the newer version the id of the one it was; what is new is not here.

    An item is known again by its title where it has been given another number.
    """
    moved = _moved(now, then)
    newer = [replace(one, item=moved.get(one.item, one.item)) for one in now]
    found = _the_same(newer, then)
    earlier = [one for one in then if one.id not in set(found.values())]
    groups: dict[tuple[str, str | None], tuple[list[Said], list[Said]]]
    groups = defaultdict(lambda: ([], []))
    for one in newer:
        if one.id not in found:
            groups[one.kind, one.item][0].append(one)
    for one in earlier:
        groups[one.kind, one.item][1].append(one)
    for (kind, _item), (some, others) in groups.items():
        if kind in _SINGLE and len(some) == len(others) == 1:
            found[some[0].id] = others[0].id
        elif kind not in _NAMED:
            found |= _alike(some, others)
    return found


def _moved(now: Sequence[Said], then: Sequence[Said]) -> dict[str | None, str | None]:
    """The number that each item had, where its title and nothing else tells which it is."""
    was, is_now = _titles(then), _titles(now)
    return {number: was[title] for title, number in is_now.items() if title in was}


def _titles(some: Sequence[Said]) -> dict[str, str | None]:
    items = [one for one in some if one.kind == FindKind.AGENDA_ITEM]
    titles = [signs.compared(str(one.value.get("title") or "")) for one in items]
    return {
        title: one.item for title, one in zip(titles, items, strict=True) if titles.count(title) < 2
    }


def _the_same(newer: Sequence[Said], earlier: Sequence[Said]) -> dict[str, str]:
    """Those that say the same, in the order of the text."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for one in earlier:
        waiting[mark(one.kind, one.item, one.value)].append(one.id)
    return {
        one.id: waiting[said].pop(0)
        for one in newer
        if waiting[said := mark(one.kind, one.item, one.value)]
    }


def _alike(newer: Sequence[Said], earlier: Sequence[Said]) -> dict[str, str]:
    """Those whose quotes have most in common, the likest first."""
    scores = sorted(
        (
            (SequenceMatcher(None, a.quote, b.quote).ratio(), -i, -j)
            for i, a in enumerate(newer)
            for j, b in enumerate(earlier)
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for score, i, j in scores:
        one, other = newer[-i].id, earlier[-j].id
        if score >= _ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found
