"""What a participant gives: scores, dots and notes. Acknowledged only when it is stored.

Every rule is asked in the transaction that stores the answer. What comes too late, too many or
into the wrong step is not counted, which is said, and not kept. Giving the same again changes
nothing, so a phone may send again what it got no word on. An answer has no time, and a key that
tells none.
"""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import disclosure, voting
from portfolio.domain.workshops import NoteKind, StepKind, StepState, WorkshopState
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.queries.workshops import phone
from portfolio.store.schema import (
    criteria,
    note_supports,
    notes,
    participants,
    pseudonyms,
    scores,
    workshop_proposals,
    workshop_steps,
    workshops,
)
from portfolio.store.schema import dots as dots_table
from portfolio.usecases import text_input
from portfolio.usecases.secret_tokens import hashed
from portfolio.usecases.workshops import forgetting

LONGEST_NOTE = 1000  # characters
MOST_NOTES = 60  # of one participant in one workshop
#: A participant with the token, the step's kind and the workshop's dots.
_Answerer = dict[str, Any]
#: In which steps notes can be written, and of which kinds.
NOTES_IN: dict[StepKind, tuple[NoteKind, ...]] = {
    StepKind.READ: (NoteKind.QUESTION,),
    StepKind.QUALIFY: (NoteKind.MISSING, NoteKind.CONTRIBUTE, NoteKind.CONCERN),
    StepKind.TALK: (NoteKind.QUESTION, NoteKind.CONCERN),
    StepKind.AGREE: (NoteKind.CONTRIBUTE,),
}


class NotCountedError(PortfolioError):
    """The answer was not counted; ``reason`` is a code the phone knows."""

    def __init__(self, message: str, reason: str, **values: object) -> None:
        super().__init__(message, **values)
        self.reason = reason


def score(token: str, step_id: str, proposal_id: str, criterion_id: str, value: int) -> None:
    """Give, or change, a score from 1 to 5. Raises NotCountedError, PortfolioError."""
    key = str(uuid4())

    def work(connection: Connection) -> None:
        one = _may(connection, token, step_id, {StepKind.SCORE}, proposal_id)
        _require(voting.LOWEST <= value <= voting.HIGHEST, _NO_SUCH, "unknown")
        _require(_belongs(connection, criteria, one, id=criterion_id), _NO_SUCH, "unknown")
        place = {"proposal_id": proposal_id, "criterion_id": criterion_id}
        _put(connection, scores, one, place, {"value": value}, key)

    store.in_transaction(work)


def put_dots(token: str, step_id: str, proposal_id: str, count: int) -> int:
    """Set how many dots lie on a proposal; how many are left. Raises as :func:`score`."""
    key = str(uuid4())

    def work(connection: Connection) -> int:
        one = _may(connection, token, step_id, {StepKind.DOTS}, proposal_id)
        d, mine = dots_table.c, disclosure.pseudonym(token, step_id, dots_table.name)
        others = sa.select(sa.func.coalesce(sa.func.sum(d.count), 0)).where(
            d.pseudonym_id == mine, d.proposal_id != proposal_id
        )
        left = int(one["dots"]) - int(connection.execute(others).scalar_one()) - count
        _require(count >= 0, _NO_SUCH, "unknown")
        if left < 0:
            raise NotCountedError(
                N_("You have {n} dots in all. Take one away from another proposal first."),
                "too_many",
                n=one["dots"],
            )
        _put(connection, dots_table, one, {"proposal_id": proposal_id}, {"count": count}, key)
        return left

    return store.in_transaction(work)


def write_note(
    token: str, step_id: str, proposal_id: str | None, kind: str, words: str, *, key: str
) -> None:
    """Write a note, or change one's own. ``key`` is made by the phone: sent twice, kept once.

    Raises as :func:`score`; a note that is empty or too long is not kept, and says so.
    """
    said = text_input.words(words)
    if said is None:
        raise PortfolioError("The note is empty. Write something before you send it.")
    if len(said) > LONGEST_NOTE:
        raise PortfolioError(
            "The note is longer than {longest} characters. Shorten it.", longest=LONGEST_NOTE
        )

    def work(connection: Connection) -> None:
        one = _may(connection, token, step_id, set(NOTES_IN), proposal_id)
        _require(kind in NOTES_IN[StepKind(one["kind"])], _NO_SUCH, "unknown")
        there = sa.select(notes.c.pseudonym_id).where(notes.c.id == key)
        writer = connection.execute(there).scalar_one_or_none()
        if writer is None:
            place = {"proposal_id": proposal_id, "kind": kind, "words": said}
            mine = disclosure.pseudonym(token, step_id, kind)
            if not phone.is_written(connection, place | {"pseudonym_id": mine}):
                _add_note(connection, one, kind, {"id": key, **place})  # else sent with two keys
            return
        mine = disclosure.pseudonym(token, step_id, kind)
        _require(writer == mine, _NO_SUCH, "unknown")
        changed = sa.update(notes).where(notes.c.id == key)
        connection.execute(changed.values(words=said))

    store.in_transaction(work)


def _add_note(connection: Connection, one: _Answerer, kind: str, words: dict[str, Any]) -> None:
    _require_few_notes(connection, one)
    # An offer is made in the centre's name; nothing else is said in anybody's.
    offered = one["party_id"] if kind == NoteKind.CONTRIBUTE else None
    row = words | {"kind": kind, "party_id": offered, "step_id": one["step_id"]}
    giver = known(connection, one, kind)
    connection.execute(sa.insert(notes).values(row | {"pseudonym_id": giver}))


