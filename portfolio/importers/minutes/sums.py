"""A sum of money told in a text, and the words that say what it is for."""

import re
from dataclasses import dataclass

from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.passages import Quote

ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("earmarked", re.compile(r"\b(?:heraf|øremærke\w*|hvoraf|deraf|reserver\w*)\b", re.I)),
    (
        "saving",
        re.compile(
            r"\b(?:bespar\w*|spare\w*|effektiviser\w*|mindreudgift\w*"
            r"|mindreforbrug\w*|reduktion\w*)\b",
            re.I,
        ),
    ),
    (
        "grant",
        re.compile(
            r"\b(?:tilskud\w*|bevilg\w*|støtte\w*|tilsagn\w*|anlægsbevilling\w*"
            r"|tillægsbevilling\w*|donation\w*)\b",
            re.I,
        ),
    ),
    (
        "price",
        re.compile(
            r"\b(?:pris\w*|takst\w*|husleje\w*|købesum\w*|købspris\w*|salgspris\w*"
            r"|kontingent\w*|opholdspris\w*|gebyr\w*|kvadratmeterpris\w*"
            r"|honorar\w*)\b",
            re.I,
        ),
    ),
    (
        "total",
        re.compile(
            r"\b(?:afsat|afsætte\w*|afsættes|ramme\w*|pulje\w*|i alt|samlet|samlede"
            r"|budget\w*|total\w*)\b",
            re.I,
        ),
    ),
    (
        "cost",
        re.compile(
            r"\b(?:udgift\w*|omkostning\w*|koste\w*|merudgift\w*|forbrug\w*"
            r"|finansier\w*|driftsudgift\w*|anlægsudgift\w*|merforbrug\w*"
            r"|medfinansier\w*)\b",
            re.I,
        ),
    ),
)


@dataclass(frozen=True)
class Sum:
    """``inside``: the sum it is a part of; ``high`` is what it counts as."""

    low: int
    high: int
    text: str
    approx: bool
    quote: Quote
    role: str
    per: str | None
    inside: int | None
    certainty: Certainty
