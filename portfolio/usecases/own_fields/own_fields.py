"""A field of a portfolio's own: defined while something else is done, such as taking a list in.

By itself it is a row like any other that the secretary keeps: it is added, renamed, moved, changed
and taken out of use by :mod:`portfolio.usecases.content`, as table ``own_fields``.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from portfolio.domain.own_fields import OwnKind
from portfolio.store import ids
from portfolio.usecases.content import rows
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.use_case import Result


def define(
    connection: Connection,
    portfolio_id: str,
    name: str,
    kind: OwnKind,
    choices: Sequence[str] = (),
    *,
    in_lists: bool = False,
) -> Result[str]:
    """A new field, in the caller's transaction and for its line of the log; the answer is its id.

    Raises PortfolioError when the portfolio has a field of that name, or a choice has no choices.
    """
    values = {
        "portfolio_id": portfolio_id,
        "name": " ".join(name.split()),
        "kind": kind.value,
        "choices": "\n".join(choices) or None,
        "in_lists": int(in_lists),
    }
    return rows.insert(connection, NOUNS["own_fields"], ids.new_id(), values)
