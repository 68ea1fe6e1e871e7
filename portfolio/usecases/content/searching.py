"""Which proposals' search texts a change touches, so that only theirs are made anew."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store import schema, search
from portfolio.usecases.content.field import Noun

_LINKS = {
    "parties": (schema.proposal_parties, "party_id"),
    "places": (schema.proposal_places, "place_id"),
}


def refresh(connection: Connection, noun: Noun, key: str, row: Mapping[str, Any]) -> None:
    """Make the search texts anew that a row of this noun stands in."""
    for proposal in _touched(connection, noun, key, row):
        search.refresh(connection, proposal)


def _touched(connection: Connection, noun: Noun, key: str, row: Mapping[str, Any]) -> list[str]:
    if noun.table == "proposals":
        return [key]
    if noun.table in ("proposal_parties", "proposal_places"):
        return [str(row["proposal_id"])]
    if noun.table not in _LINKS:
        return []
    link, column = _LINKS[noun.table]
    chosen = sa.select(link.c.proposal_id).where(link.c[column] == key)
    return list(connection.execute(chosen).scalars())
