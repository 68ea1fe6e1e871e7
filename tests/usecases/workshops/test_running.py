"""Preparing and running a workshop: every move, who may make it, and what can no longer be."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import PORTFOLIO, a_user, as_user, proposal_id
from workshop_builders import rows

from portfolio import store
from portfolio.domain.workshops import StepKind
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.workshops import workshops
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.workshops import (
    contributions,
    course,
    joining,
    note_groups,
    preparing,
    recording,
    replanning,
    running,
)
from portfolio.usecases.workshops.course import PlannedCriterion, PlannedStep

WHO = use_case.COMMAND
STEPS = (
    PlannedStep(kind=StepKind.SCORE, title="Bedøm", minutes=10),
    PlannedStep(kind=StepKind.DOTS, title="Prikker", minutes=5),
)


def made(**given):
    values = {
        "title": "Chefforum",
        "held_on": date(2022, 5, 1),
        "proposal_ids": [proposal_id(1), proposal_id(2)],
        "steps": STEPS,
        "scored": course.usual_criteria(),
    } | given
    return preparing.make(WHO, PORTFOLIO, **values)


@pytest.fixture
def workshop(seeded_db):
    return made()


def now(workshop_id: str) -> workshops.Workshop:
    with store.reading() as connection:
        found = workshops.workshop(connection, workshop_id=workshop_id)
    assert found is not None
    return found


def step(workshop_id: str) -> workshops.Step:
    with store.reading() as connection:
        found = workshops.current_step(connection, workshop_id=workshop_id)
    assert found is not None
    return found


def events() -> list[str]:
    """What was done, in order: the keys are made one after the other."""
    return [row["kind"] for row in sorted(rows(schema.workshop_events), key=lambda row: row["id"])]


# --- preparing ------------------------------------------------------------------------------------


def test_a_workshop_starts_from_the_ordinary_course(seeded_db):
    workshop = made(steps=course.usual_steps())
    with store.reading() as connection:
        steps = workshops.steps(connection, workshop_id=workshop)
        criteria = workshops.criteria_of(connection, workshop_id=workshop)
    assert [one.kind for one in steps] == ["read", "qualify", "score", "dots", "talk", "agree"]
    assert [one.title for one in criteria] == ["Effekt", "Gennemførlighed", "Hvor meget det haster"]
    assert all(len(one.words) == 5 for one in criteria)
    assert len(now(workshop).join_code) == joining.LENGTH


FIVE = ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"title": "x" * 201},
        {"proposal_ids": []},
        {"steps": ()},
        {"dots": 0},
        {"dots": 21},
        {"steps": (PlannedStep(kind=StepKind.READ, title="x", minutes=0),)},
        {"scored": (PlannedCriterion(title="Kun en", words=FIVE),)},
        {"scored": (PlannedCriterion(title="Ens", words=FIVE),) * 2},
        {
            "scored": (
                PlannedCriterion(title="A", words=FIVE),
                PlannedCriterion(title="B", words=("kun", "fire", "ord", "her", " ")),
            )
        },
    ],
    ids=str,
)
def test_what_a_workshop_cannot_be_is_said(seeded_db, wrong):
    with pytest.raises(PortfolioError):
        made(**wrong)
    assert rows(schema.workshops) == rows(schema.workshop_steps) == []


def test_anonymity_cannot_be_undone_and_takes_the_centres_with_it(workshop):
    joining.join(workshop, party="kommunikation")
    preparing.change(WHO, workshop, {"anonymous": True}, version=1)
    (one,) = rows(schema.participants)
    assert one["party_id"] is None
    with pytest.raises(PortfolioError, match="cannot be undone"):
        preparing.change(WHO, workshop, {"anonymous": False}, version=2)
    with pytest.raises(ConflictError):
        preparing.change(WHO, workshop, {"title": "Ny"}, version=1)


def test_what_has_started_is_not_planned_again(workshop):
    running.open_step(WHO, workshop, 1, turn=0)
    for late in (
        lambda: replanning.replan(WHO, workshop, STEPS, version=1),
        lambda: replanning.take_up(WHO, workshop, [proposal_id(1)], version=1),
        lambda: preparing.change(WHO, workshop, {"title": "Ny"}, version=1),
        lambda: preparing.withdraw(WHO, workshop, "Aflyst", version=1),
    ):
        with pytest.raises(PortfolioError, match="has started"):
            late()


def test_a_withdrawn_workshop_is_gone_and_its_code_opens_nothing(workshop):
    code = now(workshop).join_code
    preparing.withdraw(WHO, workshop, "Aflyst", version=1)
    with pytest.raises(joining.UnknownCodeError):
        joining.find_workshop(code, "192.0.2.1")
    with pytest.raises(PortfolioError, match="no such workshop"):
        running.open_step(WHO, workshop, 1, turn=0)


# --- running --------------------------------------------------------------------------------------


def test_opening_a_step_closes_the_one_before_and_moves_every_phone(workshop):
    running.open_step(WHO, workshop, 1, turn=0)
    assert (now(workshop).state, now(workshop).turn, step(workshop).state) == ("running", 1, "open")
    running.open_step(WHO, workshop, 2, turn=1)
    assert (step(workshop).title, step(workshop).state) == ("Prikker", "open")
    states = [
        row["state"] for row in sorted(rows(schema.workshop_steps), key=lambda r: r["position"])
    ]
    assert states == ["closed", "open"]
    assert events() == ["opened", "opened"]


def test_a_pause_stops_the_answers_and_gives_the_time_back(workshop):
    running.open_step(WHO, workshop, 1, turn=0)
    ends = step(workshop).ends_at
    running.pause(WHO, workshop, turn=1)
    assert step(workshop).ends_at is None
    phone = joining.join(workshop)
    criterion = rows(schema.criteria)[0]["id"]
    with pytest.raises(contributions.NotCountedError):
        contributions.score(phone, step(workshop).id, proposal_id(1), criterion, 3)
    running.resume(WHO, workshop, turn=2)
    assert step(workshop).ends_at >= ends
    contributions.score(phone, step(workshop).id, proposal_id(1), criterion, 3)
    running.extend(WHO, workshop, 5, turn=3)
    assert step(workshop).ends_at > ends
    assert events() == ["opened", "paused", "resumed", "extended"]


def test_a_closed_step_is_reopened_with_a_reason_and_its_votes_stand(workshop):
    running.open_step(WHO, workshop, 1, turn=0)
    phone, criterion = joining.join(workshop), rows(schema.criteria)[0]["id"]
    contributions.score(phone, step(workshop).id, proposal_id(1), criterion, 3)
    running.close_step(WHO, workshop, turn=1)
    with pytest.raises(PortfolioError, match="Reopen"):
        running.open_step(WHO, workshop, 1, turn=2)
    with pytest.raises(PortfolioError, match="reason"):
        running.reopen(WHO, workshop, 1, " ", turn=2)
    running.reopen(WHO, workshop, 1, "Tre var ikke færdige", turn=2)
    contributions.score(phone, step(workshop).id, proposal_id(1), criterion, 5)
    assert [row["value"] for row in rows(schema.scores)] == [5]
    last = max(rows(schema.workshop_events), key=lambda row: row["happened_at"])
    assert (last["kind"], last["reason"]) == ("reopened", "Tre var ikke færdige")


def test_two_facilitators_who_press_at_once_move_it_once(workshop):
    running.open_step(WHO, workshop, 1, turn=0)
    running.open_step(WHO, workshop, 2, turn=1)
    with pytest.raises(PortfolioError, match="just before you"):
        running.close_step(WHO, workshop, turn=1)
    assert (step(workshop).state, now(workshop).turn) == ("open", 2)


@pytest.mark.parametrize(
    "move",
    [
        lambda key: running.open_step(WHO, key, 9, turn=0),
        lambda key: running.pause(WHO, key, turn=0),
        lambda key: running.resume(WHO, key, turn=0),
        lambda key: running.close_step(WHO, key, turn=0),
        lambda key: running.extend(WHO, key, 5, turn=0),
        lambda key: running.extend(WHO, key, 0, turn=0),
        lambda key: running.reopen(WHO, key, 1, "x", turn=0),
    ],
    ids=["no step", "pause", "resume", "close", "extend", "by nothing", "reopen"],
)
def test_a_move_that_cannot_be_changes_nothing(workshop, move):
    with pytest.raises(PortfolioError):
        move(workshop)
    assert (now(workshop).turn, events()) == (0, [])


def test_only_facilitators_move_it(workshop, seeded_db):
    director = a_user(seeded_db, "director")
    who = as_user(director)
    with pytest.raises(NotAllowedError):
        running.open_step(who, workshop, 1, turn=0)
    with pytest.raises(NotAllowedError):
        preparing.set_facilitators(who, workshop, [director])
    preparing.set_facilitators(WHO, workshop, [director])
    running.open_step(who, workshop, 1, turn=0)
    assert now(workshop).turn == 1
    with pytest.raises(NotAllowedError):
        preparing.change(who, workshop, {"title": "Min"}, version=1)


# --- the record -----------------------------------------------------------------------------------


def test_nothing_ends_before_each_proposal_has_its_line(workshop):
    running.open_step(WHO, workshop, 1, turn=0)
    recording.record(WHO, workshop, proposal_id(1), changed="Intet", version=1)
    with pytest.raises(PortfolioError) as refused:
        recording.end(WHO, workshop, turn=1)
    assert refused.value.values == {"n": 1}
    with pytest.raises(PortfolioError):
        recording.record(WHO, workshop, proposal_id(2), changed=" ", version=1)
    recording.record(WHO, workshop, proposal_id(2), changed="Målgruppen er klarere", version=1)
    recording.end(WHO, workshop, turn=1)
    assert (now(workshop).state, step(workshop).state) == ("ended", "closed")
    for late in (
        lambda: recording.end(WHO, workshop, turn=2),
        lambda: running.open_step(WHO, workshop, 2, turn=2),
        lambda: recording.record(WHO, workshop, proposal_id(1), changed="Mere", version=2),
    ):
        with pytest.raises(PortfolioError, match="over"):
            late()


def test_a_line_that_somebody_else_wrote_meanwhile_is_not_overwritten(workshop):
    recording.record(WHO, workshop, proposal_id(1), changed="Først", version=1)
    with pytest.raises(ConflictError) as refused:
        recording.record(WHO, workshop, proposal_id(1), changed="Senere", version=1)
    assert refused.value.theirs["changed"] == "Først"


def test_notes_are_gathered_by_hand_and_set_aside_with_a_reason(workshop):
    running.open_step(WHO, workshop, 1, turn=0)
    chosen = sa.update(schema.workshop_steps).values(kind="talk")
    store.in_transaction(lambda connection: connection.execute(chosen))
    phone = joining.join(workshop)
    keys = ["01900000-0000-7000-8000-00000000000" + str(n) for n in (1, 2)]
    for key in keys:
        contributions.write_note(phone, step(workshop).id, None, "concern", f"Tid {key}", key=key)
    heading = note_groups.cluster(WHO, workshop, "Tid", (keys[0],))
    note_groups.put_in_cluster(WHO, workshop, tuple(keys), heading)
    assert {row["cluster_id"] for row in rows(schema.notes)} == {heading}
    note_groups.reject_note(WHO, workshop, keys[1], "Gentagelse")
    assert [row["rejected_reason"] for row in rows(schema.notes)] == [None, "Gentagelse"]


# --- the chain of involvement ---------------------------------------------------------------------


def chain_of_forum() -> list[tuple[bool, str, str | None]]:
    """Chefforum's steps: whether of one proposal, state, day."""
    forum = next(row["id"] for row in rows(schema.parties) if row["code"] == "chefforum")
    return sorted(
        (row["proposal_id"] is not None, row["state"], row["happened_on"])
        for row in rows(schema.involvement_steps)
        if row["party_id"] == forum
    )


