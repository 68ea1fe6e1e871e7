"""A step done, set back, skipped, planned; a proposal's own; and what waits for Chefforum."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import Rag, Stage
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.proposals import involvement as proposal_involvement
from portfolio.store import schema
from portfolio.usecases import content, use_case
from portfolio.usecases.log import restoring
from portfolio.usecases.proposals import involvement
from portfolio.usecases.proposals.involvement import OpenedStep
from portfolio.usecases.rounds import answers

TODAY = date(2022, 5, 1)
CHEFFORUM = 1  # its place among the rows of the chain


def rows(number=None):
    own = None if number is None else builders.proposal_id(number)
    with store.reading() as connection:
        return proposal_involvement.steps(
            connection, portfolio=builders.PORTFOLIO, as_of=TODAY, proposal_id=own
        ).to_dict("records")


def states(number=None):
    return [row["state"] for row in rows(number)]


def at(number=None, place=CHEFFORUM):
    row = rows(number)[place]
    return OpenedStep(row["id"], row["version"], number and builders.proposal_id(number))


def done(number=None, day=date(2022, 4, 20), who=use_case.LOCAL, **given):
    involvement.mark_done(who, at(number), day, today=TODAY, **given)


def awaited(number):
    with store.reading() as connection:
        return answers.standing(connection, builders.proposal_id(number)).awaited


def logged():
    with store.reading() as connection:
        return list(
            connection.execute(
                sa.select(schema.change_log)
                .where(schema.change_log.c.subject_table == "involvement_steps")
                .order_by(schema.change_log.c.revision)
            ).mappings()
        )


def test_done_for_the_portfolio_is_done_for_every_proposal(seeded_db):
    assert awaited(4).party == "Chefforum"
    done(said=" Bakker op ")
    assert states() == states(4) == ["done", "done", "next", "ahead"]
    row = rows()[CHEFFORUM]
    assert (row["happened_on"], row["state_note"]) == ("2022-04-20", "Bakker op")
    assert row["note"].startswith("Bør med, før")
    assert awaited(4) is None


def test_done_for_one_proposal_leaves_the_others_waiting(seeded_db):
    done(4)
    assert states(4) == ["done", "done", "next", "ahead"]
    assert states() == states(5) == ["done", "next", "ahead", "ahead"]
    assert awaited(4) is None
    assert awaited(5).party == "Chefforum"
    answers.submit(
        use_case.LOCAL,
        builders.proposal_id(4),
        answers.Answer(stage=Stage.QUALIFICATION, rag=Rag.NONE),
        seen_seq=0,
    )
    with pytest.raises(PortfolioError, match="Chefforum bør med"):
        answers.submit(
            use_case.LOCAL,
            builders.proposal_id(5),
            answers.Answer(stage=Stage.QUALIFICATION, rag=Rag.NONE),
            seen_seq=0,
        )


def test_a_proposal_waits_for_its_own_step_before_the_centres(seeded_db):
    done()
    parties = {row["party"]: row["party_id"] for row in rows()}
    involvement.add(
        use_case.LOCAL,
        builders.proposal_id(4),
        party_id=parties["Byrådet"],
        role="heard",
        after=1,
        today=TODAY,
    )
    assert [row["party"] for row in rows(4)][-1] == "Byrådet"  # it takes its own party's place
    with store.reading() as connection:
        other = connection.execute(
            sa.select(schema.parties.c.id).where(schema.parties.c.code == "suoc")
        ).scalar_one()
    key = involvement.add(
        use_case.LOCAL,
        builders.proposal_id(4),
        party_id=other,
        role="heard",
        planned="juni 2022",
        after=2,
        today=TODAY,
    )
    (row,) = (row for row in rows(4) if row["id"] == key)
    assert (row["position"], row["state"], row["planned_date_text"]) == (3, "next", "juni 2022")
    assert awaited(4).party == row["party"]
    assert awaited(5) is None


def test_skipped_with_a_reason_and_back_again(seeded_db):
    with pytest.raises(PortfolioError, match="Write a reason"):
        involvement.skip(use_case.LOCAL, at(), reason=" ", today=TODAY)
    involvement.skip(use_case.LOCAL, at(), reason="Holder ferie", today=TODAY)
    row = rows()[CHEFFORUM]
    assert (row["state"], row["happened_on"], row["state_note"]) == (
        "skipped",
        "2022-05-01",
        "Holder ferie",
    )
    assert row["decision"].startswith("Chefforum bør med")
    involvement.undo(use_case.LOCAL, at(), reason="Kom alligevel")
    row = rows()[CHEFFORUM]
    assert (row["state"], row["happened_on"], row["state_note"]) == ("next", None, None)
    assert [(line["action"], line["reason"]) for line in logged()] == [
        ("involvement_step.skipped", "Holder ferie"),
        ("involvement_step.undone", "Kom alligevel"),
    ]


def test_a_day_that_has_not_come_is_refused_here_and_on_content(seeded_db):
    with pytest.raises(PortfolioError, match="not come yet"):
        done(day=date(2022, 5, 2))
    here = at()
    for typed, sentence in (
        ({"state": "done", "happened_on": "2022-05-02"}, "not come yet"),
        ({"happened_on": "2022-04-20"}, "still to come"),
        ({"state": "skipped"}, "why the step is skipped"),
    ):
        with pytest.raises(PortfolioError, match=sentence):
            content.change(
                use_case.LOCAL, "involvement_steps", here.step_id, here.version, typed, today=TODAY
            )
    assert states() == ["done", "next", "ahead", "ahead"]


def test_role_and_plan_in_danish_words_and_emptied_again(seeded_db):
    involvement.plan(use_case.LOCAL, at(), role="heard", planned="ultimo juni 2022", today=TODAY)
    row = rows()[CHEFFORUM]
    assert (row["role"], row["planned_date_text"]) == ("heard", "ultimo juni 2022")
    involvement.plan(use_case.LOCAL, at(), role="heard", planned=" ", today=TODAY)
    assert rows()[CHEFFORUM]["planned_date_text"] is None
    s = schema.involvement_steps.c
    with store.reading() as connection:
        kept = connection.execute(
            sa.select(s.planned_date_end, s.planned_date_inferred).where(s.id == at().step_id)
        ).one()
    assert kept == (None, 0)


def test_the_own_step_is_taken_out_and_the_portfolios_holds_again(seeded_db):
    with pytest.raises(PortfolioError, match="whole portfolio's"):
        involvement.take_back(use_case.LOCAL, at(4), reason="Fejl")
    done(4)
    involvement.take_back(use_case.LOCAL, at(4), reason="Fejl")
    assert states(4) == states()
    done(4)  # and it can have one anew
    assert states(4)[CHEFFORUM] == "done"


def test_two_at_the_same_step_the_second_is_told(seeded_db):
    seen, own = at(), at(4)
    done(4)
    done()
    for old in (seen, own):
        with pytest.raises(PortfolioError, match="Somebody else"):
            involvement.skip(use_case.LOCAL, old, reason="Nej", today=TODAY)
    assert states()[CHEFFORUM] == states(4)[CHEFFORUM] == "done"


def test_the_second_own_step_for_the_same_place_is_told(seeded_db):
    own = at(4)
    done(4)
    with pytest.raises(PortfolioError, match="Somebody else"):
        involvement.mark_done(use_case.LOCAL, own, TODAY, today=TODAY)
    assert len(rows(4)) == 4


def test_a_step_done_by_mistake_is_restored_from_the_log(seeded_db):
    done()
    restoring.restore(use_case.LOCAL, logged()[-1]["id"], "Forkert møde")
    assert states() == ["done", "next", "ahead", "ahead"]


def test_a_proposal_of_another_portfolio_has_no_step_in_this_chain(seeded_db):
    builders.another_portfolio(seeded_db, 77, "En fremmed")
    p = schema.proposals.c
    with store.reading() as connection:
        other = connection.execute(sa.select(p.id).where(p.number == 77)).scalar_one()
    here = at()
    with pytest.raises(PortfolioError, match="another portfolio"):
        involvement.mark_done(
            use_case.LOCAL, OpenedStep(here.step_id, here.version, other), TODAY, today=TODAY
        )


def test_a_lead_changes_no_step(seeded_db):
    lead = builders.as_user(builders.a_user(seeded_db, "lead"))
    with pytest.raises(NotAllowedError):
        done(who=lead)
    assert logged() == []
