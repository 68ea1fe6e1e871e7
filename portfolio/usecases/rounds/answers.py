"""Giving a status: the rules checked, the history added to, and the copies on the proposal moved.

``submit`` is the whole use case; ``write`` is its inside, for those who store many at once.
"""

from dataclasses import asdict, replace
from datetime import date
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import dated, status
from portfolio.domain.clock import today
from portfolio.domain.model import AnswerState, Rag, Stage
from portfolio.domain.permissions import Action
from portfolio.domain.status import Answer, Standing, tidied
from portfolio.domain.status_rules import Problem, check, problems
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.store.schema import proposals, round_answers, status_rounds, status_updates
from portfolio.usecases import use_case
from portfolio.usecases.rounds import carry_out
from portfolio.usecases.rounds.carry_out import NOTHING_SAID, Said
from portfolio.usecases.rounds.status_facts import stage_before, standing
from portfolio.usecases.use_case import Deed, Person, Result, Who

__all__ = [
    "Answer",
    "Problem",
    "Standing",
    "append",
    "as_before",
    "as_it_stands",
    "check",
    "problems",
    "stage_before",
    "standing",
    "submit",
    "tidied",
    "write",
]

#: Where a status came from: the form, a spreadsheet of answers, or the list with which a portfolio
#: begins; the demo and the tests have their own.
FORM, SPREADSHEET, LIST = "form", "spreadsheet", "list"
_COPIED = ("stage", "rag", "percent")
_STEP_DAYS = ("next_step_date_start", "next_step_date_end", "next_step_precision")


def submit(
    who: Who,
    proposal_id: str,
    answer: Answer | None,
    *,
    seen_seq: int,
    round_id: str | None = None,
    unchanged: bool = False,
    carried_out: Said = NOTHING_SAID,
) -> int:
    """Give a proposal its next status; the number of that status.

    ``seen_seq`` is the latest status the user had before them (0: none). With ``unchanged`` that
    status is said again and ``answer`` is not read. ``carried_out``: what is said with it of the
    decisions about the proposal (:mod:`portfolio.queries.rounds.carry_out`).
    Raises PortfolioError for a broken rule, ConflictError if somebody was quicker.
    """
    status_id, recorded_at, day = ids.new_id(), ids.now(), today()
    deed = Deed(
        Action.ANSWER_STATUS,
        "status.unchanged" if unchanged else "status.given",
        "status_updates",
        status_id,
        own=use_case.of_proposal(proposal_id),
        reason=None if answer is None else status.tidied(answer).reason,
    )

    lines = carry_out.deeds(carried_out)

    def work(connection: Connection, person: Person) -> Result[int]:
        result = write(
            connection,
            person,
            proposal_id,
            answer,
            status_id=status_id,
            recorded_at=recorded_at,
            reported_on=day,
            round_id=round_id,
            unchanged=unchanged,
            seen_seq=seen_seq,
            origin=FORM,
        )
        said = carry_out.record(connection, proposal_id, round_id, carried_out, lines, day)
        return replace(result, lines=tuple(said))

    return use_case.perform(who, deed, work)


def write(
    connection: Connection,
    person: Person,
    proposal_id: str,
    answer: Answer | None,
    *,
    status_id: str,
    recorded_at: str,
    reported_on: date,
    round_id: str | None = None,
    unchanged: bool = False,
    seen_seq: int,
    origin: str,
    puts_back: bool = False,
) -> Result[int]:
    """Store one status in the caller's transaction, which has checked that ``person`` may.

    ``reported_on`` is the day the status is of. ``puts_back``: it says again what stood before an
    act that is undone, which no rule stands in the way of. What a LIST says has been so already:
    nothing is demanded of it, and nobody was to be involved first. Before and after hold the
    columns that differ from the status before; the answer is the new status's number.
    Raises PortfolioError for a broken rule, ConflictError (``theirs``: the latest status, with the
    proposal's id and its number as ``version``) if ``seen_seq`` is not the latest any more; then
    nothing may be kept.
    """
    stands = _held(connection, proposal_id, seen_seq)
    given = as_before(stands) if unchanged or answer is None else status.tidied(answer)
    if not puts_back:
        runs_already = origin == LIST
        check(given, replace(stands, demands=frozenset(), awaited=None) if runs_already else stands)
    values = _columns(given, reported_on, stands.latest or {}) | {"unchanged": int(unchanged)}
    if round_id is not None:
        _answer_round(
            connection,
            person,
            proposal_id,
            round_id,
            seen_seq + 1,
            recorded_at,
            unchanged=unchanged,
        )
    append(
        connection,
        proposal_id,
        seen_seq + 1,
        values,
        id=status_id,
        recorded_at=recorded_at,
        author=person.name,
        origin=origin,
        round_id=round_id,
    )
    return _done(proposal_id, stands, values, status_id, seen_seq + 1)


