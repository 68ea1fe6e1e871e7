"""Where follow-ups stand on a day: the rule is in :mod:`portfolio.domain.attention`, its facts are
here.
"""

from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa

from portfolio.domain import attention
from portfolio.queries import frames
from portfolio.store.live import follow_ups
from portfolio.store.schema import citations, follow_up_moves

#: The columns that ``told_by`` selects beside ``status``.
TOLD_BY = ("closed_on", "date_end", "is_promised")


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


def told_by() -> tuple[sa.ColumnElement[Any], ...]:
    """The columns of TOLD_BY, to be selected with ``status``."""
    promised = sa.case((is_promised(), 1), else_=0).label("is_promised")
    return (follow_ups.c.closed_on, follow_ups.c.date_end, promised)


def moves(as_of: date) -> tuple[sa.ColumnElement[Any], ...]:
    """``moves``: how often its day had been moved; ``agreed_text``: the day agreed first."""
    u, m = follow_ups.c, follow_up_moves.c
    mine = (
        sa.select(follow_up_moves)
        .where(m.follow_up_id == u.id, m.moved_on <= as_of.isoformat())
        .correlate(follow_ups)
    )
    counted = mine.with_only_columns(sa.func.count()).scalar_subquery()
    first = mine.with_only_columns(m.date_text).order_by(m.id).limit(1).scalar_subquery()
    return (counted.label("moves"), first.label("agreed_text"))


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
