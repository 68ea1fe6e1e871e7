"""A line of the change log in words: who, what, about what, each field before and after."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.log import log
from portfolio.queries.log import subjects as log_subjects
from portfolio.queries.log.subjects import Key, Subject
from portfolio.reports.meetings import sentences as meetings
from portfolio.screens import timestamps
from portfolio.screens.drawing import Link
from portfolio.ui import field_words, links, session
from portfolio.usecases.content import NOUNS
from portfolio.usecases.content.field import FUZZY_COLUMNS, Field, Kind, say
from portfolio.usecases.log import restoring

PAGE = "log"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Bookkeeping that says nothing to a reader.
_UNSAID = {
    "seq",
    "status_seq",
    "state_seq",
    "request_key",
    "version",
    "search_text",
    "sort_text",
    "number_value",
    "sha256",
    "logo_sha256",
    "logo_type",
    "set_at",
    "series",
    "presenter_id",
    "id",
    "valid_from",
    "undoes",
    # How minutes were read, and each find: told on their own page.
    *("reading_id", "replaces_id", "item", "value", "quote", "line_from", "line_to", "certainty"),
    *("action", "subject", "changes", "mark", "mended", "judged_at", "judged_by", "made_table"),
    *("made_id", "made", "file_kind", "pages", "document", "meeting", "items", "messages", "lines"),
    *("line_pages", "earlier_id", "effects"),
    *("read_at", "read_by", "taken_in_at", "taken_in_by"),
    *FUZZY_COLUMNS[1:],
    *(f"planned_{name}" for name in FUZZY_COLUMNS[1:]),
}
_FLAGS = {"unchanged"}
_NAME = 26  # characters of a proposal's name before each of its fields
#: Where a page shows what a line is about: the page and the name in its address.
_PAGES = links.SHOWN_ON | {
    "gaps": ("huller", "hul"),
    "parties": (links.FRONT, "center"),
    "users": ("opsaetning", "bruger"),
}
#: What a table's states and roles are labelled as, where no noun describes them.
_KINDS = {
    ("portfolios", "demands"): "demand",
    ("proposal_parties", "state"): "responsibility",
    ("responsibility_events", "state"): "responsibility",
    ("users", "role"): "role",
    ("round_answers", "state"): "answer_state",
    ("parkings", "stage_before"): "stage",
    ("review_items", "placement"): "placement",
    ("review_items", "origin"): "item_origin",
}


@dataclass(frozen=True)
class Names:
    """What the keys in some lines are called."""

    subjects: Mapping[Key, Subject]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One field of a line, in words; None where the line does not say."""

    field: str
    before: str | None
    after: str | None


def names(lines: Iterable[log.Line]) -> Names:
    """Look up what the lines speak of, all at once."""
    lines = list(lines)
    keys = {(line.table, line.subject_id) for line in lines if line.table and line.subject_id}
    ids = {key for line in lines for key in _ID.findall(json.dumps([line.before, line.after]))}
    named = session.read(log_subjects.names, ids=tuple(sorted(ids))) if ids else {}
    return Names(
        session.read(log_subjects.subjects, keys=tuple(sorted(keys))) if keys else {},
        {key: _named(subject) for key, subject in named.items()},
    )


def action(code: str) -> str:
    """What was done. Content is its noun and the verb; an unknown code stands as it is."""
    words = labels.label("action", code)
    word, _dot, verb = code.rpartition(".")
    noun = next((noun for noun in NOUNS.values() if noun.word == word), None)
    if words != code or noun is None or verb not in labels.words("verb"):
        return words
    return _("{noun}: {verb}", noun=say(noun.one), verb=labels.label("verb", verb))


def actor(name: str) -> str:
    """Who did it: a name, or what the program calls somebody without an account."""
    return labels.words("actor").get(name, name)


def subject(line: log.Line, known: Names) -> str:
    """What it is about, in plain words; empty when it is about nothing that has a name."""
    about = _subject(line, known)
    if about is None:
        return ""
    name = _named(about)
    return f"{name} ({about.also})" if about.also else name


def _named(about: Subject) -> str:
    numbered = about.table in ("proposals", "decisions", "purposes", "agenda_items", "gaps")
    ref = about.ref
    if about.day:
        ref = f"{meetings.named(ref, about.day)}:"
    return f"{ref} {about.title}" if numbered else about.title


