"""What a status must be. Pure: no database, no clock. Open this to change a rule of a status.

:func:`problems` tells all that is wrong at once, so that a form can say it at each field.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from portfolio import signs
from portfolio.domain.model import Rag, Stage
from portfolio.errors import PortfolioError

#: Characters: two thirds of a page, far more than a status needs and far less than harm does.
LONGEST = 2000
LONGEST_DATE = 100
TEXTS = (
    "stage_reason",
    "reason",
    "happened",
    "next_step",
    "next_step_date_text",
    "risks",
    "decision_needed",
    "economy",
)
#: What is said of one status alone: nothing of it holds for the next.
OF_THAT_TIME = ("stage_reason", "happened")
#: From here on the work is somebody's: it takes an owner and a source to get in.
_OWNED = (Stage.READY, Stage.RUNNING, Stage.ANCHORED)
#: The way through the centres, and what lies behind it.
_QUALIFIED = (Stage.QUALIFICATION, *_OWNED)
_DONE = (Stage.ANCHORED, Stage.CLOSED)
_ALL_DONE = 100  # percent


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One status as it is typed. Text fields: None is "nothing said", never an empty string."""

    stage: Stage
    rag: Rag
    percent: int | None = None  # whole percent, 0-100
    reason: str | None = None  # of the light, when amber or red; of a pause
    stage_reason: str | None = None  # of a step before its time
    happened: str | None = None
    next_step: str | None = None
    next_step_date_text: str | None = None  # as typed, read by portfolio.fuzzy
    risks: str | None = None
    decision_needed: str | None = None  # the text of the recommendation
    economy: str | None = None


