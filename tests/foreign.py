"""Words of the other language on a screen: what is content speaks neither, so what is left is ours.

``transcribe`` writes all that people have typed into a database in Cyrillic letters. Whatever is
Danish or English on a screen after that comes from the program, and is in its catalogue.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from babel.messages.pofile import read_po
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from portfolio.store import engine, schema
from portfolio.store.schema.columns import Words

_CATALOGUE = Path(__file__).parents[1] / "portfolio/locale/da/LC_MESSAGES/portfolio.po"
_LATIN = "abcdefghijklmnopqrstuvwxyzæøå"
_CYRILLIC = "абцдефгхийклмнопярстувщхызэёю"
_CONTENT = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper())
#: Columns that hold no words of people, though they hold blanks or large letters.
_CODES = re.compile(r"(^|_)(id|at|on|hash|email|code|key|url|file_name|media_type)$")
#: History is only added to, says the database; here it is written over.
_GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%history%'"
#: Fields of Streamlit's messages that a reader reads or hears.
_READ = {"label", "help", "placeholder", "options", "content", "captions", "body", "alt", "text"}
#: Whole words: a code drawn at random ("6MY73L") holds none, whatever letters meet in it.
_WORD = re.compile(r"(?<!\w)[a-zæøå]{2,}(?!\w)", re.IGNORECASE)
#: What is no sentence: where links lead, code, addresses, marks of colour, fields to fill in.
_NO_WORDS = re.compile(
    r"<[^>]*>|\]\([^)]*\)|`[^`]*`|\S*[@/]\S*|:[a-z-]+\[|{\w*}|&\w+;|\S*\.\w{2,4}\b"
    r"|[a-z_]+\.[a-z_]+"
)
#: The way to the other language names it in that language; these stand in both.
_ALLOWED = {"dansk", "english"}


@cache
def vocabulary(language: str) -> frozenset[str]:
    """The words that only the texts of this language have."""
    said: dict[str, set[str]] = {"da": set(), "en": set()}
    with _CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="da"):
            for spoken, forms in (("en", message.id), ("da", message.string)):
                for form in [forms] if isinstance(forms, str) else forms:
                    said[spoken] |= _words(form)
    other = {"da": "en", "en": "da"}[language]
    return frozenset(said[language] - said[other] - _ALLOWED)


def foreign(texts: Iterable[str], language: str) -> list[str]:
    """The texts that hold a word of the other language, with those words."""
    theirs = vocabulary({"da": "en", "en": "da"}[language])
    found = {text: sorted(_words(text) & theirs) for text in dict.fromkeys(texts)}
    return [f"{', '.join(words)}: {text}" for text, words in found.items() if words]


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(_NO_WORDS.sub(" ", text))}


def texts(page: AppTest) -> Iterator[str]:
    """All that a reader reads or hears on a page: labels, helps, choices, tables, figures."""
    pending: list[Any] = [page._tree]
    while pending:
        node = pending.pop()
        pending += getattr(node, "children", {}).values()
        proto = getattr(node, "proto", None)
        if node.type == "html":
            yield from texts_of_html(proto.body)
        elif hasattr(proto, "DESCRIPTOR"):
            said = MessageToDict(proto, preserving_proto_field_name=True)
            yield from _strings(said, _READ)
        if node.type in ("table", "arrow_data_frame"):
            yield from map(str, [*node.value.columns, *node.value.to_numpy().ravel()])


def _strings(given: Any, names: set[str], read: bool = False) -> Iterator[str]:
    if isinstance(given, str) and read:
        yield given
    for one in given if isinstance(given, list) else ():
        yield from _strings(one, names, read)
    for name, one in given.items() if isinstance(given, dict) else ():
        yield from _strings(one, names, name in names or (read and not isinstance(one, str)))


def texts_of_html(html: str) -> Iterator[str]:
    """What a reader reads or hears of a page of HTML."""
    html = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    yield from map(unescape, re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', html))
    yield from (unescape(part).strip() for part in re.split(r"<[^>]*>", html))


def transcribe(address: str) -> None:
    """Write everything that people typed in Cyrillic letters."""
    with engine(address).begin() as connection:
        for guard in connection.execute(sa.text(_GUARDS)).scalars().all():
            connection.execute(sa.text(f"DROP TRIGGER {guard}"))
        for table in schema.metadata.tables.values():
            names = [
                column.name
                for column in table.columns
                if isinstance(column.type, sa.Text | Words) and not column.foreign_keys
                if not column.primary_key and not _CODES.search(column.name)
            ]
            keys = [column.name for column in table.primary_key]
            for row in connection.execute(sa.select(table)).mappings().all():
                new = {name: _content(row[name]) for name in names if row[name]}
                new = {name: value for name, value in new.items() if value != row[name]}
                if new:
                    mine = sa.and_(*(table.c[key] == row[key] for key in keys))
                    connection.execute(sa.update(table).where(mine).values(new))


def _content(value: str) -> str:
    if value[0] in "[{":
        return json.dumps(_inside(json.loads(value)), ensure_ascii=False)
    # A small word alone is mostly a code; of a closed item the database keeps "Lukket" alone.
    is_words = re.search(r"\s|[A-ZÆØÅ]", value) and not re.match(r"\d{4}-\d\d|Lukket$", value)
    return value.translate(_CONTENT) if is_words else value


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: one if _CODES.search(name) else _inside(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_inside(one) for one in value]
    return _content(value) if isinstance(value, str) and value else value
