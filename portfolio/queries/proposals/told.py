"""The centres that have a proposal, says the secretary, and that nobody has asked yet."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED, PartyRole, Responsibility
from portfolio.store.live import parties, proposal_parties
from portfolio.store.schema import portfolios, proposals


@dataclass(frozen=True)
class ToldTie:
    """A proposal and the party that is told to have it. ``link_id``: of proposal_parties."""

    link_id: str
    proposal_id: str
    number: int
    party_id: str
    party: str


def unasked(connection: Connection, *, portfolio: str, today: date) -> tuple[ToldTie, ...]:
    """Those of a portfolio (by code) that could be asked now, by number."""
    pp, p = proposal_parties.c, proposals.c
    chosen = (
        sa.select(pp.id, p.id, p.number, pp.party_id, parties.c.name)
        .select_from(proposal_parties.join(proposals).join(portfolios).join(parties))
        .where(
            portfolios.c.code == portfolio,
            pp.role == PartyRole.TOLD,
            sa.or_(pp.state.is_(None), pp.state == Responsibility.SUGGESTED),
            p.stage.not_in(ENDED),
            p.introduced_on <= today.isoformat(),
        )
    )
    rows = connection.execute(chosen.order_by(p.number, parties.c.name))
    return tuple(ToldTie(*row) for row in rows)
