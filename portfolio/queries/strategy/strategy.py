"""What the proposals hang on: processes and pools, how, and what hangs on nothing."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ApplicationState, PoolKind
from portfolio.queries import filtering, relevance, sources
from portfolio.queries.frames import frame, frames, sort_danish
from portfolio.queries.gaps import openness
from portfolio.queries.proposals import parking
from portfolio.store import live
from portfolio.store.schema import proposals

_SUBJECTS = {"pool": "funding_pools", "process": "strategy_processes"}


def relations(
    connection: Connection, *, as_of: date, portfolio: str | None = None, aside: bool = False
) -> pd.DataFrame:
    """id, kind (pool or process), code, title, number, proposal, relation, note, certainty, common.

    By proposal, pools first. ``common`` marks what every proposal of the day hangs on: it says
    nothing about one of them and would drown the rest. Proposals as in :func:`proposals_on`.
    """
    known = filtering.known(as_of, portfolio, aside=aside)
    parts = [
        _links(live.proposal_pools, live.funding_pools, "pool", known),
        _links(live.proposal_processes, live.strategy_processes, "process", known),
    ]
    both = frame(connection, sa.select(sa.union_all(*parts).subquery()))
    found = sort_danish(both, ["title"]).sort_values(
        ["number", "kind"], kind="stable", ignore_index=True
    )
    hanging = found.groupby(["kind", "code"])["number"].transform("nunique")
    everyone = len(proposals_on(connection, as_of=as_of, portfolio=portfolio, aside=aside))
    found["common"] = ((hanging == everyone) & (hanging > 1)).astype(bool)
    return found


def proposals_on(
    connection: Connection, *, as_of: date, portfolio: str | None = None, aside: bool = False
) -> pd.DataFrame:
    """number, title of the proposals there were on the day; with ``aside`` those set aside too."""
    p = proposals.c
    chosen = sa.select(p.number, p.title).where(filtering.known(as_of, portfolio, aside=aside))
    return frame(connection, chosen.order_by(p.number))


def processes(
    connection: Connection, *, code: str | None = None, portfolio: str | None = None
) -> pd.DataFrame:
    """id, code, title, kind, summary, owner, note; all of them, or the one with the code.

    With a portfolio, without those that only others' proposals hang on.
    """
    s = live.strategy_processes.c
    chosen = sa.select(
        s.id, s.code, s.title, s.kind, s.summary, live.parties.c.name.label("owner"), s.note
    ).select_from(live.strategy_processes.outerjoin(live.parties))
    link = live.proposal_processes
    ours = relevance.in_reach(link, link.c.process_id == s.id, portfolio)
    return sort_danish(frame(connection, chosen.where(_is(s.code, code), ours)), ["title"])


def pools(
    connection: Connection, *, code: str | None = None, portfolio: str | None = None
) -> pd.DataFrame:
    """Every column of a pool, with its ``administrator``; all, or the one with the code.

    With a portfolio, without those that only others' proposals hang on.
    """
    f = live.funding_pools.c
    name = live.parties.c.name.label("administrator")
    chosen = sa.select(live.funding_pools, name).select_from(
        live.funding_pools.outerjoin(live.parties)
    )
    link = live.proposal_pools
    ours = relevance.in_reach(link, link.c.pool_id == f.id, portfolio)
    return sort_danish(frame(connection, chosen.where(_is(f.code, code), ours)), ["title"])


def windows(connection: Connection, *, as_of: date, process: str | None = None) -> pd.DataFrame:
    """id, process (code), title, date_text, date_start, date_end, date_inferred, note, state (a
    WindowState): by last day, those without a date last; all of them, or a process's.
    """
    w = live.process_windows.c
    chosen = sa.select(
        w.id,
        live.strategy_processes.c.code.label("process"),
        w.title,
        w.date_text,
        w.date_start,
        w.date_end,
        w.date_inferred,
        w.note,
    ).select_from(live.process_windows.join(live.strategy_processes))
    ours = chosen.where(_is(live.strategy_processes.c.code, process))
    ordered = ours.order_by(sa.func.coalesce(w.date_end, "9999"), w.title)
    return parking.with_state(frame(connection, ordered), as_of)


def conditions(connection: Connection, *, pool: str) -> pd.DataFrame:
    """id, kind, requirement, fulfilment, note of a pool's conditions, in their own order."""
    c = live.pool_conditions.c
    chosen = sa.select(c.id, c.kind, c.requirement, c.fulfilment, c.note).select_from(
        live.pool_conditions.join(live.funding_pools)
    )
    return frame(connection, chosen.where(live.funding_pools.c.code == pool).order_by(c.position))


