"""A row of a list as it is understood here, and what the whole list says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portfolio import fuzzy
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.fields import Field
from portfolio.domain.lists.table import Table, Value
from portfolio.errors import PortfolioError

#: What a row says of a field: words, a code, a whole number or a date; None: nothing.
Said = str | int | fuzzy.Reading | None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row. ``number`` is its own, as it stands there; ``values`` by the fields there are.

    ``places``: the cell of each field. ``parties``: centres as spelled. ``cells``: everything that
    stands in it, by heading; ``kept``: what of it is for fields of the office's own. ``problems``
    keep the row out until they are mended; ``remarks`` are only told.
    """

    line: int
    number: str
    title: str
    heading: str
    values: Mapping[Field, Said]
    places: Mapping[Field, str]
    parties: tuple[str, ...]
    cells: Mapping[str, Value]
    columns: Mapping[str, str]  # the cell of each heading
    kept: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[PortfolioError, ...] = ()
    remarks: tuple[PortfolioError, ...] = ()

    def said(self, name: Field) -> Any:  # noqa: ANN401 - a Said that the caller knows
        return self.values.get(name)


@dataclass(frozen=True)
class Word:
    """A word of a status: how it is remembered and written, the code it means if any is known, and
    the cells it stands in."""

    word: str
    shown: str
    code: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A list as it is understood: the choice filled in with what was guessed, and the rows.

    ``said_on``: the day its statuses are of, where it says so or somebody has.
    """

    kind: str
    sheets: tuple[str, ...]
    table: Table
    choice: Choice
    fields: Mapping[str, Field]  # by heading
    words: Mapping[Field, tuple[Word, ...]]
    spellings: Mapping[str, int]  # of centres, with how many rows
    entries: tuple[Entry, ...]
    told: tuple[PortfolioError, ...] = field(default=())
    said_on: date | None = None

    @property
    def unknown(self) -> list[Word]:
        """The words that somebody must say the meaning of."""
        return [word for some in self.words.values() for word in some if word.code is None]

    def header(self, name: Field) -> str | None:
        """The heading of the column that is this field; None where there is none."""
        return next((header for header, one in self.fields.items() if one is name), None)
