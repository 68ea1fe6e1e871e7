"""What a column's cells look like: dates, amounts, words of a status, names, long texts."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from portfolio import fuzzy
from portfolio.domain.lists.fields import Field
from portfolio.domain.lists.table import Cell
from portfolio.importers.lists import meanings

_DIGITS = re.compile(r"\d")
_PERSON = re.compile(r"[A-ZÆØÅ][\w'’-]+(?: [A-ZÆØÅ][\w.'’-]*){1,3}")
_OFFICE = re.compile(
    r"center|centr|forvaltning|afdeling|enhed|\bog\b|&|kommune|sekretariat|stab|team|børn|kultur|"
    r"teknik|social|miljø|skole|ældre|sundhed|bibliotek|department|office|service",
    re.IGNORECASE,
)
_LOOKED_AT = 400  # cells: enough to know a column by


@lru_cache(maxsize=20_000)
def is_date(words: str) -> bool:
    """Whether the words are a date and nothing else, as a form would take them."""
    return (
        fuzzy.read_date(words, reference=date(2022, 1, 1), tense=fuzzy.Tense.AHEAD).date is not None
    )


@dataclass(frozen=True)
class Contents:
    """The cells of a column that hold something."""

    cells: Sequence[Cell]

    @cached_property
    def said(self) -> list[str]:
        return [cell.words for cell in self.cells[:_LOOKED_AT] if cell.value is not None]

    @cached_property
    def length(self) -> float:
        """How long a text is, on average."""
        return sum(map(len, self.said)) / len(self.said) if self.said else 0

    @cached_property
    def distinct(self) -> float:
        """How many of the texts are unlike the others, 0-1."""
        return len(set(self.said)) / len(self.said) if self.said else 0

    def share(self, test: Callable[[Cell], bool]) -> float:
        """For how many of the cells ``test`` holds, 0-1."""
        some = self.cells[:_LOOKED_AT]
        return sum(map(test, some)) / len(some) if some else 0

    @cached_property
    def dates(self) -> float:
        return self.share(lambda cell: isinstance(cell.value, date) or _says_date(cell))

    @cached_property
    def numbers(self) -> float:
        return self.share(lambda cell: type(cell.value) in (int, float))

    @cached_property
    def figures(self) -> float:
        return self.share(lambda cell: bool(_DIGITS.search(cell.words)) and not _is_day(cell))

    def means(self, field: Field) -> float:
        """How many of the cells have a word that is known to mean a light or a stage."""
        return self.share(lambda cell: meanings.code(field, meanings.key(cell)) is not None)

    @cached_property
    def people(self) -> float:
        """How many look like the name of somebody, and of no office."""
        return self.share(
            lambda cell: bool(_PERSON.fullmatch(cell.words)) and not _OFFICE.search(cell.words)
        )

    @cached_property
    def repeats(self) -> bool:
        """Whether a few words come again and again, as those of a choice do."""
        counted = Counter(self.said)
        return len(self.said) >= 4 and len(counted) <= min(12, len(self.said) // 2)

    @cached_property
    def kind(self) -> str:
        """What a field of the office's own would be: number, date, choice or text."""
        if self.cells and self.numbers == 1:
            return "number"
        if self.cells and self.share(lambda cell: isinstance(cell.value, date | datetime)) == 1:
            return "date"
        return "choice" if self.repeats and self.length <= 40 else "text"


def _says_date(cell: Cell) -> bool:
    return isinstance(cell.value, str) and len(cell.value) <= 60 and is_date(cell.value)


def _is_day(cell: Cell) -> bool:
    return isinstance(cell.value, date)
