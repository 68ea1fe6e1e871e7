"""From the lines of a file to all that is found in it: the order of work."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from portfolio import signs
from portfolio.importers.minutes import document, messages, outcomes, pools, printed
from portfolio.importers.minutes.certainty import Certainty, least
from portfolio.importers.minutes.closed import blanked
from portfolio.importers.minutes.compared import compared
from portfolio.importers.minutes.decision import Decision, decision
from portfolio.importers.minutes.difference import differing, differs
from portfolio.importers.minutes.follow_ups import FollowUp, follow_ups
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.head import Head, head
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.items import Item, title_of
from portfolio.importers.minutes.known import Known
from portfolio.importers.minutes.mentions import Register, is_foreign, is_ours
from portfolio.importers.minutes.milestones import milestones
from portfolio.importers.minutes.money import amounts, shares
from portfolio.importers.minutes.numbered import proposals
from portfolio.importers.minutes.outline import Outline, outline
from portfolio.importers.minutes.passages import Passage, paragraphs, wrap_width
from portfolio.importers.minutes.points import Point, attachments, recommendation
from portfolio.importers.minutes.reading.source import Source, Trouble, UnreadableError
from portfolio.importers.minutes.references import references
from portfolio.importers.minutes.sections import Section, numbered, own_decision, sections

_SURE_SCORE = 4.0


@dataclass(frozen=True)
class ReadItem:
    """An agenda item with all that was read in it; a closed one has nothing."""

    item: Item
    title: str
    certainty: Certainty
    sections: list[Section]
    recommendation: list[Point]
    own: Section | None  # where this body's decision stands
    decision: Decision | None
    differs: bool | None
    follow_ups: list[FollowUp]
    attachments: list[Point]


def read(
    data: bytes, source: Callable[[bytes], Source], known: Known, kind: str | None = None
) -> dict[str, Any]:
    """The object of docs: what is printed for a file. Never raises for what is in the file.

    ``kind``: what somebody says the document is; None: the reader sees for itself.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _read(source(data), sha256, known, kind)
    except UnreadableError as error:
        return refused(error.trouble, error.kind, sha256)


def refused(trouble: Trouble, kind: str, sha256: str) -> dict[str, Any]:
    """What is printed for a file that was not read."""
    return printed.nothing(kind, sha256, messages.told([trouble]))


def _read(source: Source, sha256: str, known: Known, told: str | None) -> dict[str, Any]:
    troubles = list(source.troubles)
    for trouble in _first_look(source):
        raise UnreadableError(trouble, source.kind)
    found = blanked(outline(source.lines))
    meeting = head(found)
    text = "\n".join(line.text for line in found.lines)
    foreign = is_foreign(meeting.municipality, text, known)
    every, width = _items(found, meeting)
    kind = told or document.kind_of(
        found,
        sum(one.decision is not None for one in every),
        sum(bool(one.recommendation) for one in every),
    )
    troubles += _troubles(kind, meeting, found, sha256, known)
    if kind == "other":
        every = []
    register = Register(known, foreign=foreign, sure=is_ours(meeting.municipality, text, known))
    finds = _finds(every, found, meeting, register, width) if every else []
    finds = compared(finds, meeting, known, foreign=foreign)
    return printed.whole(
        source, sha256, kind, messages.told(troubles), found, meeting, every, finds, troubles
    )


def _first_look(source: Source) -> list[Trouble]:
    if not any(line.text.strip() for line in source.lines):
        return [Trouble.NO_TEXT if source.kind == "pdf" else Trouble.EMPTY]
    if document.is_garbled(source.lines):
        return [Trouble.GARBLED]
    return [] if document.is_danish(source.lines) else [Trouble.NOT_DANISH]


def _troubles(kind: str, meeting: Head, found: Outline, sha256: str, known: Known) -> list[Trouble]:
    troubles = []
    if kind == "other":
        return [Trouble.NOT_MINUTES]
    if sha256 in known.files:
        troubles.append(Trouble.KNOWN)
    elif meeting.day and meeting.body and _has_meeting(meeting, known):
        troubles.append(Trouble.NEWER)
    if kind == "agenda":
        troubles.append(Trouble.AGENDA)
    if not meeting.day:
        troubles.append(Trouble.NO_DATE)
    if not meeting.body:
        troubles.append(Trouble.NO_BODY)
    if not found.items:
        troubles.append(Trouble.NO_ITEMS)
    if found.several:
        troubles.append(Trouble.SEVERAL_MEETINGS)
    if found.items and all(one.number is None for one in found.items):
        troubles.append(Trouble.OTHER_FORM)
    return troubles


def _has_meeting(meeting: Head, known: Known) -> bool:
    return any(
        fact.kind == "meeting"
        and meeting.day is not None
        and fact.values["date"] == meeting.day.isoformat()
        and str(fact.values["body"]).casefold() == (meeting.body or "").casefold()
        for fact in known.facts
    )


