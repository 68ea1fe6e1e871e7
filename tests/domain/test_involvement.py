"""The chain of involvement: which step stands where, what is next, what has been left out."""

from datetime import date

import pytest

from portfolio.domain.involvement import Step, awaited, merged, states

DAY = date(2022, 5, 1)


def step(place, party, state="ahead", *, own=False, role="involved", on=None):
    return Step(
        id=f"{party}{place}{'x' * own}",
        position=place,
        party_id=party,
        role=role,
        state=state,
        happened_on=on,
        own=own,
    )


def parties(steps):
    return [f"{s.party_id}{'*' * s.own}" for s in merged(steps)]


FOUR = [step(1, "dir"), step(2, "chef"), step(3, "center"), step(4, "byråd")]


def test_a_proposal_without_steps_of_its_own_follows_the_portfolio():
    assert parties(reversed(FOUR)) == ["dir", "chef", "center", "byråd"]


@pytest.mark.parametrize("place", [0, 2, 9])
def test_an_own_step_takes_the_place_of_the_partys_wherever_it_was_put(place):
    assert parties([*FOUR, step(place, "chef", own=True)]) == ["dir", "chef*", "center", "byråd"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (0, ["ny*", "dir", "chef", "center", "byråd"]),
        (2, ["dir", "chef", "ny*", "center", "byråd"]),
        (9, ["dir", "chef", "center", "byråd", "ny*"]),
    ],
)
def test_an_own_step_of_another_party_stands_after_the_one_it_was_put_after(place, expected):
    assert parties([*FOUR, step(place, "ny", own=True)]) == expected


def test_a_party_that_stands_twice_is_replaced_where_the_own_step_stands():
    twice = [*FOUR, step(5, "dir")]
    found = merged([*twice, step(5, "dir", own=True)])
    assert [(s.position, s.own) for s in found if s.party_id == "dir"] == [(1, False), (5, True)]


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ("done ahead ahead", "done next ahead"),
        ("ahead ahead ahead", "next ahead ahead"),
        ("done done done", "done done done"),
        ("done ahead done ahead", "done passed_over done next"),
        ("done skipped ahead ahead", "done skipped next ahead"),
        ("ahead skipped done", "passed_over skipped done"),
        ("", ""),
    ],
)
def test_what_is_next_and_what_has_been_passed_over(recorded, expected):
    chain = [step(n, str(n), state) for n, state in enumerate(recorded.split())]
    assert [state.value for state in states(chain, DAY)] == expected.split()


def test_what_happens_later_is_not_known_yet():
    chain = [step(1, "a", "done", on=date(2022, 5, 2)), step(2, "b", "skipped", on=DAY)]
    assert states(chain, DAY) == ["next", "skipped"]
    assert states(chain, date(2022, 4, 30)) == ["next", "ahead"]
    assert states(chain, date(2022, 5, 2)) == ["done", "skipped"]


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ("done ahead ahead", 1),
        ("done done ahead", None),
        ("done skipped ahead", None),
        ("ahead ahead done", 0),
        ("ahead done ahead", 0),
    ],
)
def test_what_is_awaited_before_qualification(recorded, expected):
    chain = [
        step(n, str(n), state, role="qualifies" if n == 2 else "involved")
        for n, state in enumerate(recorded.split())
    ]
    assert awaited(chain, DAY) == (None if expected is None else chain[expected])


def test_where_nobody_qualifies_nobody_is_awaited():
    assert awaited(FOUR, DAY) is None