def _held(connection: Connection, proposal_id: str, seen_seq: int) -> Standing:
    """How the proposal stands, which nobody changes until the transaction ends."""
    # PostgreSQL lets others write between a question and its answer; SQLite has locked already.
    locked = sa.select(proposals.c.id).where(proposals.c.id == proposal_id)
    connection.execute(locked.with_for_update(key_share=True))
    stands = standing(connection, proposal_id)
    if stands.seq != seen_seq:
        raise ConflictError(
            N_(
                "The proposal has been given a status since you opened it. Nothing was"
                " overwritten: compare the two, and send again."
            ),
            theirs=(stands.latest or {}) | {"id": proposal_id, "version": stands.seq},
        )
    return stands


def as_before(stands: Standing) -> Answer:
    """The latest status said again, without what was said of that time alone.

    Raises PortfolioError if there is no earlier status.
    """
    if stands.latest is None:
        raise PortfolioError(
            "There is no earlier status to be unchanged from. Fill the form in this first time."
        )
    kept = {name: stands.latest[name] for name in status.TEXTS if name not in status.OF_THAT_TIME}
    return Answer(
        stage=Stage(stands.latest["stage"]),
        rag=Rag(stands.latest["rag"]),
        percent=stands.latest["percent"],
        **kept,
    )


def as_it_stands(stands: Standing) -> Answer:
    """The latest status said again, or that there is none; what its rules now refuse left out."""
    if stands.latest is None:
        return Answer(stage=stands.stage, rag=Rag.NONE)
    again = as_before(stands)
    return again if stands.has_pool else replace(again, economy=None)


def _columns(answer: Answer, reported_on: date, latest: dict[str, Any]) -> dict[str, Any]:
    """The answer by column of status_updates, its date in words and in days.

    Words that are said again mean what they meant the first time.
    """
    values = asdict(answer) | {"reported_on": reported_on.isoformat()}
    if values["next_step_date_text"] == latest.get("next_step_date_text"):
        return values | {name: latest.get(name) for name in _STEP_DAYS}
    when = dated.read_date(answer.next_step_date_text, reference=reported_on)
    days = (when.start.isoformat(), when.end.isoformat(), when.precision.value) if when else ()
    return values | dict(zip_longest(_STEP_DAYS, days))


def append(
    connection: Connection, proposal_id: str, seq: int, values: dict[str, Any], **rest: object
) -> None:
    """Add to the history, and move the pointer and what is copied with it, together.

    ``values``: the answer by column, with the day it is of; no rule is asked here. The proposal's
    own version stays: whoever corrects its title is not disturbed by a status.
    """
    connection.execute(
        sa.insert(status_updates).values(proposal_id=proposal_id, seq=seq, **values, **rest)
    )
    shown = {name: values[name] for name in _COPIED}
    connection.execute(
        sa.update(proposals)
        .where(proposals.c.id == proposal_id)
        .values(status_seq=seq, status_on=values["reported_on"], **shown)
    )


def _answer_round(
    connection: Connection,
    person: Person,
    proposal_id: str,
    round_id: str,
    seq: int,
    at: str,
    *,
    unchanged: bool,
) -> None:
    """Lock the round's answer. What was typed is kept: it may be somebody else's."""
    a = round_answers.c
    row = connection.execute(
        sa.select(a.id, a.state, status_rounds.c.closed_at)
        .select_from(round_answers.join(status_rounds))
        .where(a.round_id == round_id, a.proposal_id == proposal_id)
        # Nobody closes the round before this answer is in it.
        .with_for_update(read=True, of=status_rounds)
    ).one_or_none()
    if row is None:
        raise PortfolioError(
            "The round does not ask about this proposal any more. Reload the page and answer"
            " outside the round."
        )
    if row.closed_at is not None:
        raise PortfolioError(
            "The round has been closed. Reload the page; you can still give a status, but it"
            " will not be in that round."
        )
    if row.state == AnswerState.SUBMITTED:
        raise PortfolioError(
            "The answer has been sent already. Reload the page, and take it back if it is to be"
            " changed."
        )
    connection.execute(
        sa.update(round_answers)
        .where(a.id == row.id)
        .values(
            state=AnswerState.SUBMITTED,
            submitted_at=at,
            submitted_by=person.name,
            status_seq=seq,
            unchanged=int(unchanged),
            version=a.version + 1,
        )
    )


def _done(
    proposal_id: str, stands: Standing, values: dict[str, Any], status_id: str, seq: int
) -> Result[int]:
    before = stands.latest or {"stage": str(stands.stage), "rag": str(Rag.NONE)}
    differ = [name for name, value in values.items() if before.get(name) != value]
    return Result(
        before={name: before.get(name) for name in differ},
        after={name: values[name] for name in differ} | {"proposal_id": proposal_id, "seq": seq},
        subject_id=status_id,
        answer=seq,
    )
