"""What is recorded of a workshop's proposals."""

from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import WorkshopState
from portfolio.queries.frames import frame
from portfolio.queries.workshops.workshops import takes_part
from portfolio.store.live import follow_ups, parties
from portfolio.store.schema import portfolios, proposals, workshop_proposals, workshops


def outcomes(connection: Connection, *, workshop_id: str) -> pd.DataFrame:
    """What is recorded of each proposal: id, proposal_id, number, title, changed, next_step,
    responsible_party_id, responsible, recorded_at, recorded_by, version; and what the next step
    became, where it has: follow_up_id, follow_up (its title), due (its day in words).
    """
    wp, p, u = workshop_proposals.c, proposals.c, follow_ups.c
    chosen = (
        sa.select(
            wp.id,
            wp.proposal_id,
            p.number,
            p.title,
            wp.changed,
            wp.next_step,
            wp.responsible_party_id,
            parties.c.name.label("responsible"),
            wp.recorded_at,
            wp.recorded_by,
            wp.version,
            u.id.label("follow_up_id"),
            u.title.label("follow_up"),
            u.date_text.label("due"),
        )
        .select_from(
            workshop_proposals.join(proposals)
            .outerjoin(parties, parties.c.id == wp.responsible_party_id)
            .outerjoin(follow_ups, u.id == wp.follow_up_id)
        )
        .where(wp.workshop_id == workshop_id, takes_part())
    )
    return frame(connection, chosen.order_by(wp.position))


def outcomes_of_proposal(
    connection: Connection, *, as_of: date, portfolio: str, proposal: int
) -> pd.DataFrame:
    """What workshops that have ended changed for a proposal, those held by that day, the newest
    first: id, title, held_on, changed, next_step, responsible.
    """
    w, wp = workshops.c, workshop_proposals.c
    chosen = (
        sa.select(
            w.id, w.title, w.held_on, wp.changed, wp.next_step, parties.c.name.label("responsible")
        )
        .select_from(
            workshop_proposals.join(workshops)
            .join(proposals)
            .join(portfolios)
            .outerjoin(parties, parties.c.id == wp.responsible_party_id)
        )
        .where(
            w.state == WorkshopState.ENDED,
            w.withdrawn_at.is_(None),
            w.held_on <= as_of.isoformat(),
            portfolios.c.code == portfolio,
            proposals.c.number == proposal,
        )
    )
    return frame(connection, chosen.order_by(w.held_on.desc(), w.made_at.desc()))
