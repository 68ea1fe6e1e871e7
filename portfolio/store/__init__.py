"""Where the portfolio is kept: the engine, the tables, the migrations and the change log."""

import sqlalchemy as sa

from portfolio.store.engine import engine, in_transaction, reading, trouble, url, using

__all__ = ["engine", "in_transaction", "ping", "reading", "trouble", "url", "using"]


def ping() -> None:
    """Ask the database for one row; raises SQLAlchemyError when it does not answer."""
    with reading() as connection:
        connection.execute(sa.text("SELECT number FROM revisions")).scalar_one()
