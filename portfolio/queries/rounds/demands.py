"""What a portfolio demands of a status, and of how many proposals it is missing now."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.demands import Demand, demanded
from portfolio.domain.model import Rag, Responsibility, Stage
from portfolio.domain.status import OWNED
from portfolio.queries import frames
from portfolio.store import live
from portfolio.store.schema import citations, portfolios, proposals, status_updates


@dataclass(frozen=True)
class Demands:
    """The row's version with it, for whoever chooses others."""

    chosen: frozenset[Demand]
    lacking: Mapping[Demand, int]
    version: int


def demands(connection: Connection, *, portfolio_id: str) -> Demands:
    """Of a portfolio, by its key."""
    p = portfolios.c
    row = connection.execute(sa.select(p.demands, p.version).where(p.id == portfolio_id)).one()
    ours = proposals.c.portfolio_id == portfolio_id
    lacking = {
        demand: frames.count(connection, proposals, ours, test) for demand, test in _tests().items()
    }
    return Demands(demanded(row.demands), lacking, row.version)


def _tests() -> dict[Demand, sa.ColumnElement[bool]]:
    """When a proposal lacks it, as the rules of a status would say (domain/status_rules.py)."""
    p, s, pp = proposals.c, status_updates.c, live.proposal_parties.c
    owned = p.stage.in_(OWNED)
    yes = sa.exists().where(pp.proposal_id == p.id, pp.state == Responsibility.ACCEPTED)
    sources = [
        sa.exists().where(table.c.subject_table == "proposals", table.c.subject_id == p.id)
        for table in (citations, live.field_sources, live.documents)
    ]
    latest = sa.and_(s.proposal_id == p.id, s.seq == p.status_seq)
    unexplained = sa.exists().where(latest, s.reason.is_(None))
    return {
        Demand.YES: sa.and_(owned, ~yes),
        Demand.SOURCE: sa.and_(owned, ~sa.or_(*sources)),
        Demand.PERCENT: sa.and_(p.stage == Stage.RUNNING, p.percent.is_(None)),
        Demand.REASON: sa.and_(p.rag.in_((Rag.AMBER, Rag.RED)), unexplained),
    }
