"""What the rules of a status need to know of a proposal, read in the transaction that saves it."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.clock import today
from portfolio.domain.demands import demanded
from portfolio.domain.model import Responsibility, Stage
from portfolio.domain.status import AwaitedParty, Standing
from portfolio.errors import PortfolioError
from portfolio.queries.proposals import involvement
from portfolio.store.live import documents, field_sources, proposal_parties, proposal_pools
from portfolio.store.schema import citations, portfolios, proposals, status_updates


def standing(connection: Connection, proposal_id: str) -> Standing:
    """The proposal as it is now. Raises PortfolioError if there is no such proposal."""
    p = proposals.c
    shown = (p.portfolio_id, p.stage, p.status_seq, portfolios.c.demands)
    chosen = sa.select(*shown).select_from(proposals.join(portfolios)).where(p.id == proposal_id)
    row = connection.execute(chosen).one_or_none()
    if row is None:
        raise PortfolioError("There is no such proposal. Go back to the list and choose again.")
    return Standing(
        stage=Stage(row.stage),
        seq=row.status_seq,
        latest=latest(connection, proposal_id, row.status_seq),
        has_owner=_any(connection, _accepted(proposal_id)),
        has_source=any(_any(connection, chosen) for chosen in _sources(proposal_id)),
        has_pool=_any(connection, _pools(proposal_id)),
        awaited=_awaited(connection, row.portfolio_id, proposal_id),
        demands=demanded(row.demands),
    )


def latest(connection: Connection, proposal_id: str, seq: int) -> dict[str, Any] | None:
    """The status of that number by column; None if there is none."""
    s = status_updates.c
    found = sa.select(status_updates).where(s.proposal_id == proposal_id, s.seq == seq)
    row = connection.execute(found).mappings().one_or_none()
    return None if row is None else dict(row)


def stage_before(connection: Connection, proposal_id: str, *aside: Stage) -> Stage:
    """The last stage it had beside these; the first when no status says."""
    s = status_updates.c
    earlier = sa.select(s.stage).where(s.proposal_id == proposal_id, s.stage.not_in(aside))
    last = connection.execute(earlier.order_by(s.seq.desc()).limit(1)).scalar()
    return Stage(last or Stage.PROPOSED)


def _any(connection: Connection, chosen: sa.Select[Any]) -> bool:
    return connection.execute(chosen.limit(1)).first() is not None


def _accepted(proposal_id: str) -> sa.Select[Any]:
    pp = proposal_parties.c
    return sa.select(pp.id).where(
        pp.proposal_id == proposal_id, pp.state == Responsibility.ACCEPTED
    )


def _sources(proposal_id: str) -> list[sa.Select[Any]]:
    """A line of the minutes, a source somebody wrote, a file or a link: each will do."""
    kept = [
        sa.select(table.c.id).where(
            table.c.subject_table == "proposals", table.c.subject_id == proposal_id
        )
        for table in (field_sources, documents)
    ]
    c = citations.c
    cited = sa.select(c.id).where(c.subject_table == "proposals", c.subject_id == proposal_id)
    return [cited, *kept]


def _pools(proposal_id: str) -> sa.Select[Any]:
    pp = proposal_pools.c
    return sa.select(pp.id).where(pp.proposal_id == proposal_id)


def _awaited(connection: Connection, portfolio_id: str, proposal_id: str) -> AwaitedParty | None:
    """The first step still ahead that stands before the centres' qualification in its chain."""
    step = involvement.awaited(
        connection, portfolio_id=portfolio_id, proposal_id=proposal_id, on=today()
    )
    if step is None:
        return None
    day = step["decided_on"] and date.fromisoformat(step["decided_on"])
    return AwaitedParty(step["party"], step["decision"], day)
