"""Seed records to rows: keys become ids, words become dates, citations become rows."""

import json
from collections import defaultdict
from datetime import date
from typing import Any

from portfolio import fuzzy
from portfolio.domain.model import NOT_SUGGESTED, Rag, Responsibility
from portfolio.errors import PortfolioError
from portfolio.importers.seeding import shape
from portfolio.importers.seeding.files import Citation, Record
from portfolio.store import ids, schema

Rows = dict[str, list[dict[str, Any]]]
Keys = dict[tuple[str, str], str]

#: Of a status that a source tells of; nobody here has reported it.
ORIGIN = "source"


def build(
    records: list[Record], there: Keys | None = None, about: list[Record] | None = None
) -> Rows:
    """All rows by table. Raises PortfolioError at a double key or a reference to nothing.

    ``there`` are ids of rows the records may refer to, ``about`` the records of the whole seed,
    both where only some of it is put in.
    """
    keys = _keys(records) | (there or {})
    known_from = _reference_date(about or records)
    author = _reference_title(about or records)
    rows: Rows = defaultdict(list)
    for record in records:
        row = _row(record, keys, known_from)
        rows[record.table].append(row)
        rows["citations"] += [_citation(record, cite, row["id"], keys) for cite in record.citations]
        rows["gap_subjects"] += [_subject(record, name, row["id"], keys) for name in record.about]
    rows["status_updates"] = [
        _first_status(row, author) for row in rows["proposals"] if "stage" in row
    ]
    rows["responsibility_events"] = [
        _first_event(row, known_from) for row in rows["proposal_parties"] if row.get("state")
    ]
    return _evened(rows)


def _keys(records: list[Record]) -> Keys:
    keys: Keys = {}
    for record in records:
        if (record.table, record.key) in keys:
            raise record.wrong(
                "{table} has two records with the key “{key}”.", table=record.table, key=record.key
            )
        keys[record.table, record.key] = ids.new_id()
    return keys


def _reference_date(records: list[Record]) -> date:
    """The day the oldest source is of: what "november" without a year is counted from."""
    dated = [record.values["dated"] for record in records if record.table == "sources"]
    return date.fromisoformat(min(dated, default="2022-04-04"))


def _reference_title(records: list[Record]) -> str:
    """What the oldest source is called: it stands where a status names who wrote it."""
    found = [(r.values["dated"], r.values["title"]) for r in records if r.table == "sources"]
    return str(min(found)[1]) if found else ORIGIN


def _row(record: Record, keys: Keys, reference: date) -> dict[str, Any]:
    table = schema.metadata.tables[record.table]
    fields = shape.fields(table)
    row: dict[str, Any] = {"id": keys[record.table, record.key]}
    for name, value in record.values.items():
        if name == "date":
            row |= _fuzzy_columns(record, value, reference)
        elif name == "subject":
            row |= _subject_columns(record, value, keys)
        elif target := shape.target(fields[name]):
            row[f"{name}_id"] = _find(record, target, value, keys)
        else:
            row[name] = int(value) if isinstance(value, bool) else value
    if "code" in table.columns:
        row["code"] = record.key
    if record.table == "proposals" and "stage" in row:
        row |= {"status_seq": 1, "status_on": row["introduced_on"]}
    if record.table == "proposal_parties" and row["role"] not in NOT_SUGGESTED:
        row["state"], row["state_seq"] = Responsibility.SUGGESTED, 1
    return row


def _find(record: Record, table: str, key: object, keys: Keys) -> str:
    found = keys.get((table, str(key)))
    if found is None:
        raise record.wrong(
            "refers to “{key}” in {table}, which is not there. Add it, or correct the key.",
            key=key,
            table=table,
        )
    return found


def _fuzzy_columns(record: Record, words: str, reference: date) -> dict[str, Any]:
    try:
        return fuzzy.parse_date(words, reference=reference).columns()
    except PortfolioError as error:
        raise record.wrong(error.message, **error.values) from None


def _subject_columns(record: Record, name: str, keys: Keys) -> dict[str, str]:
    table, _, key = name.partition("/")
    return {"subject_table": table, "subject_id": _find(record, table, key, keys)}


def _subject(record: Record, name: str, gap_id: str, keys: Keys) -> dict[str, Any]:
    return {"id": ids.new_id(), "gap_id": gap_id, **_subject_columns(record, name, keys)}


def _citation(record: Record, cite: Citation, subject_id: str, keys: Keys) -> dict[str, Any]:
    return {
        "id": ids.new_id(),
        "source_id": _find(record, "sources", cite.source, keys),
        "subject_table": record.table,
        "subject_id": subject_id,
        "field": cite.field,
        "item": cite.item,
        "line_from": cite.line_from,
        "line_to": cite.line_to,
        "certainty": cite.certainty,
        "claims": json.dumps(cite.says, ensure_ascii=False),
        "note": cite.note,
    }


def _first_status(row: dict[str, Any], author: str) -> dict[str, Any]:
    """How far the source says it was: a status of its own, and nobody has assessed it."""
    return {
        "id": ids.new_id(),
        "proposal_id": row["id"],
        "seq": 1,
        "reported_on": row["introduced_on"],
        "recorded_at": ids.now(),
        "stage": row["stage"],
        "rag": Rag.NONE,
        "author": author,
        "origin": ORIGIN,
    }


def _first_event(row: dict[str, Any], known_from: date) -> dict[str, Any]:
    return {
        "id": ids.new_id(),
        "proposal_party_id": row["id"],
        "seq": 1,
        "state": Responsibility.SUGGESTED,
        "happened_on": known_from.isoformat(),
        "recorded_at": ids.now(),
    }


def _evened(rows: Rows) -> Rows:
    """Give every row of a table the same columns: one INSERT statement a table."""
    even: Rows = {}
    for name, entries in rows.items():
        columns = {column for entry in entries for column in entry}
        defaults = {column: _default(name, column) for column in columns}
        even[name] = [defaults | entry for entry in entries]
    return even


def _default(table: str, column: str) -> object:
    default = schema.metadata.tables[table].columns[column].server_default
    return None if default is None else getattr(default, "arg", None)
