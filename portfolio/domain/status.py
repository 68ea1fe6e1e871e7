"""A status as it is typed, and what of it a form asks for. What it must say: ``status_rules``."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from portfolio import signs
from portfolio.domain.demands import Demand
from portfolio.domain.model import Rag, Stage

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
OWNED = (Stage.READY, Stage.RUNNING, Stage.ANCHORED)
#: The way through the centres, and what lies behind it.
_QUALIFIED = (Stage.QUALIFICATION, *OWNED)
DONE = (Stage.ANCHORED, Stage.CLOSED)
ALL_DONE = 100  # percent


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
    #: What its portfolio demands; what else is missing is only pointed out.
    demands: frozenset[Demand] = frozenset(Demand)


def tidied(answer: Answer) -> Answer:
    """Blank texts as None, and the share done that follows from the stage.

    A stage that is all done is 100 percent, and one that has not begun has no share at all.
    """
    texts: dict[str, Any] = {name: _text(getattr(answer, name)) for name in TEXTS}
    percent = answer.percent
    if answer.stage in DONE and percent is None:
        percent = ALL_DONE
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
    return stage is not Stage.PROPOSED and stage not in DONE


def only_asked(answer: Answer, standing: Standing) -> Answer:
    """The answer without what its light and stage do not ask for: a form hides that."""
    asked = {
        "reason": asks_reason(answer.rag, answer.stage),
        "stage_reason": jumps_the_order(answer.stage, standing),
        "percent": asks_percent(answer.stage),
    }
    unasked: dict[str, Any] = {name: None for name, is_asked in asked.items() if not is_asked}
    return replace(answer, **unasked)


def _text(typed: str | None) -> str | None:
    return signs.normalised(typed or "").strip() or None
