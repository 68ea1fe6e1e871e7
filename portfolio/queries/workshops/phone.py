"""What a phone asks for its participant: the centres to come from, and what was given before."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import disclosure
from portfolio.domain.workshops import NoteKind
from portfolio.store.live import parties
from portfolio.store.schema import (
    dots,
    note_supports,
    notes,
    proposals,
    scores,
    workshop_proposals,
    workshop_roster,
    workshop_steps,
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


def given_by(connection: Connection, *, token: str, step_id: str) -> StepAnswers:
    """What the phone with the token has given in the step; only the token tells."""
    s, d, n = scores.c, dots.c, notes.c
    scored = sa.select(s.proposal_id, s.criterion_id, s.value).where(
        s.pseudonym_id == disclosure.pseudonym(token, step_id, "scores")
    )
    dotted = sa.select(d.proposal_id, d["count"]).where(
        d.pseudonym_id == disclosure.pseudonym(token, step_id, "dots")
    )
    written = sa.select(n.id, n.proposal_id, n.kind, n.words).where(
        n.pseudonym_id.in_(_writers(token, [step_id]))
    )
    return StepAnswers(
        {(row[0], row[1]): row[2] for row in connection.execute(scored)},
        {row[0]: row[1] for row in connection.execute(dotted)},
        tuple(Note(*row) for row in connection.execute(written.order_by(n.id))),
    )


def is_written(connection: Connection, note: dict[str, str | None]) -> bool:
    """Whether a note with these columns stands."""
    same = [notes.c[name].is_not_distinct_from(value) for name, value in note.items()]
    return connection.execute(sa.select(notes.c.id).where(*same)).first() is not None


def supported_by(connection: Connection, *, token: str, step_id: str) -> frozenset[str]:
    """The notes of a step that the phone with the token supports."""
    s, mine = note_supports.c, disclosure.pseudonym(token, step_id, note_supports.name)
    chosen = sa.select(s.note_id).where(s.pseudonym_id == mine)
    return frozenset(connection.execute(chosen).scalars())


def written_by(connection: Connection, *, token: str, workshop_id: str) -> tuple[OwnNote, ...]:
    """All the phone with the token wrote and did not take back, in the workshop's order."""
    n, wp, p, s = notes.c, workshop_proposals.c, proposals.c, workshop_steps.c
    steps = connection.execute(sa.select(s.id).where(s.workshop_id == workshop_id)).scalars()
    of_this = sa.and_(wp.proposal_id == n.proposal_id, wp.workshop_id == workshop_id)
    chosen = (
        sa.select(n.kind, n.words, p.number, p.title)
        .select_from(
            notes.outerjoin(workshop_proposals, of_this).outerjoin(proposals, p.id == n.proposal_id)
        )
        .where(n.pseudonym_id.in_(_writers(token, steps)))
        .order_by(wp.position, n.id)
    )
    return tuple(OwnNote(*row) for row in connection.execute(chosen))


def _writers(token: str, step_ids: Iterable[str]) -> list[str]:
    return [disclosure.pseudonym(token, step, kind) for step in step_ids for kind in NoteKind]


def centres(connection: Connection, *, workshop_id: str) -> tuple[tuple[str, str], ...]:
    """code, name of the parties a participant can come from: those that are expected, else all;
    the caller sorts."""
    p, r = parties.c, workshop_roster.c
    chosen = sa.select(p.code, p.name)
    expected = chosen.join(workshop_roster).where(r.workshop_id == workshop_id)
    found = connection.execute(expected).all() or connection.execute(
        chosen.where(p.kind.in_(("centre", "unit", "directorate")))
    )
    return tuple((row[0], row[1]) for row in found)
