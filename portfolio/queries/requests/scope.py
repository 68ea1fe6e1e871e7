"""Of whom it is asked, on which day, about which portfolio; and the proposals of a request."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED
from portfolio.domain.requests import About
from portfolio.queries import filtering, frames, relevance
from portfolio.queries.frames import Row
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.overview import attention
from portfolio.queries.sources import certainty_of
from portfolio.store.live import (
    agenda_items,
    decisions,
    involvement_steps,
    meetings,
    parties,
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
    #: Whether the directorate is among them: statuses, windows, steps and who takes a proposal on
    #: are its to answer, and nobody else's.
    directs: bool = True
    #: ISO: what was decided later answers nothing yet.
    answered_by: str = "9999"
    #: Without open questions and what follow-ups lack: those who ask tell them elsewhere.
    is_short: bool = False

    @property
    def day(self) -> str:
        return self.as_of.isoformat()

    @property
    def filters(self) -> filtering.Filters:
        return filtering.Filters(as_of=self.as_of, today=self.today, portfolio=self.portfolio)


class ProposalIndex:
    """The proposals there are on the day, read once for all sources; those that ended left out."""

    def __init__(self, scope: Scope) -> None:
        p, seen = proposals.c, filtering.view(scope.filters)
        chosen = (
            sa.select(p.id, p.number, p.title, portfolios.c.code)
            .select_from(seen.source.join(portfolios, portfolios.c.id == p.portfolio_id))
            .where(filtering.conditions(scope.filters, seen), seen.stage.not_in(ENDED))
            .order_by(portfolios.c.position, p.number)
        )
        self._known = {row.id: About(*row) for row in scope.connection.execute(chosen)}
        self._counts = Counter(one.portfolio for one in self._known.values())

    def about(self, ids: Iterable[str]) -> dict[str, About]:
        """By key, in order of portfolio and number."""
        wanted = set(ids)
        return {key: one for key, one in self._known.items() if key in wanted} if wanted else {}

    def tied(self, ties: Mapping[str, str | None]) -> tuple[About, ...]:
        """Those of the ties (how sure each is, by key), in order of portfolio and number."""
        found = self.about(ties).items()
        return tuple(replace(one, certainty=ties[key]) for key, one in found)

    def is_whole(self, some: tuple[About, ...]) -> bool:
        """Whether they are all of their portfolio's."""
        codes = {one.portfolio for one in some}
        return len(codes) == 1 and len(some) > 1 and len(some) >= self._counts[codes.pop()]


def ties_of(
    connection: Connection, link: sa.Subquery, column: str, keys: Iterable[str]
) -> dict[str, dict[str, str | None]]:
    """By key of what a table ties proposals to, how sure the tie is by key of each proposal."""
    chosen = sa.select(link.c[column], link.c.proposal_id, certainty_of(link))
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for key, proposal_id, how in connection.execute(chosen.where(link.c[column].in_(set(keys)))):
        found[key][proposal_id] = how
    return found


def loose_follow_ups(scope: Scope) -> list[Row]:
    """The follow-ups of the body's decisions that lack a responsible or a date on the day."""
    known = follow_up_states.known_on(scope.as_of)
    u, d, m = known.c, decisions.c, meetings.c
    joined = (
        known.join(decisions, d.id == u.decision_id)
        .join(agenda_items, agenda_items.c.id == d.agenda_item_id)
        .join(meetings, m.id == agenda_items.c.meeting_id)
        .join(parties, parties.c.id == m.body_party_id)
        .outerjoin(involvement_steps, involvement_steps.c.id == u.step_id)
    )
    chosen = (
        sa.select(
            u.id,
            u.title,
            u.decision_id,
            u.step_id,
            u.responsible_party_id,
            u.date_text,
            u.note,
            d.number,
            d.decided_on,
            parties.c.name.label("body"),
            involvement_steps.c.party_id.label("step_party_id"),
            involvement_steps.c.planned_date_text.label("step_planned"),
        )
        .select_from(joined)
        .where(
            m.body_party_id.in_(scope.bodies),
            d.decided_on <= scope.day,
            attention.follow_up_waits(known, scope.filters),
            relevance.decision_concerns(scope.portfolio),
            sa.or_(u.responsible_party_id.is_(None), u.date_text.is_(None)),
        )
        .order_by(d.decided_on, d.number, u.id)
        .limit(MOST)
    )
    return frames.rows(scope.connection, chosen)
