"""Keys to the read-only API: a long random token, shown once; its SHA-256 here.

A key belongs to what it was made for, not to who made it: it stays good when the administrator
leaves, until it is revoked.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.schema import api_tokens
from portfolio.usecases import secret_tokens, text_input
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform

#: So that one sees in a log or a settings file what it is.
PREFIX = "portefolje_"


def make(who: Who, name: str) -> str:
    """A new key for what is named; the token, which is kept nowhere.

    Raises NotAllowedError, and PortfolioError without a name.
    """
    named = text_input.line(name)
    if named is None:
        raise PortfolioError("Write what the key is for, such as the name of the program.")
    token, key, now = PREFIX + secret_tokens.new(), ids.new_id(), ids.now()

    def work(connection: Connection, person: Person) -> Result[str]:
        connection.execute(
            sa.insert(api_tokens).values(
                id=key,
                name=named,
                token_hash=secret_tokens.hashed(token),
                created_at=now,
                created_by=person.name,
            )
        )
        return Result(after={"name": named}, answer=token)

    deed = Deed(Action.MANAGE_TOKENS, "api_token.made", "api_tokens", key)
    return perform(who, deed, work)


def revoke(who: Who, token_id: str) -> None:
    """The key opens nothing from now on; it cannot be taken into use again."""
    values = {"revoked_at": ids.now()}
    t = api_tokens.c

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = connection.execute(sa.select(t.revoked_at).where(t.id == token_id)).one_or_none()
        if row is None:
            raise PortfolioError("There is no such key. Reload the page.")
        mine = sa.update(api_tokens).where(t.id == token_id, t.revoked_at.is_(None))
        closed = connection.execute(mine.values(**values, version=t.version + 1)).rowcount
        return Result(before={"revoked_at": None}, after=values, answer=None, changed=closed > 0)

    deed = Deed(Action.MANAGE_TOKENS, "api_token.revoked", "api_tokens", token_id)
    perform(who, deed, work)


def key_of(token: str, at: datetime | None = None) -> str | None:
    """The id of the key that the token is; None if it is none of ours, or revoked."""
    with store.reading() as connection:
        key = connection.execute(secret_tokens.good(api_tokens, token)).one_or_none()
    if key is None:
        return None
    secret_tokens.note_use(api_tokens, key, at or datetime.now(UTC))
    return str(key.id)
