"""Finds held against what the portfolio knows: new, changed or known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from portfolio import signs
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.head import Head
from portfolio.importers.minutes.known import Fact, Known

#: Of each kind: by which of its values it is known again, and which of them may have changed.
_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "meeting": (("body", "date"), ("starts_at", "place")),
    "participant": (("date", "body", "name"), ("absent",)),
    "agenda_item": (("date", "body", "number"), ("title", "case_number", "closed")),
    "proposal": (("title",), ("number",)),
    "purpose": (("title",), ("number",)),
    "pool": (("title",), ("total_amount", "earmarked_amount", "co_financing_share")),
}


def compared(finds: Iterable[Found], meeting: Head, known: Known, *, foreign: bool) -> list[Found]:
    """The finds with action, subject and changes; minutes of others are held against nothing."""
    if foreign:
        return list(finds)
    facts = [*known.facts]
    return [_compared(one, meeting, facts) for one in finds]


def _compared(one: Found, meeting: Head, facts: Sequence[Fact]) -> Found:
    if one.kind == "milestone":
        return _milestone(one, facts)
    if one.kind not in _KEYS:
        return one
    keys, others = _KEYS[one.kind]
    values = one.value | {
        "date": meeting.day.isoformat() if meeting.day else None,
        "body": meeting.body,
    }
    for fact in facts:
        if fact.kind == one.kind and all(_same(values[key], fact.values.get(key)) for key in keys):
            return _held(one, values, fact, others)
    return one


def _held(one: Found, values: dict[str, Any], fact: Fact, others: Sequence[str]) -> Found:
    changes = [
        {"field": name, "old": fact.values.get(name), "new": values[name]}
        for name in others
        if values.get(name) is not None and not _same(values[name], fact.values.get(name))
    ]
    action = "change" if changes else "known"
    return replace(one, action=action, subject=fact.subject, changes=changes)


def _milestone(one: Found, facts: Sequence[Fact]) -> Found:
    when = one.value["when"]
    for fact in facts:
        if fact.kind != "milestone" or fact.values.get("end") != when["end"]:
            continue
        if _in_common(fact.values["title"], f"{one.value['title']} {one.quote.text}"):
            return replace(one, action="known", subject=fact.subject)
    return one


def _in_common(title: str, text: str) -> bool:
    stems = {word[:6] for word in re.findall(r"[a-zæøå]{5,}", signs.compared(title))}
    said = {word[:6] for word in re.findall(r"[a-zæøå]{5,}", signs.compared(text))}
    return bool(stems & said)


def _same(one: object, other: object) -> bool:
    return signs.compared(str(one)) == signs.compared(str(other))
