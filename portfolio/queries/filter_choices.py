"""What a filter can be set to: only what the portfolio holds."""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import relevance
from portfolio.queries.frames import frame, rows, sort_danish
from portfolio.store import live
from portfolio.store.schema import portfolios, proposals, settings


def portfolio_rows(connection: Connection) -> tuple[dict[str, Any], ...]:
    """code, title, description, municipality, introduced_on, grouping, id, in their own order."""
    p = portfolios.c
    chosen = sa.select(
        p.code, p.title, p.description, p.municipality, p.introduced_on, p.grouping, p.id
    )
    return tuple(rows(connection, chosen.order_by(p.position, p.title, p.code)))


def purpose_choices(connection: Connection, *, portfolio: str | None) -> pd.DataFrame:
    """number, title, short_title of the purposes."""
    p = live.purposes.c
    chosen = sa.select(p.number, p.title, p.short_title).join(portfolios)
    if portfolio is not None:
        chosen = chosen.where(portfolios.c.code == portfolio)
    return frame(connection, chosen.order_by(p.number))


def all_parties(connection: Connection) -> pd.DataFrame:
    """id, name, kind of every party on record, sorted the Danish way."""
    p = live.parties.c
    return sort_danish(frame(connection, sa.select(p.id, p.name, p.kind)), ["name"])


def party_choices(connection: Connection, *, portfolio: str | None = None) -> pd.DataFrame:
    """code, name, kind of the parties that some proposal names, sorted the Danish way."""
    named = _of(sa.select(live.proposal_parties.c.party_id), portfolio)
    return _named(connection, live.parties, named)


def place_choices(connection: Connection, *, portfolio: str | None = None) -> pd.DataFrame:
    """code, name, kind of the places that some proposal names, sorted the Danish way."""
    named = _of(sa.select(live.proposal_places.c.place_id), portfolio)
    return _named(connection, live.places, named)


def meeting_dates(connection: Connection) -> list[str]:
    """ISO dates of the meetings on record, the latest first; not of those only planned."""
    held = sa.select(live.meetings.c.held_on).where(relevance.took_place())
    return list(connection.execute(held.order_by(live.meetings.c.held_on.desc())).scalars())


def is_demo(connection: Connection) -> bool:
    """Whether this database holds made-up history, and must say so on every page."""
    chosen = sa.select(settings.c.value).where(settings.c.name == "demo")
    return connection.execute(chosen).scalar() == "1"


def _of(named: sa.Select[Any], portfolio: str | None) -> sa.Select[Any]:
    if portfolio is None:
        return named
    return named.join(proposals).where(relevance.of_portfolio(portfolio))


def _named(connection: Connection, noun: sa.Subquery, named: sa.Select[Any]) -> pd.DataFrame:
    chosen = sa.select(noun.c.code, noun.c.name, noun.c.kind).where(noun.c.id.in_(named))
    return sort_danish(frame(connection, chosen), ["name"])
