"""What is known of a date: the words, the days they can mean and how exact they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import total_ordering
from typing import Any

#: The columns of a date where there is none.
NO_DATE: dict[str, Any] = {
    **dict.fromkeys(("date_text", "date_start", "date_end", "precision")),
    "date_inferred": 0,
}


class Precision(StrEnum):
    """How exact a date is. The values are stored, so they are never renamed."""

    DAY = "day"
    SPAN = "span"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    SEASON = "season"  # also holidays: "sommerferien", "jul", "årsskiftet"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    EARLY = "early"
    MID = "mid"
    LATE = "late"
    CIRCA = "circa"


class Tense(Enum):
    """Which year is meant where none is said."""

    NEAR = auto()  # the nearest: minutes tell of both, and name the day they are of
    AHEAD = auto()  # the coming one: a next step, a deadline
    BEHIND = auto()  # the latest: what has been decided or done


@total_ordering
@dataclass(frozen=True)
class FuzzyDate:
    """The words as written and the first and last day they can mean.

    ``inferred``: the year is not in the words; it was guessed.
    """

    text: str
    start: date
    end: date
    precision: Precision
    inferred: bool = False

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A date cannot end before it starts: {self!r}")

    def __lt__(self, other: FuzzyDate) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, date, str, str, bool]:
        # The last three only keep the order in step with equality.
        return self.end, self.start, self.text, self.precision, self.inferred

    def columns(self) -> dict[str, Any]:
        """As it is kept: five columns of these names."""
        return {
            "date_text": self.text,
            "date_start": self.start.isoformat(),
            "date_end": self.end.isoformat(),
            "precision": self.precision.value,
            "date_inferred": int(self.inferred),
        }
