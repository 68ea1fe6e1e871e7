"""A participant says "me too" to a note that somebody else wrote."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import disclosure
from portfolio.domain.workshops import StepState, WorkshopState
from portfolio.errors import PortfolioError
from portfolio.store.schema import note_supports, notes, participants, workshop_steps, workshops
from portfolio.usecases.secret_tokens import hashed
from portfolio.usecases.workshops import contributions


def support(token: str, note_id: str, *, on: bool = True) -> None:
    """Say "me too" to a note that the phones show, or take it back; once each, however often it
    is sent. Raises PortfolioError while its step is open, where it is one's own, or is not shown.
    """
    key = str(uuid4())

    def work(connection: Connection) -> None:
        n, p, s = notes.c, participants.c, note_supports.c
        known = sa.select(p.id, p.workshop_id).where(
            p.token_hash == hashed(token), p.removed_at.is_(None)
        )
        one = connection.execute(known.with_for_update()).one_or_none()
        if one is None:
            raise PortfolioError(
                "This phone does not take part any more. Join with the code again."
            )
        shown = (
            sa.select(n.pseudonym_id, n.step_id, n.kind)
            .join(workshop_steps, workshop_steps.c.id == n.step_id)
            .join(workshops, workshops.c.id == workshop_steps.c.workshop_id)
            .where(n.id == note_id, workshops.c.id == one.workshop_id)
            .where(workshops.c.state == WorkshopState.RUNNING, n.rejected_at.is_(None))
            .where(workshop_steps.c.state == StepState.CLOSED)
        )
        note = connection.execute(shown).one_or_none()
        if note is None or note.pseudonym_id == disclosure.pseudonym(
            token, note.step_id, note.kind
        ):
            raise PortfolioError("The note cannot be supported any more. Look at the list again.")
        mine = disclosure.pseudonym(token, note.step_id, note_supports.name)
        gave = (s.note_id == note_id, s.pseudonym_id == mine)
        there = connection.execute(sa.select(s.id).where(*gave)).first() is not None
        if on and not there:
            place = {"token": token, "step_id": note.step_id, "id": one.id}
            contributions.known(connection, place, note_supports.name)
            row = {"id": key, "note_id": note_id, "pseudonym_id": mine}
            connection.execute(sa.insert(note_supports).values(row))
        elif not on:
            connection.execute(sa.delete(note_supports).where(*gave))

    store.in_transaction(work)
