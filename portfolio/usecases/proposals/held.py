"""The proposal that a use case is about, which nobody else changes meanwhile."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import PortfolioError
from portfolio.store.schema import proposals


def hold(connection: Connection, proposal_id: str | None) -> sa.Row[Any]:
    """The proposal, held until the transaction ends. Raises PortfolioError if there is none."""
    chosen = sa.select(proposals).where(proposals.c.id == proposal_id)
    row = connection.execute(chosen.with_for_update()).one_or_none()
    if row is None:
        raise PortfolioError("There is no such proposal. Go back to the list and choose again.")
    return row
