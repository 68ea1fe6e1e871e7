"""Proposals that somebody has chosen in a list, to do one thing to all of them."""

from dataclasses import replace
from typing import Any, NamedTuple

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
    """Those of these numbers; None: all that match. By number, MOST at most."""
    found = _matching(filters, numbers).order_by(proposals.c.number)
    return tuple(Chosen(*row) for row in connection.execute(found.limit(MOST)))


def how_many(
    connection: Connection, *, filters: filtering.Filters, numbers: tuple[int, ...] | None
) -> int:
    """As ``chosen``, all of them counted."""
    found = _matching(filters, numbers).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one())


def _matching(filters: filtering.Filters, numbers: tuple[int, ...] | None) -> sa.Select[Any]:
    p = proposals.c
    asked = filters if numbers is None else replace(filters, aside=True)
    seen = filtering.view(asked)
    found = sa.select(p.id, p.number, p.title).select_from(seen.source)
    found = found.where(filtering.conditions(asked, seen))
    if numbers is not None:
        found = found.where(p.number.in_(numbers))
    return found
