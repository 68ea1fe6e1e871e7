"""What search compares: one folded text a proposal, the same on both engines."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain.proposal_texts import NAMES
from portfolio.language import fold
from portfolio.store.live import own_values, parties, places, proposal_parties, proposal_places
from portfolio.store.schema import aliases, proposals


def refresh(connection: Connection, *proposal_ids: str) -> None:
    """Make the search text of some proposals, or of all, from their words, parties and places."""
    chosen = sa.select(proposals)
    if proposal_ids:
        chosen = chosen.where(proposals.c.id.in_(proposal_ids))
    names = _names(connection, proposal_ids)
    updates = [
        {"key": row.id, "search_text": search_text([_own_words(row), *names[row.id]])}
        for row in connection.execute(chosen)
    ]
    if updates:
        statement = sa.update(proposals).where(proposals.c.id == sa.bindparam("key"))
        connection.execute(statement.values(search_text=sa.bindparam("search_text")), updates)


def search_text(words: list[str]) -> str:
    """Folded, and once more with hyphens closed up: "tilflytterjobordning" finds both."""
    text = " ".join(words)
    return f"{fold(text)} {fold(signs.compared(text).replace('-', ''))}"


def matches(query: str) -> sa.ColumnElement[bool]:
    """Every word of the query stands somewhere in the proposal's search text."""
    words = [word.translate(_ESCAPES) for word in fold(query).split()]
    return sa.and_(
        *(proposals.c.search_text.like(f"%{word}%", escape="!") for word in words), sa.true()
    )


_ESCAPES = str.maketrans({"!": "!!", "%": "!%", "_": "!_"})


def _own_words(row: sa.Row[tuple[object, ...]]) -> str:
    fields = ("number", "title", "short_title", *NAMES)
    return " ".join(str(row._mapping[name] or "") for name in fields)


def _names(connection: Connection, proposal_ids: tuple[str, ...]) -> dict[str, list[str]]:
    """What parties, places and own fields add to them."""
    names: dict[str, list[str]] = defaultdict(list)

    def of_them(chosen: sa.Select[Any], column: sa.ColumnElement[str]) -> sa.Select[Any]:
        return chosen.where(column.in_(proposal_ids)) if proposal_ids else chosen

    for link, noun in ((proposal_parties, parties), (proposal_places, places)):
        other = next(c for c in link.c if c.foreign_keys and c.references(noun.c.id))
        also = sa.and_(aliases.c.subject_id == noun.c.id, aliases.c.subject_table == noun.name)
        joined = link.join(noun, other == noun.c.id).outerjoin(aliases, also)
        chosen = sa.select(link.c.proposal_id, noun.c.name, aliases.c.alias).select_from(joined)
        for key, name, alias in connection.execute(of_them(chosen, link.c.proposal_id)):
            names[key] += [name, alias or ""]
    v = own_values.c
    said = sa.select(v.proposal_id, v.value).where(v.value.is_not(None))
    for key, value in connection.execute(of_them(said, v.proposal_id)):
        names[key].append(value)
    return names
