"""Whether something is there and in use, asked before anything new is hung on it."""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import PortfolioError
from portfolio.store import schema


def require(connection: Connection, table: str, key: str) -> None:
    """Raise PortfolioError unless the row is there and has not been taken out of use."""
    kept = schema.metadata.tables[table]
    row = connection.execute(sa.select(kept).where(kept.c.id == key)).mappings().first()
    if row is None:
        raise PortfolioError("What it was to hang on is not there. Reload the page.")
    if row.get("withdrawn_at") is not None:
        raise PortfolioError(
            "It has been taken out of use, so nothing more is hung on it. Take it into use again"
            " first."
        )