def ended(numbers: range, **given) -> None:
    forum = next(row["id"] for row in rows(schema.parties) if row["code"] == "chefforum")
    about = [proposal_id(number) for number in numbers]
    workshop = made(proposal_ids=about, body_party_id=forum, **given)
    running.open_step(WHO, workshop, 1, turn=0)
    for one in about:
        recording.record(WHO, workshop, one, changed="Intet", version=1)
    recording.end(WHO, workshop, turn=1)


def test_a_workshop_on_all_proposals_does_the_forums_step_for_the_portfolio(seeded_db):
    assert chain_of_forum() == [(False, "ahead", None)]
    ended(range(1, 10))
    assert chain_of_forum() == [(False, "done", "2022-05-01")]
    ended(range(1, 10))  # another one changes nothing of it
    assert chain_of_forum() == [(False, "done", "2022-05-01")]


def test_a_workshop_on_some_does_it_for_those_alone(seeded_db):
    ended(range(1, 3))
    assert chain_of_forum() == [(False, "ahead", None)] + [(True, "done", "2022-05-01")] * 2
    log = [row for row in rows(schema.change_log) if row["action"] == "involvement_step.done"]
    assert len(log) == 2


def test_before_its_day_no_workshop_is_over(seeded_db):
    with pytest.raises(PortfolioError, match="day has not come"):
        ended(range(1, 3), held_on=date(2022, 5, 2))
    assert chain_of_forum() == [(False, "ahead", None)]
