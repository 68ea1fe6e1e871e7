"""What somebody has chosen of how a list is read; whatever is not chosen is guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Headings(StrEnum):
    """What a row with a single cell is."""

    THEME = "theme"  # the theme of the rows below it
    SKIP = "skip"
    ROW = "row"  # a row like any other


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is remembered from one month to the next, and can be changed before the list is read.

    By heading: ``columns`` the code of a Field, ``units`` what amounts are counted in (DKK), and
    ``kinds`` of the office's own fields. ``words`` are by field, ``codes`` of a stage or a light by
    folded words; ``parties`` by spelling: the id of one there is, empty for a new one.
    ``stage``: where the list does not say. ``said_on`` (ISO) is of this list alone.
    """

    sheet: str | None = None
    header_line: int | None = None
    headings: Headings = Headings.THEME
    with_hidden: bool = True
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    stage: str | None = None
    said_on: str | None = None

    def packed(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**vars(self), "headings": str(self.headings)}


def unpacked(kept: Mapping[str, Any]) -> Choice:
    """What ``packed`` gave; of an earlier version whatever it has."""
    known = {name: kept[name] for name in Choice.__dataclass_fields__ if name in kept}
    if "headings" in known:
        known["headings"] = Headings(known["headings"])
    return Choice(**known)
