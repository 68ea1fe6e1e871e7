"""A workshop like an earlier one: its steps, criteria, proposals, facilitators and roster."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.model import ENDED
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import StepKind
from portfolio.errors import PortfolioError
from portfolio.queries.workshops import door, plan, workshops
from portfolio.store.schema import proposals
from portfolio.store.schema import workshops as table
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Who
from portfolio.usecases.workshops import preparing, roster
from portfolio.usecases.workshops.course import PlannedCriterion, PlannedStep


def copy(who: Who, workshop_id: str, *, title: str, held_on: date) -> str:
    """Prepare one like it for another day; its id. Proposals that have ended since are left out.

    Raises NotAllowedError, and PortfolioError where there is no such workshop or none of its
    proposals is left.
    """
    with store.reading() as connection:
        use_case.allowed(connection, who, Action.RUN_WORKSHOPS)
        first = workshops.workshop(connection, workshop_id=workshop_id)
        if first is None:
            raise PortfolioError("There is no such workshop any more. Go back to the list.")
        steps = plan.steps(connection, workshop_id=workshop_id)["steps"]
        scored = workshops.criteria_of(connection, workshop_id=workshop_id)
        body = sa.select(table.c.body_party_id).where(table.c.id == workshop_id)
        forum = connection.execute(body).scalar_one()
        about = _open(connection, workshop_id)
        expected = door.roster(connection, workshop_id=workshop_id)
        others = plan.facilitators(connection, workshop_id=workshop_id)
    made = preparing.make(
        who,
        first.portfolio,
        title=title,
        held_on=held_on,
        proposal_ids=about,
        steps=[
            PlannedStep(
                kind=StepKind(step["kind"]),
                title=step["title"],
                minutes=step["minutes"],
                instruction=step["instruction"] or "",
            )
            for step in steps
        ],
        scored=[PlannedCriterion(title=one.title, words=one.words) for one in scored],
        dots=first.dots,
        anonymous=first.anonymous,
        body_party_id=forum,
    )
    if others:
        preparing.set_facilitators(who, made, others)
    if expected:
        roster.expect(who, made, expected)
    return made


def _open(connection: Connection, workshop_id: str) -> list[str]:
    p, chosen = proposals.c, plan.proposals_of(connection, workshop_id=workshop_id)["proposal_ids"]
    left = sa.select(p.id).where(p.id.in_(chosen), p.stage.not_in(ENDED))
    there = set(connection.execute(left).scalars())
    return [one for one in chosen if one in there]
