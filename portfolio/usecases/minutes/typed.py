"""A find as a noun of the page Edit data: which table it becomes a row of, and what is typed there.

Dates and amounts go in as the minutes write them, and are read by the same rules as what somebody
types (:mod:`portfolio.usecases.content.parsing`), counted from the day of the meeting.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portfolio import language
from portfolio.domain.finds import FindKind
from portfolio.domain.model import CLOSED_TITLE, MilestoneKind, PoolKind
from portfolio.usecases.content import parsing
from portfolio.usecases.content.nouns import NOUNS

Value = Mapping[str, Any]

#: The table a find becomes a row of. What is not here is a mention, a figure, or part of another.
TABLES = {
    FindKind.MEETING: "meetings",
    FindKind.PARTICIPANT: "meeting_participants",
    FindKind.AGENDA_ITEM: "agenda_items",
    FindKind.PURPOSE: "purposes",
    FindKind.PROPOSAL: "proposals",
    FindKind.DECISION: "decisions",
    FindKind.FOLLOW_UP: "follow_ups",
    FindKind.MILESTONE: "milestones",
    FindKind.POOL: "funding_pools",
    FindKind.POOL_CONDITION: "pool_conditions",
}
#: The fields that somebody can put right, by kind: the name in the value.
MENDABLE: dict[FindKind, tuple[str, ...]] = {
    FindKind.MEETING: ("body", "date", "starts_at", "place"),
    FindKind.PARTICIPANT: ("name", "absent"),
    FindKind.AGENDA_ITEM: ("number", "title", "case_number"),
    FindKind.PURPOSE: ("number", "title"),
    FindKind.PROPOSAL: ("number", "title", "purpose"),
    FindKind.DECISION: ("outcome", "text", "decided_on"),
    FindKind.DIFFERENCE: ("text",),
    FindKind.FOLLOW_UP: ("title", "responsible", "when"),
    FindKind.MILESTONE: ("title", "milestone_kind", "when"),
    FindKind.POOL: ("title", "total_amount", "earmarked_amount", "co_financing_share"),
    FindKind.POOL_CONDITION: ("kind", "requirement"),
    FindKind.AMOUNT: ("text",),
    FindKind.SHARE: ("text",),
}


def title_of(meeting: Value, name: str) -> str:
    """What the minutes are called: whose they are and of which day, else the file's name."""
    if not meeting.get("body"):
        return name
    if not meeting.get("date"):
        return str(meeting["body"])
    with language.speaking("da"):  # the record is Danish, whoever wrote it
        return f"{meeting['body']} {language.long_date(meeting['date'])}"


def of(kind: str, value: Value) -> dict[str, Any]:
    """What is typed of a find by field of its noun, without what ties it to other rows."""
    found = FindKind(kind)
    return _TYPED[found](value) if found in _TYPED else {}


#: The day of a find: its name in the value, and the column it becomes.
_DAYS = {FindKind.MEETING: ("date", "held_on"), FindKind.DECISION: ("decided_on", "decided_on")}


def put_right(kind: str, value: Value, day: date) -> dict[str, Any]:
    """What was put right, its day as ISO text however it was written; ``day`` is the one of a day
    without a year.

    Raises PortfolioError, with the field, for what cannot be read.
    """
    found, read = FindKind(kind), dict(value)
    name, column = _DAYS.get(found, ("", ""))
    if read.get(name):
        read[name] = parsing.read(NOUNS[TABLES[found]], {column: read[name]}, day)[column]
    _require_read(found, read, day)
    return read


def _require_read(found: FindKind, value: Value, day: date) -> None:
    if found in TABLES:
        said = of(found, value)
        if found is FindKind.DECISION:  # where it says no day, that of the meeting is taken
            said["decided_on"] = said["decided_on"] or day.isoformat()
        columns(found, said, day)


def columns(kind: FindKind, said: Value, day: date) -> dict[str, Any]:
    """The columns of what is typed; a date without a year is counted from ``day``."""
    noun = NOUNS[TABLES[kind]]
    return parsing.read(noun, {**parsing.start_values(noun, day), **said}, day)


def when(value: Value) -> str | None:
    """The words of a date."""
    found = value.get("when")
    return (found or {}).get("text") if not isinstance(found, str) else found


def _meeting(value: Value) -> dict[str, Any]:
    said = {"title": title_of(value, "Møde"), "held_on": value.get("date")}
    return said | {name: value.get(name) for name in ("starts_at", "place")}


def _item(value: Value) -> dict[str, Any]:
    title = CLOSED_TITLE if value.get("closed") else value.get("title")
    number = "".join(sign for sign in str(value.get("number") or "") if sign.isdecimal())
    said = {"number": number or None, "title": title, "closed": bool(value.get("closed"))}
    return said | {"case_number": value.get("case_number")}


def _decision(value: Value) -> dict[str, Any]:
    return {
        "decision": value.get("text"),
        "outcome": value.get("outcome"),
        "decided_on": value.get("decided_on"),
    }


def _task(value: Value) -> str:
    """What is to be done, as a title: of “at en plan laves” “En plan laves”."""
    said = str(value.get("title") or "").removeprefix("at ")
    return said[:1].upper() + said[1:]


def _pool(value: Value) -> dict[str, Any]:
    amounts = ("total_amount", "earmarked_amount", "co_financing_share")
    said = {name: _figure(name, value.get(name)) for name in amounts}
    return {"title": value.get("title"), "kind": PoolKind.POSSIBLE.value, **said}


def _figure(name: str, figure: object) -> object:
    """A figure as it is typed: 0.4 as "40 %", so that it is read as what somebody types."""
    if figure is None or isinstance(figure, str):
        return figure
    if name.endswith("_share"):
        return f"{float(str(figure)) * 100:g} %".replace(".", ",")
    return str(figure)


_TYPED: dict[FindKind, Callable[[Value], dict[str, Any]]] = {
    FindKind.MEETING: _meeting,
    FindKind.PARTICIPANT: lambda value: {
        "name": value.get("name"),
        "absent": bool(value.get("absent")),
    },
    FindKind.AGENDA_ITEM: _item,
    FindKind.PURPOSE: lambda value: {"number": value.get("number"), "title": value.get("title")},
    FindKind.PROPOSAL: lambda value: {"number": value.get("number"), "title": value.get("title")},
    FindKind.DECISION: _decision,
    FindKind.DIFFERENCE: lambda value: {"differs": True, "difference": value.get("text")},
    FindKind.FOLLOW_UP: lambda value: {"title": _task(value), "date": when(value)},
    FindKind.MILESTONE: lambda value: {
        "title": value.get("title"),
        "kind": value.get("milestone_kind") or MilestoneKind.EVENT.value,
        "date": when(value),
    },
    FindKind.POOL: _pool,
    FindKind.POOL_CONDITION: lambda value: {
        "kind": value.get("kind"),
        "requirement": value.get("requirement"),
    },
}
