"""Days that lie ahead, in the words of minutes."""

import re
from contextlib import suppress
from datetime import date
from typing import Any

from portfolio import fuzzy
from portfolio.errors import PortfolioError
from portfolio.fuzzy import FuzzyDate, Tense

_RELATIVE = re.compile(
    r"(?:inden |ved |senest ved |til )?(?:årets|kvartalets|månedens) udgang"
    r"|(?:inden |ved |i )?(?:udgangen|slutningen|starten) af (?:det nye år|året|måneden|kvartalet)"
    r"|\b(?:i|inden|senest|til) (?:næste|denne) (?:uge|måned|kvartal|halvår|år)\b(?! møde)"
    r"|\b(?:senest )?(?:om|inden for) (?:\d{1,2}|en|et|to|tre|fire|seks)"
    r" (?:dage|uger?|måned(?:er)?|år)\b"
    r"|\bsenere (?:på året|i år)\b|\b(?:sidst|først) på (?:året|måneden)\b",
    re.I,
)


def dates(text: str, day: date | None) -> list[FuzzyDate]:
    """All dates of a text in its order, with those that count from the day it was said."""
    found = fuzzy.find_dates(text, day)
    if day is None:
        return found
    for match in _RELATIVE.finditer(text):
        near = text[match.start() : match.end() + 5]
        if not any(one.text in near or match[0] in one.text for one in found):
            with suppress(PortfolioError):
                found.append(fuzzy.parse_date(match[0], reference=day))
    return sorted(found, key=lambda one: text.find(one.text))


def due(text: str, day: date | None) -> FuzzyDate | None:
    """The first day in the words that is not past; a year that is not said is the coming one."""
    for found in dates(text, day):
        ahead = looked_ahead(found, day) if found.inferred and day else found
        if day is None or ahead.end >= day:
            return ahead
    return None


def looked_ahead(found: FuzzyDate, day: date | None) -> FuzzyDate:
    """The same words, read as told of what is to come."""
    try:
        return fuzzy.parse_date(found.text, reference=day, tense=Tense.AHEAD)

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
