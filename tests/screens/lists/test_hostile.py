"""A list that means harm: its words are words wherever what is read of it shows them."""

import lists
import pytest

from portfolio import store
from portfolio.domain.lists.choice import Choice
from portfolio.queries.lists import imports
from portfolio.screens.lists import lists as screen
from portfolio.usecases.lists import previewing, reading, taking, undoing
from portfolio.usecases.lists.previewing import Target
from portfolio.usecases.lists.taking import File
from portfolio.usecases.use_case import LOCAL

EVIL = "<script>alert(1)</script> [x](javascript:y) **b** {{ 7 * 7 }} \"'> <img src=x onerror=z>"
HERE = Target("ond")


def preview(content, target, **chosen):
    found = reading.read(f"{EVIL}.xlsx", content, target.portfolio, Choice(**chosen))
    return previewing.preview(LOCAL, found, target)


def fragments(found):
    yield screen.steps([EVIL], 0)
    yield screen.told(found.reading.told)
    yield screen.summary(dict(found.count), found.gone, len(found.finds))
    yield screen.preview(found.finds, found.fields)


@pytest.fixture
def taken(empty_db):
    """Once taken in: every heading, cell, sheet and file name is hostile."""
    heads = ["Titel", "Tema", "Center", "Status", "Frist", "Budget", f"Egen {EVIL}", "Note"]
    row = [EVIL, EVIL, EVIL, "Grøn", EVIL, EVIL, EVIL, EVIL]
    content = lists.xlsx(
        [[EVIL], heads, row, [f"{EVIL} 2", *row[1:]]], more=[("<script>", [["a"]])]
    )
    target = Target(None, "Ond", EVIL)
    first = preview(content, target)
    key = taking.take_in(LOCAL, File("ond.xlsx", content), first.reading, target)
    changed = lists.xlsx(
        [[EVIL], heads, [*row[:3], "Rød", f"9 {EVIL}", 5, f"9 {EVIL}", "a" * 3000]]
    )
    return first, preview(changed, HERE), key


def test_hostile_words_are_words(taken):
    first, then, key = taken
    undoing.undo(LOCAL, key, version=1, reason=EVIL)
    with store.reading() as connection:
        found = imports.imports(connection, portfolio="ond")
    drawn = [
        *fragments(first),
        *fragments(then),
        screen.imports(found, lambda page, **_asked: f"/{page}", emptied=True),
    ]
    for one in drawn:
        assert "<script" not in one
        assert "<img" not in one
        assert "49" not in one
        assert 'href="javascript' not in one
    assert all(
        "&lt;script&gt;" in one for one in (drawn[0], drawn[1], drawn[3], drawn[7], drawn[8])
    )
    assert "Der er intet tilbage i porteføljen" in drawn[8]
