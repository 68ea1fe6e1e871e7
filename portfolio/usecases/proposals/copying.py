"""A proposal copied to a new one: its words, its purpose, its places and its ties.

Not its status, its history, its decisions or anybody's word: what is new has none of these yet.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import PartyRole
from portfolio.domain.permissions import Action
from portfolio.domain.proposal_texts import NAMES
from portfolio.store import changes, ids, schema, search
from portfolio.store.schema import proposals
from portfolio.usecases import use_case
from portfolio.usecases.content import parsing
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.proposals.held import hold
from portfolio.usecases.use_case import Deed, Person, Result, Who

#: What is copied of each row that hangs on it. Of a party what its source says, and no answer.
_TIES: dict[str, tuple[str, ...]] = {
    "proposal_parties": ("party_id", "role", "note"),
    "proposal_places": ("place_id", "role", "note"),
    "proposal_target_groups": ("target_group_id",),
    "proposal_processes": ("process_id", "relation", "note"),
    "proposal_pools": ("pool_id", "relation", "note"),
}
_VALUES = ("field_id", "value", "number_value", "sort_text", "date_start", "date_end")


def copy(who: Who, proposal_id: str, title: str, *, today: date) -> int:
    """Make a new proposal of one that is there; its number, the next one free.

    Raises PortfolioError without a title, or where there is no such proposal.
    """
    named = parsing.read(NOUNS["proposals"], {"title": title}, today)
    key = ids.new_id()
    deed = Deed(Action.EDIT_CONTENT, "proposal.copied", "proposals", key)

    def work(connection: Connection, _person: Person) -> Result[int]:
        changes.alone(connection)  # no number is given twice
        old = hold(connection, proposal_id)
        p = proposals.c
        last = sa.select(sa.func.max(p.number)).where(p.portfolio_id == old.portfolio_id)
        new = {name: old._mapping[name] for name in ("portfolio_id", "purpose_id", *NAMES)}
        new |= named | {"introduced_on": today.isoformat()}
        new["number"] = int(connection.execute(last).scalar_one()) + 1
        connection.execute(sa.insert(proposals).values(id=key, **new))
        _copy_ties(connection, proposal_id, key)
        search.refresh(connection, key)
        told = {name: value for name, value in new.items() if value is not None}
        return Result(after=told | {"copied_from_id": proposal_id}, answer=new["number"])

    return use_case.perform(who, deed, work)


def _copy_ties(connection: Connection, old: str, new: str) -> None:
    for name, columns in _TIES.items():
        table = schema.metadata.tables[name]
        mine = sa.and_(table.c.proposal_id == old, table.c.withdrawn_at.is_(None))
        if name == "proposal_parties":
            mine = sa.and_(mine, table.c.role.not_in((PartyRole.ADDED, PartyRole.TOLD)))
        _copy_rows(connection, table, mine, columns, new)
    values = schema.own_values
    said = sa.and_(values.c.proposal_id == old, values.c.value.is_not(None))
    _copy_rows(connection, values, said, (*_VALUES, "precision", "date_inferred"), new)


def _copy_rows(
    connection: Connection,
    table: sa.Table,
    which: sa.ColumnElement[bool],
    columns: tuple[str, ...],
    proposal_id: str,
) -> None:
    chosen = sa.select(*(table.c[name] for name in columns)).where(which)
    rows: list[dict[str, Any]] = [
        {**row, "id": ids.new_id(), "proposal_id": proposal_id}
        for row in connection.execute(chosen).mappings()
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
