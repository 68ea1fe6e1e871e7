"""Giving a status: history, pointer and copies move together, and nobody overwrites anybody."""

import json
import threading
from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import Rag, Stage
from portfolio.domain.permissions import Role
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.store import changes
from portfolio.store.schema import (
    change_log,
    field_sources,
    involvement_steps,
    parties,
    proposal_parties,
    proposals,
    round_answers,
    status_rounds,
    status_updates,
)
from portfolio.usecases import use_case
from portfolio.usecases.rounds import answers
from portfolio.usecases.rounds.answers import Answer


def asked(table: sa.Table, where: sa.ColumnElement[bool]) -> list[dict]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(table).where(where)).mappings()]


def statuses(number: int) -> list[dict]:
    rows = asked(status_updates, status_updates.c.proposal_id == builders.proposal_id(number))
    return sorted(rows, key=lambda row: row["seq"])


def proposal(number: int) -> dict:
    (row,) = asked(proposals, proposals.c.id == builders.proposal_id(number))
    return row


def logged() -> list[dict]:
    return asked(change_log, change_log.c.action.like("status.%"))


def answer(**given) -> Answer:
    return Answer(**{"stage": Stage.PROPOSED, "rag": Rag.GREEN, **given})


@pytest.fixture
def secretary(seeded_db):
    return builders.as_user(builders.a_user(seeded_db, "secretary", name="Test Sekretær"))


@pytest.fixture
def lead(seeded_db):
    """A lead of a centre that has been asked about proposal 9, and of no other."""
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "asked", "2022-04-10")
    return builders.as_user(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))


def give(who, number: int, given: Answer | None = None, *, seen: int = 0, **rest) -> int:
    return answers.submit(
        who, builders.proposal_id(number), given or answer(), seen_seq=seen, **rest
    )


# --- storing ----------------------------------------------------------------------------------


def test_history_pointer_and_copies_move_together(secretary):
    before = proposal(9)["version"]
    assert (
        give(
            secretary,
            9,
            answer(
                stage=Stage.QUALIFICATION,
                rag=Rag.AMBER,
                percent=10,
                reason="Chefforum holder ferie",
                stage_reason="Fristen er kort",
                happened=" Møde holdt ",
                next_step="Nyt møde",
                next_step_date_text="ultimo juni",
            ),
        )
        == 1
    )
    (status,) = statuses(9)
    shown = proposal(9)
    assert {name: shown[name] for name in ("stage", "rag", "percent")} == {
        "stage": "qualification",
        "rag": "amber",
        "percent": 10,
    }
    assert (shown["status_seq"], shown["status_on"]) == (1, "2022-05-01")
    # Whoever has the proposal's own words open is not disturbed.
    assert shown["version"] == before
    assert status["happened"] == "Møde holdt"
    assert (status["author"], status["origin"], status["unchanged"]) == ("Test Sekretær", "form", 0)
    assert (status["next_step_date_start"], status["next_step_date_end"]) == (
        "2022-06-21",
        "2022-06-30",
    )
    assert status["next_step_precision"] == "late"


def test_the_log_has_what_differs_and_what_for(secretary):
    give(secretary, 9, answer(rag=Rag.AMBER, reason="Travlt"))
    give(secretary, 9, answer(rag=Rag.RED, reason="Meget travlt"), seen=1)
    first, second = sorted(logged(), key=lambda row: row["revision"])
    assert first["action"] == "status.given"
    assert first["reason"] == "Travlt"
    assert json.loads(first["before"])["rag"] == "none"
    after = json.loads(second["after"])
    assert after == {
        "rag": "red",
        "reason": "Meget travlt",
        "proposal_id": builders.proposal_id(9),
        "seq": 2,
    }
    assert json.loads(second["before"]) == {"rag": "amber", "reason": "Travlt"}
    assert second["subject_id"] == statuses(9)[1]["id"]


def test_a_broken_rule_stores_nothing(secretary):
    with pytest.raises(PortfolioError, match="needs a reason"):
        give(secretary, 9, answer(rag=Rag.RED))
    assert statuses(9) == []
    assert logged() == []
    assert proposal(9)["rag"] == "none"


def test_a_proposal_that_is_not_there(secretary):
    with pytest.raises(PortfolioError, match="no such proposal"):
        answers.submit(secretary, "none", answer(), seen_seq=0)


# --- what the rules are told ------------------------------------------------------------------


def standing(number: int) -> answers.Standing:
    with store.reading() as connection:
        return answers.standing(connection, builders.proposal_id(number))


