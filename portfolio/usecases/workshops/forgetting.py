"""Deletion that deletes: one participant's answers, and at the end whose answers are whose."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.queries.workshops import facts
from portfolio.store.schema import (
    dots,
    note_supports,
    notes,
    participants,
    pseudonyms,
    scores,
    sign_in_attempts,
    step_results,
    workshop_steps,
    workshops,
)
from portfolio.usecases import secret_tokens

#: What hangs on pseudonyms; what hangs on another of them after it.
ANSWERS = (scores, dots, notes, note_supports)
#: Under which those of a dot vote are counted who have been deleted since it was shown.
VOTERS = "voters"


def remove(connection: Connection, participant_ids: Sequence[str], reason: str) -> None:
    """Delete all that some participants have given, and where they came from. How much of the
    results that stand was theirs is counted first: these are not made anew for few.
    """
    p, n = participants.c, pseudonyms.c
    theirs = sa.select(n.id).where(n.participant_id.in_(participant_ids))
    _count_gone(connection, theirs)
    written = sa.select(notes.c.id).where(notes.c.pseudonym_id.in_(theirs))
    connection.execute(sa.delete(note_supports).where(note_supports.c.note_id.in_(written)))
    for table in reversed(ANSWERS):
        connection.execute(sa.delete(table).where(table.c.pseudonym_id.in_(theirs)))
    connection.execute(sa.delete(pseudonyms).where(n.participant_id.in_(participant_ids)))
    # The row stays until the end: so often has the device come in, and the number is used.
    for one in participant_ids:
        nobody = {"token_hash": secret_tokens.hashed(secret_tokens.new()), "party_id": None}
        left = {"removed_at": clock.today().isoformat(), "removed_reason": reason, "at_once": 0}
        connection.execute(sa.update(participants).where(p.id == one).values(nobody | left))


def forget(connection: Connection, workshop_id: str) -> None:
    """Whose answers are whose, who came from where and in what order. The phones' proofs stay, so
    that each finds its own notes; nothing else leads from an answer to anybody.
    """
    told = facts.attendance(connection, workshop_id=workshop_id)
    attended = json.dumps(asdict(told), ensure_ascii=False)
    mine = sa.update(workshops).where(workshops.c.id == workshop_id)
    connection.execute(mine.values(attendance=attended, second_code=None, door="open"))
    s, a = workshop_steps.c, sign_in_attempts.c
    steps = sa.select(s.id).where(s.workshop_id == workshop_id)
    theirs = sa.select(pseudonyms.c.id).where(pseudonyms.c.step_id.in_(steps))
    kept = {table: _rows(connection, table, table.c.pseudonym_id.in_(theirs)) for table in ANSWERS}
    givers = _rows(connection, pseudonyms, pseudonyms.c.step_id.in_(steps))
    people = _rows(connection, participants, participants.c.workshop_id == workshop_id)
    clear(connection, workshop_id)
    here = [_stripped(row) for row in people if row["removed_at"] is None]
    _put(connection, participants, here)
    _put(connection, pseudonyms, [row | {"participant_id": None} for row in givers])
    for table, rows in kept.items():
        _put(connection, table, [row | ({"shown": None} if "shown" in row else {}) for row in rows])
    results = sa.update(step_results).where(step_results.c.step_id.in_(steps))
    connection.execute(results.values(gone="{}"))
    connection.execute(sa.delete(sign_in_attempts).where(a.address.like("workshop %")))


def clear(connection: Connection, workshop_id: str) -> None:
    """Delete the participants, and all that they gave."""
    s = workshop_steps.c
    steps = sa.select(s.id).where(s.workshop_id == workshop_id)
    theirs = sa.select(pseudonyms.c.id).where(pseudonyms.c.step_id.in_(steps))
    for table in reversed(ANSWERS):
        connection.execute(sa.delete(table).where(table.c.pseudonym_id.in_(theirs)))
    connection.execute(sa.delete(pseudonyms).where(pseudonyms.c.step_id.in_(steps)))
    mine = participants.c.workshop_id == workshop_id
    connection.execute(sa.delete(participants).where(mine))


def _stripped(row: dict[str, Any]) -> dict[str, Any]:
    bare = {
        "id": str(uuid4()),
        "party_id": None,
        "number": 0,
        "device_hash": None,
        "at_once": 0,
        "ballot": None,
    }
    return row | bare


def _rows(
    connection: Connection, table: sa.Table, which: sa.ColumnElement[bool]
) -> list[dict[str, Any]]:
    found = connection.execute(sa.select(table).where(which)).mappings()
    return [dict(row) for row in found]


def _put(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """In the order of their keys, which tell nothing: as they lay they told who came first."""
    if rows:
        connection.execute(sa.insert(table), sorted(rows, key=lambda row: str(row["id"])))


def _count_gone(connection: Connection, theirs: sa.Select[Any]) -> None:
    gone: dict[str, Counter[str]] = {}
    s, d, r = scores.c, dots.c, step_results.c
    scored = sa.select(s.step_id, s.proposal_id, s.criterion_id).where(
        s.pseudonym_id.in_(theirs), s.shown.is_not(None)
    )
    for step, proposal, criterion in connection.execute(scored):
        gone.setdefault(step, Counter())[f"{proposal} {criterion}"] += 1
    dotted = sa.select(d.step_id, sa.func.count(sa.distinct(d.pseudonym_id))).where(
        d.pseudonym_id.in_(theirs), d.shown > 0
    )
    for step, voters in connection.execute(dotted.group_by(d.step_id)):
        gone[step] = Counter({VOTERS: int(voters)})
    for step, counts in gone.items():
        mine = sa.select(r.gone).where(r.step_id == step).with_for_update()
        before = Counter(json.loads(connection.execute(mine).scalar_one()))
        after = json.dumps(before + counts)
        connection.execute(sa.update(step_results).where(r.step_id == step).values(gone=after))
