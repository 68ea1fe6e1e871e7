"""Invented minutes in all forms: what is found is right, and nothing of a closed item is told."""

import pytest

from minutes import broken, layouts, measure
from minutes.invented import meeting
from minutes.reading_aloud import read

#: What must be found, and what must be right, at the least.
LEAST = {
    "item": 0.98,
    "case number": 0.98,
    "date": 0.98,
    "body": 0.98,
    "decision": 0.95,
    "amount": 0.95,
    "milestone": 0.95,
    "outcome": 0.9,
    "follow-up": 0.9,
    "proposal": 0.98,
    "present": 0.98,
    "absent": 0.98,
}


@pytest.fixture(scope="module")
def score():
    return measure.measure(range(5))


@pytest.mark.parametrize("kind", LEAST)
def test_enough_is_found_and_what_is_found_is_right(score, kind):
    precision, recall = score.rates(kind)
    about = [fault for fault in score.faults if f" {kind} " in fault]
    assert min(precision, recall) >= LEAST[kind], about[:10]


@pytest.mark.parametrize("kind", ["closed", "quote", "sikkert"])
def test_what_may_never_be(score, kind):
    assert score.extra[kind] == 0, [fault for fault in score.faults if fault[0] == "!"][:10]


def test_the_measure_sees_a_closed_title_that_is_told():
    made = next(made for made in map(meeting, range(40)) if any(p.closed for p in made.points))
    secret = next(point for point in made.points if point.closed)
    text = layouts.reference(made).replace("Lukket", secret.title)
    score = measure.Score()
    measure.judge("reference", made, text.encode(), score, "here")
    assert score.extra["closed"]


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_a_broken_file_is_read_or_refused(first):
    seeds = range(first, first + 50)
    faults = {seed: broken.fault(broken.broken(seed), twice=seed % 10 == 0) for seed in seeds}
    assert {seed: said for seed, said in faults.items() if said} == {}


@pytest.mark.parametrize("layout", layouts.LAYOUTS, ids=lambda one: one.__name__)
def test_the_forms_are_told_apart(layout):
    text = layout(meeting(3))
    kind = {"page": "html", "word": "docx"}.get(layout.__name__, "txt")
    assert read(text)["file"]["kind"] == kind
