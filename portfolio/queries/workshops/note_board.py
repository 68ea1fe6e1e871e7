"""The notes of a step as they come, for whoever sorts them, for the wall and for the phones.

Nobody is named here: a note has no writer, and no centre but where it offers to contribute.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import StepKind, StepState
from portfolio.queries.workshops import results, workshops
from portfolio.store.schema import note_supports, notes, proposals

#: The kinds of steps in which notes are written.
NOTED = (StepKind.READ, StepKind.QUALIFY, StepKind.TALK, StepKind.AGREE)


@dataclass(frozen=True)
class BoardNote:
    """A note that is shown; ``same`` notes were merged into it, ``supports`` say "me too"."""

    id: str
    kind: str
    words: str
    cluster_id: str | None
    number: int | None  # of the proposal it is about
    proposal_id: str | None
    chosen: bool
    #: Why it was set aside; None: it was not.
    hidden: str | None
    same: int
    supports: int


@dataclass(frozen=True)
class Board:
    """The notes of one step, in no order that tells anything, and the workshop's headings."""

    step: workshops.Step
    notes: tuple[BoardNote, ...]
    headings: tuple[results.Cluster, ...]

    @property
    def shown(self) -> tuple[BoardNote, ...]:
        """Those that were not set aside."""
        return tuple(note for note in self.notes if note.hidden is None)

    def under(self, cluster_id: str | None) -> tuple[BoardNote, ...]:
        """What is shown under a heading; None: under none."""
        return tuple(note for note in self.shown if note.cluster_id == cluster_id)


def board(connection: Connection, *, workshop_id: str, step_id: str | None = None) -> Board | None:
    """The board of a step; without one of the last step with notes that has begun, None: of none.

    What is merged into another note is counted with it, and so is its support.
    """
    begun = [
        step
        for step in workshops.steps(connection, workshop_id=workshop_id)
        if step.kind in NOTED and (step.id == step_id or step.state != StepState.WAITING)
    ]
    asked = [step for step in begun if step.id == step_id] or _newest(
        connection, workshop_id, begun
    )
    if not asked:
        return None
    rows = list(connection.execute(_rows(asked[0].id)).mappings())
    supporters = _supporters(connection, asked[0].id)
    groups: dict[str, list[str]] = defaultdict(list)
    there = {row["id"] for row in rows}  # what another was merged into may be taken back since
    for row in rows:
        groups[row["merged_into"] if row["merged_into"] in there else row["id"]].append(row["id"])
    shown = tuple(_note(row, groups[row["id"]], supporters) for row in rows if row["id"] in groups)
    return Board(asked[0], shown, results.clusters(connection, workshop_id=workshop_id))


def _newest(
    connection: Connection, workshop_id: str, begun: list[workshops.Step]
) -> list[workshops.Step]:
    """The current step where it has notes, else the last one before it that has."""
    now = workshops.current_step(connection, workshop_id=workshop_id)
    until = [step for step in begun if now is None or step.position <= now.position]
    return until[-1:]


def _rows(step_id: str) -> sa.Select[Any]:
    n = notes.c
    return (
        sa.select(notes, proposals.c.number)
        .select_from(notes.outerjoin(proposals))
        .where(n.step_id == step_id)
        .order_by(n.id)
    )


def _supporters(connection: Connection, step_id: str) -> dict[str, set[str]]:
    s = note_supports.c
    chosen = (
        sa.select(s.note_id, s.pseudonym_id)
        .select_from(note_supports.join(notes, notes.c.id == s.note_id))
        .where(notes.c.step_id == step_id)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for note, one in connection.execute(chosen):
        found[note].add(one)
    return found


def _note(row: sa.RowMapping, group: list[str], supporters: dict[str, set[str]]) -> BoardNote:
    return BoardNote(
        id=row["id"],
        kind=row["kind"],
        words=row["words"],
        cluster_id=row["cluster_id"],
        number=row["number"],
        proposal_id=row["proposal_id"],
        chosen=row["chosen_at"] is not None,
        hidden=row["rejected_reason"] if row["rejected_at"] else None,
        same=len(group) - 1,
        supports=len(set().union(*(supporters.get(one, ()) for one in group))),
    )
