"""What facilitators do with notes: gather them under headings, set one aside, bring it back."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import note_clusters, notes, workshop_steps
from portfolio.usecases import text_input, use_case
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
        _set(connection, workshop_id, (note_id,), rejected_at=at, rejected_reason=why)
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
        found = sa.select(notes.c.rejected_reason).where(*mine)
        reason_before = connection.execute(found).scalar_one_or_none()
        if reason_before is None:
            raise PortfolioError("The note is not set aside any more. Reload the page.")
        _set(connection, workshop_id, (note_id,), rejected_at=None, rejected_reason=None)
        return Result(
            before={"rejected_reason": reason_before},
            after={"rejected_reason": None},
            answer=None,
        )

    perform(
        who, facilitating.deed("workshop.note_brought_back", workshop_id, "notes", reason=why), work
    )


def remove_heading(who: Who, workshop_id: str, cluster_id: str) -> None:
    """Take a heading away that no note is shown under. Raises PortfolioError while one is."""
    gone = use_case.out_of_use(None)

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        title = _require_heading(connection, workshop_id, cluster_id)
        n, c = notes.c, note_clusters.c
        under = n.cluster_id == cluster_id
        shown = sa.select(n.id).where(under, n.rejected_at.is_(None))
        if connection.execute(shown.limit(1)).first() is not None:
            raise PortfolioError(
                "Notes stand under the heading. Move them first, then it can be removed."
            )
        loose = sa.update(notes).where(under).values(cluster_id=None, version=n.version + 1)
        connection.execute(loose)
        chosen = sa.update(note_clusters).where(c.id == cluster_id)
        connection.execute(chosen.values(version=c.version + 1, **gone))
        return Result(before={"title": title}, after=gone, answer=None)

    perform(who, facilitating.deed("workshop.heading_removed", workshop_id, "note_clusters"), work)


def choose(who: Who, workshop_id: str, note_id: str, *, chosen: bool) -> None:
    """Have the wall show the words of a note, or not; what is not chosen is only counted there."""
    at = ids.now() if chosen else None

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        _require_notes(connection, workshop_id, (note_id,))
        _set(connection, workshop_id, (note_id,), chosen_at=at)
        return Result(after={"chosen_at": at}, answer=None)

    perform(who, facilitating.deed("workshop.note_chosen", workshop_id, "notes"), work)


def merge(who: Who, workshop_id: str, note_id: str, into_id: str) -> None:
    """Have a note shown and counted as one with another that says the same.

    What was merged into the note goes along. Raises PortfolioError where both are not notes of one
    step that are there.
    """

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        found = _require_notes(connection, workshop_id, (note_id, into_id))
        if note_id == into_id or len({row.step_id for row in found}) > 1:
            raise PortfolioError("Only two notes of the same step can be put together.")
        with_it = (note_id, *_merged_into(connection, workshop_id, note_id))
        _set(connection, workshop_id, with_it, merged_into=into_id)
        return Result(after={"merged_into": into_id, "notes": len(with_it)}, answer=None)

    perform(who, facilitating.deed("workshop.notes_merged", workshop_id, "notes"), work)


def take_apart(who: Who, workshop_id: str, note_id: str) -> None:
    """Have all that was merged into a note stand by itself again."""

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        apart = _merged_into(connection, workshop_id, note_id)
        _set(connection, workshop_id, apart, merged_into=None)
        return Result(before={"notes": len(apart)}, answer=None, changed=bool(apart))

    perform(who, facilitating.deed("workshop.notes_parted", workshop_id, "notes"), work)


def _merged_into(connection: Connection, workshop_id: str, note_id: str) -> tuple[str, ...]:
    under = sa.select(notes.c.id).where(notes.c.merged_into == note_id, _of(workshop_id))
    return tuple(connection.execute(under).scalars())


def _require_notes(
    connection: Connection, workshop_id: str, note_ids: tuple[str, ...]
) -> list[sa.Row[Any, Any, Any]]:
    """The notes, all of them of the workshop, standing, and none merged into another but the
    first.
    """
    n = notes.c
    chosen = sa.select(n.id, n.step_id, n.merged_into).where(n.id.in_(note_ids), _of(workshop_id))
    found = list(connection.execute(chosen))
    rest = [row for row in found if row.id != note_ids[0]]
    if len(found) != len(set(note_ids)) or any(row.merged_into for row in rest):
        raise PortfolioError("One of the notes is not there any more. Look again.")
    return found


def _set(
    connection: Connection, workshop_id: str, note_ids: tuple[str, ...], **values: str | None
) -> None:
    chosen = sa.update(notes).where(notes.c.id.in_(note_ids), _of(workshop_id))
    connection.execute(chosen.values(version=notes.c.version + 1, **values))


def _heading(title: str) -> str:
    said = text_input.line(title)
    if said is None:
        raise PortfolioError("Write a heading for the notes.")
    return said


def _require_heading(connection: Connection, workshop_id: str, cluster_id: str) -> str:
    """Its title."""
    c = note_clusters.c
    chosen = sa.select(c.title).where(
        c.id == cluster_id, c.workshop_id == workshop_id, c.withdrawn_at.is_(None)
    )
    title = connection.execute(chosen).scalar_one_or_none()
    if title is None:
        raise PortfolioError("There is no such heading any more. Reload the page.")
    return str(title)


def _of(workshop_id: str) -> sa.ColumnElement[bool]:
    mine = sa.select(workshop_steps.c.id).where(workshop_steps.c.workshop_id == workshop_id)
    return notes.c.step_id.in_(mine)


def _put_in(
    connection: Connection, workshop_id: str, note_ids: tuple[str, ...], cluster_id: str | None
) -> None:
    if cluster_id is not None:
        _require_heading(connection, workshop_id, cluster_id)
    _set(connection, workshop_id, note_ids, cluster_id=cluster_id)
