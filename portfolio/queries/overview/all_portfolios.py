"""All portfolios beside each other on a day, and what one centre has in any of them."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED
from portfolio.domain.party_words import PartyWord
from portfolio.queries import filtering
from portfolio.queries.frames import frame
from portfolio.queries.overview import attention
from portfolio.queries.overview.attention import Deadline, Finding
from portfolio.queries.overview.figures import KeyFigures, key_figures
from portfolio.queries.proposals import responsibility
from portfolio.queries.requests.requests import open_requests
from portfolio.store.live import parties, proposal_parties
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


def of_party(connection: Connection, *, as_of: date, today: date, party: str) -> pd.DataFrame:
    """portfolio (code), portfolio_title, number, title, rag, stage, word on the day.

    Every proposal not ended that names the party, what it has said yes to first.
    """
    filters = filtering.Filters(as_of=as_of, today=today)
    seen = filtering.view(filters)
    word = responsibility.word(as_of)
    joined = seen.source.join(portfolios).join(proposal_parties).join(parties)
    chosen = sa.select(
        portfolios.c.code.label("portfolio"),
        portfolios.c.title.label("portfolio_title"),
        proposals.c.number,
        proposals.c.title,
        seen.rag.label("rag"),
        seen.stage.label("stage"),
        word.label("word"),
    ).select_from(joined)
    mine = chosen.where(
        parties.c.code == party, filtering.conditions(filters, seen), seen.stage.not_in(ENDED)
    )
    rows = frame(connection, mine.order_by(portfolios.c.position, proposals.c.number))
    told = [list(PartyWord).index(PartyWord(word)) for word in rows["word"]]
    order = sorted(range(len(rows)), key=told.__getitem__)
    return rows.iloc[order].reset_index(drop=True)
