"""How far a workshop's step is, for whoever runs it: drawn with the page, and followed after that.

client.js fetches it anew at each answer, so the page's script does not run for it: a run of the
script just then could swallow a press.
"""

from datetime import UTC, datetime

from markupsafe import Markup

from portfolio.queries.workshops import progress, workshops
from portfolio.queries.workshops.workshops import Step, Workshop
from portfolio.screens import drawing
from portfolio.screens.drawing import Read


def draw(read: Read, workshop: Workshop) -> Markup:
    """How many are in, how many have answered and how many have not, and the clock."""
    step: Step | None = read(workshops.current_step, workshop_id=workshop.id)
    return drawing.draw(
        "workshop_line.html",
        workshop=workshop,
        step=step,
        now=datetime.now(UTC).isoformat(timespec="seconds"),
        joined=read(progress.count_participants, workshop_id=workshop.id),
        answered=read(progress.count_answers, step_id=step.id) if step else None,
    )
