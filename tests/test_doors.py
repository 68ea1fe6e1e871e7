"""The doors of docs/doors.md: what a new field, a new role and a new paper touch.

The role's is walked in tests/pages/test_sight.py, the paper's in tests/reports/papers/.
"""

import re
from pathlib import Path

import pytest

from portfolio import labels
from portfolio.domain import proposal_texts
from portfolio.store.schema import proposals
from portfolio.usecases.content import NOUNS

ROOT = Path(__file__).parents[1]
DOORS = (ROOT / "docs/doors.md").read_text(encoding="utf-8")
#: Where a migration tells of it, and where one text is used for more than being shown.
MORE_THAN_SHOWN = {
    "already_running": set(),
    "suggested_next": {"reports/papers/slides.py", "queries/workshops/workshops.py"},
}


def test_a_text_of_a_proposal_has_a_column_a_word_and_a_field():
    fields = [field.name for field in NOUNS["proposals"].fields]
    for name in proposal_texts.NAMES:
        assert name in proposals.c
        assert labels.label("proposal_text", name) != name
        assert name in fields


@pytest.mark.parametrize("name", MORE_THAN_SHOWN)
def test_a_text_that_is_there_is_named_in_as_few_files_as_the_door_says(name):
    files = {
        str(path.relative_to(ROOT / "portfolio"))
        for path in (ROOT / "portfolio").rglob("*.py")
        if re.search(rf"\b{name}\b", path.read_text(encoding="utf-8"))
        and "versions" not in path.parts
    }
    assert files - MORE_THAN_SHOWN[name] == {
        "domain/proposal_texts.py",
        "labels/proposals.py",
        "web/api/shapes.py",
    }


@pytest.mark.parametrize("path", re.findall(r"`((?:portfolio|tests)/[\w./]+)`", DOORS))
def test_every_file_that_a_door_names_is_there(path):
    assert (ROOT / path).exists()
