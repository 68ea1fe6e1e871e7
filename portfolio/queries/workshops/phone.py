"""What a phone asks for its participant: the centres to come from, and what was given before."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store.live import parties
from portfolio.store.schema import (
    dots,
    note_supports,
    notes,
    participants,
    proposals,
    scores,
    workshop_proposals,
)


@dataclass(frozen=True)
class Note:
    """A participant's own note."""

    id: str
    proposal_id: str | None
    kind: str
    words: str


@dataclass(frozen=True)
class StepAnswers:
    """What one participant has given in a step."""

    scores: dict[tuple[str, str], int]
    dots: dict[str, int]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class OwnNote:
    """A note of a participant's own, with the proposal it is about (None: about none)."""

    kind: str
    words: str
    number: int | None
    title: str | None


def given_by(connection: Connection, *, participant_id: str, step_id: str) -> StepAnswers:
    """What the participant has given in the step."""
    s, d, n = scores.c, dots.c, notes.c
    scored = sa.select(s.proposal_id, s.criterion_id, s.value).where(
        s.participant_id == participant_id, s.step_id == step_id
    )
    dotted = sa.select(d.proposal_id, d["count"]).where(
        d.participant_id == participant_id, d.step_id == step_id
    )
    written = sa.select(n.id, n.proposal_id, n.kind, n.words).where(
        n.participant_id == participant_id, n.step_id == step_id, n.taken_back_at.is_(None)
    )
    return StepAnswers(
        {(row[0], row[1]): row[2] for row in connection.execute(scored)},
        {row[0]: row[1] for row in connection.execute(dotted)},
        tuple(Note(*row) for row in connection.execute(written.order_by(n.written_at, n.id))),
    )


def is_written(connection: Connection, note: dict[str, str | None]) -> bool:
    """Whether a note with these columns stands."""
    same = [notes.c[name].is_not_distinct_from(value) for name, value in note.items()]
    chosen = sa.select(notes.c.id).where(*same, notes.c.taken_back_at.is_(None))
    return connection.execute(chosen).first() is not None


def supported_by(connection: Connection, *, participant_id: str) -> frozenset[str]:
    """The notes that a participant supports."""
    s = note_supports.c
    chosen = sa.select(s.note_id).where(s.participant_id == participant_id)
    return frozenset(connection.execute(chosen).scalars())


def written_by(connection: Connection, *, participant_id: str) -> tuple[OwnNote, ...]:
    """All a participant wrote and did not take back, in the workshop's order."""
    n, wp, p = notes.c, workshop_proposals.c, proposals.c
    of_this = sa.and_(wp.proposal_id == n.proposal_id, wp.workshop_id == participants.c.workshop_id)
    chosen = (
        sa.select(n.kind, n.words, p.number, p.title)
        .select_from(
            notes.join(participants)
            .outerjoin(workshop_proposals, of_this)
            .outerjoin(proposals, p.id == n.proposal_id)
        )
        .where(n.participant_id == participant_id, n.taken_back_at.is_(None))
        .order_by(wp.position, n.written_at, n.id)
    )
    return tuple(OwnNote(*row) for row in connection.execute(chosen))


def centres(connection: Connection) -> tuple[tuple[str, str], ...]:
    """code, name of the parties a participant can come from, by name; the caller sorts."""
    p = parties.c
    chosen = sa.select(p.code, p.name).where(p.kind.in_(("centre", "unit", "directorate")))
    return tuple((row[0], row[1]) for row in connection.execute(chosen))