def test_the_seed_waits_for_chefforum_by_the_decision_of_4_april(secretary):
    order = standing(4).awaited
    assert order.party == "Chefforum"
    assert order.decided_on == date(2022, 4, 4)
    assert order.decision == "Chefforum bør med, før fagcentrene kvalificerer forslagene."
    with pytest.raises(PortfolioError, match="Chefforum bør med"):
        give(secretary, 4, answer(stage=Stage.QUALIFICATION))
    give(secretary, 4, answer(stage=Stage.QUALIFICATION, stage_reason="Aftalt med direktøren"))
    assert statuses(4)[0]["stage_reason"] == "Aftalt med direktøren"


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_once_chefforum_has_been_the_way_is_free(secretary, seeded_db, state):
    chefforum = sa.select(parties.c.id).where(parties.c.code == "chefforum").scalar_subquery()
    builders.set_on(
        seeded_db, involvement_steps, involvement_steps.c.party_id == chefforum, state=state
    )
    assert standing(4).awaited is None
    give(secretary, 4, answer(stage=Stage.QUALIFICATION))
    assert proposal(4)["stage"] == "qualification"


def test_ready_needs_somebody_who_has_accepted(secretary, seeded_db):
    builders.a_status(seeded_db, 9, "2022-04-20", stage="qualification")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "asked", "2022-04-10")
    with pytest.raises(PortfolioError, match="Nobody has accepted"):
        give(secretary, 9, answer(stage=Stage.READY), seen=1)
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-11")
    give(secretary, 9, answer(stage=Stage.READY), seen=1)
    assert proposal(9)["stage"] == "ready"


