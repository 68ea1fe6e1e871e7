"""Minutes that were read, their text, their finds, and the passage that proves a fact."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.finds import FindCertainty, FindState, ReadingState
from portfolio.store.schema import minutes_finds, minutes_readings

_f, _r = minutes_finds.c, minutes_readings.c


@dataclass(frozen=True)
class Reading:
    """Minutes as they were read. ``lines`` are the kept text; those of closed items are empty.
    ``line_pages``: the page each line begins on; empty where the file has no pages."""

    id: str
    version: int
    title: str
    file_kind: str
    pages: int | None
    document: str
    meeting: Mapping[str, Any]
    items: Sequence[Mapping[str, Any]]
    messages: Sequence[Mapping[str, Any]]
    lines: Sequence[str]
    line_pages: Sequence[int]
    read_at: str
    read_by: str
    state: ReadingState
    source_id: str | None
    replaces_id: str | None
    taken_in_at: str | None
    taken_in_by: str | None


@dataclass(frozen=True)
class Find:
    """One find. ``value`` is as it was put right, where it was; ``found`` as the reader gave it."""

    id: str
    version: int
    position: int
    kind: str
    item: str | None
    value: Mapping[str, Any]
    found: Mapping[str, Any]
    quote: str
    line_from: int
    line_to: int
    certainty: FindCertainty
    action: str
    subject: str | None
    changes: Sequence[Mapping[str, Any]]
    state: FindState
    is_mended: bool
    answers: Mapping[str, str]
    judged_by: str | None
    judged_at: str | None
    made_table: str | None
    made_id: str | None
    earlier_id: str | None  # the find of the earlier version that it is
    effects: Mapping[str, Any]


@dataclass(frozen=True)
class Listed:
    """A reading in the list: how many of its finds were judged how."""

    id: str
    title: str
    read_at: str
    read_by: str
    state: str  # of ReadingState
    is_replaced: bool  # a newer version has been read
    counts: Mapping[FindState, int]


def readings(connection: Connection, *, portfolio: str) -> tuple[Listed, ...]:
    """The minutes of a portfolio (its id), the newest first."""
    newer = minutes_readings.alias("newer")
    replaced = sa.exists().where(
        newer.c.replaces_id == _r.id, newer.c.state != ReadingState.SET_ASIDE
    )
    columns = (_r.id, _r.title, _r.read_at, _r.read_by, _r.state, replaced.label("is_replaced"))
    chosen = sa.select(*columns).where(_r.portfolio_id == portfolio)
    counted = sa.select(_f.reading_id, _f.state, sa.func.count()).group_by(_f.reading_id, _f.state)
    counts: dict[str, dict[FindState, int]] = {}
    for reading_id, state, count in connection.execute(counted):
        counts.setdefault(reading_id, {})[FindState(state)] = count
    return tuple(
        Listed(
            row.id,
            row.title,
            row.read_at,
            row.read_by,
            ReadingState(row.state),
            bool(row.is_replaced),
            counts.get(row.id, {}),
        )
        for row in connection.execute(chosen.order_by(_r.read_at.desc()))
    )


def reading(connection: Connection, *, id: str) -> Reading | None:
    """One of them with its text; None when there is none."""
    row = connection.execute(sa.select(minutes_readings).where(_r.id == id)).mappings().first()
    if row is None:
        return None
    packed = {name: json.loads(row[name]) for name in ("meeting", "items", "messages", "lines")}
    plain = (
        *("id", "version", "title", "file_kind", "pages", "document", "read_at", "read_by"),
        *("source_id", "replaces_id", "taken_in_at", "taken_in_by"),
    )
    return Reading(
        **{name: row[name] for name in plain},
        **packed,
        line_pages=json.loads(row["line_pages"] or "[]"),
        state=ReadingState(row["state"]),
    )


def finds(connection: Connection, *, reading: str) -> tuple[Find, ...]:
    """All finds of a reading in the order of the text."""
    chosen = sa.select(minutes_finds).where(_f.reading_id == reading).order_by(_f.position)
    return tuple(_find(row) for row in connection.execute(chosen).mappings())


def gone(connection: Connection, *, reading: str) -> tuple[Find, ...]:
    """What the earlier version of a reading said, and it does not say any more; but what was
    rejected there is no loss.
    """
    replaced = sa.select(_r.replaces_id).where(_r.id == reading).scalar_subquery()
    still = sa.select(_f.earlier_id).where(_f.reading_id == reading, _f.earlier_id.is_not(None))
    chosen = sa.select(minutes_finds).where(
        _f.reading_id == replaced, _f.state != FindState.REJECTED, _f.id.not_in(still)
    )
    return tuple(_find(row) for row in connection.execute(chosen.order_by(_f.position)).mappings())


def newer(connection: Connection, *, reading: str) -> tuple[str, str] | None:
    """Id and title of the reading that this one was replaced by; None where it is the newest."""
    chosen = sa.select(_r.id, _r.title).where(
        _r.replaces_id == reading, _r.state != ReadingState.SET_ASIDE
    )
    row = connection.execute(chosen.order_by(_r.read_at.desc())).first()
    return (str(row.id), str(row.title)) if row else None


def _find(row: Mapping[Any, Any]) -> Find:
    found = json.loads(row["value"])
    plain = (
        *("id", "version", "position", "kind", "item", "quote", "line_from", "line_to", "action"),
        *("subject", "judged_by", "judged_at", "made_table", "made_id", "earlier_id"),
    )
    return Find(
        **{name: row[name] for name in plain},
        found=found,
        value={**found, **json.loads(row["mended"] or "{}")},
        changes=json.loads(row["changes"]),
        certainty=FindCertainty(row["certainty"]),
        state=FindState(row["state"]),
        is_mended=row["mended"] is not None,
        answers=json.loads(row["answers"] or "{}"),
        effects=json.loads(row["effects"] or "{}"),
    )


def kept_text(connection: Connection, *, source_id: str) -> Reading | None:
    """The minutes a source's lines are kept in; None where only the source is known."""
    chosen = sa.select(_r.id).where(_r.source_id == source_id, _r.state != ReadingState.SET_ASIDE)
    id = connection.execute(chosen.order_by(_r.read_at.desc())).scalar()
    return None if id is None else reading(connection, id=id)