def take_back_note(token: str, key: str) -> None:
    """Delete a note of one's own; nothing happens if it is nobody's, or taken back already."""

    def work(connection: Connection) -> None:
        n, p = notes.c, pseudonyms.c
        mine = sa.select(p.id).join(participants).where(participants.c.token_hash == hashed(token))
        found = connection.execute(sa.select(n.id).where(n.id == key, n.pseudonym_id.in_(mine)))
        for note in found.scalars().all():
            support = note_supports.c.note_id == note
            connection.execute(sa.delete(note_supports).where(support))
            connection.execute(sa.delete(notes).where(n.id == note))

    store.in_transaction(work)


def leave(token: str) -> None:
    """Delete all a participant has given. Not after the end: nobody knows then whose it is.

    Really deleted, unlike everything else here: they were promised that they could. Results that
    have been shown stand (:mod:`portfolio.domain.disclosure`). Raises PortfolioError when the
    workshop is over.
    """

    def work(connection: Connection) -> None:
        p = participants.c
        chosen = (
            sa.select(p.id, workshops.c.state)
            .join(workshops)
            .where(p.token_hash == hashed(token), p.removed_at.is_(None))
        )
        row = connection.execute(chosen.with_for_update(of=participants)).one_or_none()
        if row is None:
            return
        if row.state == WorkshopState.ENDED:
            raise PortfolioError(
                "The workshop is over, and it is no longer known whose answers are whose, so"
                " nobody's can be deleted."
            )
        forgetting.remove(connection, [row.id], "left")

    store.in_transaction(work)


# --- what every answer must pass ------------------------------------------------------------------

_NO_SUCH = N_("The answer does not fit this workshop. Reload the page and try again.")


def _may(
    connection: Connection, token: str, step_id: str, kinds: set[StepKind], proposal_id: str | None
) -> _Answerer:
    """Who it is, if they may answer now."""
    p, s, w = participants.c, workshop_steps.c, workshops.c
    # Two tabs of one phone wait for each other; whoever closes the step waits for both.
    mine = sa.select(p.id, p.workshop_id, p.party_id).where(
        p.token_hash == hashed(token), p.removed_at.is_(None)
    )
    one = connection.execute(mine.with_for_update()).mappings().one_or_none()
    if one is None:
        raise PortfolioError("This phone does not take part any more. Join with the code again.")
    chosen = (
        sa.select(s.kind, s.state, w.dots, w.state.label("workshop_state"))
        .join(workshops, w.id == s.workshop_id)
        .where(s.id == step_id, s.workshop_id == one["workshop_id"])
        .with_for_update(read=True, of=workshop_steps)
    )
    step = connection.execute(chosen).mappings().one_or_none()
    _require(step is not None and step["kind"] in kinds, _NO_SUCH, "unknown")
    assert step is not None
    if step["state"] == StepState.PAUSED:
        raise NotCountedError(N_("There is a pause. Wait until the step goes on."), "paused")
    if step["state"] != StepState.OPEN or step["workshop_state"] != WorkshopState.RUNNING:
        raise NotCountedError(N_("The step is closed, so this was not counted."), "closed")
    if proposal_id is not None:
        there = _belongs(connection, workshop_proposals, dict(one), proposal_id=proposal_id)
        _require(there, _NO_SUCH, "unknown")
    return {**one, **step, "token": token, "step_id": step_id}


def _belongs(connection: Connection, table: sa.Table, one: dict[str, Any], **which: str) -> bool:
    tests = [table.c[name] == value for name, value in which.items()]
    chosen = sa.select(table.c.id).where(table.c.workshop_id == one["workshop_id"], *tests)
    return connection.execute(chosen).first() is not None


def _put(
    connection: Connection,
    table: sa.Table,
    one: _Answerer,
    place: dict[str, Any],
    values: dict[str, Any],
    key: str,
) -> None:
    mine = disclosure.pseudonym(one["token"], one["step_id"], table.name)
    at = {"pseudonym_id": mine, **place}
    there = sa.update(table).where(*(table.c[name] == value for name, value in at.items()))
    if connection.execute(there.values(values)).rowcount == 0:
        known(connection, one, table.name)
        row = {"id": key, "step_id": one["step_id"], **at, **values}
        connection.execute(sa.insert(table).values(row))


def known(connection: Connection, one: _Answerer, kind: str) -> str:
    """The pseudonym for one kind of answer in the step, made the first time. ``one`` has token,
    step_id and id.
    """
    mine = disclosure.pseudonym(one["token"], one["step_id"], kind)
    there = sa.select(pseudonyms.c.id).where(pseudonyms.c.id == mine)
    if connection.execute(there).first() is None:
        row = {"id": mine, "participant_id": one["id"], "step_id": one["step_id"], "kind": kind}
        connection.execute(sa.insert(pseudonyms).values(row))
    return mine


def _require_few_notes(connection: Connection, one: _Answerer) -> None:
    counted = sa.select(sa.func.count()).select_from(notes.join(pseudonyms))
    mine = counted.where(pseudonyms.c.participant_id == one["id"])
    if connection.execute(mine).scalar_one() >= MOST_NOTES:
        raise NotCountedError(
            N_("You have written {n} notes, and that is the most. Change one of them instead."),
            "too_many",
            n=MOST_NOTES,
        )


def _require(holds: bool, sentence: str, reason: str) -> None:
    if not holds:
        raise NotCountedError(sentence, reason)
