"""``demo --workshop``: what it reads from a step, and what it refuses before it begins."""

import pytest
from workshop_builders import a_workshop

from portfolio.commands import rehearsal
from portfolio.usecases.workshops import joining, participant_view
from portfolio.web.workshops import pages


def shown(kind: str) -> rehearsal.OfferedStep:
    workshop = a_workshop(kind, numbers=(1, 2))
    seen = participant_view.read(workshop.code, joining.join(workshop.id))
    return rehearsal.read(pages.draw_step(seen).body.decode())


@pytest.mark.parametrize(
    ("kind", "scales", "dots", "notes"),
    [("score", 4, 0, 0), ("dots", 0, 2, 0), ("qualify", 0, 0, 6), ("talk", 0, 0, 2)],
)
def test_a_step_is_read_as_a_phone_shows_it(seeded_db, kind, scales, dots, notes):
    seen = shown(kind)
    assert (len(seen.scales), len(seen.dots), len(seen.notes)) == (scales, dots, notes)
    assert seen.is_open
    assert seen.step


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--workshop", "5"], "--code"),
        (["--workshop", "0", "--code", "ABCDEF"], "mellem 1 og 200"),
        (["--workshop", "201", "--code", "ABCDEF"], "mellem 1 og 200"),
        (["--workshop", "1", "--code", "ABCDEF", "--server", "http://127.0.0.1:1"], "svarer ikke"),
    ],
)
def test_what_cannot_be_played_is_said(run, arguments, told):
    ran = run("demo", *arguments)
    assert ran.code == 2
    assert told in ran.complained
    assert "Traceback" not in ran.complained
