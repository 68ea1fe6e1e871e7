"""The reviews: those ahead and those held, one of them, and its items in order."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED, DecisionOutcome, Placement
from portfolio.queries import relevance
from portfolio.queries.frames import frame
from portfolio.queries.meetings import codes
from portfolio.store import schema
from portfolio.store.live import agenda_items, decision_proposals, decisions, meetings, parties
from portfolio.store.schema import portfolios, proposals, review_items, review_snapshots, reviews


@dataclass(frozen=True)
class Review:
    """A review and its meeting. Times are ISO; ``portfolio`` is a code, None: of all of them."""

    id: str
    meeting_id: str
    title: str
    body: str
    body_party_id: str
    held_on: str
    starts_at: str | None
    place: str | None
    minutes: int
    started_at: str | None
    closed_at: str | None
    closed_by: str | None
    portfolio: str | None
    version: int
    prepared_at: str
    prepared_by: str
    code: str  # of the meeting, as addresses name it
    body_code: str
    presenter: str | None
    presenter_id: str | None  # None: nobody, or somebody without an account
    presented_from: str | None
    series: str | None


def reviews_made(connection: Connection, *, portfolio: str | None) -> pd.DataFrame:
    """The reviews of a portfolio and those of all; every one where the code is None.

    id, meeting_id, title, body, held_on, starts_at, minutes, started_at, closed_at, closed_by,
    portfolio, talked (items on the agenda), planned (their minutes), noted. The latest day first.
    """
    r, m, i = reviews.c, meetings.c, review_items.c
    mine = sa.select(sa.func.count()).where(i.review_id == r.id).correlate(reviews)
    talked = mine.where(i.placement == Placement.AGENDA)
    chosen = sa.select(
        *_shared(),
        talked.scalar_subquery().label("talked"),
        talked.with_only_columns(sa.func.coalesce(sa.func.sum(i.minutes), 0))
        .scalar_subquery()
        .label("planned"),
        mine.where(i.placement == Placement.NOTED).scalar_subquery().label("noted"),
    ).select_from(_joined())
    if portfolio is not None:
        chosen = chosen.where(sa.or_(portfolios.c.code == portfolio, r.portfolio_id.is_(None)))
    return frame(connection, chosen.order_by(m.held_on.desc(), r.id.desc()))


def called_off(connection: Connection, *, portfolio: str, today: date) -> pd.DataFrame:
    """id, title, held_on, portfolio of the reviews called off whose day has not passed."""
    r, m = reviews.c, schema.meetings.c
    chosen = (
        sa.select(r.id, m.title, m.held_on, portfolios.c.code.label("portfolio"))
        .select_from(reviews.join(schema.meetings, m.id == r.meeting_id).outerjoin(portfolios))
        .where(
            m.withdrawn_at.is_not(None),
            m.held_on >= today.isoformat(),
            sa.or_(portfolios.c.code == portfolio, r.portfolio_id.is_(None)),
        )
    )
    return frame(connection, chosen.order_by(m.held_on, r.id))


def review(connection: Connection, *, review_id: str) -> Review | None:
    """One review; None when there is none of that id, or it was called off."""
    r, m = reviews.c, meetings.c
    chosen = sa.select(
        *_shared(),
        m.body_party_id,
        m.place,
        r.version,
        r.prepared_at,
        r.prepared_by,
        codes.code(parties.c.code).label("code"),
        parties.c.code.label("body_code"),
        r.presenter,
        r.presenter_id,
        r.presented_from,
        r.series,
    ).select_from(_joined())
    row = connection.execute(chosen.where(r.id == review_id)).one_or_none()
    return None if row is None else Review(**row._mapping)


def items(connection: Connection, *, review_id: str) -> pd.DataFrame:
    """All items: those talked about, those taken note of, those dropped; each in their order.

    id, position, proposal_id, portfolio, number, title, placement, origin, reasons (tuple of
    codes, the gravest first), minutes, note, agenda_item_id, version, by_hand, request_key (of a
    question about the whole portfolio), stage, rag, portfolio_title. Of what is no proposal all
    that is a proposal's is None. Stage and light of a closed review are those of the day it was
    closed.
    """
    i, p, kept = review_items.c, proposals.c, review_snapshots.c
    chosen = sa.select(
        i.id,
        i.position,
        i.proposal_id,
        portfolios.c.code.label("portfolio"),
        p.number,
        sa.func.coalesce(p.title, i.title).label("title"),
        i.placement,
        i.origin,
        i.reasons,
        i.minutes,
        i.note,
        i.agenda_item_id,
        i.version,
        i.by_hand,
        i.request_key,
        sa.func.coalesce(kept.stage, p.stage).label("stage"),
        sa.func.coalesce(kept.rag, p.rag).label("rag"),
        portfolios.c.title.label("portfolio_title"),
    ).select_from(
        review_items.outerjoin(proposals)
        .outerjoin(portfolios)
        .outerjoin(
            review_snapshots,
            sa.and_(kept.review_id == i.review_id, kept.proposal_id == i.proposal_id),
        )
    )
    order = sa.case({name: place for place, name in enumerate(Placement)}, value=i.placement)
    mine = chosen.where(i.review_id == review_id).order_by(order, i.position, i.id)
    table = frame(connection, mine)
    told = [tuple(json.loads(reasons)) for reasons in table["reasons"]]
    table["reasons"] = pd.Series(told, index=table.index, dtype=object)
    return table


def to_add(connection: Connection, *, review_id: str) -> pd.DataFrame:
    """id, portfolio, number, title, portfolio_title of what could be put on the agenda as well.

    Those of the review's portfolio that are not ended and neither talked about nor taken note of.
    """
    p, i, r = proposals.c, review_items.c, reviews.c
    shown = sa.select(i.proposal_id).where(
        i.review_id == review_id, i.proposal_id.is_not(None), i.placement != Placement.DROPPED
    )
    scope = sa.exists().where(
        r.id == review_id, sa.or_(r.portfolio_id.is_(None), r.portfolio_id == p.portfolio_id)
    )
    chosen = (
        sa.select(
            p.id,
            portfolios.c.code.label("portfolio"),
            p.number,
            p.title,
            portfolios.c.title.label("portfolio_title"),
        )
        .join(portfolios, portfolios.c.id == p.portfolio_id)
        .where(p.id.not_in(shown), scope.correlate(proposals), p.stage.not_in(ENDED))
    )
    return frame(connection, chosen.order_by(portfolios.c.position, p.portfolio_id, p.number))


def decisions_by_item(connection: Connection, *, review_id: str) -> pd.DataFrame:
    """item_id, decision_id, number, outcome, decision, difference, version of what was decided,
    an item at a time. Of what was taken note of together: the one decision at each of its
    proposals; and of what was not reached the line that says so.
    """
    i, d, link = review_items.c, decisions.c, decision_proposals.c
    about = sa.exists().where(link.decision_id == d.id, link.proposal_id == i.proposal_id)
    unreached = d.outcome == DecisionOutcome.NOT_REACHED
    chosen = (
        sa.select(
            i.id.label("item_id"),
            d.id.label("decision_id"),
            d.number,
            d.outcome,
            d.decision,
            d.difference,
            d.version,
        )
        .join(decisions, d.agenda_item_id == i.agenda_item_id)
        .where(i.review_id == review_id, sa.or_(i.proposal_id.is_(None), about, unreached))
        .order_by(i.position, sa.func.length(d.number), d.number)
    )
    return frame(connection, chosen)


def usual_values(connection: Connection) -> dict[str, Any]:
    """body_party_id, starts_at, place of the newest meeting; minutes of the newest review.

    None where there is nothing to go by.
    """
    m, r = meetings.c, reviews.c
    meeting = sa.select(m.body_party_id, m.starts_at, m.place).order_by(m.held_on.desc(), m.id)
    slot = sa.select(r.minutes).select_from(_joined()).order_by(m.held_on.desc(), r.id)
    row = connection.execute(meeting.limit(1)).mappings().first()
    found = dict(row) if row else dict.fromkeys(("body_party_id", "starts_at", "place"))
    return found | {"minutes": connection.execute(slot.limit(1)).scalar()}


def last_held(
    connection: Connection, *, before: str, portfolio: str | None
) -> tuple[str, str] | None:
    """The day (ISO) and title of the last meeting before a day that looked at the portfolio.

    A review of it, or a meeting that decided something about one of its proposals; None: never.
    """
    m, r = meetings.c, reviews.c
    mine = portfolios.c.code == portfolio if portfolio else sa.true()
    looked = sa.select(r.meeting_id).outerjoin(portfolios)
    decided = sa.select(agenda_items.c.meeting_id).join(decisions)
    found = sa.or_(
        m.id.in_(looked.where(sa.or_(r.portfolio_id.is_(None), mine), r.closed_at.is_not(None))),
        m.id.in_(decided.where(relevance.decision_concerns(portfolio))),
    )
    chosen = sa.select(m.held_on, m.title).where(m.held_on < before, found)
    row = connection.execute(chosen.order_by(m.held_on.desc()).limit(1)).one_or_none()
    return None if row is None else (row.held_on, row.title)


def _shared() -> tuple[sa.ColumnElement[Any], ...]:
    """What a list of reviews and a review alike say."""
    r, m = reviews.c, meetings.c
    return (
        r.id,
        r.meeting_id,
        m.title,
        parties.c.name.label("body"),
        m.held_on,
        m.starts_at,
        r.minutes,
        r.started_at,
        r.closed_at,
        r.closed_by,
        portfolios.c.code.label("portfolio"),
    )


def _joined() -> sa.FromClause:
    joined = reviews.join(meetings, meetings.c.id == reviews.c.meeting_id)
    held = joined.join(parties, parties.c.id == meetings.c.body_party_id)
    return held.outerjoin(portfolios, portfolios.c.id == reviews.c.portfolio_id)
