"""Searching a running text: where its plain pieces were written, and which finds to keep."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from portfolio.fuzzy import words

Value = TypeVar("Value")
# Two blanks are a slip or a line break, three are the gap between two columns.
_SECOND_BLANK = re.compile(r"(?<=(?<! ) ) (?! )")


class RunningText:
    """A text in the plain spelling with single blanks, and its words as they were written."""

    def __init__(self, text: str) -> None:
        plain = words.plain(text)
        slips = {match.start() for match in _SECOND_BLANK.finditer(plain)}
        self.text = text
        self._places = [place for place in range(len(plain)) if place not in slips]
        self.spelled = "".join(plain[place] for place in self._places)

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Where a match in ``spelled`` stands in ``text``."""
        return self._places[match.start()], self._places[match.end() - 1] + 1


@dataclass(frozen=True)
class Find(Generic[Value]):
    """A piece of the text and what it means; None: it means nothing, yet hides its pieces."""

    start: int
    end: int
    value: Value | None


def longest_first(finds: Iterable[Find[Value]], length: int) -> list[Value]:
    """The values that do not overlap, in the order of the text; ``length`` is the text's."""
    taken = bytearray(length)
    kept: list[Find[Value]] = []
    for find in sorted(finds, key=lambda find: find.start - find.end):
        if not any(taken[find.start : find.end]):
            taken[find.start : find.end] = b"\x01" * (find.end - find.start)
            kept.append(find)
    kept.sort(key=lambda find: find.start)
    return [find.value for find in kept if find.value is not None]