def subject_link(line: log.Line, known: Names, most: int = 80) -> Link | None:
    """As ``subject``, with the way to the page that shows it; no way where none does."""
    about = _subject(line, known)
    if about is None:
        return None
    # Cut inside the brackets, so that they are closed.
    also = language.shortened(about.also, most // 2)
    cut = language.shortened(_named(about), most - len(also))
    words = f"{cut} ({also})" if also else cut
    if about.table not in _PAGES:
        return Link(words, "")
    page, name = _PAGES[about.table]
    asked = {name: about.ref, links.PORTFOLIO: about.portfolio, "moede": about.meeting}
    return Link(words, links.to(page, **asked))


def changes(line: log.Line, known: Names) -> list[Change]:
    """The fields that the line says something of, in the order a form has them."""
    if line.subject_id is None and line.after and all(map(_is_values, line.after.values())):
        return _of_many(line, known)

    def words(values: Mapping[str, Any], column: str) -> str | None:
        return value(line.table, column, values[column], known) if column in values else None

    columns = {*line.before, *line.after} - _UNSAID - _said_by_subject(line, known)
    ordered = sorted(columns, key=lambda column: _place(line.table, column))
    told = [
        Change(
            known.values.get(column) or field(line.table, column),
            words(line.before, column),
            words(line.after, column),
        )
        for column in ordered
    ]
    # What reads the same before and after, such as no value of two kinds, is no news.
    return [change for change in told if change.before != change.after]


def _is_values(said: object) -> bool:
    return isinstance(said, dict)


def _of_many(line: log.Line, known: Names) -> list[Change]:
    """The fields of a line that holds the changes of many proposals, each by its id."""
    all_changes = []
    for key in line.after:
        part = replace(line, subject_id=key, before=line.before[key], after=line.after[key])
        name = language.shortened(known.values.get(key, key), _NAME)
        all_changes += [
            replace(change, field=f"{name}: {change.field}") for change in changes(part, known)
        ]
    return all_changes


def _said_by_subject(line: log.Line, known: Names) -> set[str]:
    """Of a new row the columns that say what the line is about: that is said already."""
    about = _subject(line, known)
    if line.before or about is None:
        return set()
    told = tuple(filter(None, (about.title, about.also)))
    return {
        c
        for c, value in line.after.items()
        if _ID.fullmatch(str(value)) and known.values.get(value, "").endswith(told)
    }


def field(table: str | None, column: str) -> str:
    """What a column is called; an unknown one by its own name."""
    described, counted = _described(table, column), NOUNS.get(column)
    if described is not None:
        return say(described.label)
    # A line about a whole portfolio counts rows by table.
    return say(counted.many) if counted and table != "users" else labels.label("field", column)


def value(table: str | None, column: str, raw: Any, known: Names) -> str:  # noqa: ANN401
    """A stored value in words."""
    if raw is None or raw == "" or raw == []:
        return empty()
    if isinstance(raw, list):
        return ", ".join(value(table, column, item, known) for item in raw)
    if isinstance(raw, dict):
        return ", ".join(f"{known.values.get(key, key)}: {raw[key]}" for key in raw)
    described = _described(table, column)
    if described is not None and described.kind in (Kind.CODE, Kind.AMOUNT, Kind.SHARE, Kind.FLAG):
        return field_words.value_words(described, raw)
    return _by_its_look(table, column, raw, known)


def empty() -> str:
    """What stands for no value."""
    return _("(empty)")


def reason(line: log.Line) -> tuple[str | None, str]:
    """The id of the line that this one went back on, if it did, and the reason given."""
    return restoring.refers_to(line.reason)


def _subject(line: log.Line, known: Names) -> Subject | None:
    return known.subjects.get((line.table or "", line.subject_id or ""))


def _described(table: str | None, column: str) -> Field | None:
    noun = NOUNS.get(table or "")
    fields = noun.fields if noun else ()
    return next((f for f in fields if column in f.columns), None)


def _place(table: str | None, column: str) -> tuple[int, str]:
    noun = NOUNS.get(table or "")
    order = [c for f in noun.fields for c in f.columns] if noun else list(labels.words("field"))
    return (order.index(column) if column in order else len(order), column)


def _by_its_look(table: str | None, column: str, raw: Any, known: Names) -> str:  # noqa: ANN401
    kind = _KINDS.get((table or "", column), column if column in ("rag", "stage", "entry") else "")
    text = str(raw)
    if kind:
        return labels.label(kind, text)
    if column.endswith("_by"):
        return actor(text)
    if column in _FLAGS:
        return _("yes") if raw else _("no")
    if column == "percent":
        return language.share(raw / 100) if isinstance(raw, int) else text
    if _ID.fullmatch(text):
        return known.values.get(text, text)
    if _MOMENT.fullmatch(text):
        return timestamps.moment(text)
    return language.long_date(text) if _DAY.fullmatch(text) else text
