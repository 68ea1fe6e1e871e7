"""The forum's step of the chain of involvement, done when its workshop has ended.

Where every proposal that is still open has then been with the forum, it is the portfolio's step.
Where some wait for it still, each of the workshop's gets a step of its own.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED, InvolvementState
from portfolio.store.live import involvement_steps as live
from portfolio.store.schema import involvement_steps, proposals
from portfolio.usecases.content import step_tasks
from portfolio.usecases.use_case import Result

_COPIED = ("portfolio_id", "position", "party_id", "role", "note")
Row = dict[str, Any]


def forum_done(
    connection: Connection, workshop: Row, keys: Mapping[str, str]
) -> list[Result[None]]:
    """What was changed, a line for the log each. ``keys``: proposal → key of a new step."""
    if workshop["body_party_id"] is None:
        return []
    s = live.c
    chain = (
        connection.execute(
            sa.select(live)
            .where(
                s.portfolio_id == workshop["portfolio_id"], s.party_id == workshop["body_party_id"]
            )
            .order_by(s.position)
        )
        .mappings()
        .all()
    )
    of_all = next((row for row in chain if row["proposal_id"] is None), None)
    done = {row["proposal_id"] for row in chain if row["state"] == InvolvementState.DONE}
    whole, day = (
        done | set(keys) >= _open(connection, workshop["portfolio_id"]),
        workshop["held_on"],
    )
    found = _set_done(connection, of_all, day) if whole else []
    for proposal_id, key in keys.items():
        own = next((row for row in chain if row["proposal_id"] == proposal_id), None)
        if own is not None:
            found += _set_done(connection, own, day)
        elif not whole and of_all is not None and of_all["state"] == InvolvementState.AHEAD:
            found.append(_add_done(connection, of_all, proposal_id, key, day))
    return found


def _open(connection: Connection, portfolio_id: str) -> set[str]:
    p = proposals.c
    chosen = sa.select(p.id).where(p.portfolio_id == portfolio_id, p.stage.not_in(ENDED))
    return set(connection.execute(chosen).scalars())


def _set_done(connection: Connection, row: sa.RowMapping | None, day: str) -> list[Result[None]]:
    """Nothing where there is no such step, or it was done or left out before."""
    if row is None or row["state"] != InvolvementState.AHEAD:
        return []
    after = {"state": InvolvementState.DONE.value, "happened_on": day}
    chosen = sa.update(involvement_steps).where(involvement_steps.c.id == row["id"])
    connection.execute(chosen.values(version=row["version"] + 1, **after))
    before = {name: row[name] for name in after}
    lines = step_tasks.carry_over(connection, row, {**row, **after})
    return [Result(before=before, after=after, subject_id=row["id"], answer=None, lines=lines)]


def _add_done(
    connection: Connection, row: sa.RowMapping, proposal_id: str, key: str, day: str
) -> Result[None]:
    values = {name: row[name] for name in _COPIED} | {
        "proposal_id": proposal_id,
        "state": InvolvementState.DONE.value,
        "happened_on": day,
    }
    connection.execute(sa.insert(involvement_steps).values(id=key, **values))
    return Result(after=values, subject_id=key, answer=None)
