"""Effect against feasibility on a slide: points that do not collide, their table, small groups."""

import io
from dataclasses import replace
from itertools import combinations
from math import dist

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from workshop_builders import a_held_workshop

from portfolio import language, store
from portfolio.domain.plane import numbers
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops.facts import Facts, ProposalResult
from portfolio.reports import workshops
from portfolio.reports.workshops import plane, slides

SIDE = plane._SIDE  # cm
CM = 360_000  # of PowerPoint's own measure
MEAN = st.fractions(1, 5, max_denominator=60)
SPOT = st.tuples(st.floats(0, SIDE), st.floats(0, SIDE))


@pytest.fixture
def facts(seeded_db):
    workshop = a_held_workshop()
    with store.reading() as connection:
        found = workshop_facts.facts(connection, workshop_id=workshop.id)
    assert found is not None
    return found


def slide(facts: Facts, number: int = 2):
    return Presentation(io.BytesIO(workshops.make(workshops.Kind.SLIDES, facts))).slides[number]


def words(on) -> str:
    return "\n".join(shape.text_frame.text for shape in on.shapes if shape.has_text_frame)


def rounds(on) -> tuple[dict[str, tuple[float, float]], list[tuple[float, float]]]:
    """The numbers, and the points in the order of the numbers: how far the middle of each is from
    the left and the top, in cm.
    """
    (group,) = [shape for shape in on.shapes if shape.name.startswith("Group")]
    ovals = [
        (one.text_frame.text, ((one.left + one.width / 2) / CM, (one.top + one.height / 2) / CM))
        for one in group.shapes
        if one.name.startswith("Oval")
    ]
    return {text: at for text, at in ovals if text}, [at for text, at in ovals if not text]


def points(on) -> dict[str, tuple[float, float]]:
    """Where the point of each number is."""
    named, found = rounds(on)
    return dict(zip(named, found, strict=True))


def table(on) -> list[list[str]]:
    (found,) = [shape for shape in on.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in found.table.rows]


def scored(one: ProposalResult, up: float, across: float, scorers: int = 5) -> ProposalResult:
    assert one.ranked is not None
    means = {"effekt": up, "hast": across}
    means = means if scorers >= 5 else {}  # what may not be shown is not there
    return replace(
        one, ranked=replace(one.ranked, by_criterion=means, scorers=dict.fromkeys(means, scorers))
    )


def test_each_proposal_is_a_point_and_a_row(facts):
    first, second, third = facts.proposals
    on = slide(
        replace(
            facts, proposals=(scored(first, 5, 1), scored(second, 3.5, 3.04), scored(third, 1, 5))
        )
    )
    title = on.shapes.title.text_frame.text
    assert title == "Effekt × Hast: 1 af 3 forslag over midten på begge dele"
    found = points(on)
    assert found["1"] == pytest.approx((3.0, 3.9), abs=0.01)  # high and to the left
    assert found["3"] == pytest.approx((3.0 + SIDE, 3.9 + SIDE), abs=0.01)
    assert table(on) == [
        ["Nr.", "Forslag", "Effekt", "Hast"],
        ["1", first.title, "5,0", "1,0"],
        ["2", second.title, "3,5", "3,0"],
        ["3", third.title, "1,0", "5,0"],
    ]


def test_two_in_one_place_stay_there_and_have_a_number_each(facts):
    on = slide(facts)  # the first and the third have the same means
    found, (beside, _points) = points(on), rounds(on)
    assert found["1"] == found["3"]
    assert all(dist(one, other) >= 0.79 for one, other in combinations(beside.values(), 2))
    (group,) = [shape for shape in on.shapes if shape.name.startswith("Group")]
    alt = group._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")[0]
    assert f"1 {facts.proposals[0].title}: 3,5, 3,5" in alt


@given(st.lists(SPOT, max_size=12) | SPOT.map(lambda spot: [spot] * 12))
def test_numbers_lie_on_no_other_and_on_no_point_and_none_leaves_the_plane(places):
    beside = numbers(places, side=SIDE, wide=0.8, point=0.26)
    assert len(beside) == len(places)
    assert all(dist(one, other) >= 0.8 for one, other in combinations(beside, 2))
    assert all(dist(one, point) >= 0.53 for one in beside for point in places)
    assert all(0 <= at <= SIDE for place in beside for at in place)


@given(st.lists(st.tuples(MEAN, MEAN), min_size=3, max_size=3))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_point_lies_where_its_means_say(facts, means):
    some = [scored(one, *pair) for one, pair in zip(facts.proposals, means, strict=True)]
    on = slide(replace(facts, proposals=tuple(some)))
    for number, pair in enumerate(means, 1):
        assert points(on)[str(number)] == pytest.approx(spot(*pair), abs=0.01)


def spot(up: float, across: float) -> tuple[float, float]:
    """In cm from the slide's left and top."""
    return 3.0 + (across - 1) / 4 * SIDE, 3.9 + (5 - up) / 4 * SIDE


def test_whom_fewer_than_five_scored_is_neither_a_point_nor_a_row(facts):
    first, second, third = facts.proposals
    on = slide(replace(facts, proposals=(first, scored(second, 3, 3, 4), third)))
    assert set(points(on)) == {"1", "3"}
    assert second.title not in {row[1] for row in table(on)}
    assert "1 forslag vises ikke: for få har bedømt det" in words(on)
    none = slide(replace(facts, proposals=tuple(scored(one, 3, 3, 4) for one in facts.proposals)))
    assert none.shapes.title.text_frame.text == "Effekt × Hast"
    assert "3 forslag vises ikke" in words(none)
    assert not [shape for shape in none.shapes if shape.has_table]


def test_of_very_many_the_first_are_shown(facts):
    first = scored(facts.proposals[0], 4, 4)
    many = tuple(replace(first, id=str(n), number=n) for n in range(1, 21))
    on = slide(replace(facts, proposals=many))
    assert len(points(on)) == len(table(on)) - 1 == 12
    assert "De første 12 af 20 er vist." in words(on)


def test_its_words_are_there_in_english_too(facts):
    language.use("en")
    try:
        on = Presentation(io.BytesIO(slides.pptx(facts))).slides[2]
    finally:
        language.use("da")
    title = on.shapes.title.text_frame.text
    assert title == "Effekt × Hast: 2 of 3 proposals above the middle on both"
    assert "Each point lies where its means say" in words(on)
    assert table(on)[0] == ["No.", "Proposal", "Effekt", "Hast"]
