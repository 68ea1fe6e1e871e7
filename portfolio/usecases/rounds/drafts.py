"""What somebody is typing for a status round, kept so that a lost connection loses nothing.

A draft is no change of the portfolio: nobody else's page shows its words. So it is not logged,
and it raises no revision, which would throw away every session's cache at every field left.
"""

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import status
from portfolio.domain.model import AnswerState
from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.store.schema import round_answers, status_rounds, users
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Deed, Person, Result, Who

#: What a draft may hold; the rest of what is handed in is left out.
FIELDS = ("stage", "rag", "percent", *status.TEXTS)
#: What fields beside them begin with: what is said of the decisions about it.
CARRIED_OUT = "carried_out:"
#: Characters of JSON: every text at its longest, and some.
_LONGEST = 2 * status.LONGEST * len(status.TEXTS)


def keep(who: Who, proposal_id: str, answer_id: str, typed: dict[str, Any], *, version: int) -> int:
    """Keep what has been typed so far; the draft's new version.

    Raises ConflictError (``theirs``: ``name``, ``at``, ``version``, ``draft``) when somebody else
    has kept a draft meanwhile, PortfolioError when the answer has been sent or its round is closed.
    """
    at = ids.now()
    kept = {name: value for name, value in typed.items() if is_field(name)}
    text = json.dumps(kept, ensure_ascii=False)
    if len(text) > _LONGEST:
        raise PortfolioError("That is too much text to keep as a draft. Shorten it.")

    def work(connection: Connection, person: Person) -> Result[int]:
        row = _row(connection, proposal_id, answer_id)
        if row["version"] != version:
            raise _taken(connection, row)
        state = AnswerState.RETURNED if row["state"] == AnswerState.RETURNED else AnswerState.DRAFT
        kept = sa.update(round_answers).where(
            round_answers.c.id == answer_id, round_answers.c.version == version
        )
        connection.execute(
            kept.values(
                draft=text,
                drafted_at=at,
                drafted_by_user_id=person.who.user_id,
                state=state,
                version=version + 1,
            )
        )
        return Result(answer=version + 1, changed=False)

    return use_case.perform(who, _deed(answer_id, proposal_id), work)


def is_field(name: str) -> bool:
    """Whether a draft may hold it."""
    return name in FIELDS or name.startswith(CARRIED_OUT)


def _deed(answer_id: str, proposal_id: str) -> Deed:
    return Deed(
        Action.ANSWER_STATUS,
        "draft.kept",
        "round_answers",
        answer_id,
        own=use_case.of_proposal(proposal_id),
    )


def _row(connection: Connection, proposal_id: str, answer_id: str) -> dict[str, Any]:
    a = round_answers.c
    chosen = (
        sa.select(round_answers, status_rounds.c.closed_at)
        .join(status_rounds)
        # The proposal is what the right was asked for: the answer must be about that one.
        .where(a.id == answer_id, a.proposal_id == proposal_id)
        .with_for_update(of=round_answers)
    )
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None or row["closed_at"] is not None:
        raise PortfolioError("The round has been closed, so no draft is kept. Reload the page.")
    if row["state"] == AnswerState.SUBMITTED:
        raise PortfolioError("The answer has been sent, so no draft is kept. Reload the page.")
    return dict(row)


def _taken(connection: Connection, row: dict[str, Any]) -> ConflictError:
    chosen = sa.select(users.c.name).where(users.c.id == row["drafted_by_user_id"])
    theirs = {
        "name": connection.execute(chosen).scalar_one_or_none(),
        "at": row["drafted_at"],
        "version": row["version"],
        "draft": None if row["draft"] is None else json.loads(row["draft"]),
    }
    return ConflictError(
        N_(
            "Somebody else is writing on this answer too. What you type stays here, but it is not"
            " kept as a draft until you have chosen below."
        ),
        theirs=theirs,
    )
