"""Days that lie ahead, in the words of minutes."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from portfolio import fuzzy
from portfolio.errors import PortfolioError
from portfolio.fuzzy import FuzzyDate, Precision, Tense
from portfolio.importers.minutes.milestone_words import NAMED

_RELATIVE = re.compile(
    r"(?:inden |ved |senest ved |til )?(?:årets|kvartalets|månedens) udgang"
    r"|(?:inden |ved |i )?(?:udgangen|slutningen|starten) af (?:det nye år|året|måneden|kvartalet)"
    r"|\b(?:i|inden|senest|til) (?:næste|denne) (?:uge|måned|kvartal|halvår|år)\b(?! møde)"
    r"|\b(?:senest )?(?:om|inden for) (?:\d{1,2}|en|et|to|tre|fire|seks)"
    r" (?:dage|uger?|måned(?:er)?|år)\b"
    r"|\bsenere (?:på året|i år)\b|\b(?:sidst|først) på (?:året|måneden)\b",
    re.I,
)


#: What is asked about a year is not to be done in it: "undersøge, om puljen kan udvides i 2026".
_ASIDE = re.compile(r", (?:om|hvorvidt|hvordan|hvad|hvor) |\bfra $")


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
    return _of_one_year(sorted(found, key=lambda one: text.find(one.text)), text)


def _of_one_year(found: list[FuzzyDate], text: str) -> list[FuzzyDate]:
    """ "8. februar, 19. april og 14. juni 2023": the year of the last is that of all."""
    for at in range(len(found) - 2, -1, -1):
        one, after = found[at], found[at + 1]
        both = rf"{re.escape(one.text)}(?:,| og| samt) (?:den |d\. )?{re.escape(after.text)}"
        if one.inferred and not after.inferred and re.search(both, text):
            with suppress(PortfolioError):
                said = fuzzy.parse_date(f"{one.text} {after.start.year}")
                found[at] = replace(said, text=one.text) if said.end < after.start else one
    return found


def due(text: str, day: date | None) -> FuzzyDate | None:
    """The first day in the words that is not past; a year that is not said is the coming one."""
    for found in dates(text, day):
        before = text[: text.find(found.text)]
        if found.precision is Precision.YEAR and (_ASIDE.search(before) or NAMED.search(before)):
            continue
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
