"""What is asked of somebody (*anmodning*): where it comes from, what keeps it open, what is first.

Two kinds, never mixed up. What **somebody asked** stands in their words: a question put to a body,
a status that asks for a decision. What is **derived** nobody asked: the tool sees that the minutes
or the record leave something open, and puts it as a question, never as an order. Each has a key;
a decision answers a key, so that nothing is asked twice, and nothing is both open and answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from portfolio import signs
from portfolio.domain.model import DecisionOutcome


class Source(StrEnum):
    """Where a request comes from."""

    ASKED = "asked"  # somebody put it to the body
    WORKSHOP = "workshop"  # passed on from a workshop by its facilitator
    STATUS = "status"  # a status asks for a decision
    WINDOW = "window"  # what a parked proposal waited for has begun
    GAP = "gap"  # an open question that holds something up
    STEP = "step"  # the next to be involved, and nobody has said when
    FOLLOW_UP = "follow_up"  # without a responsible or a date
    OUTCOME = "outcome"  # its day has passed, and nobody has said what came of it
    NO_PARTY = "no_party"  # nobody to take the proposal on


class Missing(StrEnum):
    """What a follow-up or a step lacks."""

    RESPONSIBLE = "responsible"
    DATE = "date"


#: These somebody has asked; of the others nobody has.
IN_SOMEBODYS_WORDS = frozenset({Source.ASKED, Source.WORKSHOP, Source.STATUS})
#: These stand in a table; the others follow from the facts.
STORED = (Source.ASKED, Source.WORKSHOP)
#: Of two that hold up as much, this source goes first: somebody waits for the answer, a period
#: runs out, work stands still, and last what merely lacks a name.
_ORDER = tuple(Source)


class Topic(StrEnum):
    """What an open question is about, where another rule asks the same."""

    RESPONSIBLE = "responsible"  # who takes a proposal on; answered when somebody says yes
    INVOLVEMENT = "involvement"  # when a party is involved; answered when it has been


class Deviation(StrEnum):
    """How a decision departs from what was recommended."""

    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True)
class About:
    """A proposal that a request is about."""

    id: str
    number: int
    title: str
    portfolio: str  # its code
    #: How sure it is that the request is about it, as of a :class:`portfolio.domain.ties.Tied`.
    certainty: str | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """Something that is asked, and is open.

    ``question`` is text from the data; None where only the facts say it, which ``subject`` (the
    party, the follow-up, the process) and ``missing`` tell. Days are ISO.
    """

    key: str
    source: Source
    since: str
    portfolio: str  # code
    question: str | None = None
    subject: str | None = None
    missing: tuple[Missing, ...] = ()
    proposals: tuple[About, ...] = ()
    whole: bool = False  # it concerns all of the portfolio
    options: tuple[str, ...] = ()
    recommendation: str | None = None
    why: str | None = None
    holds_up: str | None = None  # what cannot go on before it is answered
    due_on: str | None = None
    is_promised: bool = False  # the day that has passed was agreed here, so it is overdue
    asked_by: str | None = None
    asked_of: str | None = None  # the name of the party, where a row says it
    workshop: str | None = None  # the title of the one that passed it on
    recorded_at: tuple[str, str] | None = None  # the table and the name of what is to be recorded
    decision: str | None = None  # the number of the decision that left it open
    again: bool = False  # that decision answered an earlier question in words, and this is left
    postponed_on: str | None = None  # a meeting put it off
    postponed_until: str | None = None

    @property
    def is_asked(self) -> bool:
        """Whether somebody asked it; else the tool sees that it is open."""
        return self.source in IN_SOMEBODYS_WORDS

    def is_overdue(self, day: str) -> bool:
        return self.due_on is not None and self.due_on < day


@dataclass(frozen=True)
class Answer:
    """A decision on record that answers a request, or puts it off."""

    key: str
    outcome: DecisionOutcome
    decided_on: str
    review_on: str | None = None

    @property
    def closes(self) -> bool:
        """Whether the request is answered by it. One that was put off is open still."""
        return self.outcome not in NOT_ANSWERED


#: A body that puts a matter off, does not reach it or takes it off has answered nothing.
NOT_ANSWERED = frozenset(
    {DecisionOutcome.POSTPONED, DecisionOutcome.NOT_REACHED, DecisionOutcome.TAKEN_OFF}
)


def key_of(source: Source, subject_id: str, words: str = "") -> str:
    """The name of a request. What a status asks is known by its words as well: asked again in the
    same words it is the same question, in others it is a new one.
    """
    if not words:
        return f"{source.value}:{subject_id}"
    plain = signs.compared(words)
    return f"{source.value}:{subject_id}:{sha256(plain.encode()).hexdigest()[:16]}"


def subject_of(key: str) -> tuple[Source, str]:
    """The source and the row that a key names."""
    source, subject, *_words = key.split(":")
    return Source(source), subject


def ranked(found: Iterable[Request], day: str) -> tuple[Request, ...]:
    """The most pressing first: late before not, asked before derived, what holds up more before
    what holds up less, then the nearest day and the oldest.
    """
    return tuple(sorted(found, key=lambda request: _rank(request, day)))


def _rank(request: Request, day: str) -> tuple[object, ...]:
    put_off = request.postponed_until is not None and request.postponed_until > day
    return (
        put_off,
        not request.is_overdue(day),
        not request.is_asked,
        request.holds_up is None,
        not request.whole,
        0 if request.whole else -len(request.proposals),
        _ORDER.index(request.source),
        request.due_on or "9999",
        request.since,
        request.key,
    )
