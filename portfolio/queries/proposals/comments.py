"""The comments on a proposal, and who took one back."""

from datetime import timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.queries.filtering import Filters
from portfolio.queries.frames import frame
from portfolio.store.schema import change_log, comments


def comments_on(connection: Connection, *, filters: Filters, proposal_id: str) -> pd.DataFrame:
    """id, user_id, author, written_at, words, withdrawn_at, withdrawn_by; the newest last.

    On an earlier day only what had been written by the end of it. Of a comment that was taken
    back the words are left out, on every day.
    """
    c, log = comments.c, change_log.c
    withdrawn_by = (
        sa.select(log.actor)
        .where(
            log.subject_table == "comments",
            log.subject_id == c.id,
            log.action == "comment.withdrawn",
        )
        .order_by(log.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    chosen = sa.select(
        c.id,
        c.user_id,
        c.author,
        c.written_at,
        sa.case((c.withdrawn_at.is_(None), c.words)).label("words"),
        c.withdrawn_at,
        withdrawn_by.label("withdrawn_by"),
    ).where(c.proposal_id == proposal_id)
    if not filters.is_current:
        over = clock.midnight(filters.as_of + timedelta(days=1))
        chosen = chosen.where(c.written_at < clock.stored(over))
    return frame(connection, chosen.order_by(c.written_at, c.id))
