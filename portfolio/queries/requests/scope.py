"""Of whom it is asked, on which day, about which portfolio; and the proposals of a request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED
from portfolio.domain.requests import About
from portfolio.queries import filtering, relevance
from portfolio.queries.overview import attention
from portfolio.store.live import (
    agenda_items,
    decisions,
    follow_ups,
    meetings,
)
from portfolio.store.schema import portfolios, proposals

#: Of one source that are told one by one.
MOST = 200


@dataclass(frozen=True)
class Scope:
    """Of whom, on which day, about which portfolio."""

    connection: Connection
    as_of: date
    today: date
    portfolio: str | None
    bodies: frozenset[str]

    @property
    def day(self) -> str:
        return self.as_of.isoformat()

    @property
    def filters(self) -> filtering.Filters:
        return filtering.Filters(as_of=self.as_of, today=self.today, portfolio=self.portfolio)


class ProposalIndex:
    """The proposals of a request: looked up together, those that have ended left out."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._whole: dict[str, int] | None = None

    def about(self, ids: Iterable[str]) -> dict[str, About]:
        """By key, in order of portfolio and number."""
        scope, p = self._scope, proposals.c
        seen = filtering.view(scope.filters)
        chosen = (
            sa.select(p.id, p.number, p.title, portfolios.c.code)
            .select_from(seen.source.join(portfolios, portfolios.c.id == p.portfolio_id))
            .where(
                p.id.in_(sorted(set(ids))),
                filtering.conditions(scope.filters, seen),
                seen.stage.not_in(ENDED),
            )
            .order_by(portfolios.c.position, p.number)
        )
        return {row.id: About(*row) for row in scope.connection.execute(chosen)}

    def is_whole(self, some: tuple[About, ...]) -> bool:
        """Whether they are all of their portfolio's."""
        if self._whole is None:
            self._whole = self._counted()
        codes = {one.portfolio for one in some}
        return len(codes) == 1 and len(some) > 1 and len(some) >= self._whole[codes.pop()]

    def _counted(self) -> dict[str, int]:
        scope, seen = self._scope, filtering.view(self._scope.filters)
        chosen = (
            sa.select(portfolios.c.code, sa.func.count())
            .select_from(seen.source.join(portfolios, portfolios.c.id == proposals.c.portfolio_id))
            .where(filtering.conditions(scope.filters, seen), seen.stage.not_in(ENDED))
            .group_by(portfolios.c.code)
        )
        return {row[0]: row[1] for row in scope.connection.execute(chosen)}


def loose_follow_ups(scope: Scope) -> sa.Select[Any]:
    """The follow-ups of the body's decisions that lack a responsible or a date on the day."""
    u, d, m = follow_ups.c, decisions.c, meetings.c
    joined = (
        follow_ups.join(decisions, d.id == u.decision_id)
        .join(agenda_items, agenda_items.c.id == d.agenda_item_id)
        .join(meetings, m.id == agenda_items.c.meeting_id)
    )
    return (
        sa.select(
            u.id,
            u.title,
            u.decision_id,
            u.step_id,
            u.responsible_party_id,
            u.date_end,
            u.note,
            d.number,
            d.decided_on,
        )
        .select_from(joined)
        .where(
            m.body_party_id.in_(scope.bodies),
            d.decided_on <= scope.day,
            attention.follow_up_waits(scope.filters),
            relevance.decision_concerns(scope.portfolio),
            sa.or_(u.responsible_party_id.is_(None), u.date_end.is_(None)),
        )
        .order_by(d.decided_on, d.number, u.id)
        .limit(MOST)
    )
