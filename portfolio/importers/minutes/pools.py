"""What an item says of a pool the portfolio knows: its money, its share, its conditions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from portfolio import signs
from portfolio.domain.model import ConditionKind
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.passages import Passage

_CONDITIONS: tuple[tuple[ConditionKind, re.Pattern[str]], ...] = (
    (
        ConditionKind.FINANCE,
        re.compile(
            r"\bkrav om \d[^.]*\bmedfinansiering\b|\bmedfinansiering(?:en)? (?:skal|på)\b", re.I
        ),
    ),
    (ConditionKind.OBLIGATION, re.compile(r"\bforpligter sig\b|\bforpligtet til\b", re.I)),
    (
        ConditionKind.ELIGIBILITY,
        re.compile(r"\b(?:er målrettet|kan søges af|er forbeholdt)\b", re.I),
    ),
    (
        ConditionKind.LEGAL,
        re.compile(
            r"\bkan ikke \w+ efter gældende lovgivning\b|\bførst når (?:lovgivning|loven)\b", re.I
        ),
    ),
    (
        ConditionKind.POLITICAL,
        re.compile(
            r"\binden (?:Byrådet|kommunalbestyrelsen|udvalget) kan (?:tiltræde|godkende)\b", re.I
        ),
    ),
)
_LONGEST = 300


def pools(
    mentioned: Sequence[Found], money: Sequence[Found], shares: Sequence[Found], title: str
) -> list[Found]:
    """The pools of an item; the money is said of one where the item is about it alone."""
    about = [one for one in mentioned if signs.compared(one.value["name"]) in signs.compared(title)]
    made = []
    for one in mentioned:
        value: dict[str, Any] = {
            "title": one.value["name"],
            "text": one.value["text"],
            "total_amount": None,
            "earmarked_amount": None,
            "co_financing_share": None,
        }
        if about == [one]:
            value |= _money(money, shares)
        made.append(replace(one, value=value, certainty=Certainty.LIKELY))
    return made


def _money(money: Sequence[Found], shares: Sequence[Found]) -> dict[str, Any]:
    inside = [one for one in money if one.value["of"] is not None]
    if len(inside) != 1:
        return {}
    told: dict[str, Any] = {
        "total_amount": inside[0].value["of"],
        "earmarked_amount": inside[0].value["amount"],
    }
    if len(shares) == 1 and shares[0].value["share"]:
        told["co_financing_share"] = shares[0].value["share"]
    return told


def conditions(item: str | None, passages: Sequence[Passage]) -> list[Found]:
    """What a pool asks of those who want its money, sentence by sentence."""
    made = []
    for passage in passages:
        for start, end in passage.sentences():
            sentence = passage.text[start:end]
            kind = next((kind for kind, pattern in _CONDITIONS if pattern.search(sentence)), None)
            if kind is not None and len(sentence) < 2 * _LONGEST:
                value = {"kind": kind.value, "requirement": signs.one_line(sentence)}
                made.append(
                    Found(
                        "pool_condition", item, value, passage.quote(start, end), Certainty.LIKELY
                    )
                )
    return made
