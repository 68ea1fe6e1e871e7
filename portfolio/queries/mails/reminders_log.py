"""The send log of reminders as a page shows it: when, to whom, what, and how it went.

Who is to be reminded of what is in :mod:`portfolio.queries.mails.reminders`. The log raises no
revision: ask anew, not from the cache.
"""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries.frames import frame
from portfolio.store.schema import reminders, users

#: The oldest are left out of a longer list.
MOST = 500


def send_log(connection: Connection, *, state: str | None = None) -> pd.DataFrame:
    """id, at (UTC ISO), kind, name, email, subject, state, attempts, error; at most MOST.

    ``at`` is when it was sent, else last tried, else begun, the newest first. ``name`` is None
    for an address without an account.
    """
    r = reminders.c
    at = sa.func.coalesce(r.sent_at, r.tried_at, r.created_at).label("at")
    chosen = sa.select(
        r.id, at, r.kind, users.c.name, r.email, r.subject, r.state, r.attempts, r.error
    ).select_from(reminders.outerjoin(users, users.c.id == r.user_id))
    if state is not None:
        chosen = chosen.where(r.state == state)
    return frame(connection, chosen.order_by(at.desc(), r.id).limit(MOST))


def states(connection: Connection) -> dict[str, int]:
    """How many reminders are in each state that any is in."""
    r = reminders.c
    counted = sa.select(r.state, sa.func.count()).group_by(r.state)
    return {state: int(count) for state, count in connection.execute(counted)}