class AwaitedParty(NamedTuple):
    """Who has to be involved before the centres, and the decision that says so."""

    party: str
    decision: str | None
    decided_on: date | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the rules need to know of a proposal before its next status."""

    stage: Stage = Stage.PROPOSED
    seq: int = 0  # of the latest status; 0: there is none
    latest: dict[str, Any] | None = None  # that status by column
    has_owner: bool = False  # some party has accepted
    has_source: bool = False
    has_pool: bool = False
    #: The step before the centres' qualification that has not been taken; None: the way is free.
    awaited: AwaitedParty | None = None


class Problem(NamedTuple):
    """A broken rule: the field of Answer to mend, and the sentence."""

    field: str
    error: PortfolioError


def check(answer: Answer, standing: Standing) -> None:
    """Raises the first problem as a PortfolioError; says nothing when there is none."""
    for problem in problems(answer, standing):
        raise problem.error


def problems(answer: Answer, standing: Standing) -> list[Problem]:
    """Every rule the answer breaks, in the order of the form. Expects a tidied answer."""
    return [
        *_stage(answer, standing),
        *_order(answer, standing),
        *_light(answer),
        *_percent(answer),
        *_next_step(answer),
        *_economy(answer, standing),
        *_lengths(answer),
    ]


def tidied(answer: Answer) -> Answer:
    """Blank texts as None, and the share done that follows from the stage.

    A stage that is all done is 100 percent, and one that has not begun has no share at all.
    """
    texts: dict[str, Any] = {name: _text(getattr(answer, name)) for name in TEXTS}
    percent = answer.percent
    if answer.stage in _DONE and percent is None:
        percent = _ALL_DONE
    if answer.stage is Stage.PROPOSED and percent == 0:
        percent = None
    return replace(answer, percent=percent, **texts)


def jumps_the_order(stage: Stage, standing: Standing) -> bool:
    """Whether the stage is entered before somebody who was to be involved first has been."""
    enters = stage in _QUALIFIED and standing.stage not in _QUALIFIED
    return enters and standing.awaited is not None


def asks_reason(rag: Rag, stage: Stage) -> bool:
    """Whether the light is to be explained, or a pause may be."""
    return rag in (Rag.AMBER, Rag.RED) or stage is Stage.ON_HOLD


def asks_percent(stage: Stage) -> bool:
    """Whether the share that is done is to be chosen; some stages settle it."""
    return stage is not Stage.PROPOSED and stage not in _DONE


def only_asked(answer: Answer, standing: Standing) -> Answer:
    """The answer without what its light and stage do not ask for: a form hides that."""
    asked = {
        "reason": asks_reason(answer.rag, answer.stage),
        "stage_reason": jumps_the_order(answer.stage, standing),
        "percent": asks_percent(answer.stage),
    }
    unasked: dict[str, Any] = {name: None for name, is_asked in asked.items() if not is_asked}
    return replace(answer, **unasked)


def _stage(answer: Answer, standing: Standing) -> Iterator[Problem]:
    if standing.stage is Stage.NOT_PURSUED:
        yield Problem(
            "stage",
            PortfolioError(
                "The proposal is set aside and takes no status. Take it up again on its own page"
                " first."
            ),
        )
    elif answer.stage is Stage.NOT_PURSUED:
        yield Problem(
            "stage",
            PortfolioError(
                "A proposal is not set aside by a status. Do it on the proposal's own page, where"
                " the reason is kept."
            ),
        )
    enters = answer.stage is Stage.READY or standing.stage not in _OWNED
    if answer.stage in _OWNED and enters:
        if not standing.has_owner:
            yield Problem(
                "stage",
                PortfolioError(
                    "Nobody has accepted responsibility for this proposal, so it cannot go further"
                    " than qualification. Have a party accept it first."
                ),
            )
        if not standing.has_source:
            yield Problem(
                "stage",
                PortfolioError(
                    "The proposal has no source, so it cannot go further than qualification. Add"
                    " where it comes from first."
                ),
            )


def _order(answer: Answer, standing: Standing) -> Iterator[Problem]:
    order = standing.awaited
    if order is None or answer.stage_reason or not jumps_the_order(answer.stage, standing):
        return
    if order.decision is None:
        yield Problem(
            "stage_reason",
            PortfolioError(
                "{party} was to be involved before the centres and has not been. Write the reason"
                " for going on all the same, or keep the stage as it was.",
                party=order.party,
            ),
        )
    else:
        yield Problem(
            "stage_reason",
            PortfolioError(
                "On {day} the directorate decided: “{decision}” {party} has not been involved yet."
                " Write the reason for going on all the same, or keep the stage as it was.",
                day=order.decided_on,
                decision=order.decision,
                party=order.party,
            ),
        )


def _light(answer: Answer) -> Iterator[Problem]:
    if answer.rag in (Rag.AMBER, Rag.RED) and not answer.reason:
        yield Problem(
            "reason",
            PortfolioError(
                "An amber or red light needs a reason. Write in a sentence what is in the way."
            ),
        )


def _percent(answer: Answer) -> Iterator[Problem]:
    percent = answer.percent
    if percent is not None and not 0 <= percent <= _ALL_DONE:
        yield Problem(
            "percent",
            PortfolioError(
                "Progress is a whole number from 0 to 100. Write how much of the work is done."
            ),
        )
    elif answer.stage is Stage.PROPOSED and percent is not None:
        yield Problem(
            "percent",
            PortfolioError(
                "Nothing has begun in the stage proposal, so there is no progress yet. Choose the"
                " stage it has reached, or leave progress empty."
            ),
        )
    elif answer.stage in _DONE and percent != _ALL_DONE:
        yield Problem(
            "percent",
            PortfolioError(
                "What is anchored or closed is 100 percent done. Write 100, or choose the stage it"
                " has really reached."
            ),
        )
    elif answer.stage is Stage.RUNNING and percent is None:
        yield Problem(
            "percent",
            PortfolioError(
                "The work is running, so write how much of it is done, from 0 to 100. An estimate"
                " will do."
            ),
        )
    elif answer.stage in (Stage.QUALIFICATION, Stage.READY) and percent == _ALL_DONE:
        yield Problem(
            "percent",
            PortfolioError(
                "The work has not started, so it cannot be 100 percent done. Write less, or choose"
                " the stage it has reached."
            ),
        )


def _next_step(answer: Answer) -> Iterator[Problem]:
    if answer.next_step_date_text and not answer.next_step:
        yield Problem(
            "next_step",
            PortfolioError(
                "There is a date but no next step. Write what is to happen then, or clear the date."
            ),
        )


def _economy(answer: Answer, standing: Standing) -> Iterator[Problem]:
    if answer.economy and not standing.has_pool:
        yield Problem(
            "economy",
            PortfolioError(
                "The proposal is tied to no pool, so there is nothing to say on its "
                "economy. Clear the field, or ask the secretary to tie the proposal to its "
                "pool."
            ),
        )


def _lengths(answer: Answer) -> Iterator[Problem]:
    for name in TEXTS:
        longest = LONGEST_DATE if name == "next_step_date_text" else LONGEST
        text = getattr(answer, name)
        if text and len(text) > longest:
            yield Problem(
                name,
                PortfolioError(
                    "“{start} …” is {count} characters long; there is room for {longest}."
                    " Shorten it.",
                    start=text[:30],
                    count=len(text),
                    longest=longest,
                ),
            )


def _text(typed: str | None) -> str | None:
    return signs.normalised(typed or "").strip() or None
