"""Meetings as known on a day: who was there, the items, the numbers, who is involved when."""

from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import DecisionOutcome
from portfolio.queries import relevance
from portfolio.queries.frames import frame
from portfolio.queries.meetings import codes
from portfolio.store.live import (
    agenda_items,
    attachments,
    decisions,
    meeting_participants,
    meetings,
    parties,
)


def meetings_held(connection: Connection, *, as_of: date) -> pd.DataFrame:
    """id, code, title, body, held_on, starts_at, place of the meetings known, newest first."""
    m = meetings.c
    code = codes.code(parties.c.code).label("code")
    chosen = sa.select(
        m.id, code, m.title, parties.c.name.label("body"), m.held_on, m.starts_at, m.place
    ).select_from(meetings.join(parties))
    known = chosen.where(m.held_on <= as_of.isoformat(), relevance.took_place())
    return frame(connection, known.order_by(m.held_on.desc(), m.id))


def meeting_with(
    connection: Connection,
    *,
    as_of: date,
    item: int | None = None,
    decision: str | None = None,
    meeting: str | None = None,
) -> tuple[str, int] | None:
    """The newest meeting, and the item, where an item or a decision has that number."""
    a, d = agenda_items.c, decisions.c
    joined = agenda_items.join(meetings).outerjoin(decisions)
    tests = [
        a.number == item if decision is None else d.number == decision,
        meetings.c.held_on <= as_of.isoformat(),
    ]
    if meeting is not None:
        tests.append(meetings.c.id == meeting)
    chosen = sa.select(a.meeting_id, a.number).select_from(joined).where(*tests)
    row = connection.execute(chosen.order_by(meetings.c.held_on.desc()).limit(1)).first()
    return None if row is None else (str(row[0]), int(row[1]))


def participants(connection: Connection, *, meeting: str) -> pd.DataFrame:
    """id, name, absent, as the minutes list them."""
    p = meeting_participants.c
    chosen = sa.select(p.id, p.name, p.absent).where(p.meeting_id == meeting)
    return frame(connection, chosen.order_by(p.position))


def agenda(
    connection: Connection, *, meeting: str, as_of: date, portfolio: str | None = None
) -> pd.DataFrame:
    """id, number, title, case_number, closed, summary, finances, decisions, differing, concerns.

    ``concerns`` is how many of its decisions are about the portfolio's proposals.
    """
    a, d = agenda_items.c, decisions.c
    mine = sa.and_(
        d.agenda_item_id == a.id,
        d.decided_on <= as_of.isoformat(),
        d.outcome != DecisionOutcome.NOT_REACHED,  # a line of the record, and no decision
    )
    count = sa.select(sa.func.count()).select_from(decisions).correlate(agenda_items)
    chosen = sa.select(
        a.id,
        a.number,
        a.title,
        a.case_number,
        a.closed,
        a.summary,
        a.finances,
        count.where(mine).scalar_subquery().label("decisions"),
        count.where(mine, d.differs == 1).scalar_subquery().label("differing"),
        count.where(mine, relevance.decision_concerns(portfolio))
        .scalar_subquery()
        .label("concerns"),
    )
    return frame(connection, chosen.where(a.meeting_id == meeting).order_by(a.number))


def attachments_of(connection: Connection, *, meeting: str) -> pd.DataFrame:
    """id, item, title of what was enclosed."""
    t, a = attachments.c, agenda_items.c
    chosen = sa.select(t.id, a.number.label("item"), t.title).select_from(
        attachments.join(agenda_items)
    )
    return frame(connection, chosen.where(a.meeting_id == meeting).order_by(a.number, t.position))
