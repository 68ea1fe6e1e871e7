"""What a new row gets that nobody types: its code, made from its title, and its place in order."""

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.language import fold
from portfolio.usecases.content.field import Noun

_LONGEST = 50


def code_for(connection: Connection, noun: Noun, row: Mapping[str, Any]) -> str:
    """``frie-bymidter`` of "Frie Bymidter"; ``frie-bymidter-2`` when that is taken.

    It stays when the title changes: links and seed files refer to it.
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(str(row.get(noun.title) or ""))).strip("-")
    base = words[:_LONGEST].rstrip("-") or noun.word
    code = noun.kept_in.c.code
    like = sa.select(code).where(code.like(f"{base}%"))
    taken = set(connection.execute(like).scalars())
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(c for c in numbered if c not in taken)


def next_position(connection: Connection, noun: Noun, row: Mapping[str, Any]) -> int:
    """One after the last of the rows it stands among, those out of use too."""
    table = noun.kept_in
    among = table.c[noun.counted_within] == row.get(noun.counted_within)
    last = connection.execute(sa.select(sa.func.max(table.c.position)).where(among)).scalar()
    return int(last or 0) + 1
