"""Ballots on paper: typed in by a facilitator, for who has no phone, and marked as such.

A ballot is a participant with a number in place of a phone. What is on it is counted as if it came
from one, and under the same rule: only while the step is open.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import voting
from portfolio.domain.workshops import StepKind, StepState
from portfolio.errors import PortfolioError
from portfolio.queries.workshops import workshops as workshop_queries
from portfolio.store.schema import dots as dots_table
from portfolio.store.schema import participants, pseudonyms, scores
from portfolio.usecases import secret_tokens
from portfolio.usecases.use_case import Person, Result, Who, perform
from portfolio.usecases.workshops import facilitating

MOST = 200
#: (proposal, criterion) → 1 to 5; and proposal → dots. What is not there was left blank.
Scores = Mapping[tuple[str, str], int]
Dots = Mapping[str, int]


def type_in(who: Who, workshop_id: str, number: int, *, scored: Scores, dotted: Dots) -> None:
    """Put in what stands on the ballot with that number, in place of what was typed in before.

    Raises PortfolioError where the ballot is blank, a figure does not fit, or its step is not
    open.
    """
    _require_fits(number, scored, dotted)
    new = {"id": str(uuid4()), "token_hash": secret_tokens.hashed(secret_tokens.new())}
    giver = str(uuid4())

    def work(connection: Connection, _person: Person) -> Result[None]:
        workshop = facilitating.not_ended(connection, workshop_id)
        step = workshop_queries.current_step(connection, workshop_id=workshop_id)
        kind = StepKind.SCORE if scored else StepKind.DOTS
        if step is None or step.state != StepState.OPEN or step.kind != kind:
            raise PortfolioError(
                "The step of these answers is not open. Open it, or reopen it, and type the ballot"
                " in again."
            )
        if sum(dotted.values()) > workshop["dots"]:
            raise PortfolioError(
                "The ballot has more dots than the {n} there are. Set it aside, or take some away.",
                n=workshop["dots"],
            )
        _require_known(connection, workshop_id, scored, dotted)
        one = _participant(connection, workshop_id, number, new)
        table, rows = (scores, _scores(scored)) if scored else (dots_table, _dots(dotted))
        mine = _pseudonym(connection, one, step.id, table.name, giver)
        place = {"pseudonym_id": mine, "step_id": step.id}
        connection.execute(sa.delete(table).where(table.c.pseudonym_id == mine))
        made = [{**row, **place, "id": str(uuid4())} for row in rows]
        connection.execute(sa.insert(table), made)
        return Result(after={"ballot": number}, answer=None)

    perform(who, facilitating.deed("workshop.ballot_typed", workshop_id), work)


def _require_fits(number: int, scored: Scores, dotted: Dots) -> None:
    if not 1 <= number <= MOST:
        raise PortfolioError("A ballot has a number from 1 to {most}. Write it.", most=MOST)
    if not scored and not any(dotted.values()):
        raise PortfolioError("The ballot is blank. Type in what stands on it.")
    whole = all(voting.LOWEST <= value <= voting.HIGHEST for value in scored.values())
    if not whole or any(count < 0 for count in dotted.values()):
        raise PortfolioError("A score is 1, 2, 3, 4 or 5, and dots are a number from 0 up.")


def _require_known(connection: Connection, workshop_id: str, scored: Scores, dotted: Dots) -> None:
    about = {one.id for one in workshop_queries.proposals_of(connection, workshop_id=workshop_id)}
    on = {one.id for one in workshop_queries.criteria_of(connection, workshop_id=workshop_id)}
    asked = {proposal for proposal, _criterion in scored} | set(dotted)
    if not asked <= about or not {criterion for _proposal, criterion in scored} <= on:
        raise PortfolioError(
            "The answer does not fit this workshop. Reload the page and try again."
        )


def _participant(connection: Connection, workshop_id: str, number: int, new: dict[str, Any]) -> str:
    """Who stands for the ballot; the first time it is typed in somebody new."""
    p = participants.c
    chosen = sa.select(p.id).where(p.workshop_id == workshop_id, p.ballot == number)
    found = connection.execute(chosen.where(p.removed_at.is_(None))).scalar_one_or_none()
    if found is None:
        row = new | {"workshop_id": workshop_id, "ballot": number}
        connection.execute(sa.insert(participants).values(row))
    return str(found or new["id"])


def _pseudonym(connection: Connection, one: str, step_id: str, kind: str, new: str) -> str:
    """Whoever stands for the ballot has no phone to make one of: it is drawn by lot."""
    n = pseudonyms.c
    mine = sa.select(n.id).where(n.participant_id == one, n.step_id == step_id, n.kind == kind)
    found = connection.execute(mine).scalar_one_or_none()
    if found is None:
        row = {"id": new, "participant_id": one, "step_id": step_id, "kind": kind}
        connection.execute(sa.insert(pseudonyms).values(row))
    return str(found or new)


def _scores(scored: Scores) -> list[dict[str, Any]]:
    return [
        {"proposal_id": proposal, "criterion_id": criterion, "value": value}
        for (proposal, criterion), value in scored.items()
    ]


def _dots(dotted: Dots) -> list[dict[str, Any]]:
    return [{"proposal_id": proposal, "count": count} for proposal, count in dotted.items()]
