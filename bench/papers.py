"""How long each paper takes, of nine proposals and of five hundred, facts and file together."""

import statistics
import time
from datetime import date

import sqlalchemy as sa

from bench.measurements import Row
from bench.server import TODAY
from portfolio import store
from portfolio.queries.filtering import Filters
from portfolio.queries.meetings import minutes
from portfolio.queries.papers import facts
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.store import schema

_TIMES = 3
_AIM = 2.0  # s, of nine


def each(small: str, large: str) -> list[Row]:
    """Seconds of nine proposals, against those of five hundred in the same run."""
    rows = []
    for paper in Paper:
        few, many = (_seconds(paper, address) for address in (small, large))
        rows.append(
            Row(f"{paper}: 9 proposals, against 500", few, many, "s", f"≤ {_AIM:g} s", few <= _AIM)
        )
    return rows


def hundreds(address: str) -> None:
    """Have all made-up proposals belong to the first portfolio."""
    p, g = schema.proposals, schema.purposes
    first = sa.select(g.c.id, g.c.portfolio_id).join(
        schema.portfolios, schema.portfolios.c.id == g.c.portfolio_id
    )

    def work(connection: sa.Connection) -> None:
        purpose = connection.execute(first.where(schema.portfolios.c.code == _CODE)).first()
        assert purpose is not None
        made_up = p.c.summary.startswith("Opdigtet")
        connection.execute(
            sa.update(p)
            .where(made_up)
            .values(portfolio_id=purpose.portfolio_id, purpose_id=purpose.id)
        )

    store.in_transaction(work, address)


_CODE = "civilsamfund"


def _seconds(paper: Paper, address: str) -> float:
    """The middle of a few; the first wakes the libraries and is not counted."""
    taken = [_once(paper, address) for _turn in range(_TIMES + 1)]
    return statistics.median(taken[1:])


def _once(paper: Paper, address: str) -> float:
    day = date.fromisoformat(TODAY)
    begun = time.perf_counter()
    with store.reading(address) as connection:
        if papers.TABLE[paper].of_meeting:
            held = minutes.to_choose(connection, as_of=day)["id"].iloc[0]
            found = minutes.minutes(connection, meeting=str(held), as_of=day)
            assert found is not None
            papers.make(paper, found)
        else:
            filters = Filters(as_of=day, today=day, portfolio=_CODE)
            papers.make(paper, facts.facts(connection, filters=filters))
    return time.perf_counter() - begun
