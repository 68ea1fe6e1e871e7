"""The earlier decisions about what an item of a review is about: those a new one can put off."""

from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import relevance
from portfolio.queries.frames import frame
from portfolio.store.live import agenda_items, decision_proposals, decisions, meetings
from portfolio.store.schema import portfolios, review_items, reviews

#: Of so many, the newest, one can be chosen.
MOST = 50


def earlier_decisions(connection: Connection, *, item_id: str, today: date) -> pd.DataFrame:
    """id, number, decision, decided_on, review_on, meeting: those with a review day first, then the
    newest. Of an item that is about no proposal: the decisions about its portfolio's.
    """
    d, i, link = decisions.c, review_items.c, decision_proposals.c
    item = connection.execute(
        sa.select(i.proposal_id, reviews.c.meeting_id, portfolios.c.code)
        .select_from(review_items.join(reviews).outerjoin(portfolios))
        .where(i.id == item_id)
    ).one()
    about = sa.select(link.decision_id).where(link.proposal_id == item.proposal_id)
    mine = d.id.in_(about) if item.proposal_id else relevance.decision_concerns(item.code)
    chosen = (
        sa.select(
            d.id, d.number, d.decision, d.decided_on, d.review_on, meetings.c.title.label("meeting")
        )
        .select_from(decisions.join(agenda_items).join(meetings))
        .where(
            mine,
            agenda_items.c.closed == 0,
            agenda_items.c.meeting_id != item.meeting_id,
            d.decided_on <= today.isoformat(),
        )
        .order_by(d.review_on.is_(None), d.review_on, d.decided_on.desc(), d.number)
    )
    return frame(connection, chosen.limit(MOST))
