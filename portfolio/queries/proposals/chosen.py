"""Proposals that somebody has chosen in a list, to do one thing to all of them."""

from dataclasses import replace
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import filtering
from portfolio.store.schema import proposals

#: Of more nobody sees what they have chosen.
MOST = 500


class Chosen(NamedTuple):
    """A proposal that is chosen."""

    id: str
    number: int
    title: str


def chosen(
    connection: Connection, *, filters: filtering.Filters, numbers: tuple[int, ...] | None
) -> tuple[Chosen, ...]:
    """Those of these numbers; None: all that match, MOST at most. By number."""
    p = proposals.c
    asked = filters if numbers is None else replace(filters, aside=True)
    seen = filtering.view(asked)
    found = sa.select(p.id, p.number, p.title).select_from(seen.source)
    found = found.where(filtering.conditions(asked, seen)).order_by(p.number)
    if numbers is not None:
        found = found.where(p.number.in_(numbers))
    return tuple(Chosen(*row) for row in connection.execute(found.limit(MOST)))
