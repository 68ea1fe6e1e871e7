"""Which proposal a row of a list is: by what the list said before, else by what stands here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from portfolio.domain.lists.entry import Entry
from portfolio.errors import PortfolioError
from portfolio.language import fold
from portfolio.queries.lists.here import Here
from portfolio.queries.lists.imports import KeptRow

_LIKE = 0.6  # of two titles under one number, before they are taken for one proposal
_MOST_NUMBER = 2_147_483_647


@dataclass
class Matches:
    """By line: the proposal a row is, and what is to be told of that."""

    proposals: dict[int, str] = field(default_factory=dict)
    remarks: dict[int, list[PortfolioError]] = field(default_factory=lambda: defaultdict(list))


def match(
    entries: Sequence[Entry],
    before: Mapping[str, KeptRow],
    here: Mapping[str, Here],
    ours: Collection[str],
) -> Matches:
    """Find each row's proposal, each once. ``before``: what the lists last said of each; ``ours``:
    of which this list said it, and not another with numbers of its own."""
    found = Matches()
    taken: set[str] = set()
    same = [(key, row) for key, row in before.items() if key in ours] or before.items()
    numbers = _unique((fold(row.number or ""), key) for key, row in same)
    titles = _unique((fold(row.title or ""), key) for key, row in before.items())
    here_titles = _unique((fold(one.title), one.id) for one in here.values())
    here_numbers = {one.number: one for one in here.values()}

    def take(entry: Entry, key: str | None) -> bool:
        if key is None or key in taken or key not in here or entry.line in found.proposals:
            return False
        found.proposals[entry.line] = key
        taken.add(key)
        return True

    sound = [entry for entry in entries if entry.title]
    for entry in sound:  # the same number and the same title: nothing is surer
        key = numbers.get(fold(entry.number)) if entry.number else None
        if key is not None and fold(before[key].title or "") == fold(entry.title):
            take(entry, key)
    for by in (titles, here_titles):
        for entry in sound:
            take(entry, by.get(fold(entry.title)))
    for entry in sound:
        key = numbers.get(fold(entry.number)) if entry.number else None
        if key in ours or (key is not None and _is_like(entry.title, before[key].title or "")):
            take(entry, key)
    for entry in sound:
        other = here_numbers.get(whole(entry.number) or 0)
        if other is None or entry.line in found.proposals or other.id in taken:
            continue
        if _is_like(entry.title, other.title):
            take(entry, other.id)
    for entry in sound:
        _tell(entry, found, here, here_numbers)
    return found


def whole(number: str) -> int | None:
    """A number that a proposal can have; None where the list's own is none: "1.2", "A-3"."""
    is_one = len(number) <= 10 and number.isascii() and number.isdigit()
    return int(number) if is_one and 0 < int(number) <= _MOST_NUMBER else None


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What leads to one proposal alone."""
    known = [pair for pair in pairs if pair[0]]
    counted = Counter(name for name, _key in known)
    return {name: key for name, key in known if counted[name] == 1}


def _is_like(one: str, other: str) -> bool:
    left, right = fold(one), fold(other)
    return left in right or right in left or SequenceMatcher(None, left, right).ratio() >= _LIKE


def _tell(
    entry: Entry, found: Matches, here: Mapping[str, Here], numbers: Mapping[int, Here]
) -> None:
    number, key = whole(entry.number), found.proposals.get(entry.line)
    if number is None:
        return
    if key is None and number in numbers:
        found.remarks[entry.line].append(
            PortfolioError(
                "Number {number} is another proposal here, “{title}”; this one gets the next free"
                " number.",
                number=number,
                title=numbers[number].title,
            )
        )
    elif key is not None and here[key].number != number:
        found.remarks[entry.line].append(
            PortfolioError(
                "Number {number} in the list; here the proposal goes on as number {ours}.",
                number=number,
                ours=here[key].number,
            )
        )
