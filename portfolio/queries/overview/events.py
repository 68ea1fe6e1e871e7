"""What happened between two days: decisions, answers, new lights, outcomes. The newest first."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import frames, relevance
from portfolio.queries.proposals import responsibility
from portfolio.store.live import (
    agenda_items,
    decision_proposals,
    decisions,
    milestones,
    parties,
    proposal_parties,
)
from portfolio.store.schema import proposals, responsibility_events, status_updates

LIMIT = 20
# PostgreSQL wants to know what kind of nothing it is.
_NOBODY = sa.cast(sa.null(), sa.Integer)


@dataclass(frozen=True)
class Event:
    """Something that happened. What ``key``, ``before`` and ``after`` hold depends on the kind:

    status (light before, light after), stage (before, after; the light stood), responsibility
    (reason, answer), decision (its number; agenda item, outcome), outcome (a milestone's code; its
    date in words, outcome).
    """

    happened_on: str
    kind: str
    proposal: int | None
    key: str
    words: str | None
    before: str | None
    after: str


_FIELDS = tuple(field.name for field in fields(Event))


def events(
    connection: Connection,
    *,
    since: date,
    until: date,
    portfolio: str | None = None,
    number: int | None = None,
) -> tuple[Event, ...]:
    """At most LIMIT events, both days counted.

    ``number`` keeps to one proposal. Kinds: status, stage, responsibility, decision, outcome.
    """
    mine = relevance.of_portfolio(portfolio)
    if number is not None:
        mine = sa.and_(mine, proposals.c.number == number)
    span = (since.isoformat(), until.isoformat())
    parts = [answer_events(mine), decision_events(mine)]
    if number is None:
        parts.append(outcome_events(portfolio))
    rows = _newest_moves(connection, span, mine)
    for part in parts:
        newest = part.where(day_of(part).between(*span)).order_by(day_of(part).desc())
        rows += connection.execute(newest.limit(LIMIT)).all()
    rows.sort(key=lambda row: (row.place, row.key))
    rows.sort(key=lambda row: row.happened_on, reverse=True)
    return tuple(Event(**{name: row._mapping[name] for name in _FIELDS}) for row in rows[:LIMIT])


def _newest_moves(
    connection: Connection, span: tuple[str, str], mine: sa.ColumnElement[bool]
) -> list[sa.Row[Any]]:
    """The newest statuses that changed a light or a stage.

    Most statuses change neither, and no index knows which do: look at the newest few, and at
    ten times as many while they do not give enough.
    """
    looked_at = 200
    while True:
        recent = (
            sa.select(status_updates)
            # What a source tells of from before is not news.
            .where(status_updates.c.reported_on.between(*span), status_updates.c.origin != "source")
            .order_by(status_updates.c.reported_on.desc(), status_updates.c.id.desc())
            .limit(looked_at)
            .subquery("recent")
        )
        rows = connection.execute(_moves(recent, mine).limit(LIMIT)).all()
        if len(rows) == LIMIT or frames.count(connection, recent) < looked_at:
            return list(rows)
        looked_at *= 10


def day_of(part: sa.Select[Any]) -> sa.ColumnElement[Any]:
    """When what a part tells of happened: its first column."""
    # The label's own expression: WHERE cannot see a label.
    label = next(iter(part.inner_columns))
    assert isinstance(label, sa.Label)
    return label.element


def _row(
    place: int, kind: str | sa.ColumnElement[str], *facts: sa.ColumnElement[Any]
) -> sa.Select[Any]:
    """``facts``: the fields of an event but for its kind, in their order; the day comes first."""
    names = [name for name in _FIELDS if name != "kind"]
    day, *rest = (fact.label(name) for fact, name in zip(facts, names, strict=True))
    what = sa.literal(kind) if isinstance(kind, str) else kind
    return sa.select(day, sa.literal(place).label("place"), what.label("kind"), *rest)


def _moves(recent: sa.Subquery, mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    s, earlier = recent.c, status_updates.alias("earlier")
    joined = recent.join(proposals).outerjoin(
        earlier, sa.and_(earlier.c.proposal_id == s.proposal_id, earlier.c.seq == s.seq - 1)
    )
    light, stage = (
        sa.func.coalesce(earlier.c.rag, "none"),
        sa.func.coalesce(earlier.c.stage, "proposed"),
    )
    another = light != s.rag
    row = _row(
        1,
        sa.case((another, "status"), else_="stage"),
        s.reported_on,
        proposals.c.number,
        s.id,
        s.happened,
        sa.case((another, light), else_=stage),
        sa.case((another, s.rag), else_=s.stage),
    )
    moved = sa.or_(another, stage != s.stage)
    return row.select_from(joined).where(moved, mine).order_by(s.reported_on.desc(), s.id.desc())


def answer_events(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """What parties said of their responsibility for the proposals that are ``mine``."""
    e, about = responsibility_events.c, proposals.alias("about")
    joined = (
        responsibility_events.join(proposal_parties)
        .join(about)
        .join(parties, parties.c.id == proposal_parties.c.party_id)
    )
    row = _row(
        2,
        "responsibility",
        e.happened_on,
        about.c.number,
        e.id,
        parties.c.name,
        e.reason,
        responsibility.said_word(),
    )
    # Asked of the row, not joined: SQLite then starts from the newest day and stops early.
    ours = sa.exists().where(proposals.c.id == about.c.id, mine).correlate(about)
    # That the minutes suggest somebody is not something that happened: the decision is.
    # Nor is what was taken back again.
    happened = sa.and_(e.state != "suggested", responsibility.stands())
    return row.select_from(joined).where(happened, ours)


def decision_events(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The decisions about the proposals that are ``mine``."""
    d, a = decisions.c, agenda_items.c
    item = sa.cast(a.number, sa.Text)
    row = _row(0, "decision", d.decided_on, _NOBODY, d.number, d.decision, item, d.outcome)
    about = sa.select(decision_proposals.c.decision_id).join(proposals).where(mine)
    return row.select_from(decisions.join(agenda_items)).where(d.id.in_(about))


def outcome_events(portfolio: str | None) -> sa.Select[Any]:
    """What became of the milestones that concern a portfolio."""
    m = milestones.c
    row = _row(3, "outcome", m.outcome_on, _NOBODY, m.code, m.title, m.date_text, m.outcome)
    recorded = sa.and_(m.outcome != "not_recorded", m.outcome_on.is_not(None))
    return row.where(recorded, relevance.milestone_concerns(portfolio))
