"""What runs and no meeting has talked of: what a list says, on the first day of a municipality."""

from typing import Any

import sqlalchemy as sa

from portfolio.domain.model import Stage
from portfolio.queries import filtering
from portfolio.store.live import decision_proposals, decisions
from portfolio.store.schema import proposals, review_items, reviews

_RUNS = (Stage.READY, Stage.RUNNING)


def since(filters: filtering.Filters) -> sa.Select[Any]:
    """The proposals that no meeting before the day decided on or had on its agenda: key, and since
    when each is known as it is.
    """
    seen, p, d, i = filtering.view(filters), proposals.c, decisions.c, review_items.c
    day = filters.as_of.isoformat()
    decided = sa.exists().where(
        decision_proposals.c.proposal_id == p.id,
        decision_proposals.c.decision_id == d.id,
        d.decided_on < day,
    )
    held = sa.exists().where(
        i.proposal_id == p.id, i.review_id == reviews.c.id, reviews.c.closed_at < day
    )
    known = sa.func.coalesce(seen.status_on, p.introduced_on)
    chosen = sa.select(p.id, known, sa.null()).select_from(seen.source)
    return chosen.where(filtering.conditions(filters, seen), seen.stage.in_(_RUNS), ~decided, ~held)
