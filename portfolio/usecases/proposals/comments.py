"""Comments on a proposal: written by all but readers, taken back with a trace, never changed."""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action, may
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import comments
from portfolio.usecases import text_input, use_case
from portfolio.usecases.proposals.held import hold
from portfolio.usecases.use_case import Deed, Person, Result, Who

#: Characters in a comment.
LONGEST = 4000


def write(who: Who, proposal_id: str, text: str) -> None:
    """Add a comment. Raises PortfolioError when it is empty or too long."""
    kept = text_input.words(text, LONGEST)
    if kept is None:
        raise PortfolioError("Write something before you send the comment.")
    row = {"id": ids.new_id(), "proposal_id": proposal_id, "written_at": ids.now(), "words": kept}
    deed = Deed(Action.COMMENT, "comment.written", "comments", row["id"])

    def work(connection: Connection, person: Person) -> Result[None]:
        hold(connection, proposal_id)
        mine = {"user_id": person.who.user_id, "author": person.name}
        connection.execute(sa.insert(comments).values(**row, **mine))
        return Result(after={"proposal_id": proposal_id, "words": kept}, answer=None)

    use_case.perform(who, deed, work)


def withdraw(who: Who, comment_id: str, reason: str | None = None) -> None:
    """Take a comment back: one's own, or any as secretary. That it was there is still shown."""
    why = text_input.words(reason)
    values = use_case.out_of_use(why)
    deed = Deed(
        Action.WITHDRAW_COMMENT,
        "comment.withdrawn",
        "comments",
        comment_id,
        own=lambda connection, person: _is_by(person, _author(connection, comment_id)),
        reason=why,
    )

    def work(connection: Connection, _person: Person) -> Result[None]:
        found = sa.select(comments).where(comments.c.id == comment_id)
        row = connection.execute(found).one_or_none()
        if row is None or row.withdrawn_at is not None:
            raise PortfolioError("The comment has been taken back already. Reload the page.")
        return use_case.change_row(connection, comments, comment_id, row.version, values)

    use_case.perform(who, deed, work)


def may_withdraw(person: Person, user_id: str | None) -> bool:
    """Whether the person wrote it, or keeps the content."""
    return may(person.role, Action.WITHDRAW_COMMENT, own=_is_by(person, user_id))


def _is_by(person: Person, user_id: str | None) -> bool:
    return user_id is not None and user_id == person.who.user_id


def _author(connection: Connection, comment_id: str) -> str | None:
    """The user who wrote it; None where nobody with an account did."""
    c = comments.c
    return connection.execute(sa.select(c.user_id).where(c.id == comment_id)).scalar()
