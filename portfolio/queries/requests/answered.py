"""What a body has answered, and by which decision."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.requests import NOT_ANSWERED, STORED, key_of
from portfolio.queries import frames, relevance
from portfolio.queries.frames import Row
from portfolio.queries.meetings import codes
from portfolio.queries.requests.requests import bodies
from portfolio.store.live import (
    agenda_items,
    decisions,
    meetings,
    parties,
    request_answers,
    requests,
)
from portfolio.store.schema import portfolios

#: A list of what has been answered is no longer than this.
MOST = 100


def answered(
    connection: Connection, *, as_of: date, portfolio: str | None = None, body: str | None = None
) -> tuple[Row, ...]:
    """The requests that a decision of the body had answered by the day, the latest first.

    key, question (as it was put), chosen (the option; None: own words), decision (its number),
    outcome, decided, decided_on, meeting_code.
    """
    a, d, m, r = request_answers.c, decisions.c, meetings.c, requests.c
    code = codes.code(parties.c.code).label("meeting_code")
    chosen = (
        sa.select(
            a.request_key.label("key"),
            a.question,
            a.chosen,
            d.number.label("decision"),
            d.outcome,
            d.decision.label("decided"),
            d.decided_on,
            code,
        )
        .select_from(
            request_answers.join(decisions, d.id == a.decision_id)
            .join(agenda_items, agenda_items.c.id == d.agenda_item_id)
            .join(meetings, m.id == agenda_items.c.meeting_id)
            .join(parties, parties.c.id == m.body_party_id)
        )
        .where(
            m.body_party_id.in_(bodies(connection, body)),
            d.decided_on <= as_of.isoformat(),
            d.outcome.not_in(NOT_ANSWERED),
        )
    )
    if portfolio is not None:
        joined = requests.join(portfolios, portfolios.c.id == r.portfolio_id)
        mine = [
            sa.select(sa.literal(key_of(source, "")) + r.id)
            .select_from(joined)
            .where(portfolios.c.code == portfolio)
            for source in STORED
        ]
        asked = sa.or_(*(a.request_key.in_(some) for some in mine))
        chosen = chosen.where(sa.or_(asked, relevance.decision_concerns(portfolio)))
    ordered = chosen.order_by(d.decided_on.desc(), d.number, a.request_key).limit(MOST)
    return tuple(frames.rows(connection, ordered))
