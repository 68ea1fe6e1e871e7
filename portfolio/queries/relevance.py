"""Which decisions, milestones and gaps concern a portfolio: those that its proposals meet."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from portfolio.store.schema import (
    decision_proposals,
    decisions,
    gap_subjects,
    gaps,
    milestones,
    portfolios,
    proposal_pools,
    proposal_processes,
    proposals,
)


def of_portfolio(code: str | None) -> sa.ColumnElement[bool]:
    """The proposals of a portfolio; of all when the code is None."""
    if code is None:
        return sa.true()
    return proposals.c.portfolio_id == _id(code)


def decision_concerns(code: str | None) -> sa.ColumnElement[bool]:
    """A decision is the portfolio's when it is about one of its proposals."""
    return decisions.c.id.in_(_through(decision_proposals.c.decision_id, decision_proposals, code))


def milestone_concerns(code: str | None) -> sa.ColumnElement[bool]:
    """A milestone is the portfolio's own, its proposals', or of what they hang on."""
    m = milestones.c
    return sa.or_(
        m.portfolio_id == _id(code) if code else m.portfolio_id.is_not(None),
        m.proposal_id.in_(sa.select(proposals.c.id).where(of_portfolio(code))),
        m.process_id.in_(_through(proposal_processes.c.process_id, proposal_processes, code)),
        m.pool_id.in_(_through(proposal_pools.c.pool_id, proposal_pools, code)),
    )


def gap_concerns(code: str | None) -> sa.ColumnElement[bool]:
    """A gap is the portfolio's own, or about something its proposals meet."""
    if code is None:
        return sa.true()
    met = sa.union_all(
        sa.select(proposals.c.id).where(of_portfolio(code)),
        _through(decision_proposals.c.decision_id, decision_proposals, code),
        _through(proposal_pools.c.pool_id, proposal_pools, code),
        _through(proposal_processes.c.process_id, proposal_processes, code),
    )
    about = sa.select(gap_subjects.c.gap_id).where(gap_subjects.c.subject_id.in_(met))
    return sa.or_(gaps.c.portfolio_id == _id(code), gaps.c.id.in_(about))


def _through(column: sa.Column[Any], link: sa.Table, code: str | None) -> sa.Select[Any]:
    joined = link.join(proposals, proposals.c.id == link.c.proposal_id)
    return sa.select(column).select_from(joined).where(of_portfolio(code))


def _id(code: str | None) -> sa.ScalarSelect[str]:
    return sa.select(portfolios.c.id).where(portfolios.c.code == code).scalar_subquery()