def open_gaps(connection: Connection, *, kind: str, id: str, as_of: date) -> pd.DataFrame:
    """code, question, blocks of what nobody knew on the day about a pool or process."""
    g, s, day = live.gaps.c, live.gap_subjects.c, as_of.isoformat()
    about = sa.and_(s.subject_table == _SUBJECTS[kind], s.subject_id == id)
    open_then = sa.and_(g.raised_on <= day, openness.is_open(as_of))
    chosen = sa.select(g.code, g.question, g.blocks).select_from(live.gaps.join(live.gap_subjects))
    # What holds something up comes first.
    blocking = sa.case((g.blocks.is_not(None), 0), else_=1)
    return frame(connection, chosen.where(about, open_then).order_by(blocking, g.code))


def own_money(connection: Connection, *, pool: str) -> pd.DataFrame:
    """id, code, title, total_amount of budgets that a proposal of the pool hangs on as well.

    Candidates for co-financing: whether they may count is for the user to assume.
    """
    f = live.funding_pools.c
    of_pool = sa.select(live.proposal_pools.c.proposal_id).select_from(
        live.proposal_pools.join(live.funding_pools)
    )
    of_pool = of_pool.where(f.code == pool)
    beside = sa.select(live.proposal_pools.c.pool_id).where(
        live.proposal_pools.c.proposal_id.in_(of_pool)
    )
    chosen = sa.select(f.id, f.code, f.title, f.total_amount).where(
        f.kind == PoolKind.BUDGET, f.code != pool, f.total_amount.is_not(None), f.id.in_(beside)
    )
    return sort_danish(frame(connection, chosen), ["title"])


def applications(
    connection: Connection, *, ids: Collection[str], as_of: date
) -> dict[str, pd.DataFrame]:
    """By proposal, what has been applied for on a day: id, code and title of the pool, state,
    asked_amount, granted_amount, own_amount (whole DKK), note. An answer that came later was not
    known.
    """
    a, f, day = live.pool_applications.c, live.funding_pools.c, as_of.isoformat()
    answered = sa.or_(a.answered_on.is_(None), a.answered_on <= day)
    chosen = sa.select(
        a.proposal_id,
        a.id,
        f.code,
        f.title,
        sa.case((answered, a.state), else_=ApplicationState.SUBMITTED.value).label("state"),
        a.asked_amount,
        sa.case((answered, a.granted_amount)).label("granted_amount"),
        a.own_amount,
        a.note,
    ).select_from(live.pool_applications.join(live.funding_pools))
    made = sa.or_(a.applied_on.is_(None), a.applied_on <= day)
    found = frames(connection, chosen.where(a.proposal_id.in_(ids), made), ids)
    return {id: sort_danish(some, ["title"]) for id, some in found.items()}


def _links(
    link: sa.Subquery, noun: sa.Subquery, kind: str, known: sa.ColumnElement[bool]
) -> sa.Select[tuple[object, ...]]:
    p = proposals.c
    chosen = sa.select(
        link.c.id,
        sa.literal(kind).label("kind"),
        noun.c.code,
        noun.c.title,
        p.number,
        p.title.label("proposal"),
        link.c.relation,
        link.c.note,
        sources.certainty_of(link).label("certainty"),
    )
    return chosen.select_from(link.join(noun).join(proposals)).where(known)


def _is(column: sa.ColumnElement[Any], code: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if code is None else column == code
