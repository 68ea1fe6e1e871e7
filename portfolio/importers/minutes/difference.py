"""Whether a decision changes or adds to what was recommended, and with which words."""

import re
from collections.abc import Sequence

from portfolio import signs
from portfolio.domain.model import DecisionOutcome
from portfolio.importers.minutes.decision import Decision, Said
from portfolio.importers.minutes.points import Point

_ADDS = re.compile(
    r"\bmed (?:den |de |følgende |udvalgets )?(?:\w+ )?(?:bemærkning\w*"
    r"|ændring\w*|tilføjelse\w*|præcisering\w*|forbehold|undtagelse\w*"
    r"|tilkendegivelse)\b"
    r"|\bdog\b|\bidet\b|\bbortset fra\b|\bundtagen\b|\bi stedet\b|\bunder"
    r" forudsætning\b|\bpå betingelse\b|\bforudsat\b|\bsåledes at\b"
    r"|\bdesuden\b|\bendvidere\b|\bi øvrigt\b|\bderudover\b|\bændret til\b"
    r"|\btilføjes\b|\bsamtidig\b|\bmen\b",
    re.I,
)
_OTHER = frozenset(
    (
        DecisionOutcome.NOT_APPROVED,
        DecisionOutcome.POSTPONED,
        DecisionOutcome.TAKEN_OFF,
        DecisionOutcome.REQUESTED,
    )
)
_PLAIN = frozenset(
    (
        DecisionOutcome.APPROVED,
        DecisionOutcome.NOTED,
        DecisionOutcome.RECOMMENDED,
        DecisionOutcome.DISCUSSED,
    )
)
_COMMON = 0.5


def differs(made: Decision, points: Sequence[Point]) -> bool | None:
    """None where nothing was recommended, or where nobody can tell."""
    if not points:
        return None
    if differing(made, points):
        return True
    return False if all(one.outcomes for one in made.said) or len(made.said) == 1 else None


def differing(made: Decision, points: Sequence[Point]) -> list[Said]:
    """The sentences that change the recommendation or add to it."""
    asked = _stems(" ".join(point.text for point in points))
    return [one for one in made.said if _is_other(one, asked)]


def _is_other(one: Said, asked: set[str]) -> bool:
    if _OTHER & set(one.outcomes) or _ADDS.search(one.text):
        return True
    words = _stems(one.text)
    if not one.outcomes:
        return len(words) > 3 and len(words & asked) < _COMMON * len(words)
    if set(one.outcomes) <= _PLAIN:
        return False
    return len(words) > 3 and len(words & asked) < _COMMON * len(words)


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-zæøå]{4,}", signs.compared(text))}
