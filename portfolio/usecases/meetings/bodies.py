"""A body that meets, made on the way where it is not there yet."""

from datetime import date

import sqlalchemy as sa

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.language import fold
from portfolio.queries.rounds.rounds import BODIES
from portfolio.store import live
from portfolio.usecases import content, text_input
from portfolio.usecases.use_case import Who


def called(who: Who, name: str, kind: str, *, today: date) -> str:
    """The id of the body of that name; made, of that kind, if there is none.

    Raises PortfolioError without a name, and where a party of that name meets about nothing.
    """
    said = text_input.line(name)
    if not said:
        raise PortfolioError("Write what the body is called, such as Direktionen.")
    p = live.parties.c
    with store.reading() as connection:
        rows = connection.execute(sa.select(p.id, p.name, p.kind)).all()
    for row in rows:
        if fold(row.name) == fold(said):
            if row.kind not in BODIES:
                raise PortfolioError(
                    "“{name}” is there already, as something that holds no meetings. Give the body"
                    " another name, or change its type under Edit data.",
                    name=row.name,
                )
            return str(row.id)
    return content.add(who, "parties", {"name": said, "kind": kind}, today=today)
