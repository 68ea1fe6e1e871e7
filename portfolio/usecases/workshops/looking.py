"""What somebody with the code, and perhaps a phone that takes part, may see: one view of it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portfolio import store
from portfolio.queries import workshop_outcomes, workshop_phone
from portfolio.queries import workshops as questions
from portfolio.usecases.workshops import joining
from portfolio.usecases.workshops.joining import Participant


@dataclass(frozen=True)
class Shown:
    """A workshop as one participant sees it now."""

    workshop: questions.Workshop
    one: Participant
    step: questions.Step | None
    proposals: tuple[questions.About, ...]
    criteria: tuple[questions.Criterion, ...]
    given: workshop_phone.Given


def look(code: str, token: str | None) -> Shown | None:
    """What the participant with the token is to see; None for who does not take part."""
    with store.reading() as connection:
        workshop_id = questions.id_of_code(connection, code=joining.tidy(code))
        if workshop_id is None:
            return None
        one = joining.known(connection, token, workshop_id)
        workshop = questions.workshop(connection, workshop_id=workshop_id)
        if one is None or workshop is None:
            return None
        step = questions.current_step(connection, workshop_id=workshop_id)
        given = workshop_phone.Given({}, {}, ())
        if step is not None:
            given = workshop_phone.given_by(connection, participant_id=one.id, step_id=step.id)
        return Shown(
            workshop,
            one,
            step,
            questions.about(connection, workshop_id=workshop_id),
            questions.criteria_of(connection, workshop_id=workshop_id),
            given,
        )


@dataclass(frozen=True)
class After:
    """What a participant finds when the workshop is over."""

    #: number, title, changed, next_step, responsible of each proposal; None: nobody said.
    outcomes: tuple[dict[str, Any], ...]
    own: tuple[workshop_phone.Own, ...]


def afterwards(shown: Shown) -> After:
    """What came of the workshop, and the participant's own notes."""
    with store.reading() as connection:
        rows = workshop_outcomes.outcomes(connection, workshop_id=shown.workshop.id).to_dict(
            "records"
        )
        own = workshop_phone.written_by(connection, participant_id=shown.one.id)
    return After(tuple({str(name): value for name, value in row.items()} for row in rows), own)


def participant(code: str, token: str | None) -> Participant | None:
    """Who it is; None for nobody."""
    with store.reading() as connection:
        workshop_id = questions.id_of_code(connection, code=joining.tidy(code))
        return (workshop_id and joining.known(connection, token, workshop_id)) or None
