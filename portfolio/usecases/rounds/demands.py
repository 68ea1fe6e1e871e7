"""What a portfolio demands of a status: chosen by its secretary, on Opsætning."""

from collections.abc import Collection

from sqlalchemy import Connection

from portfolio.domain import demands
from portfolio.domain.demands import Demand
from portfolio.domain.permissions import Action
from portfolio.store.schema import portfolios
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version


def choose(who: Who, portfolio_id: str, chosen: Collection[Demand], *, version: int) -> None:
    """Demand these and no others; what else a status lacks is pointed out, and taken in.

    Raises ConflictError as ``save_version``.
    """
    kept = demands.column(chosen)

    def work(connection: Connection, _person: Person) -> Result[None]:
        before = save_version(connection, portfolios, portfolio_id, version, {"demands": kept})
        was, now = (demands.demanded(words) for words in (before["demands"], kept))
        return Result(before=_listed(was), after=_listed(now), answer=None, changed=was != now)

    perform(who, Deed(Action.EDIT_CONTENT, "portfolio.demands", "portfolios", portfolio_id), work)


def _listed(some: Collection[Demand]) -> dict[str, list[str]]:
    return {"demands": demands.column(some).split()}
