"""What facilitators do with notes: gather them under headings, set one aside, bring it back."""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import note_clusters, notes, participants
from portfolio.usecases import text_input
from portfolio.usecases.use_case import Person, Result, Who, change_row, perform
from portfolio.usecases.workshops import facilitating


def cluster(who: Who, workshop_id: str, title: str, note_ids: tuple[str, ...]) -> str:
    """Put notes that say the same under one heading; the heading's id. By hand, by a person."""
    key, named = ids.new_id(), _heading(title)

    def work(connection: Connection, _person: Person) -> Result[str]:
        facilitating.not_ended(connection, workshop_id)
        c = note_clusters.c
        last = sa.select(sa.func.coalesce(sa.func.max(c.position), 0)).where(
            c.workshop_id == workshop_id
        )
        connection.execute(
            sa.insert(note_clusters).values(
                id=key,
                workshop_id=workshop_id,
                title=named,
                position=connection.execute(last).scalar_one() + 1,
            )
        )
        _put_in(connection, workshop_id, note_ids, key)
        return Result(after={"title": named, "notes": len(note_ids)}, subject_id=key, answer=key)

    return perform(who, facilitating.deed("workshop.clustered", workshop_id, "note_clusters"), work)


def rename(who: Who, workshop_id: str, cluster_id: str, title: str, *, version: int) -> None:
    """Call a heading something else; what stands under it stays there.

    Raises PortfolioError without words, ConflictError when somebody renamed it meanwhile.
    """
    named = _heading(title)

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        _require_heading(connection, workshop_id, cluster_id)
        return change_row(connection, note_clusters, cluster_id, version, {"title": named})

    perform(who, facilitating.deed("workshop.heading_renamed", workshop_id, "note_clusters"), work)


def put_in_cluster(
    who: Who, workshop_id: str, note_ids: tuple[str, ...], cluster_id: str | None
) -> None:
    """Move notes under a heading, or (None) out of any."""

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        _put_in(connection, workshop_id, note_ids, cluster_id)
        return Result(after={"notes": len(note_ids)}, answer=None)

    perform(who, facilitating.deed("workshop.notes_moved", workshop_id, "note_clusters"), work)


def reject_note(who: Who, workshop_id: str, note_id: str, reason: str) -> None:
    """Leave a note out of what is shown, with a reason; it stays in the data sheet, marked."""
    at, why = ids.now(), text_input.reason(reason)

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        chosen = sa.update(notes).where(notes.c.id == note_id, _of(workshop_id))
        connection.execute(chosen.values(rejected_at=at, rejected_reason=why))
        return Result(after={"rejected_reason": why}, answer=None)

    perform(
        who, facilitating.deed("workshop.note_rejected", workshop_id, "notes", reason=why), work
    )


def bring_back(who: Who, workshop_id: str, note_id: str, reason: str) -> None:
    """Show a note again that was set aside, with a reason; under the heading it had."""
    why = text_input.reason(reason)

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        mine = (notes.c.id == note_id, _of(workshop_id))
        found = sa.select(notes.c.rejected_reason, notes.c.taken_back_at).where(*mine)
        row = connection.execute(found).one_or_none()
        if row is None or row.rejected_reason is None:
            raise PortfolioError("The note is not set aside any more. Reload the page.")
        if row.taken_back_at is not None:
            raise PortfolioError("Whoever wrote the note has taken it back, so it stays away.")
        back = {"rejected_at": None, "rejected_reason": None}
        connection.execute(sa.update(notes).where(*mine).values(back))
        return Result(
            before={"rejected_reason": row.rejected_reason},
            after={"rejected_reason": None},
            answer=None,
        )

    perform(
        who, facilitating.deed("workshop.note_brought_back", workshop_id, "notes", reason=why), work
    )


def _heading(title: str) -> str:
    said = text_input.line(title)
    if said is None:
        raise PortfolioError("Write a heading for the notes.")
    return said


def _require_heading(connection: Connection, workshop_id: str, cluster_id: str) -> None:
    c = note_clusters.c
    chosen = sa.select(c.id).where(c.id == cluster_id, c.workshop_id == workshop_id)
    if connection.execute(chosen).first() is None:
        raise PortfolioError("There is no such heading any more. Reload the page.")


def _of(workshop_id: str) -> sa.ColumnElement[bool]:
    mine = sa.select(participants.c.id).where(participants.c.workshop_id == workshop_id)
    return notes.c.participant_id.in_(mine)


def _put_in(
    connection: Connection, workshop_id: str, note_ids: tuple[str, ...], cluster_id: str | None
) -> None:
    chosen = sa.update(notes).where(notes.c.id.in_(note_ids), _of(workshop_id))
    connection.execute(chosen.values(cluster_id=cluster_id))
