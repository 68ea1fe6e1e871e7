"""Counting, against tables worked out by hand, and what no order of counting may change."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain import voting
from portfolio.domain.voting import Method


def opinions(**by_participant: str) -> voting.Opinions:
    """``a="542"``: participant a gave proposal A 5, B 4 and C 2; "-" is no score."""
    return {
        one: {
            name: Fraction(int(sign))
            for name, sign in zip("ABC", signs, strict=False)
            if sign != "-"
        }
        for one, signs in by_participant.items()
    }


def ranked(theirs: voting.Opinions, method: Method) -> dict[str, int]:
    return voting.ranks(voting.count("ABC", theirs), theirs, method)


# --- by hand --------------------------------------------------------------------------------------

# A is loved by two and hated by one; B is good to all; C is poor to most.
THREE = opinions(a="542", b="543", c="141")
HAND = {
    #                A                       B                 C
    "mean": (Fraction(11, 3), Fraction(4), Fraction(2)),
    "median": (5, 4, 2),
    # a and b: A beats both, B beats C; c: B beats both, A and C tie.
    "borda": (Fraction(3, 4), Fraction(2, 3), Fraction(1, 12)),
    "majority": (5, 4, 2),
    "variance": (Fraction(32, 9), 0, Fraction(2, 3)),
}


@pytest.mark.parametrize("figure", HAND)
def test_each_figure_is_what_it_is_by_hand(figure):
    results = voting.count("ABC", THREE)
    assert tuple(getattr(results[one], figure) for one in "ABC") == HAND[figure]


@pytest.mark.parametrize(
    ("method", "order"),
    [(Method.MEAN, "BAC"), (Method.MEDIAN, "ABC"), (Method.BORDA, "ABC"), (Method.MAJORITY, "ABC")],
)
def test_each_method_ranks_as_by_hand(method, order):
    assert ranked(THREE, method) == {one: order.index(one) + 1 for one in order}


def test_where_the_methods_differ_is_said_and_nowhere_else():
    by_method = {method: ranked(THREE, method) for method in Method}
    assert voting.differing(by_method) == ("B", "A")
    same = opinions(a="531", b="531")
    assert voting.differing({method: ranked(same, method) for method in Method}) == ()
    assert voting.differing({method: {} for method in Method}) == ()


def test_a_score_is_a_whole_number_from_1_to_5():
    assert (voting.LOWEST, voting.HIGHEST) == (1, 5)


def test_the_criteria_of_one_participant_are_one_opinion():
    votes = {"a": {"A": {"effekt": 5, "hast": 2}, "B": {}}, "b": {"A": {"effekt": 4}}}
    assert voting.opinions(votes) == {"a": {"A": Fraction(7, 2)}, "b": {"A": Fraction(4)}}


def test_equals_share_a_rank_and_the_next_is_left_out():
    assert ranked(opinions(a="442", b="442"), Method.MEAN) == {"A": 1, "B": 1, "C": 3}


@pytest.mark.parametrize(
    ("first", "second", "ahead"),
    [
        ("3345", "3333", "A"),  # more above than below: the larger share above
        ("1333", "3333", "B"),  # more below than above: the smaller share below
        ("1345", "1335", "A"),  # above 2/4 and below 1/4, against above 1/4 and below 1/4
        ("33", "333", "AB"),  # the same, however many gave it
    ],
)
def test_majority_judgement_parts_equals_by_the_gauge(first, second, ahead):
    assert parted(first, second) == ahead


def parted(first: str, second: str) -> str:
    """Who is ahead by majority judgement where A is given the first grades and B the second."""
    theirs = {f"a{n}": {"A": Fraction(int(sign))} for n, sign in enumerate(first)}
    theirs |= {f"b{n}": {"B": Fraction(int(sign))} for n, sign in enumerate(second)}
    order = voting.ranks(voting.count("AB", theirs), theirs, Method.MAJORITY)
    return "".join(one for one in "AB" if order[one] == 1)


def majority_of(signs: str) -> Fraction | None:
    theirs = {f"a{n}": {"A": Fraction(int(sign))} for n, sign in enumerate(signs)}
    return voting.count("A", theirs)["A"].majority


@given(st.text("12345", min_size=1, max_size=12))
def test_the_majority_grade_is_the_highest_that_more_than_half_give_or_better(signs):
    agreed = [
        grade for grade in range(1, 6) if 2 * sum(int(one) >= grade for one in signs) > len(signs)
    ]
    assert majority_of(signs) == max(agreed)


def test_of_an_even_number_the_lower_middle_grade_ranks_too():
    # Half of two is no majority for the 4: a 2 that all agree on, against a 3 that all agree on.
    assert majority_of("24") == 2
    assert parted("24", "3333") == "B"


def test_as_many_below_as_above_is_no_lift():
    # The smaller share below decides then, as where more are below.
    assert parted("1335", "3333") == "B"
    assert parted("133335", "1335") == "A"


def test_silence_is_neither_for_nor_against():
    theirs = opinions(a="5--", b="5-1", c="--1")
    results = voting.count("ABC", theirs)
    assert [results[one].votes for one in "ABC"] == [2, 0, 2]
    assert (results["B"].mean, results["B"].borda, results["B"].divided) == (None, None, False)
    assert results["A"].borda == 1  # of b alone: a ranked nothing against it
    assert ranked(theirs, Method.MEAN) == {"A": 1, "C": 2}


@pytest.mark.parametrize(
    ("grades", "divided"),
    [
        ("1155", True),
        ("1255", True),
        ("1335", True),  # exactly a quarter
        ("3333", False),
        ("1333", False),
        ("15", False),
        ("11355", True),
        ("1333355", False),
        ("4455", False),
    ],
)
def test_disagreement_is_a_quarter_at_each_end(grades, divided):
    theirs = {str(n): {"A": Fraction(int(grade))} for n, grade in enumerate(grades)}
    assert voting.count("A", theirs)["A"].divided is divided


# --- groups ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"x": 5, "y": 9}, "xy"),
        ({"x": 4, "y": 9}, ""),  # the whole less y would be x
        ({"x": 4, "y": 9, "z": 6}, "y"),  # z is hidden with x
        ({"x": 4, "y": 4, "z": 9}, "z"),  # eight together: nobody can be told apart
        ({"x": 0, "y": 9}, "y"),  # nobody to hide
        ({}, ""),
    ],
)
def test_no_small_group_can_be_seen_or_worked_out(sizes, shown):
    assert voting.shown_groups(sizes) == frozenset(shown)


@given(st.dictionaries(st.text("abcdefg", min_size=1, max_size=2), st.integers(0, 12), max_size=7))
def test_what_is_hidden_is_nobody_or_five(sizes):
    shown = voting.shown_groups(sizes)
    hidden = sum(size for group, size in sizes.items() if group not in shown)
    assert all(sizes[group] >= 5 for group in shown)
    assert hidden == 0 or hidden >= 5 or not shown


# --- whatever is given ----------------------------------------------------------------------------

VOTES = st.dictionaries(
    st.integers(1, 12).map(str),
    st.dictionaries(
        st.sampled_from("ABC"),
        st.dictionaries(st.sampled_from(["effekt", "hast"]), st.integers(1, 5), max_size=2),
        max_size=3,
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(VOTES, st.randoms(use_true_random=False))
def test_no_order_changes_a_result(votes, chance: random.Random):
    def mixed(what):
        keys = list(what)
        chance.shuffle(keys)
        return {key: mixed(what[key]) if isinstance(what[key], dict) else what[key] for key in keys}

    theirs, others = voting.opinions(votes), voting.opinions(mixed(votes))
    results, again = voting.count("ABC", theirs), voting.count("CBA", others)
    assert {one: again[one] for one in "ABC"} == results
    for method in Method:
        assert voting.ranks(results, theirs, method) == voting.ranks(again, others, method)


@settings(max_examples=60)
@given(VOTES)
def test_no_vote_is_lost_and_none_counts_twice(votes):
    results = voting.count("ABC", voting.opinions(votes))
    given_to = {one: sum(bool(theirs.get(one)) for theirs in votes.values()) for one in "ABC"}
    assert {one: result.votes for one, result in results.items()} == given_to
    assert sum((r.mean or 0) * r.votes for r in results.values()) == sum(
        Fraction(sum(scores.values()), len(scores))
        for theirs in votes.values()
        for scores in theirs.values()
        if scores
    )


@settings(max_examples=60)
@given(VOTES, st.sampled_from("ABC"))
def test_a_better_vote_never_harms(votes, proposal):
    best = {"effekt": 5, "hast": 5}
    more = votes | {"new": {one: {"effekt": 1} for one in "ABC"} | {proposal: best}}
    for method in Method:
        now = voting.opinions(more)
        after = voting.ranks(voting.count("ABC", now), now, method)
        before_votes = voting.opinions(votes | {"new": {one: {"effekt": 1} for one in "ABC"}})
        before = voting.ranks(voting.count("ABC", before_votes), before_votes, method)
        assert after[proposal] <= before[proposal]


@pytest.mark.parametrize(
    ("ranks", "named"),
    [
        (({"A": 1, "B": 2, "C": 3}, {"A": 1, "B": 2, "C": 3}), ()),
        (({"A": 1, "B": 2, "C": 3}, {"A": 1, "B": 3, "C": 2}), ()),  # one rank, further down
        (({"A": 1, "B": 2, "C": 3}, {"A": 2, "B": 1, "C": 3}), ("A", "B")),  # who is first
        (({"A": 1, "B": 2, "C": 4, "D": 5}, {"A": 1, "B": 4, "C": 2, "D": 5}), ("B", "C")),
    ],
)
def test_a_disagreement_is_who_is_first_or_two_ranks(ranks, named):
    assert voting.differing(dict(zip(Method, ranks, strict=False))) == named
