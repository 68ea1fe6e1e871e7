"""How somebody is spoken to: the language of the address, the words of the portfolio in it."""

from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import Scope

from portfolio import language, store
from portfolio.queries.organisations import organisations
from portfolio.screens.addresses import PORTFOLIO
from portfolio.store import changes
from portfolio.vocabulary.nouns import PLAIN, Vocabulary
from portfolio.web import addresses


async def begin(connection: HTTPConnection, portfolio: str | None = None) -> None:
    """Speak so to whoever asks. ``portfolio``: its code, where the address does not say."""
    code = portfolio or connection.query_params.get(PORTFOLIO)
    language.use(addresses.asked_language(connection.scope), await run_in_threadpool(words, code))


def use(scope: Scope, code: str | None) -> None:
    """As ``begin``, off the event loop."""
    language.use(addresses.asked_language(scope), words(code))


def words(code: str | None) -> Vocabulary:
    """The words of a portfolio; of the first where there is no such, ours where nothing answers."""
    try:
        with store.reading() as connection:
            return _kept(code, store.url(), changes.revision(connection))
    except Exception:
        return PLAIN  # whoever asks on meets the same, and says so


@lru_cache(maxsize=64)
def _kept(code: str | None, url: str, _revision: int) -> Vocabulary:
    with store.reading(url) as connection:
        return organisations.vocabulary_of(connection, portfolio=code)
