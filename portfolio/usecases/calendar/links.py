"""A user's calendar link: a long random token in the address, its SHA-256 here.

A calendar program cannot sign in, so the address alone opens the calendar. It is shown once, a
new one closes the one before, and it is worth nothing when the user is shut out.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.permissions import Action, Matter, sees
from portfolio.errors import PortfolioError
from portfolio.queries.calendar import calendar
from portfolio.queries.organisations import organisations
from portfolio.store import ids
from portfolio.store.schema import calendar_tokens
from portfolio.usecases import secret_tokens, use_case
from portfolio.usecases.use_case import Deed, EntryWay, Person, Result, Who
from portfolio.vocabulary.nouns import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a token opens: whose calendar, in which language, and what is in it."""

    language: str
    entries: tuple[calendar.Entry, ...]
    vocabularies: Mapping[str | None, Vocabulary]  # by portfolio


def make(who: Who) -> str:
    """A new token for the user; the one before is worth nothing from now on.

    Raises NotAllowedError, and PortfolioError for whoever has no account.
    """
    token, key, now = secret_tokens.new(), ids.new_id(), ids.now()

    def work(connection: Connection, person: Person) -> Result[str]:
        user_id = _account(person)
        _revoke(connection, user_id, now)
        connection.execute(
            sa.insert(calendar_tokens).values(
                id=key, user_id=user_id, token_hash=secret_tokens.hashed(token), created_at=now
            )
        )
        return Result(subject_id=key, answer=token)

    deed = Deed(Action.KEEP_OWN_ACCOUNT, "calendar.linked", "calendar_tokens")
    return use_case.perform(who, deed, work)


def revoke(who: Who) -> None:
    """Close the user's link. A new one can be made at any time."""
    now = ids.now()

    def work(connection: Connection, person: Person) -> Result[None]:
        closed = _revoke(connection, _account(person), now)
        return Result(answer=None, changed=closed > 0)

    deed = Deed(Action.KEEP_OWN_ACCOUNT, "calendar.closed", "calendar_tokens")
    use_case.perform(who, deed, work)


def open_feed(token: str, at: datetime | None = None) -> Feed | None:
    """The calendar that a token opens; None if it is unknown or revoked, or its user shut out."""
    with store.reading() as connection:
        row = connection.execute(secret_tokens.good(calendar_tokens, token)).one_or_none()
        person = None
        if row is not None:
            person = use_case.person_of(connection, Who(EntryWay.ACCOUNT, row.user_id))
        if row is None or person is None or not sees(person.role, Matter.PORTFOLIO):
            return None
        entries = calendar.entries(
            connection, role=person.role, as_of=clock.today(), party_ids=person.party_ids
        )
        spoken = {
            code: organisations.vocabulary_of(connection, portfolio=code)
            for code in {None, *(entry.portfolio for entry in entries)}
        }
    secret_tokens.note_use(calendar_tokens, row, at or datetime.now(UTC))
    return Feed(language=person.language, entries=entries, vocabularies=spoken)


def public_address(otherwise: str = "") -> str | None:
    """Where the program is reached from outside, without a slash at the end.

    ``PORTFOLIO_URL_PUBLIC``, else what is given; None when that is no web address.
    """
    given = (os.environ.get("PORTFOLIO_URL_PUBLIC") or otherwise).strip().rstrip("/")
    parts = urlsplit(given)
    return given if parts.scheme in ("http", "https") and parts.netloc else None


def address(token: str, otherwise: str = "") -> str:
    """What a user gives their calendar program."""
    return f"{public_address(otherwise) or ''}/calendar.ics?token={token}"


def _account(person: Person) -> str:
    if person.who.user_id is None:
        raise PortfolioError(
            "A calendar link belongs to an account, and you are working without one. Make an"
            " account first."
        )
    return person.who.user_id


def _revoke(connection: Connection, user_id: str, now: str) -> int:
    mine = calendar_tokens.c.user_id == user_id
    return secret_tokens.revoke(connection, calendar_tokens, now, mine)
