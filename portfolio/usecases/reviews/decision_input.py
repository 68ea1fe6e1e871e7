"""What a meeting says of an item, and the columns it is stored in: a decision and its follow-ups.

Open this when a decision is to hold something it does not hold yet. Nothing here asks the
database; :mod:`portfolio.usecases.reviews.minutes_rows` writes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from portfolio import fuzzy, signs
from portfolio.domain.model import DecisionOutcome
from portfolio.domain.requests import Deviation
from portfolio.errors import PortfolioError
from portfolio.usecases import text_input
from portfolio.usecases.content import parsing
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.reviews.open_review import Row
from portfolio.usecases.reviews.putting_off import require_ahead


@dataclass(frozen=True, kw_only=True)
class FollowUpInput:
    """Something to be done. Without a party or a date they are openly missing, never guessed."""

    title: str
    responsible_party_id: str | None = None
    date_text: str | None = None  # as one says it: "ultimo maj"
    id: str | None = None  # of one that is there already


@dataclass(frozen=True, kw_only=True)
class DecisionInput:
    """What was decided of an item. ``difference``: how it departs from the recommendation.

    ``question`` is what was asked, which is another thing than what was recommended, and than
    what was decided.
    """

    outcome: DecisionOutcome
    decision: str
    question: str | None = None
    options: Sequence[str] = ()  # that were offered
    recommendation: str | None = None
    difference: str | None = None
    deviation: Deviation | None = None  # of the difference: None is as far as nobody has said
    review_on: date | None = None  # the day it is looked at again
    follow_ups: Sequence[FollowUpInput] = ()
    effects: Effects = field(default_factory=Effects)


def columns(decided: DecisionInput, today: date) -> Row:
    """The columns of the decision, tidied."""
    decision = text_input.words(decided.decision)
    if decision is None:
        raise PortfolioError(
            "Write what was decided, in a sentence that stands by itself in the minutes."
        )
    # What is worded as a recommendation can be decided in the same words; a question cannot.
    asks = (decided.question or "").rstrip().endswith("?")
    if asks and _same(decided.question or "", decision):
        raise PortfolioError(
            "The question is no decision. Write what was decided, such as the answer to it."
        )
    if decided.review_on is not None:
        require_ahead(decided.review_on, today)
    difference = text_input.words(decided.difference)
    deviation = _deviation(decided, difference)
    return {
        "outcome": DecisionOutcome(decided.outcome).value,
        "decision": decision,
        "recommendation": text_input.words(decided.recommendation, parsing.LONGEST),
        "difference": difference,
        "differs": int(deviation is not None),
        "deviation": deviation,
        "question": text_input.words(decided.question, parsing.LONGEST),
        "review_on": decided.review_on and decided.review_on.isoformat(),
    }


def _same(question: str, decision: str) -> bool:
    """Whether they are the same words."""
    return signs.compared(question) == signs.compared(decision)


def _deviation(decided: DecisionInput, difference: str | None) -> str | None:
    """As somebody said; else another option than the recommended one changes it, and so do words
    of a difference where something was recommended.
    """
    if decided.deviation is not None:
        return decided.deviation.value
    recommended, chosen = decided.recommendation or "", decided.effects.chosen or ""
    offered = any(_same(recommended, option) for option in decided.options)
    if offered and chosen and not _same(recommended, chosen):
        return Deviation.CHANGED.value
    if difference is None:
        return None
    return Deviation.CHANGED.value if recommended else Deviation.ADDED.value


def follow_ups_of(decided: DecisionInput, today: date) -> list[Row]:
    """The follow-ups' columns, with their ids; blank lines are none."""
    wanted = []
    for place, one in enumerate(decided.follow_ups, start=1):
        title, when = text_input.line(one.title, parsing.LONGEST), text_input.line(one.date_text)
        if title is None and not when and one.responsible_party_id is None:
            continue
        if title is None:
            raise PortfolioError(
                "Follow-up {n} has a responsible or a date, but not what is to be done. Write it,"
                " or empty the line.",
                n=place,
            )
        dated = parsing.fuzzy_date(when, today) if when else fuzzy.NO_DATE
        party = one.responsible_party_id or None
        wanted.append({"id": one.id, "title": title, "responsible_party_id": party, **dated})
    return wanted
