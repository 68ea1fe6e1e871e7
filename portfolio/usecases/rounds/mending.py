"""An answer that was sent is opened again while its round is: sent back, or taken back.

The status it gave stands until the next one is sent: it was said, and the history keeps it.
"""

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain.model import AnswerState
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import round_answers, status_updates
from portfolio.usecases import use_case
from portfolio.usecases.rounds import drafts, rounds
from portfolio.usecases.use_case import Deed, Person, Result, Who, change_row

_LONGEST_COMMENT = 2000  # characters
Row = dict[str, Any]


def return_answer(who: Who, answer_id: str, comment: str, *, version: int) -> None:
    """Send an answer back to be mended. Raises PortfolioError without a comment, or where there is
    nothing to return; ConflictError as ``save_version``.
    """
    at, said = ids.now(), signs.normalised(comment).strip()
    if not said:
        raise PortfolioError("Write what is to be changed, so that the one who answered knows.")
    if len(said) > _LONGEST_COMMENT:
        raise PortfolioError(
            "The comment is longer than {longest} characters. Shorten it.", longest=_LONGEST_COMMENT
        )

    def work(connection: Connection, person: Person) -> Result[None]:
        _sent(connection, answer_id)
        values = {
            "state": str(AnswerState.RETURNED),
            "returned_at": at,
            "returned_by": person.name,
            "returned_comment": said,
        }
        return change_row(connection, round_answers, answer_id, version, values)

    deed = Deed(Action.RUN_ROUNDS, "answer.returned", "round_answers", answer_id, reason=said)
    use_case.perform(who, deed, work)


def take_back(who: Who, proposal_id: str, answer_id: str, *, version: int) -> None:
    """Take an answer back to mend it: the round counts it as a draft, which holds what was sent.

    Raises PortfolioError where it has not been sent or its round is closed; ConflictError as
    ``save_version``.
    """

    def work(connection: Connection, person: Person) -> Result[None]:
        row = _sent(connection, answer_id, proposal_id)
        values = {
            "state": str(AnswerState.DRAFT),
            "submitted_at": None,
            "submitted_by": None,
            "status_seq": None,
            "unchanged": 0,
        }
        done = change_row(connection, round_answers, answer_id, version, values)
        _begin_draft(connection, row, person)
        return done

    deed = Deed(
        Action.ANSWER_STATUS,
        "answer.taken_back",
        "round_answers",
        answer_id,
        own=use_case.of_proposal(proposal_id),
    )
    use_case.perform(who, deed, work)


def _sent(connection: Connection, answer_id: str, proposal_id: str | None = None) -> Row:
    """The answer, which has been sent in a round that is open."""
    chosen = sa.select(round_answers).where(round_answers.c.id == answer_id)
    row = connection.execute(chosen).mappings().one()
    if proposal_id not in (None, row["proposal_id"]):  # the right was asked for that one
        raise PortfolioError("The answer is about another proposal. Reload the page.")
    rounds.still_open(connection, row["round_id"])
    if row["state"] != AnswerState.SUBMITTED:
        raise PortfolioError(
            "The answer has not been sent, so there is nothing to return. Reload the page."
        )
    return dict(row)


def _begin_draft(connection: Connection, row: Row, person: Person) -> None:
    """What was sent becomes the draft, unless somebody else's words stand there."""
    if row["drafted_by_user_id"] not in (None, person.who.user_id):
        return
    s = status_updates.c
    chosen = sa.select(status_updates).where(
        s.proposal_id == row["proposal_id"], s.seq == row["status_seq"]
    )
    status = connection.execute(chosen).mappings().one()
    draft = json.loads(row["draft"] or "{}") | {name: status[name] for name in drafts.FIELDS}
    connection.execute(
        sa.update(round_answers)
        .where(round_answers.c.id == row["id"])
        .values(draft=json.dumps(draft, ensure_ascii=False))
    )
