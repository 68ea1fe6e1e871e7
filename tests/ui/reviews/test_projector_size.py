"""How large an item is written on the projector: what is said fits, and is never too small."""

from dataclasses import replace

import pytest

from portfolio.domain.requests import Request, Source
from portfolio.queries.reviews.screen import DecisionWithFollowUps, Screen
from portfolio.ui.reviews.projector_size import (
    LARGE,
    MIDDLE,
    SMALL,
    fitting,
    lines,
    lines_of_tasks,
    room_for,
)

TASK = {
    "title": "Lave et udkast til en plan med økonomi og lokaler",
    "date_text": "juni 2022",
    "responsible": None,
    "moves": 0,
}


def decided(decision: str = "Godkendt.", difference: str | None = None, tasks: int = 0) -> Screen:
    made = DecisionWithFollowUps(
        id="1",
        number="1.1",
        decided_on="2022-05-01",
        outcome="approved",
        recommendation=None,
        decision=decision,
        difference=difference,
        review_on=None,
        version=1,
        meeting="Mødet",
        follow_ups=(TASK,) * tasks,
    )
    return Screen(facts=None, responsible=(), asked=(), deadlines=(), last=(), here=made)


def test_what_is_short_is_written_large():
    assert room_for(None) is LARGE
    assert room_for(decided()) is LARGE
    assert room_for(decided("Ord " * 30, "Fordi. " * 20, tasks=4)) is LARGE


@pytest.mark.parametrize(
    ("screen", "room"),
    [
        (decided("Ord " * 110), MIDDLE),
        (decided("Ord " * 60, "Fordi " * 40), MIDDLE),
        (decided(tasks=6), MIDDLE),
        (decided("En\nto\ntre\nfire\nfem\nseks\nsyv"), MIDDLE),
        (decided("Ord " * 180), SMALL),
        (decided(tasks=9), SMALL),
        (decided("Ord " * 400), SMALL),
    ],
)
def test_what_is_long_is_written_smaller(screen, room):
    assert room_for(screen) is room


def test_what_is_asked_counts_until_something_is_decided():
    request = Request(
        key="status:1",
        source=Source.STATUS,
        since="2022-05-01",
        portfolio="p",
        question="Ord " * 200,
    )
    nothing = Screen(facts=None, responsible=(), asked=(), deadlines=(), last=(), here=None)
    asked = replace(nothing, requests=(request,))
    assert room_for(asked) is SMALL


def test_follow_ups_beyond_the_room_leave_a_line_to_say_how_many():
    tasks = [TASK] * 12
    for room in (LARGE, MIDDLE, SMALL):
        shown = fitting(tasks, room)
        assert 0 < shown < 12
        assert lines_of_tasks(tasks[:shown], room) + 1 <= room.lines - 2
        assert fitting(tasks[:shown], room) == shown
    assert fitting([], LARGE) == 0


def test_lines_are_those_typed_and_those_that_are_broken():
    assert lines(None, 10) == lines("", 10) == 0
    assert (lines("a" * 10, 10), lines("a" * 11, 10), lines("a\n\nb", 10)) == (1, 2, 3)


def test_the_smallest_writing_is_read_from_six_metres():
    assert min(room.scale for room in (LARGE, MIDDLE, SMALL)) / 100 * 1920 >= 24
    assert SMALL.lines > MIDDLE.lines > LARGE.lines
