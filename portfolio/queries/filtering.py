"""What an overview is asked about: the day, and which proposals. Filters to conditions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from portfolio.domain.model import Stage
from portfolio.store import search
from portfolio.store.live import (
    own_fields,
    own_values,
    parties,
    places,
    proposal_parties,
    proposal_places,
    purposes,
)
from portfolio.store.schema import portfolios, proposals, status_updates

# Made once: an alias copies every column it has.
_TOLD = status_updates.alias("told")
_EARLIER = status_updates.alias("earlier")
_then = cache(status_updates.alias)

#: Of the day a status was reported on: whether it is one of those asked about.
When = Callable[[sa.ColumnElement[str]], sa.ColumnElement[bool]]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which proposals, on which day. None is "all"; codes and numbers, never words.

    Those set aside, merged or replaced are no longer on the board: they are left out, unless
    ``aside`` says that they are to be there too, or their stage is the one asked for.
    """

    as_of: date
    today: date
    portfolio: str | None = None
    purpose: int | None = None
    party: str | None = None
    stage: str | None = None
    rag: str | None = None
    place: str | None = None
    search: str = ""
    aside: bool = False
    own: tuple[tuple[str, str], ...] = ()  # the code of an own field, and what it is to say

    @property
    def is_current(self) -> bool:
        """Whether the day asked about is today: then the proposals' own columns answer."""
        return self.as_of >= self.today

    @property
    def narrows(self) -> bool:
        """Whether any filter beside the day is set."""
        chosen = (self.purpose, self.party, self.stage, self.rag, self.place)
        return any(value is not None for value in chosen) or bool(self.search.strip() or self.own)


@dataclass(frozen=True)
class View:
    """The proposals as they were on a day: where to select from, and the status columns."""

    source: sa.FromClause
    stage: sa.ColumnElement[Any]
    rag: sa.ColumnElement[Any]
    percent: sa.ColumnElement[Any]
    seq: sa.ColumnElement[Any]
    status_on: sa.ColumnElement[Any]

    @property
    def status(self) -> tuple[sa.ColumnElement[Any], ...]:
        """stage, rag, percent, status_on: to be selected by these names."""
        names = ("stage", "rag", "percent", "status_on")
        return tuple(getattr(self, name).label(name) for name in names)

    def is_latest(self, told: sa.FromClause) -> sa.ColumnElement[bool]:
        """Whether a row of the statuses is the last one of its proposal on the day."""
        return sa.and_(told.c.proposal_id == proposals.c.id, told.c.seq == self.seq)


def view(filters: Filters, *, on: sa.FromClause = proposals, name: str = "then") -> View:
    """Today's status by the pointer columns; an earlier day's by one index seek a proposal.

    Two days in one question: the second view is laid ``on`` the first's source, by another name.
    """
    now = proposals.c
    if filters.is_current:
        return View(on, now.stage, now.rag, now.percent, now.status_seq, now.status_on)
    then = _then(name)
    source = on.outerjoin(
        then,
        sa.and_(
            then.c.proposal_id == now.id,
            then.c.seq == _last_seq(lambda day: day <= filters.as_of.isoformat()),
        ),
    )
    return View(
        source,
        sa.func.coalesce(then.c.stage, "proposed"),
        sa.func.coalesce(then.c.rag, "none"),
        then.c.percent,
        sa.func.coalesce(then.c.seq, 0),
        then.c.reported_on,
    )


def on_board(then: When) -> sa.ColumnElement[bool]:
    """Whether a proposal was not set aside, merged or replaced by the statuses of these days."""
    told = _TOLD
    gone = sa.exists().where(
        told.c.proposal_id == proposals.c.id,
        told.c.stage == Stage.NOT_PURSUED,
        told.c.seq == _last_seq(then),
    )
    return ~gone.correlate_except(told)


def known(as_of: date, portfolio: str | None, *, aside: bool = False) -> sa.ColumnElement[bool]:
    """The proposals that existed on the day; those no longer on the board only with ``aside``."""
    day = as_of.isoformat()
    tests = [proposals.c.introduced_on <= day]
    if portfolio is not None:
        tests.append(proposals.c.portfolio_id == portfolio_id(portfolio))
    if not aside:
        tests.append(on_board(lambda told: told <= day))
    return sa.and_(*tests)


def _last_seq(then: When) -> sa.ScalarSelect[Any]:
    earlier = _EARLIER
    return (
        sa.select(earlier.c.seq)
        .where(earlier.c.proposal_id == proposals.c.id, then(earlier.c.reported_on))
        .order_by(earlier.c.reported_on.desc(), earlier.c.seq.desc())
        .limit(1)
        .correlate_except(earlier)
        .scalar_subquery()
    )


def conditions(filters: Filters, seen: View) -> sa.ColumnElement[bool]:
    """The proposals that match, of those that existed on the day."""
    tests = [proposals.c.introduced_on <= filters.as_of.isoformat()]
    if filters.portfolio is not None:
        tests.append(proposals.c.portfolio_id == portfolio_id(filters.portfolio))
    if filters.purpose is not None:
        mine = sa.select(purposes.c.id).where(purposes.c.number == filters.purpose)
        tests.append(proposals.c.purpose_id.in_(mine))
    if filters.stage is not None:
        tests.append(seen.stage == filters.stage)
    elif not filters.aside:
        tests.append(seen.stage != Stage.NOT_PURSUED)
    if filters.rag is not None:
        tests.append(seen.rag == filters.rag)
    if filters.party is not None:
        tests.append(proposals.c.id.in_(_with_party(filters.party)))
    if filters.place is not None:
        tests.append(proposals.c.id.in_(_with_place(filters.place)))
    if filters.search.strip():
        tests.append(search.matches(filters.search))
    tests += [proposals.c.id.in_(_that_say(code, value)) for code, value in filters.own]
    return sa.and_(*tests)


def portfolio_id(code: str) -> sa.ScalarSelect[str]:
    return sa.select(portfolios.c.id).where(portfolios.c.code == code).scalar_subquery()


def _with_party(code: str) -> sa.Select[Any]:
    joined = proposal_parties.join(parties)
    return (
        sa.select(proposal_parties.c.proposal_id).select_from(joined).where(parties.c.code == code)
    )


def _that_say(code: str, value: str) -> sa.Select[Any]:
    said = own_values.join(own_fields, own_fields.c.id == own_values.c.field_id)
    return (
        sa.select(own_values.c.proposal_id)
        .select_from(said)
        .where(own_fields.c.code == code, own_values.c.value == value)
    )


def _with_place(code: str) -> sa.Select[Any]:
    joined = proposal_places.join(places)
    return sa.select(proposal_places.c.proposal_id).select_from(joined).where(places.c.code == code)
