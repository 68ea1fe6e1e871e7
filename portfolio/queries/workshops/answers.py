"""Every answer of a workshop's closed steps, for the workbook: also those that do not count.

Who gave an answer is a number, and another one on every sheet: so a note that gives its writer
away does not give away the scores. No answer stands with a centre, but offers to contribute.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import NoteKind, StepState
from portfolio.store.live import parties
from portfolio.store.schema import (
    criteria,
    dots,
    note_clusters,
    notes,
    participants,
    proposals,
    rejected_answers,
    scores,
    workshop_steps,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Answers:
    """Rows of each sheet; ``who`` is the giver's number on that sheet, from 1."""

    #: name, centre, left (whether they have left and deleted what they gave), paper (a ballot).
    participants: tuple[Row, ...]
    #: who, step, number, title, criterion, value.
    scores: tuple[Row, ...]
    #: who, step, number, title, count.
    dots: tuple[Row, ...]
    #: who, step, number, title, kind, words, heading, centre, taken_back, rejected_reason.
    notes: tuple[Row, ...]
    #: who, step, number, title, kind, answer (what was given), reason.
    rejected: tuple[Row, ...]


def answers(connection: Connection, *, workshop_id: str) -> Answers:
    """All that was given in the steps that are closed. In an anonymous workshop nobody is named."""
    return Answers(
        participants=_participants(connection, workshop_id),
        scores=_numbered("scores", _rows(connection, _scores(workshop_id))),
        dots=_numbered("dots", _rows(connection, _dots(workshop_id))),
        notes=_numbered("notes", _rows(connection, _notes(workshop_id))),
        rejected=_rejected(connection, workshop_id),
    )


def _rows(connection: Connection, chosen: sa.Select[Any]) -> list[Row]:
    found = connection.execute(chosen).mappings()
    return [{str(name): value for name, value in row.items()} for row in found]


def _participants(connection: Connection, workshop_id: str) -> tuple[Row, ...]:
    """By centre and name, not in the order they came: that would tell who is who elsewhere."""
    p = participants.c
    chosen = (
        sa.select(
            p.name,
            parties.c.name.label("centre"),
            p.removed_at.is_not(None).label("left"),
            p.ballot.is_not(None).label("paper"),
        )
        .select_from(participants.outerjoin(parties))
        .where(p.workshop_id == workshop_id)
    )
    found = _rows(connection, chosen)
    found.sort(key=lambda row: (row["centre"] or "\uffff", row["name"] or "\uffff", row["left"]))
    return tuple(found)


def _scores(workshop_id: str) -> sa.Select[Any]:
    s = scores.c
    return _given(scores, workshop_id, criteria.c.title.label("criterion"), s.value).join(criteria)


def _dots(workshop_id: str) -> sa.Select[Any]:
    d = dots.c
    return _given(dots, workshop_id, d["count"]).where(d["count"] > 0)


def _notes(workshop_id: str) -> sa.Select[Any]:
    n = notes.c
    centre = sa.case((n.kind == NoteKind.CONTRIBUTE, parties.c.name)).label("centre")
    return (
        _given(
            notes,
            workshop_id,
            n.kind,
            n.words,
            note_clusters.c.title.label("heading"),
            centre,
            n.taken_back_at.is_not(None).label("taken_back"),
            n.rejected_reason,
        )
        .outerjoin(note_clusters, note_clusters.c.id == n.cluster_id)
        .outerjoin(parties)
    )


def _given(table: sa.Table, workshop_id: str, *columns: Any) -> sa.Select[Any]:  # noqa: ANN401
    """What was given in closed steps, with its step and proposal; by proposal, then by nothing."""
    s, p = workshop_steps.c, participants.c
    return (
        sa.select(
            p.token_hash, s.title.label("step"), proposals.c.number, proposals.c.title, *columns
        )
        .select_from(table)
        .join(participants)
        .join(workshop_steps)
        .outerjoin(proposals)
        .where(p.workshop_id == workshop_id, s.state == StepState.CLOSED)
        .order_by(s.position, proposals.c.number)
    )


def _rejected(connection: Connection, workshop_id: str) -> tuple[Row, ...]:
    r, p, s = rejected_answers.c, participants.c, workshop_steps.c
    chosen = (
        sa.select(p.token_hash, s.title.label("step"), r.kind, r.answer, r.reason)
        .select_from(rejected_answers.outerjoin(participants).outerjoin(workshop_steps))
        .where(r.workshop_id == workshop_id, sa.or_(s.state.is_(None), s.state == StepState.CLOSED))
        .order_by(s.position)
    )
    rows = _rows(connection, chosen)
    given = [json.loads(row["answer"]) for row in rows]
    about = _titles(
        connection,
        proposals.c.number,
        proposals.c.title,
        key=proposals.c.id,
        asked=[one.get("proposal") for one in given],
    )
    scored = _titles(
        connection,
        criteria.c.title,
        key=criteria.c.id,
        asked=[one.get("criterion") for one in given],
    )
    for row, one in zip(rows, given, strict=True):
        row["number"], row["title"] = about.get(one.get("proposal"), (None, None))
        (criterion,) = scored.get(one.get("criterion"), ("",))
        value = next((one[name] for name in ("value", "count", "kind") if name in one), "")
        row["answer"] = value
        row["criterion"] = criterion
    return _numbered("rejected", rows)


def _titles(
    connection: Connection,
    *columns: Any,  # noqa: ANN401
    key: sa.ColumnElement[str],
    asked: Iterable[object],
) -> dict[object, tuple[Any, ...]]:
    wanted = {one for one in asked if isinstance(one, str)}
    chosen = sa.select(key, *columns).where(key.in_(wanted))
    return {row[0]: tuple(row[1:]) for row in connection.execute(chosen)}


def _numbered(sheet: str, rows: list[Row]) -> tuple[Row, ...]:
    """Numbers in place of the phones' proofs, in an order that tells nothing."""
    mixed = {
        row["token_hash"]: sha256(f"{sheet} {row['token_hash']}".encode()).digest() for row in rows
    }
    order = {key: place for place, key in enumerate(sorted(mixed, key=lambda one: mixed[one]), 1)}
    told = [{"who": order[row.pop("token_hash")], **row} for row in rows]
    return tuple(sorted(told, key=lambda row: row["who"]))
