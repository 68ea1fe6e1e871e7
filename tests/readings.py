"""A reading of minutes, as ``import-minutes`` gives it: the few keys that a test cares about."""

import hashlib
from typing import Any

LINES = [
    "Byrådet i Nordby Kommune",
    "Referat af mødet den 26. april 2022 kl. 17.00 i rådssalen",
    "Til stede: Anna Ager",
    "",
    "Punkt 1. Velfærdsfunktioner",
    "Sagsnummer 22/4711",
    "Administrationen indstiller, at planen godkendes.",
    "Beslutning",
    "Godkendt, idet der ønskes en plan senest 1. juni 2022.",
    "Puljen er på 6 mio. kr.",
    "Punkt 2. Lukket",
    "",
    "Punkt 3. Nyt",
    "Formål 4: Flere fester",
    "Forslag 12: En fest i hver by",
]


def find(kind: str, item: str | None, line: int, value: dict[str, Any], **given: Any) -> Any:
    """One find; its quote is the whole line."""
    return {
        "id": f"{kind}-{line}",
        "kind": kind,
        "item": item,
        "value": value,
        "quote": LINES[line - 1],
        "line_from": line,
        "line_to": line,
        "certainty": "sikkert",
        "action": "create",
        "subject": None,
        "changes": [],
    } | given


def item(number: str, title: str, first: int, last: int, **given: Any) -> dict[str, Any]:
    """One agenda item."""
    return {
        "number": number,
        "title": title,
        "case_number": None,
        "line_from": first,
        "line_to": last,
        "closed": False,
        "recommendation": [],
    } | given


def result(**given: Any) -> dict[str, Any]:
    """The minutes of LINES, read."""
    lines = given.get("lines", LINES)
    recommended = {"text": "at planen godkendes", "line_from": 7, "line_to": 7}
    return {
        "format": 1,
        "file": {
            "kind": "txt",
            "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
            "pages": None,
        },
        "document": "minutes",
        "readable": "yes",
        "messages": [],
        "lines": lines,
        "meeting": {"body": "Byrådet", "municipality": "Nordby", "date": "2022-04-26"},
        "items": [
            item("1", "Velfærdsfunktioner", 5, 10, recommendation=[recommended]),
            item("2", "Lukket", 11, 11, closed=True),
            item("3", "Nyt", 13, 15),
        ],
        "finds": finds(),
    } | given


def finds() -> list[dict[str, Any]]:
    """One of most kinds."""
    meeting = {"body": "Byrådet", "date": "2022-04-26", "starts_at": "17:00", "place": "rådssalen"}
    first = {"number": "1", "title": "Velfærdsfunktioner", "case_number": "22/4711"}
    shut = {"number": "2", "title": "Lukket", "case_number": None, "closed": True}
    plan = {"text": "senest 1. juni 2022", "start": None, "end": "2022-06-01"}
    return [
        find("meeting", None, 2, meeting),
        find("participant", None, 3, {"name": "Anna Ager", "absent": False}),
        find("agenda_item", "1", 5, first | {"closed": False}),
        find("proposal", "1", 5, {"number": 4}, action="known", subject="proposals/4"),
        find("decision", "1", 9, {"outcome": "approved", "text": "Godkendt", "decided_on": None}),
        find("difference", "1", 9, {"text": "der ønskes en plan"}, certainty="sandsynligt"),
        find("follow_up", "1", 9, {"title": "Lav en plan", "responsible": None, "when": plan}),
        find("amount", "1", 10, {"amount": 6_000_000, "text": "6 mio. kr.", "role": "total"}),
        find("agenda_item", "2", 11, shut),
        find("agenda_item", "3", 13, {"number": "3", "title": "Nyt", "closed": False}),
        find("purpose", "3", 14, {"number": 4, "title": "Flere fester"}),
        find("proposal", "3", 15, {"number": 12, "title": "En fest i hver by", "purpose": 4}),
    ]