def test_a_tie_that_was_taken_out_owns_nothing(seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-11")
    assert standing(9).has_owner
    builders.set_on(
        seeded_db,
        proposal_parties,
        proposal_parties.c.state == "accepted",
        withdrawn_at="2022-05-01",
    )
    assert not standing(9).has_owner


def test_the_minutes_are_a_source_and_so_is_what_somebody_writes(seeded_db):
    assert standing(4).has_source
    builders.a_proposal(seeded_db, 20, "Et nyt forslag")
    assert not standing(20).has_source
    key = builders.proposal_id(20)

    def wrote(connection) -> None:
        connection.execute(
            sa.insert(field_sources).values(
                id="s",
                subject_table="proposals",
                subject_id=key,
                source="Mail",
                added_at="2022-05-01",
                added_by="test",
            )
        )

    builders.changed(seeded_db, wrote)
    assert standing(20).has_source


def test_four_hangs_on_a_pool_and_seven_on_none(seeded_db):
    assert standing(4).has_pool
    assert not standing(7).has_pool


# --- unchanged --------------------------------------------------------------------------------


def test_unchanged_says_the_last_one_again_but_not_what_happened(secretary):
    give(
        secretary,
        9,
        answer(
            stage=Stage.QUALIFICATION,
            rag=Rag.AMBER,
            reason="Venter",
            stage_reason="Fristen er kort",
            percent=5,
            happened="Møde",
            next_step="Møde",
            next_step_date_text="juni 2022",
            risks="Vejret",
        ),
    )
    give(secretary, 9, None, seen=1, unchanged=True)
    first, second = statuses(9)
    assert (first["unchanged"], second["unchanged"]) == (0, 1)
    assert (second["happened"], second["stage_reason"]) == (None, None)
    same = ("stage", "rag", "reason", "percent", "next_step", "next_step_date_end", "risks")
    assert {name: first[name] for name in same} == {name: second[name] for name in same}
    assert logged()[-1]["action"] == "status.unchanged"


def test_unchanged_from_nothing_is_refused(secretary):
    with pytest.raises(PortfolioError, match="no earlier status"):
        give(secretary, 9, None, unchanged=True)
    assert statuses(9) == []


def test_unchanged_from_what_one_has_not_seen_is_a_conflict(secretary):
    give(secretary, 9)
    give(secretary, 9, answer(rag=Rag.RED, reason="Brand"), seen=1)
    with pytest.raises(ConflictError):
        give(secretary, 9, None, seen=1, unchanged=True)
    assert len(statuses(9)) == 2


# --- two at once ------------------------------------------------------------------------------


def test_the_later_of_two_is_refused_and_told_what_stands(secretary, lead):
    give(lead, 9, answer(happened="Leder var først"))
    with pytest.raises(ConflictError) as refused:
        give(secretary, 9, answer(happened="Sekretær var sidst"))
    assert refused.value.theirs["happened"] == "Leder var først"
    assert refused.value.theirs["version"] == 1
    assert refused.value.theirs["id"] == builders.proposal_id(9)
    give(secretary, 9, answer(happened="Sekretær var sidst"), seen=1)
    assert [row["happened"] for row in statuses(9)] == ["Leder var først", "Sekretær var sidst"]


def test_of_ten_at_once_one_gets_through(secretary):
    key, start, said = builders.proposal_id(9), threading.Barrier(10), []

    def one(n: int) -> None:
        start.wait()
        try:
            answers.submit(secretary, key, answer(happened=str(n)), seen_seq=0)
            said.append("saved")
        except ConflictError:
            said.append("refused")

    threads = [threading.Thread(target=one, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["refused"] * 9 + ["saved"]
    assert len(statuses(9)) == 1
    assert len(logged()) == 1


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_who_may_answer_for_what_is_not_theirs(seeded_db, role):
    who = builders.as_user(builders.a_user(seeded_db, role, "fritid-og-kultur"))
    if role in (Role.SECRETARY, Role.ADMINISTRATOR):
        give(who, 4)
        assert len(statuses(4)) == 1
    else:
        with pytest.raises(NotAllowedError):
            give(who, 4)
        assert statuses(4) == []


@pytest.mark.parametrize(
    ("state", "may"),
    [
        ("suggested", False),
        ("asked", True),
        ("accepted", True),
        ("declined", False),
        ("passed_on", False),
    ],
)
def test_a_lead_answers_from_being_asked_until_saying_no(seeded_db, state, may):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", state, "2022-04-10")
    who = builders.as_user(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))
    if may:
        give(who, 9)
    else:
        with pytest.raises(NotAllowedError):
            give(who, 9)
    assert len(statuses(9)) == may


def test_nobody_and_the_machine(seeded_db):
    with pytest.raises(NotAllowedError):
        give(builders.as_user("nobody"), 9)
    give(use_case.LOCAL, 9)
    assert statuses(9)[0]["author"] == "local"


# --- in a round -------------------------------------------------------------------------------


def round_answer(round_id: str, number: int) -> dict:
    a = round_answers.c
    where = sa.and_(a.round_id == round_id, a.proposal_id == builders.proposal_id(number))
    (row,) = asked(round_answers, where)
    return row


def test_an_answer_in_a_round_is_locked_with_its_status(seeded_db, lead):
    key = builders.a_round(seeded_db, "2022-05-06", 9)
    give(lead, 9, round_id=key)
    row = round_answer(key, 9)
    assert (row["state"], row["status_seq"], row["unchanged"]) == ("submitted", 1, 0)
    assert row["submitted_by"] == "Test lead"
    assert statuses(9)[0]["round_id"] == key
    with pytest.raises(PortfolioError, match="sent already"):
        give(lead, 9, seen=1, round_id=key)
    assert len(statuses(9)) == 1


def test_what_was_returned_can_be_sent_again(seeded_db, lead):
    key = builders.a_round(seeded_db, "2022-05-06", 9, state="returned")
    give(lead, 9, round_id=key)
    give_again = round_answer(key, 9)
    assert give_again["state"] == "submitted"


def test_unchanged_in_a_round_is_marked_there_too(seeded_db, lead):
    builders.a_status(seeded_db, 9, "2022-04-10", stage="qualification")
    key = builders.a_round(seeded_db, "2022-05-06", 9)
    give(lead, 9, None, seen=1, round_id=key, unchanged=True)
    assert round_answer(key, 9)["unchanged"] == 1


def test_a_closed_round_takes_no_answer_and_a_round_not_one_it_did_not_ask_for(seeded_db, lead):
    key = builders.a_round(seeded_db, "2022-05-06", 4)
    with pytest.raises(PortfolioError, match="does not ask about"):
        give(lead, 9, round_id=key)
    other = builders.a_round(seeded_db, "2022-05-06", 9)
    builders.set_on(seeded_db, status_rounds, status_rounds.c.id == other, closed_at="2022-05-01")
    with pytest.raises(PortfolioError, match="has been closed"):
        give(lead, 9, round_id=other)
    assert statuses(9) == []


def test_a_status_raises_the_revision(secretary):
    with store.reading() as connection:
        before = changes.revision(connection)
    give(secretary, 9)
    with store.reading() as connection:
        assert changes.revision(connection) == before + 1
