"""All portfolios beside each other on a day."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import filtering
from portfolio.queries.overview import attention
from portfolio.queries.overview.attention import Deadline, Finding
from portfolio.queries.overview.figures import KeyFigures, key_figures
from portfolio.queries.requests.requests import open_requests
from portfolio.store.schema import portfolios, proposals


@dataclass(frozen=True)
class PortfolioSummary:
    """One portfolio on a day.

    ``asked``: open to the directorate; ``gravest``: what needs attention first, if anything does.
    """

    code: str
    title: str
    figures: KeyFigures
    asked: int
    deadline: Deadline | None
    gravest: Finding | None


def summaries(
    connection: Connection, *, as_of: date, today: date, party: str | None = None
) -> tuple[PortfolioSummary, ...]:
    """The portfolios introduced by the day, in their own order.

    With a party (its code), only those with proposals that name it, and only these are counted.
    """
    p = portfolios.c
    known = sa.or_(p.introduced_on.is_(None), p.introduced_on <= as_of.isoformat())
    chosen = sa.select(p.code, p.title).where(known).order_by(p.position, p.title, p.code)
    found = []
    for row in connection.execute(chosen).all():
        filters = filtering.Filters(as_of=as_of, today=today, portfolio=row.code, party=party)
        found.append(_summary(connection, row.code, row.title, filters))
    return tuple(one for one in found if party is None or one.figures.total)


def _summary(
    connection: Connection, code: str, title: str, filters: filtering.Filters
) -> PortfolioSummary:
    found = attention.findings(connection, filters=filters)
    return PortfolioSummary(
        code=code,
        title=title,
        figures=key_figures(connection, filters=filters),
        asked=_asked(connection, filters),
        deadline=attention.next_deadline(connection, filters=filters),
        gravest=found[0] if found else None,
    )


def _asked(connection: Connection, filters: filtering.Filters) -> int:
    """How much is open to the directorate; with a party, about a proposal that names it."""
    asked = open_requests(
        connection, as_of=filters.as_of, today=filters.today, portfolio=filters.portfolio
    )
    if filters.party is None:
        return len(asked)
    seen = filtering.view(filters)
    named = sa.select(proposals.c.id).select_from(seen.source)
    ids = set(connection.execute(named.where(filtering.conditions(filters, seen))).scalars())
    return sum(any(about.id in ids for about in one.proposals) for one in asked)
