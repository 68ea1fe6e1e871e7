"""Which decisions, milestones and gaps concern a portfolio: those that its proposals meet."""

import sqlalchemy as sa

from portfolio.queries.filtering import portfolio_id
from portfolio.store import live
from portfolio.store.schema import portfolios, proposals, reviews


def of_portfolio(code: str | None) -> sa.ColumnElement[bool]:
    """The proposals of a portfolio; of all when the code is None."""
    if code is None:
        return sa.true()
    return proposals.c.portfolio_id == portfolio_id(code)


def decision_concerns(code: str | None) -> sa.ColumnElement[bool]:
    """A decision is the portfolio's when it is about one of its proposals, or about none at all
    and made where the portfolio was reviewed.
    """
    link, d = live.decision_proposals, live.decisions.c
    tied = link.c.decision_id == d.id
    if code is None:
        return _met(link, tied, code)
    loose = ~sa.exists().where(tied).correlate_except(link)
    item = sa.select(live.agenda_items.c.id).where(
        live.agenda_items.c.meeting_id.in_(reviewing(code))
    )
    return sa.or_(_met(link, tied, code), sa.and_(loose, d.agenda_item_id.in_(item)))


def reviewing(code: str | None) -> sa.Select[tuple[str]]:
    """The meetings that were a review of the portfolio, or of all, and have begun."""
    r = reviews.c
    begun = sa.select(r.meeting_id).where(r.started_at.is_not(None))
    if code is None:
        return begun
    mine = r.portfolio_id == portfolio_id(code)
    return begun.where(sa.or_(r.portfolio_id.is_(None), mine))


def milestone_concerns(code: str | None) -> sa.ColumnElement[bool]:
    """A milestone is the portfolio's own, its proposals', or of what they hang on."""
    m = live.milestones.c
    owner = sa.exists().where(proposals.c.id == m.proposal_id, of_portfolio(code))
    return sa.or_(
        m.portfolio_id == portfolio_id(code) if code else m.portfolio_id.is_not(None),
        owner.correlate(live.milestones),
        _met(live.proposal_processes, live.proposal_processes.c.process_id == m.process_id, code),
        _met(live.proposal_pools, live.proposal_pools.c.pool_id == m.pool_id, code),
    )


def gap_concerns(code: str | None) -> sa.ColumnElement[bool]:
    """A gap is the portfolio's own, or about something its proposals meet."""
    if code is None:
        return sa.true()
    subject = live.gap_subjects.c.subject_id
    met = sa.or_(
        sa.exists()
        .where(proposals.c.id == subject, of_portfolio(code))
        .correlate(live.gap_subjects),
        _met(live.decision_proposals, live.decision_proposals.c.decision_id == subject, code),
        _met(live.proposal_pools, live.proposal_pools.c.pool_id == subject, code),
        _met(live.proposal_processes, live.proposal_processes.c.process_id == subject, code),
    )
    about = sa.select(live.gap_subjects.c.gap_id).where(met)
    return sa.or_(live.gaps.c.portfolio_id == portfolio_id(code), live.gaps.c.id.in_(about))


def in_reach(
    link: sa.Subquery, tied: sa.ColumnElement[bool], code: str | None
) -> sa.ColumnElement[bool]:
    """Whether a shared noun is to be shown: the portfolio's proposals hang on it, or nobody's do.

    ``link`` is the table that ties proposals to the noun, ``tied`` says which rows are its.
    """
    if code is None:
        return sa.true()
    anybody = sa.exists().where(tied).correlate_except(link)
    return sa.or_(_met(link, tied, code), ~anybody)


def took_place() -> sa.ColumnElement[bool]:
    """Whether a meeting is more than planned: a review that nobody has begun has no minutes."""
    m, r = live.meetings.c, reviews.c
    planned = sa.exists().where(r.meeting_id == m.id, r.started_at.is_(None))
    minuted = sa.exists().where(live.agenda_items.c.meeting_id == m.id)
    return sa.or_(~planned.correlate(live.meetings), minuted.correlate(live.meetings))


def _met(
    link: sa.Subquery, tied: sa.ColumnElement[bool], code: str | None
) -> sa.ColumnElement[bool]:
    """Whether some proposal of the portfolio is tied so. The first one found is enough.

    One EXISTS inside the other, not a join: SQLite would start from the 10,000 proposals.
    """
    mine = sa.exists().where(proposals.c.id == link.c.proposal_id, of_portfolio(code))
    found = sa.exists().where(tied, mine.correlate_except(proposals, portfolios))
    return found.correlate_except(link, proposals, portfolios)
