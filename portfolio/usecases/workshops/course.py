"""The steps and criteria a workshop is planned with: the usual ones, and what they must be."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portfolio.domain.workshops import StepKind, StepState
from portfolio.errors import PortfolioError
from portfolio.language import N_, _
from portfolio.store import ids
from portfolio.usecases import text_input

FEWEST_CRITERIA, MOST_CRITERIA = 2, 4
MOST_STEPS = 20
#: Kinds of a workshop's ordinary course, each with its minutes; the titles are in ``usual_steps``.
COURSE = (
    (StepKind.READ, 15),
    (StepKind.QUALIFY, 30),
    (StepKind.SCORE, 15),
    (StepKind.DOTS, 5),
    (StepKind.TALK, 30),
    (StepKind.AGREE, 25),
)
TITLES = {
    StepKind.READ: N_("Read the proposals and ask"),
    StepKind.QUALIFY: N_("Qualify the proposals"),
    StepKind.SCORE: N_("Score the proposals"),
    StepKind.DOTS: N_("Vote with dots"),
    StepKind.TALK: N_("Talk about the result"),
    StepKind.AGREE: N_("Agree what comes next"),
}
#: What the phones and the wall say of each kind, until somebody writes something else.
INSTRUCTIONS = {
    StepKind.READ: N_("Read the proposals, and write what you want to ask."),
    StepKind.QUALIFY: N_(
        "Write what is missing, what your centre can contribute with, and what you are concerned"
        " about."
    ),
    StepKind.SCORE: N_("Score each proposal. The result is shown when the step is closed."),
    StepKind.DOTS: N_("Put your dots on the proposals that matter most."),
    StepKind.TALK: N_("What surprises you? Where do you disagree, and why?"),
    StepKind.AGREE: N_("Agree on the next step of each proposal, and who sees to it."),
}
#: The criteria a workshop starts from: code, title, and the words from 1 to 5.
CRITERIA = (
    ("effekt", N_("Effect"), (N_("none"), N_("little"), N_("some"), N_("great"), N_("very great"))),
    (
        "gennemfoerlighed",
        N_("Feasibility"),
        (N_("very hard"), N_("hard"), N_("possible"), N_("easy"), N_("very easy")),
    ),
    (
        "hast",
        N_("How urgent it is"),
        (N_("can wait"), N_("not urgent"), N_("within a year"), N_("soon"), N_("now")),
    ),
)


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step as it is planned."""

    kind: StepKind
    title: str
    minutes: int
    instruction: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedCriterion:
    """What is scored: its title, and five words from 1 to 5."""

    title: str
    words: tuple[str, ...]


def usual_steps() -> tuple[PlannedStep, ...]:
    """The ordinary course, in the language of whoever prepares."""
    return tuple(
        PlannedStep(
            kind=kind,
            title=_said(TITLES[kind]),
            minutes=minutes,
            instruction=_said(INSTRUCTIONS[kind]),
        )
        for kind, minutes in COURSE
    )


def usual_criteria() -> tuple[PlannedCriterion, ...]:
    """Effect, feasibility and urgency, in the language of whoever prepares."""
    return tuple(
        PlannedCriterion(title=_said(title), words=tuple(map(_said, words)))
        for _code, title, words in CRITERIA
    )


def _said(message: str) -> str:
    return _(message)


def step_rows(steps: Sequence[PlannedStep], key: str) -> list[dict[str, Any]]:
    """The steps as rows of the workshop with that key, in their order; PortfolioError if wrong."""
    if not 0 < len(steps) <= MOST_STEPS:
        raise PortfolioError("A workshop has between 1 and {most} steps.", most=MOST_STEPS)
    if not all(text_input.line(step.title) and 1 <= step.minutes <= 480 for step in steps):
        raise PortfolioError("Each step needs a title and between 1 and 480 min.")
    return [
        {
            "id": ids.new_id(),
            "workshop_id": key,
            "position": place,
            "kind": step.kind.value,
            "title": text_input.line(step.title),
            "minutes": step.minutes,
            "state": StepState.WAITING.value,
            "instruction": text_input.words(step.instruction),
        }
        for place, step in enumerate(steps, 1)
    ]


def criterion_rows(scored: Sequence[PlannedCriterion], key: str) -> list[dict[str, Any]]:
    """The criteria as rows of the workshop with that key; PortfolioError if wrong."""
    if not FEWEST_CRITERIA <= len(scored) <= MOST_CRITERIA:
        raise PortfolioError(
            "Proposals are scored on between {fewest} and {most} criteria.",
            fewest=FEWEST_CRITERIA,
            most=MOST_CRITERIA,
        )
    titles = [text_input.line(one.title) for one in scored]
    words = [[text_input.line(word, 40) for word in one.words] for one in scored]
    whole = all(titles) and len(set(titles)) == len(titles)
    if not whole or not all(len(five) == 5 and all(five) for five in words):
        raise PortfolioError("Each criterion needs a title of its own and five words, from 1 to 5.")
    return [
        {
            "id": ids.new_id(),
            "workshop_id": key,
            "position": place,
            "code": f"k{place}",
            "title": title,
            "words": json.dumps(five, ensure_ascii=False),
        }
        for place, (title, five) in enumerate(zip(titles, words, strict=True), 1)
    ]
