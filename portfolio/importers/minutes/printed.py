"""What was read as the one object that is printed: docs of its keys stand in docs/minutes.md."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from portfolio import signs
from portfolio.importers.minutes import cases, items
from portfolio.importers.minutes import when as days
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.head import Head
from portfolio.importers.minutes.outline import Outline
from portfolio.importers.minutes.passages import Quote
from portfolio.importers.minutes.points import Point
from portfolio.importers.minutes.reading.source import Source, Trouble

if TYPE_CHECKING:
    from portfolio.importers.minutes.reader import ReadItem

when = days.told
_PARTLY = frozenset(
    {
        Trouble.SEVERAL_MEETINGS,
        Trouble.NO_DATE,
        Trouble.NO_BODY,
        Trouble.NO_ITEMS,
        Trouble.OTHER_FORM,
        Trouble.SOME_PAGES,
    }
)
_NO_MEETING: dict[str, Any] = {
    "body": None,
    "municipality": None,
    "date": None,
    "starts_at": None,
    "place": None,
    "present": [],
    "absent": [],
    "certainty": Certainty.GUESS.value,
}


def nothing(kind: str, sha256: str, messages: list[dict[str, str]]) -> dict[str, Any]:
    """The object of a file that was not read."""
    return {
        "format": 1,
        "file": {"kind": kind, "sha256": sha256, "pages": None},
        "document": "other",
        "readable": "no",
        "messages": messages,
        "lines": [],
        "line_pages": [],
        "meeting": dict(_NO_MEETING),
        "items": [],
        "finds": [],
    }


def whole(
    source: Source,
    sha256: str,
    kind: str,
    messages: list[dict[str, str]],
    found: Outline,
    meeting: Head,
    every: Sequence["ReadItem"],
    finds: Sequence[Found],
    troubles: Sequence[Trouble],
) -> dict[str, Any]:
    """The object of a file that was read."""
    return {
        "format": 1,
        "file": {"kind": source.kind, "sha256": sha256, "pages": source.pages},
        "document": kind,
        "readable": "partly" if _PARTLY & set(troubles) and kind != "other" else "yes",
        "messages": messages,
        "lines": [line.text for line in found.lines],
        "line_pages": [line.page for line in found.lines] if source.pages else [],
        "meeting": _meeting(meeting) if kind != "other" else dict(_NO_MEETING),
        "items": [_item(one, found) for one in every],
        "finds": [_find(number, one) for number, one in enumerate(finds, 1)],
    }


def _meeting(made: Head) -> dict[str, Any]:
    return {
        "body": made.body,
        "municipality": made.municipality,
        "date": made.day.isoformat() if made.day else None,
        "starts_at": made.starts_at,
        "place": made.place,
        "present": [name for name, away, _ in made.people if not away],
        "absent": [name for name, away, _ in made.people if away],
        "certainty": made.certainty.value,
    }


def _last_line(one: "ReadItem", found: Outline) -> int:
    """The item's last line with words in it."""
    last = one.item.end
    while last > one.item.start + 1 and not found.lines[last - 1].text.strip():
        last -= 1
    return last


def _item(one: "ReadItem", found: Outline) -> dict[str, Any]:
    item = one.item
    return {
        "number": item.number,
        "title": one.title,
        "case_number": item.case_number,
        "line_from": item.start + 1,
        "line_to": item.end if item.closed else _last_line(one, found),
        "certainty": one.certainty.value,
        "closed": item.closed,
        "sections": [
            {
                "heading": section.heading,
                "kind": "history" if _is_retold(section, one) else section.kind,
                "line_from": section.start + 1,
                "line_to": section.end,
            }
            for section in one.sections
        ],
        "recommendation": [_point(point) for point in one.recommendation],
        "decision": _decision(one),
        "follow_ups": [
            {
                "text": ask.text,
                "responsible": ask.responsible,
                "due": when(ask.due),
                "line_from": ask.quote.line_from,
                "line_to": ask.quote.line_to,
                "certainty": ask.certainty.value,
            }
            for ask in one.follow_ups
        ],
        "attachments": [point.text for point in one.attachments],
    }


def _is_retold(section: Any, one: "ReadItem") -> bool:  # noqa: ANN401 - a Section
    is_other = section.kind == "decision" and section is not one.own
    return is_other and bool(section.within or (section.body and one.own))


def _point(point: Point) -> dict[str, Any]:
    return {"text": point.text, "line_from": point.line_from, "line_to": point.line_to}


def _decision(one: "ReadItem") -> dict[str, Any] | None:
    made = one.decision
    if made is None:
        return None
    return {
        "text": made.text,
        "body": made.body,
        "date": made.day.isoformat() if made.day else None,
        "outcomes": [outcome.value for outcome in made.outcomes],
        "differs": one.differs,
        "line_from": made.line_from,
        "line_to": made.line_to,
        "certainty": made.certainty.value,
    }


def _find(number: int, one: Found) -> dict[str, Any]:
    return {
        "id": f"f{number}",
        "kind": one.kind,
        "item": one.item,
        "value": one.value,
        "quote": one.quote.text,
        "line_from": one.quote.line_from,
        "line_to": one.quote.line_to,
        "certainty": one.certainty.value,
        "action": one.action,
        "subject": one.subject,
        "changes": one.changes,
    }


def meeting_finds(made: Head, found: Outline) -> Iterator[Found]:
    """The meeting itself and who was there."""
    if made.lines:
        first, last = min(made.lines), max(made.lines)
        line = made.lines[0]
        text = " ".join(found.lines[line - 1].text.split())
        value = {
            "body": made.body,
            "date": made.day.isoformat() if made.day else None,
            "starts_at": made.starts_at,
            "place": made.place,
        }
        quote = Quote(
            text, first if last - first < 12 else line, last if last - first < 12 else line
        )
        yield Found("meeting", None, value, quote, made.certainty)
    for name, away, quote in made.people:
        sure = Certainty.SURE if " " in name else Certainty.LIKELY
        yield Found("participant", None, {"name": name, "absent": away}, quote, sure)


def item_value(one: "ReadItem") -> dict[str, Any]:
    """The item as a find tells it."""
    item = one.item
    return {
        "number": item.number,
        "title": one.title,
        "case_number": item.case_number,
        "closed": item.closed,
    }


def heading_quote(one: "ReadItem", found: Outline) -> Quote | None:
    """The heading as it stands; of a closed item only what may be told."""
    item = one.item
    text = signs.one_line(items.bare(found.lines[item.start].text))
    if item.closed and cases.find(text) and item.case_number != text:
        return None
    return Quote(text, item.start + 1, item.start + 1) if text else None
