"""The links by which one person answers one round without signing in: what each is worth today."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries.mails.reminders import OVERDUE_FOR_DAYS
from portfolio.store.schema import (
    answer_links,
    portfolios,
    round_answers,
    settings,
    status_rounds,
    users,
)

#: The name of the municipality's choice; links are made unless it says "off".
SETTING, OFF = "answer_links", "off"


class LinkState(StrEnum):
    """What a link is worth."""

    OPEN = "open"
    SWITCHED_OFF = "switched_off"  # by the municipality
    REVOKED = "revoked"  # by the secretary, or with the access of its owner
    ROUND_CLOSED = "round_closed"
    TOO_OLD = "too_old"  # nobody has closed the round


@dataclass(frozen=True, kw_only=True)
class AnswerLink:
    """A link: whose it is, which round it answers, and what it is worth."""

    id: str
    user_id: str
    name: str  # of its owner
    language: str
    round_id: str
    round_title: str
    portfolio: str  # code
    used_at: str | None
    state: LinkState


@dataclass(frozen=True, kw_only=True)
class LinkOwner:
    """Somebody who has been mailed links to a round."""

    user_id: str
    name: str
    used_at: str | None  # UTC ISO, the latest
    is_open: bool


def by_hash(connection: Connection, token_hash: str, today: date) -> AnswerLink | None:
    """The link of a token; None where there is none."""
    return _one(connection, answer_links.c.token_hash == token_hash, today)


def good(
    connection: Connection, link_id: str, user_id: str | None, today: date
) -> AnswerLink | None:
    """A user's link, by its key; None where it opens nothing any more."""
    link = _one(connection, answer_links.c.id == link_id, today)
    return link if link and link.state is LinkState.OPEN and link.user_id == user_id else None


def asks(connection: Connection, round_id: str, proposal_id: str) -> bool:
    """Whether a round asks about a proposal."""
    a = round_answers.c
    asked = sa.select(a.id).where(a.round_id == round_id, a.proposal_id == proposal_id)
    return connection.execute(asked).first() is not None


def owners(connection: Connection, *, round_id: str, today: date) -> list[LinkOwner]:
    """Who has been mailed a link to the round, by name."""
    found: dict[str, LinkOwner] = {}
    of_round = _links(answer_links.c.round_id == round_id)
    rows = connection.execute(of_round.order_by(users.c.name, users.c.id)).mappings()
    allowed = are_allowed(connection)
    for row in rows:
        before = found.get(row["user_id"])
        used = [moment for moment in (row["used_at"], before and before.used_at) if moment]
        is_open = _state(row, today, allowed) is LinkState.OPEN
        found[row["user_id"]] = LinkOwner(
            user_id=row["user_id"],
            name=row["name"],
            used_at=max(used, default=None),
            is_open=is_open or (before is not None and before.is_open),
        )
    return list(found.values())


def are_allowed(connection: Connection) -> bool:
    """Whether the municipality lets mails have links that answer without a sign-in."""
    chosen = sa.select(settings.c.value).where(settings.c.name == SETTING)
    return connection.execute(chosen).scalar() != OFF


def _one(connection: Connection, which: sa.ColumnElement[bool], today: date) -> AnswerLink | None:
    row = connection.execute(_links(which)).mappings().one_or_none()
    if row is None:
        return None
    told = {name: row[name] for name in AnswerLink.__dataclass_fields__ if name in row}
    return AnswerLink(**told, state=_state(row, today, are_allowed(connection)))


def _links(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    link, user, asked = answer_links.c, users.c, status_rounds.c
    return (
        sa.select(
            *link,
            user.name,
            user.language,
            asked.title.label("round_title"),
            asked.deadline_on,
            asked.closed_at,
            portfolios.c.code.label("portfolio"),
            # Whoever is shut out, or signed out everywhere, has no link left from before.
            sa.or_(user.disabled_at.is_not(None), link.created_at < user.valid_from).label("ended"),
        )
        .select_from(answer_links.join(users).join(status_rounds).join(portfolios))
        .where(which)
    )


def _state(row: sa.RowMapping, today: date, allowed: bool) -> LinkState:
    if not allowed:
        return LinkState.SWITCHED_OFF
    if row["revoked_at"] is not None or row["ended"]:
        return LinkState.REVOKED
    if row["closed_at"] is not None:
        return LinkState.ROUND_CLOSED
    last = date.fromisoformat(row["deadline_on"]) + timedelta(days=OVERDUE_FOR_DAYS)
    return LinkState.TOO_OLD if today > last else LinkState.OPEN
