"""What happened between two days: decisions, answers, new lights, outcomes. The newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import relevance
from portfolio.store.schema import (
    agenda_items,
    decision_proposals,
    decisions,
    milestones,
    parties,
    proposal_parties,
    proposals,
    responsibility_events,
    status_updates,
)

LIMIT = 20
# PostgreSQL wants to know what kind of nothing it is.
_NOBODY = sa.cast(sa.null(), sa.Integer)


@dataclass(frozen=True)
class Event:
    """Something that happened. What ``key``, ``before`` and ``after`` hold depends on the kind:

    status (light before, light after), responsibility (reason, answer), decision (its number;
    agenda item, outcome), outcome (a milestone's code; its date in words, outcome).
    """

    happened_on: str
    kind: str
    proposal: int | None
    key: str
    words: str | None
    before: str | None
    after: str


def events(
    connection: Connection,
    *,
    since: date,
    until: date,
    portfolio: str | None = None,
    number: int | None = None,
) -> tuple[Event, ...]:
    """At most LIMIT events, both days counted.

    ``number`` keeps to one proposal. Kinds: status, responsibility, decision, outcome.
    """
    mine = relevance.of_portfolio(portfolio)
    if number is not None:
        mine = sa.and_(mine, proposals.c.number == number)
    parts = [_statuses(mine), _answers(mine), _decisions(mine)]
    if number is None:
        parts.append(_outcomes(portfolio))
    between = [
        part.where(_day(part).between(since.isoformat(), until.isoformat())) for part in parts
    ]
    newest = [part.order_by(_day(part).desc()).limit(LIMIT).subquery() for part in between]
    everything = sa.union_all(*(sa.select(part) for part in newest)).subquery()
    e = everything.c
    ordered = sa.select(
        e.happened_on, e.kind, e.proposal, e.key, e.words, e.before, e.after
    ).order_by(e.happened_on.desc(), e.place, e.key)
    return tuple(Event(*row) for row in connection.execute(ordered.limit(LIMIT)))


def _day(part: sa.Select[Any]) -> sa.ColumnElement[Any]:
    # The label's own expression: WHERE cannot see a label.
    label = next(iter(part.inner_columns))
    assert isinstance(label, sa.Label)
    return label.element


def _row(
    place: int, kind: str, day: sa.ColumnElement[Any], proposal: sa.ColumnElement[Any],
    key: sa.ColumnElement[Any], words: sa.ColumnElement[Any], before: sa.ColumnElement[Any],
    after: sa.ColumnElement[Any],
) -> sa.Select[Any]:  # fmt: skip
    return sa.select(
        day.label("happened_on"), sa.literal(place).label("place"), sa.literal(kind).label("kind"),
        proposal.label("proposal"), key.label("key"), words.label("words"),
        before.label("before"), after.label("after"),
    )  # fmt: skip


def _statuses(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    s, earlier = status_updates.c, status_updates.alias("earlier")
    joined = status_updates.join(proposals).outerjoin(
        earlier, sa.and_(earlier.c.proposal_id == s.proposal_id, earlier.c.seq == s.seq - 1)
    )
    before = sa.func.coalesce(earlier.c.rag, "none")
    row = _row(1, "status", s.reported_on, proposals.c.number, s.id, s.happened, before, s.rag)
    moved = sa.or_(before != s.rag, sa.func.coalesce(earlier.c.stage, "proposed") != s.stage)
    return row.select_from(joined).where(moved, mine)


def _answers(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    e = responsibility_events.c
    joined = responsibility_events.join(
        proposal_parties, proposal_parties.c.id == e.proposal_party_id
    ).join(proposals)
    joined = joined.join(parties, parties.c.id == proposal_parties.c.party_id)
    row = _row(2, "responsibility", e.happened_on, proposals.c.number, e.id, parties.c.name,
               e.reason, e.state)  # fmt: skip
    # That the minutes suggest somebody is not something that happened: the decision is.
    return row.select_from(joined).where(e.state != "suggested", mine)


def _decisions(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    d, a = decisions.c, agenda_items.c
    item = sa.cast(a.number, sa.Text)
    row = _row(0, "decision", d.decided_on, _NOBODY, d.number, d.decision, item, d.outcome)
    about = sa.select(decision_proposals.c.decision_id).join(proposals).where(mine)
    return row.select_from(decisions.join(agenda_items)).where(d.id.in_(about))


def _outcomes(portfolio: str | None) -> sa.Select[Any]:
    m = milestones.c
    row = _row(3, "outcome", m.outcome_on, _NOBODY, m.code, m.title, m.date_text, m.outcome)
    recorded = sa.and_(m.outcome != "not_recorded", m.outcome_on.is_not(None))
    return row.where(recorded, relevance.milestone_concerns(portfolio))