def _items(found: Outline, meeting: Head) -> tuple[list[ReadItem], int]:
    width = wrap_width([line.text for line in found.lines])
    made = {one.start: sections(one, found) for one in found.items if not one.closed}
    headed = sum(any(s.kind == "decision" for s in some) for some in made.values()) * 4 >= len(made)
    return [
        _item(one, found, made.get(one.start, []), meeting, width, headed) for one in found.items
    ], width


def _item(
    one: Item, found: Outline, made: list[Section], meeting: Head, width: int, headed: bool
) -> ReadItem:
    certainty = (
        Certainty.SURE
        if one.score >= _SURE_SCORE
        else Certainty.LIKELY
        if one.score > 0
        else Certainty.GUESS
    )
    if one.closed:
        return ReadItem(one, one.title, certainty, [], [], None, None, None, [], [])
    decided = decision(
        one, found, made, body=meeting.body, day=meeting.day, width=width, headed=headed
    )
    points = recommendation(made, found, width)
    return ReadItem(
        item=one,
        title=title_of(one.title),
        certainty=certainty,
        sections=made,
        recommendation=points,
        own=own_decision(made, meeting.body, meeting.day),
        decision=decided,
        differs=differs(decided, points) if decided else None,
        follow_ups=follow_ups(decided) if decided else [],
        attachments=attachments(made, found),
    )


def _finds(
    every: Sequence[ReadItem], found: Outline, meeting: Head, register: Register, width: int
) -> list[Found]:
    finds = list(printed.meeting_finds(meeting, found))
    for one in every:
        if (quote := printed.heading_quote(one, found)) is not None:
            finds.append(
                Found("agenda_item", one.item.number, printed.item_value(one), quote, one.certainty)
            )
        if not one.item.closed:
            finds += sorted(
                _in_item(one, found, meeting, register, width),
                key=lambda find: find.quote.line_from,
            )
    return finds


def _in_item(
    one: ReadItem, found: Outline, meeting: Head, register: Register, width: int
) -> list[Found]:
    number, item = one.item.number, one.item
    lines = numbered(found, item.start, item.end)
    breaks = frozenset(line.number for line in lines if heading(found.lines[line.number - 1])) | {
        item.start + 1,
        item.body,
    }
    passages = paragraphs(lines, width, breaks)
    told = [passage for passage in passages if not _is_listed(passage, one)]
    forward = [passage for passage in told if not _is_retold(passage, one)]
    money, parts = amounts(number, told, lines), shares(number, told)
    mentioned = register.mentions(number, passages)
    made = [find for find in mentioned if find.kind != "pool"]
    pooled = pools.pools(
        [find for find in mentioned if find.kind == "pool"], money, parts, one.title
    )
    made += pooled
    if pooled:
        made += pools.conditions(number, told)
    forward = _below_heading(forward, item)
    made += [*money, *parts, *milestones(number, forward, meeting.day)]
    own = [line for line in lines if not _in_decision(line.number, one)]
    made += proposals(number, own, register.titles)
    made += references(number, item.case_number, _below_heading(told, item))
    return made + _decided(one)


def _below_heading(passages: Sequence[Passage], item: Item) -> list[Passage]:
    return [passage for passage in passages if passage.line_from > item.body]


def _is_listed(passage: Passage, one: ReadItem) -> bool:
    """Whether it is the title of an attachment."""
    return _in_kind(passage.line_from, one, ("attachments",))


def _is_retold(passage: Passage, one: ReadItem) -> bool:
    """Whether it tells what earlier meetings or other bodies decided."""
    return _in_kind(passage.line_from, one, ("history",)) or any(
        s.kind == "decision"
        and s is not one.own
        and (s.body or s.within)
        and s.start < passage.line_from <= s.end
        for s in one.sections
    )


def _in_kind(line: int, one: ReadItem, kinds: tuple[str, ...]) -> bool:
    return any(s.kind in kinds and s.start < line <= s.end for s in one.sections)


def _in_decision(line: int, one: ReadItem) -> bool:
    return _in_kind(line, one, ("decision", "attachments", "history"))


def _decided(one: ReadItem) -> list[Found]:
    made = one.decision
    if made is None:
        return []
    number = one.item.number
    finds = []
    day = made.day.isoformat() if made.day else None
    for said in made.said:
        plain = len(said.outcomes) == 1 and outcomes.is_plain(said.text)
        certainty = least(made.certainty, Certainty.SURE if plain else Certainty.LIKELY)
        value: dict[str, Any] = {"text": signs.one_line(said.text), "decided_on": day}
        quote = said.passage.quote(said.start, said.end)
        for outcome in said.outcomes:
            told = {"outcome": outcome.value, **value}
            finds.append(Found("decision", number, told, quote, certainty))
    for said in differing(made, one.recommendation) if one.differs else ():
        quote, value = said.passage.quote(said.start, said.end), {"text": signs.one_line(said.text)}
        finds.append(Found("difference", number, value, quote, Certainty.LIKELY))
    for ask in one.follow_ups:
        due = printed.when(ask.due)
        value = {"title": ask.text, "responsible": ask.responsible, "when": due}
        finds.append(Found("follow_up", number, value, ask.quote, ask.certainty))
    return finds
