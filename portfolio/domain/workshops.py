"""The codes of a workshop: how far it and its steps are, what a step asks, what a note is."""

from enum import StrEnum


class WorkshopState(StrEnum):
    """How far a workshop is."""

    PREPARED = "prepared"
    RUNNING = "running"
    ENDED = "ended"


class Door(StrEnum):
    """Who is let in: whoever has the code, nobody, or only who has the second code."""

    OPEN = "open"
    SHUT = "shut"
    SECOND = "second"


class StepKind(StrEnum):
    """What participants do in a step of a workshop."""

    READ = "read"
    QUALIFY = "qualify"
    SCORE = "score"
    DOTS = "dots"
    TALK = "talk"
    AGREE = "agree"


class StepState(StrEnum):
    """Where a step is; what was given in it is shown only when it is closed."""

    WAITING = "waiting"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class WallView(StrEnum):
    """What the wall can show. Kept with what it is of after a colon, where there is a choice:
    a result of a criterion (its code), one proposal (its id), notes of a kind.
    """

    CODE = "code"
    LIVE = "live"
    RESULT = "result"
    PLANE = "plane"
    CENTRES = "centres"
    DOTS = "dots"
    NOTES = "notes"
    ONE = "one"
    AGREED = "agreed"


class NoteKind(StrEnum):
    """What a participant's note says."""

    QUESTION = "question"
    MISSING = "missing"
    CONTRIBUTE = "contribute"  # "my centre can contribute with …"
    CONCERN = "concern"
