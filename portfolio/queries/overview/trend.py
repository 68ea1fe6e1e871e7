"""The lights over time: how many proposals had which, at the end of each of some days."""

from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Stage
from portfolio.queries import filtering, frames, relevance
from portfolio.store.schema import proposals

#: The columns of :func:`trend` beside the day: the lights, and those set aside, who have none.
COUNTED = ("green", "amber", "red", "none", "aside")


def trend(connection: Connection, *, portfolio: str | None, days: tuple[date, ...]) -> pd.DataFrame:
    """day (ISO) and COUNTED: how many had each light at the end of each of the days.

    One question a day, so give few of them.
    """
    rows = [{"day": day.isoformat(), **_counted(connection, portfolio, day)} for day in days]
    return pd.DataFrame(rows, columns=["day", *COUNTED])


def _counted(connection: Connection, portfolio: str | None, day: date) -> dict[str, int]:
    # No day is today here: all are looked up in the history, so that they are seen alike.
    filters = filtering.Filters(as_of=day, today=date.max, portfolio=portfolio, aside=True)
    seen = filtering.view(filters)
    aside = seen.stage == Stage.NOT_PURSUED
    shown = sa.case((aside, "aside"), else_=seen.rag).label("shown")
    # Grouped outside: PostgreSQL would not see that the two CASEs are the same.
    each = (
        sa.select(shown)
        .select_from(seen.source)
        .where(filtering.conditions(filters, seen))
        .subquery()
    )
    counted = sa.select(each.c.shown, sa.func.count()).group_by(each.c.shown)
    found = {row[0]: int(row[1]) for row in connection.execute(counted)}
    return {name: found.get(name, 0) for name in COUNTED}


def first_day(connection: Connection, *, portfolio: str | None) -> date | None:
    """The day the first proposal was introduced; None when there is none."""
    p = proposals.c
    chosen = sa.select(sa.func.min(p.introduced_on)).where(relevance.of_portfolio(portfolio))
    return frames.day(connection.execute(chosen).scalar())
