"""What a user follows, and what the user has chosen to be mailed. Ask anew: no revision is raised
by either."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.store.schema import follows, portfolios, proposals, users


@dataclass(frozen=True)
class Followed:
    """A proposal that somebody follows, as it stands now."""

    proposal_id: str
    number: int
    title: str
    portfolio: str  # code
    stage: str
    rag: str


@dataclass(frozen=True)
class Choice:
    """Whether news is mailed, and the language of the mails."""

    news: bool
    language: str


def followed(connection: Connection, *, user_id: str) -> tuple[Followed, ...]:
    """By portfolio and number."""
    f, p = follows.c, proposals.c
    chosen = (
        sa.select(p.id, p.number, p.title, portfolios.c.code, p.stage, p.rag)
        .select_from(follows.join(proposals).join(portfolios))
        .where(f.user_id == user_id, f.stopped_at.is_(None))
        .order_by(portfolios.c.position, p.number)
    )
    return tuple(Followed(*row) for row in connection.execute(chosen))


def followed_ids(connection: Connection, *, user_id: str) -> tuple[str, ...]:
    """The proposals the user follows: to tell whether an answer that depends on them is old."""
    f = follows.c
    chosen = sa.select(f.proposal_id).where(f.user_id == user_id, f.stopped_at.is_(None))
    return tuple(connection.execute(chosen.order_by(f.proposal_id)).scalars())


def follows_it(connection: Connection, *, user_id: str, proposal_id: str) -> bool:
    """Whether the user follows the proposal."""
    f = follows.c
    chosen = sa.select(f.id).where(
        f.user_id == user_id, f.proposal_id == proposal_id, f.stopped_at.is_(None)
    )
    return connection.execute(chosen).first() is not None


def choice(connection: Connection, *, user_id: str) -> Choice:
    """What stands of a user who has an account."""
    u = users.c
    chosen = sa.select(u.news_by_mail, u.language).where(u.id == user_id)
    news, language = connection.execute(chosen).one()
    return Choice(bool(news), language)
