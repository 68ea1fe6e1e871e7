"""The published SQLite file: tables, words for codes, views and full text, for Datasette.

Open this to change how the file is built; what is in it is decided in
:mod:`portfolio.queries.public.columns`.
"""

from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlite_utils

from portfolio import labels, language
from portfolio.domain.proposal_texts import PUBLIC
from portfolio.queries.public import columns as public_columns
from portfolio.queries.public.views import VIEWS

Rows = Iterable[dict[str, Any]]
#: What one can search, and in which columns.
SEARCHED = {
    "proposals": ("title", "short_title", *PUBLIC),
    "decisions": ("recommendation", "decision", "difference"),
}
#: The codes that published columns hold, by the kinds of portfolio/labels.
_KINDS = (
    "stage",
    "rag",
    "party_kind",
    "party_role",
    "party_word",
    "responsibility",
    "place_kind",
    "place_role",
    "process_kind",
    "relation",
    "pool_kind",
    "condition_kind",
    "fulfilment",
    "milestone_kind",
    "outcome",
    "decision_outcome",
    "follow_up_status",
    "involvement_role",
    "involvement_state",
    "gap_kind",
    "gap_status",
    "own_kind",
    "certainty",
    "precision",
)
#: The columns of what a code is called and when it is used.
_SAID = ("danish", "danish_rule", "english", "english_rule")
# å and a are two letters: a search for "bad" is none for "båd".
_LETTERS = "unicode61 remove_diacritics 0"


def write(path: Path, tables: Mapping[str, Rows], about: Mapping[str, str]) -> dict[str, int]:
    """Fill an empty file; how many rows each table got. ``tables`` in the order of PUBLISHED."""
    with closing(sqlite_utils.Database(path)) as file:
        counted = {name: _fill(file, name, rows) for name, rows in tables.items()}
        _fill_about(file, about)
        _fill_words(file)
        for name, searched in SEARCHED.items():
            file.table(name).enable_fts(searched, tokenize=_LETTERS)
        for name, statement in VIEWS.items():
            file.create_view(name, statement.strip())
        file.analyze()
        file.vacuum()
    return counted


def _fill(file: sqlite_utils.Database, name: str, rows: Rows) -> int:
    columns = public_columns.columns(name)
    keys = [
        (column, target, "id")
        for column in columns
        if (target := public_columns.refers_to(name, column))
    ]
    made = file.table(name).create(columns, pk="id", foreign_keys=keys)
    made.insert_all(rows)
    for column, _target, _id in keys:
        made.create_index([column])
    return int(made.count)


def _fill_about(file: sqlite_utils.Database, about: Mapping[str, str]) -> None:
    rows = [{"name": name, "value": value} for name, value in about.items()]
    file.table("about").create({"name": str, "value": str}, pk="name").insert_all(rows)


def _fill_words(file: sqlite_utils.Database) -> None:
    made = file.table("words").create(
        dict.fromkeys(("kind", "code", *_SAID), str), pk=("kind", "code")
    )
    danish, english = _in("da"), _in("en")
    made.insert_all(
        {"kind": kind, "code": code}
        | dict(zip(_SAID, (*danish[kind, code], *english[kind, code]), strict=True))
        for kind, code in danish
    )


def _in(spoken: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The word for each code, and the organisation's own rule for when it is used."""
    with language.speaking(spoken):
        return {
            (kind, code): (word, labels.rule(kind, code))
            for kind in _KINDS
            for code, word in labels.words(kind).items()
        }
