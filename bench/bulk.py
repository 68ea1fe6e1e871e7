"""A portfolio far larger than any municipality's: the real one and thousands of made-up more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.model import Rag, Responsibility, Stage
from portfolio.store import changes, ids, schema, search
from portfolio.usecases.seeding import setup

_CHUNK = 20_000
_STAGES = (Stage.QUALIFICATION, Stage.READY, Stage.RUNNING, Stage.ANCHORED)
_LIGHTS = (Rag.GREEN, Rag.GREEN, Rag.GREEN, Rag.AMBER, Rag.RED)
_NOUNS = ("haver", "caféer", "stier", "koret", "værkstedet", "mødestedet", "netværket", "løbet")
Row = dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """What the made-up proposals hang on: the real portfolio's own rows."""

    purposes: list[Any]
    parties: list[str]
    places: list[str]
    processes: list[str]


def build(address: str, *, proposals: int, statuses: int, until: date) -> None:
    """Make the database at ``address``: so many proposals, and about so many status updates."""
    setup.create(address)
    change = changes.Change(actor="bench", action="bench.filled")

    def fill(connection: Connection) -> None:
        ground = _ground(connection)
        first = connection.execute(sa.select(sa.func.max(schema.proposals.c.number))).scalar_one()
        rows = list(_proposals(ground, range(first + 1, proposals + 1), statuses, until))
        _insert(connection, schema.proposals, iter(rows))
        _insert(connection, schema.status_updates, _all_statuses(rows, until))
        links = list(_party_links(ground, rows))
        _insert(connection, schema.proposal_parties, iter(links))
        _insert(connection, schema.responsibility_events, map(_event, links))
        for table, other, keys in (
            (schema.proposal_places, "place_id", ground.places),
            (schema.proposal_processes, "process_id", ground.processes),
        ):
            _insert(connection, table, _links(rows, table, other, keys))
        search.refresh(connection)
        changes.record(connection, change)

    store.in_transaction(fill, address)


def _ground(connection: Connection) -> Ground:
    def keys(table: sa.Table) -> list[str]:
        return list(connection.execute(sa.select(table.c.id)).scalars())

    chosen = sa.select(schema.purposes.c.id, schema.purposes.c.portfolio_id)
    return Ground(
        list(connection.execute(chosen).all()),
        keys(schema.parties),
        keys(schema.places),
        keys(schema.strategy_processes),
    )


def _insert(connection: Connection, table: sa.Table, rows: Iterator[Row]) -> None:
    while chunk := list(islice(rows, _CHUNK)):
        connection.execute(sa.insert(table), chunk)


def _proposals(ground: Ground, numbers: range, statuses: int, until: date) -> Iterator[Row]:
    each, chance = max(statuses // len(numbers), 1), Random(1)
    for number in numbers:
        purpose = ground.purposes[number % len(ground.purposes)]
        yield {
            "id": ids.new_id(),
            "portfolio_id": purpose.portfolio_id,
            "purpose_id": purpose.id,
            "number": number,
            "title": f"Fællesskab nr. {number}: {chance.choice(_NOUNS)} ved bydel {number % 97}",
            "summary": "Opdigtet til måling. " * 8,
            "introduced_on": "2022-04-04",
            "stage": chance.choice(_STAGES),
            "rag": chance.choice(_LIGHTS),
            "percent": number % 101,
            "status_seq": each,
            "status_on": until.isoformat(),
        }


def _all_statuses(proposals: list[Row], until: date) -> Iterator[Row]:
    first = date(2022, 4, 5)
    for proposal in proposals:
        count = proposal["status_seq"]
        for seq in range(1, count + 1):
            day = first + timedelta(days=(until - first).days * seq // count)
            yield _status(proposal, seq, day, is_last=seq == count)


def _status(proposal: Row, seq: int, day: date, *, is_last: bool) -> Row:
    return {
        "id": ids.new_id(),
        "proposal_id": proposal["id"],
        "seq": seq,
        "reported_on": day.isoformat(),
        "recorded_at": f"{day.isoformat()}T09:00:00.000000+00:00",
        "stage": proposal["stage"],
        "rag": proposal["rag"] if is_last else _LIGHTS[seq % len(_LIGHTS)],
        "percent": proposal["percent"],
        "happened": "Opdigtet til måling: møde holdt, opgaver fordelt.",
        "next_step": "Opdigtet: næste møde",
        "decision_needed": "Opdigtet: hvad nu?"
        if is_last and proposal["number"] % 7 == 0
        else None,
        "author": "bench",
        "origin": "bench",
    }


def _party_links(ground: Ground, proposals: list[Row]) -> Iterator[Row]:
    for at, proposal in enumerate(proposals):
        for role, shift in (("discuss_with", 0), ("partner", 1)):
            yield {
                "id": ids.new_id(),
                "proposal_id": proposal["id"],
                "party_id": ground.parties[(at + shift) % len(ground.parties)],
                "role": role,
                "state": Responsibility.SUGGESTED,
                "state_seq": 1,
            }


def _event(link: Row) -> Row:
    return {
        "id": ids.new_id(),
        "proposal_party_id": link["id"],
        "seq": 1,
        "state": link["state"],
        "happened_on": "2022-04-04",
        "recorded_at": "2022-04-04T09:00:00.000000+00:00",
    }


def _links(proposals: list[Row], table: sa.Table, other: str, keys: list[str]) -> Iterator[Row]:
    name = "relation" if "relation" in table.columns else "role"
    code = "suggested" if name == "relation" else "focus"
    for at, proposal in enumerate(proposals):
        yield {
            "id": ids.new_id(),
            "proposal_id": proposal["id"],
            other: keys[at % len(keys)],
            name: code,
        }
