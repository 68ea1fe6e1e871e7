"""That the agenda of a review has been sent out: whoever has a proposal on it hears of it.

What they hear is :func:`portfolio.queries.mails.notices_news.agendas`.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store.schema import reviews
from portfolio.usecases.use_case import Person


def note(connection: Connection, review_id: str, person: Person, at: str) -> None:
    """Keep when and by whom, in the caller's transaction, which logs it and has checked it."""
    mine = sa.update(reviews).where(reviews.c.id == review_id)
    connection.execute(mine.values(agenda_out_at=at, agenda_out_by=person.name))
