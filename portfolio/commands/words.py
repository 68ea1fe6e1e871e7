"""What the commands call things: as the organisation does whose portfolio they are about."""

from sqlalchemy.exc import SQLAlchemyError

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.queries.organisations import organisations
from portfolio.store import files, migrate
from portfolio.vocabulary.nouns import PLAIN, Vocabulary


def here() -> Vocabulary:
    """Those of the first portfolio; ours where none can be read, which the command says itself.

    Makes no file, and opens none that is not ours.
    """
    try:
        path = files.path_of(store.url())
        if path is not None and not path.exists():
            return PLAIN
        if path is not None:
            files.require_sqlite(path)
            files.require_portfolio(path)
        with store.reading() as connection:
            if migrate.is_empty(connection) or not migrate.require_ours(connection):
                return PLAIN
            return organisations.vocabulary_of(connection)
    except (OSError, PortfolioError, SQLAlchemyError):
        return PLAIN
