"""What a meeting is called in addresses: its body, its day, and which of that day it is."""

import sqlalchemy as sa

from portfolio.store import live, schema

# Made once: an alias copies every column it has.
_SAME_DAY = schema.meetings.alias("same_day")


def code(body: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """``direktionen-2022-04-04``, of a row of live.meetings and the code of its body.

    The next that was made for the same body and day is ``direktionen-2022-04-04-2``, and stays so
    when the first is taken out of use.
    """
    m, other = live.meetings.c, _SAME_DAY
    before = (
        sa.select(sa.func.count())
        .select_from(other)
        .where(
            other.c.body_party_id == m.body_party_id,
            other.c.held_on == m.held_on,
            other.c.id < m.id,
        )
        .correlate(live.meetings)
        .scalar_subquery()
    )
    which = sa.case((before > 0, "-" + sa.cast(before + 1, sa.Text)), else_="")
    return body + "-" + m.held_on + which
