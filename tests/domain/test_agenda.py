"""The agenda: ranked by gravity, cut where the slot ends; nothing lost, any order the same."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.agenda import (
    MINUTES_BY_HAND,
    RULES,
    Candidate,
    Fact,
    Line,
    PlacedLine,
    ranked,
    rebuilt,
)
from portfolio.domain.attention import Reason
from portfolio.domain.model import Placement
from portfolio.domain.requests import Request, Source

AGENDA, NOTED, DROPPED = Placement


def about(key: str, *reasons: Reason, day: str | None = None, number: int = 0) -> Candidate:
    return Candidate(key, (number,), tuple(Fact(reason, day) for reason in reasons))


def plan(candidates: Iterable[Candidate], minutes: int) -> tuple[Line, ...]:
    """The first agenda of a slot, when nobody has moved anything yet."""
    return rebuilt((), candidates, minutes)


def whole(key: str, reason: Reason = Reason.OPEN_QUESTION, place: int = 0) -> Candidate:
    """A question that concerns the whole portfolio."""
    request = Request(key=key, source=Source.GAP, since="2022-04-04", portfolio="p", whole=True)
    return Candidate(key, (place,), (Fact(reason, "2022-04-04", request=request),), request)


def keys(lines: tuple[Line, ...], placement: Placement) -> list[str]:
    return [line.key for line in lines if line.placement is placement]


reasons = st.sets(st.sampled_from(sorted(RULES)), min_size=1, max_size=5)
days = st.none() | st.dates().map(lambda day: day.isoformat())
candidates = st.lists(
    st.builds(
        lambda n, why, day: about(f"k{n}", *why, day=day, number=n),
        st.integers(0, 60),
        reasons,
        days,
    ),
    max_size=25,
    unique_by=lambda one: one.key,
)
slots = st.integers(1, 60)
held = st.lists(
    st.builds(
        lambda n, placement, minutes, place: PlacedLine(Line(f"k{n}", placement, minutes), place),
        st.integers(0, 60),
        st.sampled_from(Placement),
        st.integers(0, 20),
        st.integers(0, 30),
    ),
    max_size=6,
    unique_by=lambda one: one.line.key,
)


def test_the_gravest_reason_comes_first_in_the_order_of_the_rules():
    one_each = [about(reason, reason) for reason in reversed(RULES)]
    assert [one.key for one in ranked(one_each)] == list(RULES)


R = Reason
#: The agenda's truth table: what is talked about before what, and why.
BEFORE = [
    ("asked before red", R.DECISION_NEEDED, R.RED),
    ("red before late", R.RED, R.OVERDUE),
    ("red before what only the tool sees is open", R.RED, R.OPEN_QUESTION),
    ("late before what only the tool sees is open", R.OVERDUE, R.OPEN_QUESTION),
    ("a late follow-up before an open question", R.FOLLOW_UP_OVERDUE, R.OPEN_QUESTION),
    ("red before what was put off", R.RED, R.RETURNED),
    ("asked before what was put off", R.DECISION_NEEDED, R.RETURNED),
    ("an open question before what was put off", R.OPEN_QUESTION, R.RETURNED),
    ("red before what is to be looked at again", R.RED, R.REVIEW_DUE),
    ("asked before what is to be looked at again", R.DECISION_NEEDED, R.REVIEW_DUE),
    ("an open question before what is to be looked at again", R.OPEN_QUESTION, R.REVIEW_DUE),
    ("an open question before amber", R.OPEN_QUESTION, R.AMBER),
    ("an open question before silence", R.OPEN_QUESTION, R.SILENT),
    ("an open question before a deadline that is near", R.OPEN_QUESTION, R.DEADLINE_SOON),
    ("amber before a proposal nobody is named for", R.AMBER, R.NO_PARTY),
]


@pytest.mark.parametrize(
    ("graver", "lighter"), [row[1:] for row in BEFORE], ids=[row[0] for row in BEFORE]
)
def test_the_agenda_ranks_honestly(graver, lighter):
    # However many other reasons the lighter has, and whatever its place in the lists.
    more = {one for one in RULES if list(RULES).index(one) > list(RULES).index(lighter)}
    found = ranked([about("light", lighter, *more, number=1), about("grave", graver, number=9)])
    assert [one.key for one in found] == ["grave", "light"]


def test_what_concerns_all_comes_before_the_single_ones_that_are_as_grave():
    open_and_silent = about("one", R.OPEN_QUESTION, R.SILENT, day="2022-01-01")
    red, late = about("red", R.RED), about("late", R.OVERDUE)
    found = ranked([open_and_silent, whole("second", place=2), red, whole("first", place=1), late])
    assert [one.key for one in found] == ["red", "late", "first", "second", "one"]
    asked = whole("asked", R.DECISION_NEEDED)
    both = about("both", R.DECISION_NEEDED, R.RED)
    assert [one.key for one in ranked([both, asked])] == ["asked", "both"]


@pytest.mark.parametrize("reason", [R.NO_PARTY, R.NOT_ACCEPTED, R.CHANGED])
def test_what_the_secretary_can_ask_a_centre_takes_no_time_of_the_meeting(reason):
    lines = plan([about("light", reason), about("red", R.RED)], 600)
    assert (keys(lines, AGENDA), keys(lines, NOTED)) == (["red"], ["light"])


@given(st.integers(1, 40), slots)
def test_light_matters_never_push_out_a_red_one(count, minutes):
    lights = [about(f"l{n}", R.NO_PARTY, R.CHANGED, number=n) for n in range(count)]
    returned = [about(f"r{n}", R.RETURNED, number=n) for n in range(count)]
    assert (
        keys(plan([*lights, *returned, about("red", R.RED, number=99)], minutes), AGENDA)[0]
        == "red"
    )


def test_of_two_alike_the_one_with_more_reasons_comes_first():
    red, red_and_silent = about("a", Reason.RED), about("b", Reason.RED, Reason.SILENT)
    red_and_overdue = about("c", Reason.OVERDUE, Reason.RED)
    found = ranked([red, red_and_silent, red_and_overdue])
    assert [one.key for one in found] == ["c", "b", "a"]


def test_then_the_oldest_or_nearest_day_then_the_number():
    late, soon = (
        about(key, Reason.DEADLINE_SOON, day=day)
        for key, day in (("a", "2022-06-02"), ("b", "2022-05-20"))
    )
    low, high = (about(key, Reason.SILENT, number=n) for key, n in (("z", 2), ("c", 10)))
    found = ranked([high, late, low, soon])
    assert [one.key for one in found] == ["b", "a", "z", "c"]


def test_of_what_no_meeting_has_talked_of_the_latest_comes_first():
    old, new = (
        about(key, Reason.NEW, day=day) for key, day in (("a", "2022-05-02"), ("b", "2022-05-20"))
    )
    low, high = (
        about(key, Reason.NEW, day="2022-05-02", number=n) for key, n in (("c", 7), ("d", 2))
    )
    red = about("e", Reason.RED, Reason.NEW, day="2022-01-01")
    found = ranked([low, old, new, high, red])
    assert [one.key for one in found] == ["e", "b", "a", "d", "c"]


def test_of_several_days_of_the_gravest_reason_the_oldest_counts():
    twice = Candidate(
        "a", (2,), (Fact(Reason.OVERDUE, "2022-04-20"), Fact(Reason.OVERDUE, "2022-04-01"))
    )
    once = about("b", Reason.OVERDUE, day="2022-04-10", number=1)
    assert [one.key for one in ranked([once, twice])] == ["a", "b"]
    assert [fact.day for fact in twice.ranked_facts] == ["2022-04-01", "2022-04-20"]


def test_a_day_counts_only_for_the_gravest_reason():
    old_amber = Candidate(
        "a", (2,), (Fact(Reason.RED, "2022-05-01"), Fact(Reason.AMBER, "2020-01-01"))
    )
    red = Candidate("b", (1,), (Fact(Reason.RED, "2022-05-01"), Fact(Reason.AMBER, "2022-05-01")))
    assert [one.key for one in ranked([old_amber, red])] == ["b", "a"]


def test_it_is_talked_about_once_for_as_long_as_its_most_demanding_reason():
    assert about("a", Reason.AMBER, Reason.RED, Reason.CHANGED).minutes == 5
    assert Candidate("b", ()).minutes == MINUTES_BY_HAND


def test_a_short_matter_does_not_slip_in_past_a_graver_one():
    red, overdue, amber = (about(r, r) for r in (Reason.RED, Reason.OVERDUE, Reason.AMBER))
    lines = plan([amber, overdue, red], 7)  # 5 + 3 is too much; 5 + 2 would have fitted
    assert keys(lines, AGENDA) == ["red"]
    assert keys(lines, NOTED) == ["overdue", "amber"]


def test_what_only_changed_is_never_talked_about():
    lines = plan([about("a", Reason.CHANGED), about("b", Reason.AMBER)], 600)
    assert (keys(lines, AGENDA), keys(lines, NOTED)) == (["b"], ["a"])
    assert keys(plan([about("a", Reason.CHANGED)], 1), AGENDA) == []


def test_one_that_is_longer_than_the_slot_is_talked_about_all_the_same():
    assert keys(plan([about("a", Reason.RED), about("b", Reason.RED)], 3), AGENDA) == ["a"]


def test_no_reasons_no_agenda():
    assert plan([], 20) == ()


def test_what_somebody_placed_keeps_its_number_and_the_rest_fills_up():
    mine = [
        PlacedLine(Line("mine", AGENDA, 4), 1),
        PlacedLine(Line("off", DROPPED, 5), 0),
        PlacedLine(Line("known", NOTED, 2), 0),
    ]
    found = [
        about("a", Reason.RED),
        about("b", Reason.RED, number=1),
        about("off", Reason.RED),
        about("c", Reason.AMBER),
        about("d", Reason.CHANGED),
    ]
    lines = rebuilt(mine, found, 14)
    assert keys(lines, AGENDA) == ["a", "mine", "b"]
    assert keys(lines, NOTED) == ["known", "c", "d"]
    assert keys(lines, DROPPED) == ["off"]


def test_a_slot_filled_by_hand_takes_nothing_more():
    lines = rebuilt([PlacedLine(Line("mine", AGENDA, 20), 0)], [about("a", Reason.RED)], 20)
    assert (keys(lines, AGENDA), keys(lines, NOTED)) == (["mine"], ["a"])


@given(candidates, slots, st.randoms())
def test_the_order_of_what_comes_in_changes_nothing(found, minutes, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert plan(shuffled, minutes) == plan(found, minutes)


@given(candidates, slots)
def test_never_over_the_slot_unless_a_single_item_is(found, minutes):
    talked = [line for line in plan(found, minutes) if line.placement is AGENDA]
    assert sum(line.minutes for line in talked) <= minutes or len(talked) == 1


@given(candidates, slots)
def test_nothing_graver_is_only_taken_note_of(found, minutes):
    order = [one.key for one in ranked(found) if not one.is_light]
    talked = set(keys(plan(found, minutes), AGENDA))
    assert [key in talked for key in order] == sorted(
        (key in talked for key in order), reverse=True
    )


@given(candidates, slots, slots)
def test_a_longer_slot_takes_nothing_off(found, minutes, more):
    shorter, longer = (set(keys(plan(found, n), AGENDA)) for n in (minutes, minutes + more))
    assert shorter <= longer


@given(held, candidates, slots, st.randoms())
def test_nothing_is_lost_and_what_was_placed_stays_in_its_list(kept, found, minutes, random):
    lines = rebuilt(kept, found, minutes)
    assert sorted(line.key for line in lines) == sorted(
        {one.line.key for one in kept} | {one.key for one in found}
    )
    placed = {line.key: line.placement for line in lines}
    assert all(placed[one.line.key] is one.line.placement for one in kept)
    random.shuffle(kept)
    assert {line.key for line in rebuilt(kept, found, minutes)} == placed.keys()


@given(candidates, slots, st.integers(0, 24))
def test_building_again_what_somebody_moved_leaves_it_where_it_is(found, minutes, place):
    before = keys(plan(found, minutes), AGENDA)
    if before:
        key = before[place % len(before)]
        line = next(one for one in plan(found, minutes) if one.key == key)
        again = rebuilt([PlacedLine(line, before.index(key))], found, minutes)
        assert keys(again, AGENDA).index(key) == before.index(key)
