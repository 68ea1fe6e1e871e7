"""What decisions have done beside being made, each effect with the names a reader knows."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store.live import decision_effects
from portfolio.store.schema import (
    decisions,
    follow_ups,
    gaps,
    involvement_steps,
    parkings,
    parties,
    process_windows,
    proposal_parties,
    request_answers,
)

#: Of one list of decisions that are told.
MOST = 500


@dataclass(frozen=True)
class Effect:
    """One thing a decision did. ``kind`` is a code of ``decision_effect``.

    ``subject``: the question, party or follow-up in words; None where it is the proposal itself.
    ``decided_on``: of an earlier decision, whose number alone does not say which it is.
    ``before`` and ``after``: the columns that changed.
    """

    kind: str
    table: str
    subject: str | None
    before: dict[str, Any]
    after: dict[str, Any]
    decided_on: str | None = None


def effects_of(
    connection: Connection, *, decisions: Sequence[str]
) -> dict[str, tuple[Effect, ...]]:
    """By decision, in the order they were done."""
    e = decision_effects.c
    chosen = (
        sa.select(e.decision_id, e.kind, e.subject_table, e.subject_id, e.before, e.after)
        .where(e.decision_id.in_(decisions))
        .order_by(e.decision_id, e.position)
        .limit(MOST)
    )
    rows = connection.execute(chosen).all()
    names = _names(connection, rows)
    found: dict[str, list[Effect]] = defaultdict(list)
    for row in rows:
        name, decided_on = names.get((row.subject_table, row.subject_id), (None, None))
        found[row.decision_id].append(
            Effect(
                row.kind,
                row.subject_table,
                name,
                json.loads(row.before or "{}"),
                json.loads(row.after or "{}"),
                decided_on,
            )
        )
    return {key: tuple(effects) for key, effects in found.items()}


_Names = dict[tuple[str, str], tuple[str, str | None]]


def _names(connection: Connection, rows: Sequence[Any]) -> _Names:
    """By table and key: what a reader calls it, and of a decision its day."""
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        ids[row.subject_table].append(row.subject_id)
    named: _Names = {}
    for table, chosen in _NAMED.items():
        if table in ids:
            key = chosen.selected_columns[0]
            for subject, name, *day in connection.execute(chosen.where(key.in_(ids[table]))):
                named[table, subject] = name, *(day or [None])
    return named


_NAMED: dict[str, sa.Select[Any]] = {
    "request_answers": sa.select(request_answers.c.id, request_answers.c.question),
    "gaps": sa.select(gaps.c.id, gaps.c.question),
    "follow_ups": sa.select(follow_ups.c.id, follow_ups.c.title),
    "involvement_steps": sa.select(involvement_steps.c.id, parties.c.name).join_from(
        involvement_steps, parties
    ),
    "parkings": sa.select(parkings.c.id, process_windows.c.title).join_from(
        parkings, process_windows
    ),
    "decisions": sa.select(decisions.c.id, decisions.c.number, decisions.c.decided_on),
    "proposal_parties": sa.select(proposal_parties.c.id, parties.c.name).join_from(
        proposal_parties, parties
    ),
}
