"""What is planned of a workshop, as its forms open it, and what can be chosen in them.

Steps and proposals are kept as a whole, so the version of either is that of its newest row.
"""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED
from portfolio.queries.frames import frame
from portfolio.store.schema import (
    proposals,
    users,
    workshop_facilitators,
    workshop_proposals,
    workshop_steps,
    workshops,
)

Plan = dict[str, Any]


def steps(connection: Connection, *, workshop_id: str) -> Plan:
    """id, version, steps: kind, title, minutes, instruction of each, in their order."""
    s = workshop_steps.c
    chosen = sa.select(s.kind, s.title, s.minutes, s.instruction, s.version)
    found = connection.execute(chosen.where(s.workshop_id == workshop_id).order_by(s.position))
    rows = [dict(row) for row in found.mappings()]
    version = max((row.pop("version") for row in rows), default=0)
    return {"id": f"steps:{workshop_id}", "version": version, "steps": rows}


def proposals_of(connection: Connection, *, workshop_id: str) -> Plan:
    """id, version, proposal_ids in the workshop's order."""
    wp = workshop_proposals.c
    chosen = sa.select(wp.proposal_id, wp.version).where(wp.workshop_id == workshop_id)
    rows = connection.execute(chosen.order_by(wp.position)).all()
    version = max((row.version for row in rows), default=0)
    return {
        "id": f"proposals:{workshop_id}",
        "version": version,
        "proposal_ids": [row.proposal_id for row in rows],
    }


def proposals_to_choose(connection: Connection, *, workshop_id: str) -> pd.DataFrame:
    """id, number, title of the workshop's own, and of its portfolio's that have not ended."""
    p, w = proposals.c, workshops.c
    home = sa.select(w.portfolio_id).where(w.id == workshop_id).scalar_subquery()
    own = sa.select(workshop_proposals.c.proposal_id).where(
        workshop_proposals.c.workshop_id == workshop_id
    )
    chosen = sa.select(p.id, p.number, p.title).where(
        p.portfolio_id == home, sa.or_(p.stage.not_in(ENDED), p.id.in_(own))
    )
    return frame(connection, chosen.order_by(p.number))


def planned(connection: Connection, *, workshop_id: str) -> dict[str, object]:
    """What can be changed before it starts: id, title, held_on, dots, anonymous, version."""
    w = workshops.c
    chosen = sa.select(w.id, w.title, w.held_on, w.dots, w.anonymous, w.version)
    row = connection.execute(chosen.where(w.id == workshop_id)).mappings().one()
    return {str(name): value for name, value in row.items()}


def facilitators(connection: Connection, *, workshop_id: str) -> tuple[str, ...]:
    """The keys of the users who may run it beside those whose role lets them."""
    f = workshop_facilitators.c
    chosen = sa.select(f.user_id).where(f.workshop_id == workshop_id)
    return tuple(connection.execute(chosen).scalars())


def users_to_choose(connection: Connection) -> pd.DataFrame:
    """id, name of those who have access, by name."""
    u = users.c
    chosen = sa.select(u.id, u.name).where(u.disabled_at.is_(None))
    return frame(connection, chosen.order_by(u.name))
