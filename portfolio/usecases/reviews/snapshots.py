"""Where every proposal stood when a review was closed: a picture that what comes later leaves."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Responsibility
from portfolio.store import live
from portfolio.store.schema import proposals, review_items, review_snapshots
from portfolio.usecases.reviews.open_review import Row


def take(connection: Connection, review: Row, snapshots: Mapping[str, str], at: str) -> None:
    """Where every proposal of the review's portfolio stands, placed and decided or not."""
    p, responsible = proposals.c, _responsible(connection)
    decided, placed = _decided(connection, review), _placed(connection, review["id"])
    mine = p.portfolio_id == review["portfolio_id"] if review["portfolio_id"] else sa.true()
    chosen = sa.select(p.id, p.status_seq, p.stage, p.rag, p.percent).where(
        sa.or_(mine, p.id.in_(sorted(placed)))
    )
    taken: list[dict[str, Any]] = [
        {
            "id": snapshots[row.id],
            "review_id": review["id"],
            "proposal_id": row.id,
            "status_seq": row.status_seq,
            "stage": row.stage,
            "rag": row.rag,
            "percent": row.percent,
            "responsible": responsible.get(row.id),
            "placement": placed.get(row.id),
            "decision_id": decided.get(row.id),
            "taken_at": at,
        }
        for row in connection.execute(chosen)
    ]
    if taken:
        connection.execute(sa.insert(review_snapshots), taken)


def _responsible(connection: Connection) -> dict[str, str]:
    """By proposal: those who have said yes."""
    pp, names = live.proposal_parties.c, defaultdict[str, list[str]](list)
    chosen = (
        sa.select(pp.proposal_id, live.parties.c.name)
        .select_from(live.proposal_parties.join(live.parties, live.parties.c.id == pp.party_id))
        .where(pp.state == Responsibility.ACCEPTED)
        .order_by(pp.proposal_id, pp.id)
    )
    for proposal_id, name in connection.execute(chosen):
        names[proposal_id].append(name)
    return {key: ", ".join(several) for key, several in names.items()}


def _placed(connection: Connection, review_id: str) -> dict[str, str]:
    i = review_items.c
    chosen = sa.select(i.proposal_id, i.placement).where(
        i.review_id == review_id, i.proposal_id.is_not(None)
    )
    return {row.proposal_id: row.placement for row in connection.execute(chosen)}


def _decided(connection: Connection, review: Row) -> dict[str, str]:
    """By proposal: the decision this meeting made about it."""
    d, link, a = live.decisions.c, live.decision_proposals.c, live.agenda_items.c
    chosen = (
        sa.select(link.proposal_id, d.id)
        .select_from(
            live.decision_proposals.join(live.decisions, d.id == link.decision_id).join(
                live.agenda_items, a.id == d.agenda_item_id
            )
        )
        .where(a.meeting_id == review["meeting_id"])
        .order_by(a.number.desc(), d.id)
    )
    return {row.proposal_id: row.id for row in connection.execute(chosen)}
