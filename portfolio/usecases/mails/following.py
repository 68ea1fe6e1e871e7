"""What a user hears of, by the user's own choice: proposals followed, what is mailed, what is seen.

It is nobody else's business, so none of it is logged and it raises no revision: pages ask anew.
"""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import LANGUAGES
from portfolio.store import ids
from portfolio.store.schema import follows, users
from portfolio.usecases import use_case
from portfolio.usecases.proposals.held import hold
from portfolio.usecases.use_case import Deed, Person, Result, Who


def follow(who: Who, proposal_id: str) -> None:
    """Hear of a proposal from now on. Nothing happens when the user follows it already.

    Raises PortfolioError for a proposal there is not, and for whoever has no account.
    """
    key, now = ids.new_id(), ids.now()

    def work(connection: Connection, user_id: str) -> None:
        hold(connection, proposal_id)  # so that two windows at once do not both add it
        f = follows.c
        mine = sa.and_(f.user_id == user_id, f.proposal_id == proposal_id)
        row = connection.execute(sa.select(f.id, f.stopped_at).where(mine)).one_or_none()
        values = {"since": now, "stopped_at": None}
        if row is None:
            new = {"id": key, "user_id": user_id, "proposal_id": proposal_id}
            connection.execute(sa.insert(follows).values(new | values))
        elif row.stopped_at is not None:
            connection.execute(sa.update(follows).where(f.id == row.id).values(values))

    _of_oneself(who, work)


def stop(who: Who, proposal_id: str) -> None:
    """Hear of it no more. Nothing happens when the user does not follow it."""
    now = ids.now()

    def work(connection: Connection, user_id: str) -> None:
        f = follows.c
        mine = sa.update(follows).where(
            f.user_id == user_id, f.proposal_id == proposal_id, f.stopped_at.is_(None)
        )
        connection.execute(mine.values(stopped_at=now))

    _of_oneself(who, work)


def see(who: Who, at: str) -> None:
    """Note that all that was new up to a moment has been looked at."""
    unseen = sa.or_(users.c.notices_seen_at.is_(None), users.c.notices_seen_at < at)

    def work(connection: Connection, user_id: str) -> None:
        mine = sa.update(users).where(users.c.id == user_id, unseen)
        connection.execute(mine.values(notices_seen_at=at))

    _of_oneself(who, work)


def choose_mails(who: Who, *, news: bool, language: str) -> None:
    """Whether news is mailed to the user, and in which language all mails are."""
    if language not in LANGUAGES:
        raise PortfolioError("There is no such language here. Choose one of those on the list.")

    def work(connection: Connection, user_id: str) -> None:
        mine = sa.update(users).where(users.c.id == user_id)
        connection.execute(mine.values(news_by_mail=int(news), language=language))

    _of_oneself(who, work)


def _of_oneself(who: Who, do: Callable[[Connection, str], None]) -> None:
    def work(connection: Connection, person: Person) -> Result[None]:
        if person.who.user_id is None:
            raise PortfolioError(
                "You work without an account, and news is for those who have one. Make one first."
            )
        do(connection, person.who.user_id)
        return Result(answer=None, changed=False)

    use_case.perform(who, Deed(Action.KEEP_OWN_ACCOUNT, "user.changed", "users"), work)
