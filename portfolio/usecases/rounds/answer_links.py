"""The personal link of a round's mail: its owner answers that round by it without signing in.

A random token in the address, its SHA-256 here. It is good for its own round until that is
closed, however often it is used, and each mail has one of its own. To look at what it opens
changes nothing: mail servers follow every link. What it may do is the table of permissions' to
say, as for all (:mod:`portfolio.usecases.use_case`).
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.queries.rounds import answer_links as links
from portfolio.queries.rounds.answer_links import AnswerLink, LinkState
from portfolio.store import ids
from portfolio.store.schema import answer_links, settings, users
from portfolio.usecases import secret_tokens
from portfolio.usecases.people import attempts
from portfolio.usecases.use_case import Deed, EntryWay, Person, Result, Who, perform

#: Longer than any token of ours; nobody makes us hash a megabyte.
_LONGEST = 200
_LENGTH = 43  # signs of a token


class ShutLinkError(PortfolioError):
    """A link that opens nothing, or nothing any more."""


_SHUT = {
    LinkState.SWITCHED_OFF: N_("Personal links are switched off here. Sign in to answer."),
    LinkState.REVOKED: N_("The personal link has been closed. Sign in to answer."),
    LinkState.ROUND_CLOSED: N_(
        "“{title}” has been closed, so it takes no more answers. You can still give a status when"
        " you have signed in."
    ),
    LinkState.TOO_OLD: N_("The personal link is too old. Sign in to answer."),
}


_CUT = N_(
    "There is no such link. The mail program may have cut it short: copy the whole of"
    " it from the mail, or sign in to answer."
)
#: Of a token as long as ours: its row is not there, or never was.
_GONE = N_(
    "The link is not there any more: what it asked about may have been taken away. Sign in to"
    " answer, or ask the portfolio secretary."
)


def opened(connection: Connection, token: str) -> AnswerLink:
    """The link of a token that is good today. Raises ShutLinkError, saying what to do."""
    link = _found(connection, token)
    if link is None:
        raise ShutLinkError(_GONE if len(token) >= _LENGTH else _CUT)
    if link.state is not LinkState.OPEN:
        raise ShutLinkError(_SHUT[link.state], title=link.round_title)
    return link


def who(link: AnswerLink) -> Who:
    """Its owner, for use cases."""
    return Who(EntryWay.LINK, link.user_id, link.id)


def count_guess(token: str, address: str) -> None:
    """Count a token that is nobody's. Raises TooManyError where too many came from the address."""
    with store.reading() as connection:
        known = _found(connection, token) is not None
    if not known:
        attempts.begin(token[:_LONGEST], address)


def note_use(link: AnswerLink) -> None:
    """Note, once an hour, that something was typed or sent by it. No change of the portfolio."""
    with store.reading() as connection:
        row = connection.execute(sa.select(answer_links).where(answer_links.c.id == link.id)).one()
    secret_tokens.note_use(answer_links, row, datetime.now(UTC))


def close(who: Who, round_id: str, user_id: str) -> None:
    """Make a user's links to a round worth nothing; mails after this have none to it."""
    at, a = ids.now(), answer_links.c

    def work(connection: Connection, person: Person) -> Result[None]:
        name = connection.execute(sa.select(users.c.name).where(users.c.id == user_id)).scalar()
        mine = (a.user_id == user_id, a.round_id == round_id, a.revoked_by.is_(None))
        closed = sa.update(answer_links).where(*mine).values(revoked_at=at, revoked_by=person.name)
        count = connection.execute(closed).rowcount
        return Result(after={"name": name}, answer=None, changed=count > 0)

    deed = Deed(Action.RUN_ROUNDS, "round.link_closed", "status_rounds", round_id)
    perform(who, deed, work)


def close_all(connection: Connection, user_id: str) -> None:
    """No link mailed to the user so far can be used any more, in the caller's transaction."""
    secret_tokens.revoke(connection, answer_links, ids.now(), answer_links.c.user_id == user_id)


def allow(who: Who, allowed: bool) -> None:
    """Let mails have personal links, or make all of them worth nothing while they may not."""

    def work(connection: Connection, _person: Person) -> Result[None]:
        before = links.are_allowed(connection)
        connection.execute(sa.delete(settings).where(settings.c.name == links.SETTING))
        if not allowed:
            connection.execute(sa.insert(settings).values(name=links.SETTING, value=links.OFF))
        return Result(answer=None, changed=before != allowed)

    name = "answer_links.allowed" if allowed else "answer_links.refused"
    perform(who, Deed(Action.MANAGE_USERS, name, settings.name), work)


def _found(connection: Connection, token: str) -> AnswerLink | None:
    if len(token) > _LONGEST:
        return None
    # Some mail programs take the full stop or the bracket after an address along.
    kept = secret_tokens.hashed(token[:_LENGTH])
    return links.by_hash(connection, kept, clock.today())
