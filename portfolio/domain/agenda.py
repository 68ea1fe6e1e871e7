"""The rule of a review's agenda: what is talked about first, for how long, and where it is cut.

Standard library only, no clock: the same facts give the same agenda, in whatever order they come.

1. **Ranked by gravity** (:data:`RULES`, argued there). Of two with the same gravest reason, what
   concerns the whole portfolio comes first: its answer may settle the others. Then the one with
   the graver second reason; then the one whose fact is oldest or nearest (of what no meeting has
   talked of, newest); then portfolio and number. Nothing is weighed or added up: whoever asks "why
   is this number 3?" can be answered by the words that stand beside it.
2. **Minutes**: a proposal is talked about once, so it takes what its most demanding reason takes,
   not the sum of them.
3. **Fitted**: taken from the top until the next one does not fit; from there on the rest is taken
   note of together. A short matter never slips in past a graver one that was cut, so the line
   between talked about and taken note of is one place in one order. The first is always talked
   about, even where it is longer than the slot: a review of nothing helps nobody.
4. What has only **light** reasons is taken note of however much time there is.
5. What was merely **not reached** has no reason of that: it comes back by its own facts, with the
   gravity it had.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf

from portfolio.domain.attention import Reason
from portfolio.domain.model import Placement
from portfolio.domain.requests import Request

#: A matter that the rules say nothing of: a title somebody typed, a proposal added by hand.
MINUTES_BY_HAND = 5


@dataclass(frozen=True)
class Rule:
    """How much of the meeting a reason asks for; a light one asks for none."""

    minutes: int
    light: bool = False


#: The gravest first; minutes are a first guess that the secretary can change.
RULES: dict[Reason, Rule] = {
    # Somebody waits for an answer that only this meeting can give.
    Reason.DECISION_NEEDED: Rule(5),
    Reason.RED: Rule(5),
    # A promise to others is broken already; a light is an opinion, this is a date.
    Reason.OVERDUE: Rule(3),
    Reason.FOLLOW_UP_OVERDUE: Rule(3),
    # The window closes again: whether to send it in is decided now or not this year.
    Reason.WINDOW_OPENED: Rule(3),
    # Nobody has asked it, so what somebody asks, what is red and what is late go before. But work
    # waits for the answer, and only this meeting can give it: before a day that was set for looking
    # again, and before amber or silence, which the proposal's own people can do something about.
    # It is answered in a sentence: a name, a day.
    Reason.OPEN_QUESTION: Rule(2),
    # The directorate set the day itself; that it has come is no worse than what is red or asked.
    Reason.RETURNED: Rule(5),
    Reason.REVIEW_DUE: Rule(4),
    # Nothing is wrong yet, but nobody can move the day: a law's, a pool's.
    Reason.DEADLINE_SOON: Rule(2),
    # Nobody knows how it stands, which is worse than amber, where somebody does.
    Reason.SILENT: Rule(2),
    Reason.AMBER: Rule(2),
    # Nothing is wrong; but whoever is to follow it has not heard of it. The newest first.
    Reason.NEW: Rule(1),
    # The secretary asks a centre. Where it is the directorate that is to say who, it is a question.
    Reason.NO_PARTY: Rule(1, light=True),
    Reason.NOT_ACCEPTED: Rule(1, light=True),
    # News without a question: to be read, not talked about.
    Reason.CHANGED: Rule(1, light=True),
}
#: What is never folded away without its line saying so: red, asked, or late.
GRAVE = (Reason.DECISION_NEEDED, Reason.RED, Reason.OVERDUE, Reason.FOLLOW_UP_OVERDUE)
_GRAVITY = {reason: place for place, reason in enumerate(RULES)}


@dataclass(frozen=True)
class Fact:
    """One reason that holds for a matter, and what it rests on.

    ``day`` is ISO (the deadline, the last status, the meeting that put it off); ``about`` is text
    from the data (the deadline's title, the decision asked for).
    """

    reason: Reason
    day: str | None = None
    about: str | None = None
    #: The day as the source writes it, where it is no plain day.
    day_text: str | None = None
    #: What it comes from: the process whose window has opened.
    of: str | None = None
    #: Until when a meeting put it off, ISO.
    until: str | None = None
    #: What is asked, where it is a question.
    request: Request | None = None


@dataclass(frozen=True)
class Candidate:
    """Something that may come on the agenda: its key, its place in the lists, and why.

    A proposal, known by its id; or a question that concerns the whole portfolio, known by its key.
    """

    key: str
    order: tuple[str | int, ...]
    facts: tuple[Fact, ...] = ()
    #: The question it is, where it is no proposal.
    whole: Request | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each reason once, the gravest first."""
        return tuple(sorted({fact.reason for fact in self.facts}, key=_GRAVITY.__getitem__))

    @property
    def ranked_facts(self) -> tuple[Fact, ...]:
        """The facts, the gravest first, the oldest or nearest day of each reason first."""
        return tuple(sorted(self.facts, key=lambda fact: (_GRAVITY[fact.reason], fact.day or "")))

    @property
    def minutes(self) -> int:
        """What the most demanding of its reasons takes."""
        return max((RULES[reason].minutes for reason in self.reasons), default=MINUTES_BY_HAND)

    @property
    def is_light(self) -> bool:
        """Whether nothing about it is to be talked about."""
        return all(RULES[reason].light for reason in self.reasons)


@dataclass(frozen=True)
class Line:
    """A line of the agenda as it comes out."""

    key: str
    placement: Placement
    minutes: int
    reasons: tuple[Reason, ...] = field(default=())


@dataclass(frozen=True)
class PlacedLine:
    """A line that somebody has placed: how many of its own list stand before it."""

    line: Line
    place: int


def ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, the gravest first (rule 1)."""
    return tuple(sorted(candidates, key=_rank))


def rebuilt(
    kept: Sequence[PlacedLine], candidates: Iterable[Candidate], minutes: int
) -> tuple[Line, ...]:
    """The agenda made anew round the lines that somebody has placed.

    They keep their list, their minutes and their number in it, and take their minutes of the slot
    first; the rest fills the numbers between by rank. Dropped lines come last.
    """
    mine = {one.line.key for one in kept}
    rest = [one for one in ranked(candidates) if one.key not in mine]
    by_hand = [one.line.minutes for one in kept if one.line.placement is Placement.AGENDA]
    talked = _fitting(rest, minutes - sum(by_hand), at_least_one=not by_hand)
    fresh = [_line(one, Placement.AGENDA if one.key in talked else Placement.NOTED) for one in rest]
    return tuple(line for placement in Placement for line in _merged(fresh, kept, placement))


def _rank(one: Candidate) -> tuple[object, ...]:
    # The end counts as lighter than any reason: of two that begin alike, more reasons come first.
    gravity = (*(float(_GRAVITY[reason]) for reason in one.reasons), inf)
    gravest = [fact.day for fact in one.facts if fact.reason in one.reasons[:1] and fact.day]
    day = min(gravest, default="9999-12-31")
    if one.reasons[:1] == (Reason.NEW,):  # the latest first
        day = f"{(date.max - date.fromisoformat(day)).days:07}"
    if one.whole is not None:
        return gravity[0], False, one.order, one.key
    return gravity[0], True, gravity, day, one.order, one.key


def _fitting(rest: Sequence[Candidate], left: int, *, at_least_one: bool) -> set[str]:
    """The keys of those at the top that fit together in the minutes left."""
    talked: set[str] = set()
    for one in (one for one in rest if not one.is_light):
        if one.minutes > left and not (at_least_one and not talked):
            break
        talked.add(one.key)
        left -= one.minutes
    return talked


def _line(one: Candidate, placement: Placement) -> Line:
    return Line(one.key, placement, one.minutes, one.reasons)


def _merged(fresh: Sequence[Line], kept: Sequence[PlacedLine], placement: Placement) -> list[Line]:
    lines = [line for line in fresh if line.placement is placement]
    mine = [one for one in kept if one.line.placement is placement]
    for one in sorted(mine, key=lambda one: one.place):
        lines.insert(one.place, one.line)
    return lines
