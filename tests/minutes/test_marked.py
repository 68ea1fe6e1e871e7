"""Minutes in many forms that carry their own truth are read as they are marked."""

from pathlib import Path

import pytest

from minutes import marked

EVERY = sorted((Path(__file__).parent / "marked").glob("*.txt"))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_minutes_are_read_as_they_are_marked(path):
    assert marked.faults(path.read_text(encoding="utf-8")) == []


def test_the_marks_are_held_against_what_is_read():
    text = EVERY[0].read_text(encoding="utf-8")
    assert marked.faults(text.replace("⟨d approved¦", "⟨d postponed¦"))
