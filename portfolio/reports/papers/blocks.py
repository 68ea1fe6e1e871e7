"""What a Word paper is built of: headings, text, lists and tables, before Word knows of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    """A heading below the template's own (which are level 1)."""

    words: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    """A paragraph; ``lead`` stands in bold before it, ``quiet`` is secondary."""

    words: str
    lead: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Items:
    """A list, numbered when the order is to be referred to. An item is (lead, words)."""

    items: Sequence[tuple[str, str]]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a header row that repeats; ``alt`` tells a screen reader what it holds."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    alt: str
    widths: Sequence[float]  # cm
    inks: Mapping[tuple[int, int], str] = field(default_factory=dict)  # (row, column) → RGB hex


Block = Heading | Text | Items | Table
