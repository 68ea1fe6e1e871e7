"""Other steps and proposals for a workshop that has not begun; what stands, and what is refused."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from builders import PORTFOLIO, proposal_id
from workshop_builders import rows

from portfolio import store
from portfolio.domain.workshops import StepKind
from portfolio.errors import ConflictError, PortfolioError
from portfolio.queries.workshops import plan
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.workshops import course, joining, preparing, replanning, running
from portfolio.usecases.workshops.course import PlannedStep

WHO = use_case.COMMAND
SCORE = PlannedStep(kind=StepKind.SCORE, title="Bedøm", minutes=10, instruction="Alle tre skalaer")
DOTS = PlannedStep(kind=StepKind.DOTS, title="Prikker", minutes=5)


@pytest.fixture
def workshop(seeded_db):
    return preparing.make(
        WHO,
        PORTFOLIO,
        title="Chefforum",
        held_on=date(2022, 5, 1),
        steps=[SCORE, DOTS],
        proposal_ids=[proposal_id(1), proposal_id(2)],
        scored=course.usual_criteria(),
    )


def planned_steps(workshop: str) -> list[tuple[str, int, str | None]]:
    with store.reading() as connection:
        found = plan.steps(connection, workshop_id=workshop)["steps"]
    return [(step["title"], step["minutes"], step["instruction"]) for step in found]


def about(workshop: str) -> list[str]:
    with store.reading() as connection:
        return plan.proposals_of(connection, workshop_id=workshop)["proposal_ids"]


def logged(action: str) -> list[tuple[dict, dict]]:
    return [
        (json.loads(row["before"]), json.loads(row["after"]))
        for row in rows(schema.change_log)
        if row["action"] == action
    ]


def end_proposal(number: int) -> None:
    chosen = sa.update(schema.proposals).where(schema.proposals.c.id == proposal_id(number))
    store.in_transaction(lambda connection: connection.execute(chosen.values(stage="closed")))


def test_steps_are_put_in_another_order_renamed_and_added(workshop):
    joining.join(workshop)  # whoever has come already stays
    talk = PlannedStep(kind=StepKind.TALK, title="Tal sammen", minutes=20)
    later = PlannedStep(kind=StepKind.SCORE, title="Vurdér", minutes=12, instruction="Alle tre")
    replanning.replan(WHO, workshop, [DOTS, later, talk], version=1)
    assert planned_steps(workshop) == [
        ("Prikker", 5, None),
        ("Vurdér", 12, "Alle tre"),
        ("Tal sammen", 20, None),
    ]
    assert logged("workshop.replanned") == [
        (
            {"steps": ["Bedøm (10 min)", "Prikker (5 min)"]},
            {"steps": ["Prikker (5 min)", "Vurdér (12 min)", "Tal sammen (20 min)"]},
        )
    ]
    running.open_step(WHO, workshop, 1, turn=0)
    open_ = [step["title"] for step in rows(schema.workshop_steps) if step["state"] == "open"]
    assert open_ == ["Prikker"]
    assert len(rows(schema.participants)) == 1


def test_other_proposals_are_taken_up_in_the_order_chosen(workshop):
    asked = [proposal_id(3), proposal_id(1)]
    replanning.take_up(WHO, workshop, asked, version=1)
    assert about(workshop) == asked
    assert logged("workshop.proposals_chosen") == [
        ({"proposals": [proposal_id(1), proposal_id(2)]}, {"proposals": asked})
    ]


def test_saving_what_stands_there_already_is_no_change(workshop):
    replanning.replan(WHO, workshop, [SCORE, DOTS], version=1)
    replanning.take_up(WHO, workshop, about(workshop), version=1)
    assert logged("workshop.replanned") == logged("workshop.proposals_chosen") == []


def test_whoever_saves_on_an_old_plan_is_told_what_stands_now(workshop):
    replanning.replan(WHO, workshop, [DOTS], version=1)
    replanning.take_up(WHO, workshop, [proposal_id(2)], version=1)
    with pytest.raises(ConflictError) as refused:
        replanning.replan(WHO, workshop, [SCORE], version=1)
    assert [step["title"] for step in refused.value.theirs["steps"]] == ["Prikker"]
    with pytest.raises(ConflictError) as refused:
        replanning.take_up(WHO, workshop, [proposal_id(3)], version=1)
    assert refused.value.theirs["proposal_ids"] == [proposal_id(2)]
    replanning.replan(WHO, workshop, [SCORE], version=2)
    assert [title for title, *_rest in planned_steps(workshop)] == ["Bedøm"]


def test_a_plan_of_nothing_is_refused(workshop):
    before = planned_steps(workshop), about(workshop)
    with pytest.raises(PortfolioError, match="between 1 and"):
        replanning.replan(WHO, workshop, [], version=1)
    with pytest.raises(PortfolioError, match="needs a title"):
        replanning.replan(
            WHO, workshop, [PlannedStep(kind=StepKind.TALK, title=" ", minutes=5)], version=1
        )
    with pytest.raises(PortfolioError, match="between 1 and"):
        replanning.take_up(WHO, workshop, [], version=1)
    assert (planned_steps(workshop), about(workshop)) == before


def test_a_proposal_that_has_ended_may_stay_and_none_may_come(workshop):
    end_proposal(2)
    end_proposal(3)
    with pytest.raises(PortfolioError, match="has ended"):
        replanning.take_up(WHO, workshop, [proposal_id(1), proposal_id(3)], version=1)
    asked = [proposal_id(2), proposal_id(1), proposal_id(4)]
    replanning.take_up(WHO, workshop, asked, version=1)
    assert about(workshop) == asked
    with store.reading() as connection:
        offered = plan.proposals_to_choose(connection, workshop_id=workshop)
    assert list(offered["number"]) == [1, 2, 4, 5, 6, 7, 8, 9]
