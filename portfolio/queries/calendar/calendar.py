"""What goes into a user's calendar: milestones with a date, and the deadlines of status rounds.

A lead gets what concerns the proposals of the lead's own parties: the proposals' milestones, those
of the processes and pools they hang on, and the portfolio's own. Everybody else gets everything.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.dated import DateWords
from portfolio.domain.model import ANSWERING, Outcome
from portfolio.domain.permissions import Role
from portfolio.queries import frames
from portfolio.queries.strategy import timeline
from portfolio.store import live
from portfolio.store.schema import (
    calendar_tokens,
    change_log,
    funding_pools,
    milestones,
    portfolios,
    proposal_parties,
    proposal_pools,
    proposal_processes,
    proposals,
    round_answers,
    status_rounds,
    strategy_processes,
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A milestone or a round's deadline. ``start`` and ``end`` are its first and last day."""

    id: str
    kind: str  # of the milestone, or "round"
    title: str
    start: date
    end: date
    words: DateWords
    version: int
    changed_at: str  # UTC ISO
    belongs: str | None = None  # the title of what it belongs to
    number: int | None = None
    portfolio: str | None = None  # the code of its own, or its proposal's
    outcome: str = Outcome.NOT_RECORDED
    note: str | None = None
    certainty: str | None = None  # of what ties it to the lead's proposals
    inferred: int = 0
    hinges: int = 0  # whether it depends on an outcome that nobody has recorded


def entries(
    connection: Connection, *, role: Role, as_of: date, party_ids: Collection[str] = ()
) -> tuple[Entry, ...]:
    """The calendar of somebody in a role, of these parties, by first day."""
    own = _own(party_ids) if role is Role.LEAD else None
    found = [*_milestones(connection, own, as_of), *_deadlines(connection, own)]
    return tuple(sorted(found, key=lambda entry: (entry.start, entry.end, entry.title, entry.id)))


def _own(party_ids: Collection[str]) -> sa.Select[Any]:
    pp = proposal_parties.c
    return sa.select(pp.proposal_id).where(
        pp.party_id.in_(sorted(party_ids)), pp.state.in_(ANSWERING), pp.withdrawn_at.is_(None)
    )


def _milestones(connection: Connection, own: sa.Select[Any] | None, as_of: date) -> list[Entry]:
    m, p, po, st = milestones.c, proposals.c, funding_pools.c, strategy_processes.c
    belongs = sa.func.coalesce(p.title, po.title, st.title, portfolios.c.title)
    hinging = sa.select(live.milestones.c.id).where(timeline.hinges(as_of))
    tied = sa.null() if own is None else timeline.certainty(m.pool_id, m.process_id, own)
    whose = sa.func.coalesce(p.portfolio_id, m.portfolio_id)
    chosen = (
        sa.select(
            m.id,
            m.kind,
            m.title,
            m.date_start.label("start"),
            m.date_end.label("end"),
            m.date_text.label("words"),
            m.date_inferred.label("inferred"),
            m.version,
            _changed("milestones", m.id),
            belongs.label("belongs"),
            p.number,
            m.outcome,
            m.note,
            portfolios.c.code.label("portfolio"),
            tied.label("certainty"),
            sa.case((m.id.in_(hinging), 1), else_=0).label("hinges"),
        )
        .select_from(
            milestones.outerjoin(proposals)
            .outerjoin(funding_pools)
            .outerjoin(strategy_processes)
            .outerjoin(portfolios, portfolios.c.id == whose)
        )
        .where(m.date_start.is_not(None), m.withdrawn_at.is_(None))
        .where(m.id.in_(sa.select(live.milestones.c.id).where(timeline.is_pursued(as_of))))
    )
    if own is not None:
        chosen = chosen.where(_concerns(own))
    return _entries(connection, chosen)


def _entries(connection: Connection, chosen: sa.Select[Any]) -> list[Entry]:
    days = ("start", "end")
    return [
        Entry(**(row | {name: date.fromisoformat(row[name]) for name in days} | _words(row)))
        for row in frames.rows(connection, chosen)
    ]


def _words(row: frames.Row) -> dict[str, DateWords]:
    return {"words": DateWords(row["words"], row["start"], row["end"], row.get("inferred"))}


def _concerns(own: sa.Select[Any]) -> sa.ColumnElement[bool]:
    m, pools, processes = milestones.c, proposal_pools.c, proposal_processes.c
    hangs_on_pools = sa.select(pools.pool_id).where(
        pools.proposal_id.in_(own), pools.withdrawn_at.is_(None)
    )
    hangs_on_processes = sa.select(processes.process_id).where(
        processes.proposal_id.in_(own), processes.withdrawn_at.is_(None)
    )
    return sa.or_(
        m.proposal_id.in_(own),
        m.pool_id.in_(hangs_on_pools),
        m.process_id.in_(hangs_on_processes),
        sa.and_(m.portfolio_id.is_not(None), m.proposal_id.is_(None)),
    )


def _deadlines(connection: Connection, own: sa.Select[Any] | None) -> list[Entry]:
    r, a = status_rounds.c, round_answers.c
    chosen = sa.select(
        r.id,
        sa.literal("round").label("kind"),
        r.title,
        r.deadline_on.label("start"),
        r.deadline_on.label("end"),
        r.deadline_on.label("words"),
        r.version,
        _changed("status_rounds", r.id),
        portfolios.c.title.label("belongs"),
    ).select_from(status_rounds.join(portfolios))
    if own is not None:
        asked = sa.select(a.round_id).where(a.proposal_id.in_(own))
        chosen = chosen.where(r.id.in_(asked))
    return _entries(connection, chosen)


def _changed(table: str, key: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """When the row was last changed; the day the database was filled when it never was."""
    log, first = change_log.alias(), change_log.alias()
    latest = sa.select(sa.func.max(log.c.at)).where(
        log.c.subject_table == table, log.c.subject_id == key
    )
    filled = sa.select(sa.func.min(first.c.at)).scalar_subquery()
    never = sa.literal("1970-01-01T00:00:00+00:00")
    return sa.func.coalesce(latest.scalar_subquery(), filled, never).label("changed_at")


@dataclass(frozen=True)
class Link:
    """A user's calendar link that is open: when it was made and last fetched (UTC ISO)."""

    created_at: str
    used_at: str | None


def link(connection: Connection, *, user_id: str) -> Link | None:
    """The user's link; None when there is none, or it has been closed."""
    t = calendar_tokens.c
    chosen = sa.select(t.created_at, t.used_at).where(t.user_id == user_id, t.revoked_at.is_(None))
    row = connection.execute(chosen.order_by(t.created_at.desc()).limit(1)).one_or_none()
    return None if row is None else Link(row.created_at, row.used_at)
