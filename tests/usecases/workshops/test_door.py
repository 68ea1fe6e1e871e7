"""Who is let in, who is expected, and beginning again: door, roster, reset and copy."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import proposal_id
from workshop_builders import a_held_workshop, a_workshop, rows

from portfolio import store
from portfolio.domain.workshops import Door
from portfolio.errors import PortfolioError
from portfolio.queries.workshops import door as door_queries
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops import plan
from portfolio.queries.workshops.door import Expected
from portfolio.store import schema
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import (
    contributions,
    copying,
    door,
    joining,
    rehearsing,
    roster,
    running,
    rush,
)


@pytest.fixture
def workshop(seeded_db):
    rush._came.clear()
    return a_workshop("score", numbers=(1, 2))


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def present(workshop) -> door_queries.Present:
    return ask(door_queries.present, workshop_id=workshop.id)


def centres() -> dict[str, str]:
    return {code: key for key, code, _name in ask(door_queries.centres)}


def expected(*rows_: tuple[str, int, str | None]) -> list[Expected]:
    keys = centres()
    return [Expected(keys[code], code, count, group) for code, count, group in rows_]


def score(workshop, token, value=4) -> None:
    for number in (1, 2):
        for criterion in workshop.criteria.values():
            contributions.score(
                token, workshop.steps["score"], proposal_id(number), criterion, value
            )


def test_a_shut_door_lets_nobody_in_and_a_second_code_those_who_are_told(workshop):
    first = joining.join(workshop.id, code=workshop.code)
    door.set_door(COMMAND, workshop.id, Door.SHUT)
    with pytest.raises(joining.ShutDoorError, match="shut"):
        joining.join(workshop.id, code=workshop.code)
    second = door.set_door(COMMAND, workshop.id, Door.SECOND)
    with pytest.raises(joining.ShutDoorError, match="other code"):
        joining.join(workshop.id, code=workshop.code)
    assert joining.find_workshop(second.lower(), "192.0.2.1") == workshop.id
    joining.join(workshop.id, code=second)
    again = door.set_door(COMMAND, workshop.id, Door.SECOND)
    assert again != second
    with pytest.raises(joining.UnknownCodeError):
        joining.find_workshop(second, "192.0.2.1")
    door.set_door(COMMAND, workshop.id, Door.OPEN)
    joining.join(workshop.id, code=workshop.code)
    assert list(present(workshop).people) == [3, 2, 1]
    score(workshop, first)  # who is in stays in


def test_one_device_comes_in_a_few_times_and_another_is_another(workshop):
    for _again in range(joining.MOST_OF_A_DEVICE):
        contributions.leave(joining.join(workshop.id, device="A"))
    with pytest.raises(PortfolioError, match="Ask the facilitator"):
        joining.join(workshop.id, device="A")
    joining.join(workshop.id, device="B")
    joining.join(a_workshop("dots").id, device="A")


def test_many_at_once_from_one_network_are_noticed_and_removed_as_one(workshop):
    joining.join(workshop.id, address="192.0.2.9", party="kommunikation")
    for _one in range(120):
        joining.join(workshop.id, address="203.0.113.5")
    assert present(workshop).at_once == 120
    assert door.remove_rush(COMMAND, workshop.id) == 120
    left = present(workshop)
    assert (left.at_once, left.people) == (0, {1: "Kommunikation"})
    assert "203.0.113" not in str([rows(t) for t in schema.metadata.sorted_tables])


def test_a_room_behind_one_wire_is_said_to_be_known(workshop):
    for _one in range(rush.MANY):
        joining.join(workshop.id, address="203.0.113.5")
    assert present(workshop).at_once == rush.MANY
    door.trust_rush(COMMAND, workshop.id)
    assert (present(workshop).at_once, len(present(workshop).people)) == (0, rush.MANY)


def test_a_few_in_a_while_are_no_rush(workshop):
    for one in range(rush.MANY):
        joining.join(workshop.id, address=f"203.0.113.{one}")
    assert present(workshop).at_once == 0


def test_who_is_removed_is_out_with_what_they_gave(workshop):
    one, other = joining.join(workshop.id), joining.join(workshop.id)
    for token in (one, other):
        score(workshop, token)
    assert door.remove(COMMAND, workshop.id, [2, 9]) == 1
    assert len(rows(schema.scores)) == 4
    with pytest.raises(PortfolioError, match="Join with the code again"):
        score(workshop, other)
    with pytest.raises(PortfolioError, match="Choose the numbers"):
        door.remove(COMMAND, workshop.id, [])
    assert list(present(workshop).people) == [1]


NAMES = {"Kommunikation": "k", "kommunikation": "k", "Fritid og Kultur": "f"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Åse Holm; Kommunikation\nBo Lund; kommunikation ", {"k": 2}),
        ("Fritid  og kultur\t4\n\nKommunikation, 3", {"f": 4, "k": 3}),
        ("kommunikation", {"k": 1}),
    ],
)
def test_a_pasted_list_is_counted(text, counts):
    assert roster.pasted(text, NAMES) == counts


@pytest.mark.parametrize(("text", "told"), [("Bo; Ukendt", "Bo; Ukendt"), (" \n", "Paste a list")])
def test_a_pasted_list_that_is_not_understood_is_said(text, told):
    with pytest.raises(PortfolioError) as refused:
        roster.pasted(text, NAMES)
    assert told in str(refused.value.message) + str(refused.value.values)


def test_small_centres_are_shown_together_and_not_otherwise_once_a_result_is(workshop):
    together = expected(("kommunikation", 3, "Små"), ("ungecenteret", 2, "Små"))
    roster.expect(COMMAND, workshop.id, together)
    kept = ask(door_queries.roster, workshop_id=workshop.id)
    assert door_queries.would_be_shown(kept) == {"Små": (5, True)}
    for code in ["kommunikation"] * 3 + ["ungecenteret"] * 2:
        score(workshop, joining.join(workshop.id, party=code))
    running.close_step(COMMAND, workshop.id, turn=1)
    facts = ask(workshop_facts.facts, workshop_id=workshop.id)
    assert facts.by_centre == {"Små": {proposal_id(1): 4, proposal_id(2): 4}}
    assert facts.attendance.by_centre == {"Små": 5}
    assert present(workshop).by_centre["Kommunikation"] == (3, 3)
    roster.expect(COMMAND, workshop.id, [*together, *expected(("fritid-og-kultur", 9, None))])
    with pytest.raises(PortfolioError, match="by these groups"):
        roster.expect(COMMAND, workshop.id, expected(("kommunikation", 3, None)))


def test_after_a_rehearsal_it_is_as_it_was_prepared(seeded_db):
    held = a_held_workshop(state="running")
    roster.expect(COMMAND, held.id, expected(("kommunikation", 6, None)))
    with pytest.raises(PortfolioError, match="reason"):
        rehearsing.reset(COMMAND, held.id, " ")
    rehearsing.reset(COMMAND, held.id, "Prøvet af")
    for table in (schema.participants, schema.pseudonyms, schema.scores, schema.notes):
        assert rows(table) == []
    assert {row["state"] for row in rows(schema.workshop_steps)} == {"waiting"}
    assert {row["changed"] for row in rows(schema.workshop_proposals)} == {None}
    (one,) = rows(schema.workshops)
    assert (one["state"], one["current_step"], one["join_code"]) == ("prepared", None, held.code)
    assert len(ask(door_queries.roster, workshop_id=held.id)) == 1
    running.open_step(COMMAND, held.id, 1, turn=one["turn"])


def test_what_is_over_is_not_begun_again(seeded_db):
    with pytest.raises(PortfolioError, match="is over"):
        rehearsing.reset(COMMAND, a_held_workshop().id, "Prøvet af")


def test_a_copy_is_planned_as_the_first_and_has_nobody_in_it(seeded_db):
    held = a_held_workshop()
    ended = sa.update(schema.proposals).where(schema.proposals.c.number == 2)
    store.in_transaction(lambda c: c.execute(ended.values(stage="closed")))
    made = copying.copy(COMMAND, held.id, title="Anden gang", held_on=date(2022, 9, 1))
    of = (plan.steps, plan.proposals_of)
    first, second = ([ask(q, workshop_id=one) for q in of] for one in (held.id, made))
    assert first[0]["steps"] == second[0]["steps"]
    assert len(second[1]["proposal_ids"]) == len(first[1]["proposal_ids"]) - 1
    assert ask(door_queries.present, workshop_id=made).people == {}
