"""What somebody with the code, and perhaps a phone that takes part, may see: one view of it all."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portfolio import store
from portfolio.domain.workshops import StepKind, StepState
from portfolio.queries.workshops import note_board, phone, results, workshops
from portfolio.queries.workshops import outcomes as workshop_outcomes
from portfolio.usecases.workshops import joining
from portfolio.usecases.workshops.joining import Participant


@dataclass(frozen=True)
class ParticipantView:
    """A workshop as one participant sees it now."""

    workshop: workshops.Workshop
    one: Participant
    step: workshops.Step | None
    proposals: tuple[workshops.WorkshopProposal, ...]
    criteria: tuple[workshops.Criterion, ...]
    given: phone.StepAnswers
    #: The notes of all, and which of them this participant supports; None while they are written.
    board: note_board.Board | None
    supported: frozenset[str]


def read(code: str, token: str | None) -> ParticipantView | None:
    """What the participant with the token is to see; None for who does not take part."""
    with store.reading() as connection:
        workshop_id = workshops.id_of_code(connection, code=joining.tidy_code(code))
        if workshop_id is None:
            return None
        one = joining.participant_of(connection, token, workshop_id)
        workshop = workshops.workshop(connection, workshop_id=workshop_id)
        if one is None or workshop is None:
            return None
        step = workshops.current_step(connection, workshop_id=workshop_id)
        given = phone.StepAnswers({}, {}, ())
        if step is not None:
            given = phone.given_by(connection, token=token or "", step_id=step.id)
        board = None
        if step is not None and step.state == StepState.CLOSED and step.kind in note_board.NOTED:
            board = note_board.board(connection, workshop_id=workshop_id, step_id=step.id)
        return ParticipantView(
            workshop,
            one,
            step,
            workshops.proposals_of(connection, workshop_id=workshop_id),
            workshops.criteria_of(connection, workshop_id=workshop_id),
            given,
            board,
            phone.supported_by(connection, token=token or "", step_id=step.id if step else ""),
        )


@lru_cache(maxsize=32)
def all_gave(
    _url: str, _turn: int, workshop_id: str, step_id: str, kind: StepKind
) -> results.Scoring | results.DotVote:
    """What all gave in a closed step, worked out once for all phones that look at a turn."""
    count = results.scoring if kind == StepKind.SCORE else results.dot_vote
    with store.reading() as connection:
        return count(connection, workshop_id=workshop_id, step_id=step_id)


@dataclass(frozen=True)
class WorkshopEnd:
    """What a participant finds when the workshop is over."""

    #: number, title, changed, next_step, responsible of each proposal; None: nobody said.
    outcomes: tuple[dict[str, Any], ...]
    own: tuple[phone.OwnNote, ...]


def read_end(shown: ParticipantView, token: str) -> WorkshopEnd:
    """What came of the workshop, and the participant's own notes."""
    with store.reading() as connection:
        rows = workshop_outcomes.outcomes(connection, workshop_id=shown.workshop.id).to_dict(
            "records"
        )
        own = phone.written_by(connection, token=token, workshop_id=shown.workshop.id)
    return WorkshopEnd(
        tuple({str(name): value for name, value in row.items()} for row in rows), own
    )


def recognise(code: str, token: str | None) -> Participant | None:
    """Who it is; None for nobody."""
    with store.reading() as connection:
        workshop_id = workshops.id_of_code(connection, code=joining.tidy_code(code))
        return (workshop_id and joining.participant_of(connection, token, workshop_id)) or None
