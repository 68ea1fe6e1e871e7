"""Where follow-ups stand on a day: the rule is in :mod:`portfolio.domain.attention`, its facts are
here.
"""

from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
import sqlalchemy as sa

from portfolio.domain import attention
from portfolio.queries import frames
from portfolio.store.live import follow_ups
from portfolio.store.schema import citations, follow_up_moves

#: The columns that ``told_by`` selects beside ``status``.
TOLD_BY = ("closed_on", "date_end", "is_promised")
#: What a move keeps of the day it was before.
DATED = ("date_text", "date_start", "date_end", "precision", "date_inferred")


def is_promised() -> sa.ColumnElement[bool]:
    """Whether somebody here has promised a follow-up: a responsible and a date, agreed here.

    A date that only the minutes give is nobody's promise; one recorded live has no citation.
    """
    u, c = follow_ups.c, citations.c
    read = sa.exists().where(
        c.subject_table == "follow_ups", c.subject_id == u.id, c.field == "date"
    )
    agreed = sa.or_(u.promised == 1, ~read.correlate(follow_ups))
    return sa.and_(u.responsible_party_id.is_not(None), u.date_end.is_not(None), agreed)


@lru_cache(maxsize=64)
def known_on(as_of: date) -> sa.Subquery:
    """The follow-ups with the day each was to be done on as it was known then, before the moves
    that came later; and ``is_promised``. For every question that asks for such a day.
    """
    u, m = follow_ups.c, follow_up_moves.c
    first_later = (
        sa.select(m.follow_up_id, sa.func.min(m.id).label("id"))
        .where(m.moved_on > as_of.isoformat())
        .group_by(m.follow_up_id)
        .subquery("later")
    )
    source = follow_ups.outerjoin(first_later, first_later.c.follow_up_id == u.id).outerjoin(
        follow_up_moves, m.id == first_later.c.id
    )
    was_moved = m.id.is_not(None)
    then = [sa.case((was_moved, m[name]), else_=u[name]).label(name) for name in DATED]
    promised = sa.case((was_moved, m.promised), (is_promised(), 1), else_=0).label("is_promised")
    others = [column for column in u if column.name not in DATED]
    return sa.select(*others, *then, promised).select_from(source).subquery("follow_ups")


def told_by(known: sa.Subquery) -> tuple[sa.ColumnElement[Any], ...]:
    """The columns of TOLD_BY, to be selected with ``status``."""
    return tuple(known.c[name] for name in TOLD_BY)


def moves(known: sa.Subquery, as_of: date) -> tuple[sa.ColumnElement[Any], ...]:
    """``moves``: how often its day had been moved; ``agreed_date_text`` and its days: what was
    agreed first.
    """
    m = follow_up_moves.c
    mine = (
        sa.select(follow_up_moves)
        .where(m.follow_up_id == known.c.id, m.moved_on <= as_of.isoformat(), is_move())
        .correlate(known)
    )
    counted = mine.with_only_columns(sa.func.count()).scalar_subquery()
    first = mine.order_by(m.id).limit(1)
    agreed = (
        first.with_only_columns(m[name]).scalar_subquery().label(f"agreed_{name}")
        for name in DATED
        if name != "precision"
    )
    return (counted.label("moves"), *agreed)


def is_move() -> sa.ColumnElement[bool]:
    """Whether there was a day that was moved; where there was none, one was filled in."""
    return follow_up_moves.c.date_text.is_not(None)


def on(table: pd.DataFrame, as_of: date) -> list[str]:
    """The states of the rows of a table with ``status`` and the columns of ``told_by``."""
    return [
        attention.follow_up_state(
            status=row["status"],
            closed_on=frames.day(row["closed_on"]),
            end=frames.day(row["date_end"]),
            promised=bool(row["is_promised"]),
            as_of=as_of,
        ).value
        for row in table.to_dict("records")
    ]
