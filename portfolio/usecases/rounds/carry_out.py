"""What is said in a status round of the decisions about a proposal: carried out, partly or not.

Written with the answer, in its transaction. What somebody else has settled meanwhile is left.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.carried_out import CarriedOut
from portfolio.domain.model import FollowUpStatus
from portfolio.domain.permissions import Action
from portfolio.queries.rounds.carry_out import FOLLOW_UP, CarryOut, to_carry_out
from portfolio.store.schema import decisions, follow_ups, status_rounds
from portfolio.usecases.use_case import Deed, Result, save_version

Line = tuple[Deed, Result[Any]]
#: By key of a question, what was answered.
Said = Mapping[str, CarriedOut]
NOTHING_SAID: Said = MappingProxyType({})


def deeds(said: Said) -> dict[str, Deed]:
    """The lines of the log, made before the transaction."""
    made = {}
    for key, became in said.items():
        table, _, id = key.partition(":")
        if table == FOLLOW_UP and became is CarriedOut.YES:
            made[key] = Deed(Action.ANSWER_STATUS, "follow_up.done", "follow_ups", id)
        elif table != FOLLOW_UP:
            made[key] = Deed(Action.ANSWER_STATUS, "decision.changed", "decisions", id)
    return made


def record(
    connection: Connection,
    proposal_id: str,
    round_id: str | None,
    said: Said,
    lines: Mapping[str, Deed],
    day: date,
) -> list[Line]:
    """Write what was said of what is asked about the proposal; the lines of the log."""
    asked = to_carry_out(connection, proposal_id=proposal_id, as_of=day) if lines else ()
    note = _note(connection, round_id)
    return [
        (lines[one.key], _write(connection, one, said[one.key], note, day))
        for one in asked
        if one.key in lines and said[one.key] != one.said
    ]


def _write(
    connection: Connection, one: CarryOut, became: CarriedOut, note: str, day: date
) -> Result[None]:
    values: dict[str, Any]
    if one.table == FOLLOW_UP:
        table = follow_ups
        values = {
            "status": FollowUpStatus.DONE.value,
            "closed_on": day.isoformat(),
            "state_note": note,
        }
    else:
        table = decisions
        values = {
            "carried_out": became.value,
            "carried_out_on": day.isoformat(),
            "carried_out_note": note,
        }
    chosen = sa.select(table.c.version).where(table.c.id == one.id).with_for_update()
    version = int(connection.execute(chosen).scalar_one())
    before = save_version(connection, table, one.id, version, values)
    return Result(before=before, after=values, subject_id=one.id, answer=None)


def _note(connection: Connection, round_id: str | None) -> str:
    """Where it was said. The record is Danish, whoever answers."""
    r = status_rounds.c
    title = connection.execute(sa.select(r.title).where(r.id == round_id)).scalar()
    return f"Sagt i statusrunden »{title}«." if title else "Sagt med en status."
