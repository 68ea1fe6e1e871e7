"""What a participant gives: scores, dots and notes. Acknowledged only when it is stored.

Every rule is asked in the transaction that stores the answer. What comes too late, too many or
into the wrong step is not counted: it is kept in ``rejected_answers`` with the reason, and said.
Giving the same again changes nothing, so a phone may send again what it got no word on.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import voting
from portfolio.domain.workshops import NoteKind, StepKind, StepState, WorkshopState
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.queries.workshops import phone
from portfolio.store import ids
from portfolio.store.schema import (
    criteria,
    note_supports,
    notes,
    participants,
    rejected_answers,
    scores,
    workshop_proposals,
    workshop_steps,
    workshops,
)
from portfolio.store.schema import dots as dots_table
from portfolio.usecases import text_input
from portfolio.usecases.secret_tokens import hashed

T = TypeVar("T")
LONGEST_NOTE = 1000  # characters
MOST_NOTES = 60  # of one participant in one workshop
#: In which steps notes can be written, and of which kinds.
NOTES_IN: dict[StepKind, tuple[NoteKind, ...]] = {
    StepKind.READ: (NoteKind.QUESTION,),
    StepKind.QUALIFY: (NoteKind.MISSING, NoteKind.CONTRIBUTE, NoteKind.CONCERN),
    StepKind.TALK: (NoteKind.QUESTION, NoteKind.CONCERN),
    StepKind.AGREE: (NoteKind.CONTRIBUTE,),
}


class NotCountedError(PortfolioError):
    """The answer was not counted; ``reason`` is the code it is kept under."""

    def __init__(self, message: str, reason: str, **values: object) -> None:
        super().__init__(message, **values)
        self.reason = reason


def score(token: str, step_id: str, proposal_id: str, criterion_id: str, value: int) -> None:
    """Give, or change, a score from 1 to 5. Raises NotCountedError, PortfolioError."""
    key, at = ids.new_id(), ids.now()

    def work(connection: Connection) -> None:
        one = _may(connection, token, step_id, {StepKind.SCORE}, proposal_id)
        _require(voting.LOWEST <= value <= voting.HIGHEST, _NO_SUCH, "unknown")
        _require(_belongs(connection, criteria, one, id=criterion_id), _NO_SUCH, "unknown")
        place = {
            "participant_id": one["id"],
            "step_id": step_id,
            "proposal_id": proposal_id,
            "criterion_id": criterion_id,
        }
        _put(connection, scores, place, {"value": value, "given_at": at}, key)

    answer = {"proposal": proposal_id, "criterion": criterion_id, "value": value}
    _counted(token, step_id, "score", answer, work)


def put_dots(token: str, step_id: str, proposal_id: str, count: int) -> int:
    """Set how many dots lie on a proposal; how many are left. Raises as :func:`score`."""
    key, at = ids.new_id(), ids.now()

    def work(connection: Connection) -> int:
        one = _may(connection, token, step_id, {StepKind.DOTS}, proposal_id)
        d = dots_table.c
        mine = (d.participant_id == one["id"], d.step_id == step_id)
        others = sa.select(sa.func.coalesce(sa.func.sum(d.count), 0)).where(
            *mine, d.proposal_id != proposal_id
        )
        left = int(one["dots"]) - int(connection.execute(others).scalar_one()) - count
        _require(count >= 0, _NO_SUCH, "unknown")
        if left < 0:
            raise NotCountedError(
                N_("You have {n} dots in all. Take one away from another proposal first."),
                "too_many",
                n=one["dots"],
            )
        place = {"participant_id": one["id"], "step_id": step_id, "proposal_id": proposal_id}
        _put(connection, dots_table, place, {"count": count, "given_at": at}, key)
        return left

    return _counted(token, step_id, "dots", {"proposal": proposal_id, "count": count}, work)


def write_note(
    token: str, step_id: str, proposal_id: str | None, kind: str, words: str, *, key: str
) -> None:
    """Write a note, or change one's own. ``key`` is made by the phone: sent twice, kept once.

    Raises as :func:`score`; a note that is empty or too long is not kept, and says so.
    """
    at, said = ids.now(), text_input.words(words)
    if said is None:
        raise PortfolioError("The note is empty. Write something before you send it.")
    if len(said) > LONGEST_NOTE:
        raise PortfolioError(
            "The note is longer than {longest} characters. Shorten it.", longest=LONGEST_NOTE
        )

    def work(connection: Connection) -> None:
        one = _may(connection, token, step_id, set(NOTES_IN), proposal_id)
        _require(kind in NOTES_IN[StepKind(one["kind"])], _NO_SUCH, "unknown")
        there = connection.execute(sa.select(notes).where(notes.c.id == key)).mappings().first()
        if there is None:
            place = {"participant_id": one["id"], "step_id": step_id, "proposal_id": proposal_id}
            place |= {"kind": kind, "words": said}
            if not phone.is_written(connection, place):  # else it was sent twice with two keys
                _require_few_notes(connection, one)
                connection.execute(sa.insert(notes).values(id=key, written_at=at, **place))
            return
        _require(there["participant_id"] == one["id"], _NO_SUCH, "unknown")
        changed = sa.update(notes).where(notes.c.id == key)
        connection.execute(changed.values(words=said, taken_back_at=None))

    _counted(token, step_id, "note", {"proposal": proposal_id, "kind": kind}, work)


def take_back_note(token: str, key: str) -> None:
    """Take back a note of one's own; nothing happens if it is nobody's, or taken back already."""
    at = ids.now()

    def work(connection: Connection) -> None:
        mine = sa.select(participants.c.id).where(participants.c.token_hash == hashed(token))
        connection.execute(
            sa.update(notes)
            .where(notes.c.id == key, notes.c.participant_id.in_(mine))
            .where(notes.c.taken_back_at.is_(None))
            .values(taken_back_at=at, words="")
        )

    store.in_transaction(work)


def leave(token: str, reason: str = "left") -> None:
    """Delete all a participant has given, and the name. Not after the end: then it is the record.

    Really deleted, unlike everything else here: they were promised that they could.
    Raises PortfolioError when the workshop is over.
    """
    at = ids.now()

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
                "The workshop is over and its result is recorded. Ask the facilitator."
            )
        for table in (scores, dots_table, note_supports):
            connection.execute(sa.delete(table).where(table.c.participant_id == row.id))
        gone = sa.update(notes).where(notes.c.participant_id == row.id)
        connection.execute(gone.values(words="", taken_back_at=at))
        left = {"name": None, "party_id": None, "removed_at": at, "removed_reason": reason}
        connection.execute(sa.update(participants).where(p.id == row.id).values(left))

    store.in_transaction(work)


# --- what every answer must pass ------------------------------------------------------------------

_NO_SUCH = N_("The answer does not fit this workshop. Reload the page and try again.")


def _may(
    connection: Connection, token: str, step_id: str, kinds: set[StepKind], proposal_id: str | None
) -> dict[str, Any]:
    """The participant with the step's kind and the workshop's dots, if they may answer now."""
    p, s, w = participants.c, workshop_steps.c, workshops.c
    # Two tabs of one phone wait for each other; whoever closes the step waits for both.
    mine = sa.select(p.id, p.workshop_id).where(
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
    return {**one, **step}


def _belongs(connection: Connection, table: sa.Table, one: dict[str, Any], **which: str) -> bool:
    tests = [table.c[name] == value for name, value in which.items()]
    chosen = sa.select(table.c.id).where(table.c.workshop_id == one["workshop_id"], *tests)
    return connection.execute(chosen).first() is not None


def _put(
    connection: Connection, table: sa.Table, place: dict[str, Any], values: dict[str, Any], key: str
) -> None:
    there = sa.update(table).where(*(table.c[name] == value for name, value in place.items()))
    if connection.execute(there.values(values)).rowcount == 0:
        connection.execute(sa.insert(table).values(id=key, **place, **values))


def _require_few_notes(connection: Connection, one: dict[str, Any]) -> None:
    mine = sa.select(sa.func.count()).where(notes.c.participant_id == one["id"])
    if connection.execute(mine).scalar_one() >= MOST_NOTES:
        raise NotCountedError(
            N_("You have written {n} notes, and that is the most. Change one of them instead."),
            "too_many",
            n=MOST_NOTES,
        )


def _require(holds: bool, sentence: str, reason: str) -> None:
    if not holds:
        raise NotCountedError(sentence, reason)


def _counted(
    token: str, step_id: str, kind: str, answer: dict[str, Any], work: Callable[[Connection], T]
) -> T:
    """Store it, or keep that it was not counted and why, and pass the sentence on."""
    try:
        return store.in_transaction(work)
    except NotCountedError as error:
        _keep_rejected(token, step_id, kind, answer, error.reason)
        raise


def _keep_rejected(
    token: str, step_id: str, kind: str, answer: dict[str, Any], reason: str
) -> None:
    key, at = ids.new_id(), ids.now()

    def work(connection: Connection) -> None:
        p, r = participants.c, rejected_answers.c
        mine = sa.select(p.id, p.workshop_id).where(p.token_hash == hashed(token))
        one = connection.execute(mine).one_or_none()
        if one is None:
            return
        step = sa.select(workshop_steps.c.id).where(
            workshop_steps.c.id == step_id, workshop_steps.c.workshop_id == one.workshop_id
        )
        known = connection.execute(step).scalar_one_or_none()
        count = sa.select(sa.func.count()).where(r.participant_id == one.id)
        if connection.execute(count).scalar_one() < _MOST_REJECTED:
            connection.execute(
                sa.insert(rejected_answers).values(
                    id=key,
                    workshop_id=one.workshop_id,
                    participant_id=one.id,
                    step_id=known,
                    kind=kind,
                    reason=reason,
                    rejected_at=at,
                    answer=json.dumps(answer, ensure_ascii=False),
                )
            )

    store.in_transaction(work)


#: Of one participant; a phone gone wild does not fill the file.
_MOST_REJECTED = 200
