"""What was given in a workshop's closed steps, for the workbook: how often, and never by whom.

No row is anybody's: of scores it is told how many gave each, of a proposal by itself, for who gave
what to several proposals would be known again by one of them.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import StepKind, StepState
from portfolio.queries.workshops import tallies, workshops
from portfolio.store.live import parties
from portfolio.store.schema import note_clusters, notes, proposals, workshop_steps

Row = dict[str, Any]


@dataclass(frozen=True)
class Answers:
    """Rows of each sheet."""

    #: step, number, title, criterion, counts (how many gave 1, 2, 3, 4 and 5).
    scores: tuple[Row, ...]
    #: step, number, title, count, givers.
    dots: tuple[Row, ...]
    #: step, number, title, kind, words, heading, centre, rejected_reason.
    notes: tuple[Row, ...]


def answers(connection: Connection, *, workshop_id: str) -> Answers:
    """All that may be told of the steps that are closed."""
    closed = [
        step
        for step in workshops.steps(connection, workshop_id=workshop_id)
        if step.state == StepState.CLOSED
    ]
    return Answers(
        scores=tuple(
            row
            for step in closed
            if step.kind == StepKind.SCORE
            for row in _scores(connection, workshop_id, step)
        ),
        dots=tuple(
            row
            for step in closed
            if step.kind == StepKind.DOTS
            for row in _dots(connection, workshop_id, step)
        ),
        notes=_notes(connection, workshop_id),
    )


def _scores(connection: Connection, workshop_id: str, step: workshops.Step) -> list[Row]:
    tally = tallies.scored(connection, workshop_id=workshop_id, step_id=step.id)
    named = workshops.criteria_of(connection, workshop_id=workshop_id)
    return [
        {
            "step": step.title,
            "number": one.number,
            "title": one.title,
            "criterion": criterion.title,
            "counts": tally.proposals[one.id].criteria[criterion.id],
        }
        for one in workshops.proposals_of(connection, workshop_id=workshop_id)
        for criterion in named
        if one.id in tally.proposals and criterion.id in tally.proposals[one.id].criteria
    ]


def _dots(connection: Connection, workshop_id: str, step: workshops.Step) -> list[Row]:
    tally = tallies.dotted(connection, workshop_id=workshop_id, step_id=step.id)
    return [
        {
            "step": step.title,
            "number": one.number,
            "title": one.title,
            "count": tally.proposals[one.id][0],
            "givers": tally.proposals[one.id][1],
        }
        for one in workshops.proposals_of(connection, workshop_id=workshop_id)
        if one.id in tally.proposals
    ]


def _notes(connection: Connection, workshop_id: str) -> tuple[Row, ...]:
    n, s = notes.c, workshop_steps.c
    chosen = (
        sa.select(
            s.title.label("step"),
            proposals.c.number,
            proposals.c.title,
            n.kind,
            n.words,
            note_clusters.c.title.label("heading"),
            parties.c.name.label("centre"),
            n.rejected_reason,
        )
        .select_from(
            notes.join(workshop_steps)
            .outerjoin(proposals)
            .outerjoin(note_clusters, note_clusters.c.id == n.cluster_id)
            .outerjoin(parties)
        )
        .where(s.workshop_id == workshop_id, s.state == StepState.CLOSED)
        .order_by(s.position, proposals.c.number, n.id)
    )
    found = connection.execute(chosen).mappings()
    return tuple({str(name): value for name, value in row.items()} for row in found)
