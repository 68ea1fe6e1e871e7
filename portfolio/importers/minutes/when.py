"""Days that lie ahead, in the words of minutes."""

from datetime import date
from typing import Any

from portfolio import fuzzy
from portfolio.errors import PortfolioError
from portfolio.fuzzy import FuzzyDate, Tense


def due(text: str, day: date | None) -> FuzzyDate | None:
    """The first day in the words that is not past; a year that is not said is the coming one."""
    for found in fuzzy.find_dates(text, day):
        ahead = looked_ahead(found, day) if found.inferred and day else found
        if day is None or ahead.end >= day:
            return ahead
    return None


def looked_ahead(found: FuzzyDate, day: date | None) -> FuzzyDate:
    """The same words, read as told of what is to come."""
    return _read(found, day, Tense.AHEAD)


def looked_back(found: FuzzyDate, day: date | None) -> FuzzyDate:
    """The same words, read as told of what has been."""
    return _read(found, day, Tense.BEHIND)


def _read(found: FuzzyDate, day: date | None, tense: Tense) -> FuzzyDate:
    try:
        return fuzzy.parse_date(found.text, reference=day, tense=tense)
    except PortfolioError:
        return found


def told(found: FuzzyDate | None) -> dict[str, Any] | None:
    """A date as it is printed."""
    if found is None:
        return None
    return {
        "text": " ".join(found.text.split()),
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "precision": found.precision.value,
        "inferred": found.inferred,
    }
