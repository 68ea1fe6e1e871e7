"""Workshops for tests, put straight into the tables: running, with the steps asked for open."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from builders import PORTFOLIO, proposal_id
from sqlalchemy import Connection

from portfolio import store
from portfolio.store import ids, schema
from portfolio.usecases.workshops import joining

CRITERIA = ("effekt", "hast")


@dataclass
class Workshop:
    """A workshop's keys: of its steps by kind, of its criteria by code."""

    id: str
    code: str
    steps: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)


def a_workshop(*kinds: str, numbers: tuple[int, ...] = (1, 2, 3), **given: Any) -> Workshop:
    """A running workshop about the proposals of those numbers, with an open step of each kind."""
    made = Workshop(ids.new_id(), joining.new_code())
    about = [proposal_id(number) for number in numbers]
    made.steps = {kind: ids.new_id() for kind in kinds}
    made.criteria = {code: ids.new_id() for code in CRITERIA}
    store.in_transaction(lambda connection: _insert(connection, made, about, given))
    return made


def _insert(
    connection: Connection, made: Workshop, about: list[str], given: dict[str, Any]
) -> None:
    portfolio = sa.select(schema.portfolios.c.id).where(schema.portfolios.c.code == PORTFOLIO)
    step = given.pop("step", "open")
    connection.execute(sa.insert(schema.workshops).values(**{
        "id": made.id, "portfolio_id": portfolio.scalar_subquery(), "title": "Testchefforum",
        "held_on": "2022-05-20", "state": "running", "join_code": made.code, "dots": 3,
        "current_step": 1, "turn": 1, "made_at": ids.now(), "made_by": "test",
        "anonymous": int(given.pop("anonymous", False)), **given,
    }))  # fmt: skip
    for place, (kind, key) in enumerate(made.steps.items(), 1):
        connection.execute(sa.insert(schema.workshop_steps).values(
            id=key, workshop_id=made.id, position=place, kind=kind, title=kind, minutes=10,
            state=step, opened_at=ids.now()))  # fmt: skip
    for place, proposal in enumerate(about, 1):
        connection.execute(
            sa.insert(schema.workshop_proposals).values(
                id=ids.new_id(), workshop_id=made.id, proposal_id=proposal, position=place
            )
        )
    for place, (code, key) in enumerate(made.criteria.items(), 1):
        connection.execute(sa.insert(schema.criteria).values(
            id=key, workshop_id=made.id, position=place, code=code, title=code.capitalize(),
            words=json.dumps(["1", "2", "3", "4", "5"])))  # fmt: skip


def rows(table: sa.Table) -> list[dict[str, Any]]:
    """All that is in a table."""
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]
