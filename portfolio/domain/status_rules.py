"""What a status must say. Pure: no database, no clock. Open this to change a rule of a status.

:func:`problems` tells all that is wrong at once, so that a form can say it at each field;
:func:`remarks` what is missing too, and what the portfolio does not demand.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from portfolio.domain.demands import Demand
from portfolio.domain.model import Rag, Stage
from portfolio.domain.status import (
    ALL_DONE,
    DONE,
    LONGEST,
    LONGEST_DATE,
    OWNED,
    TEXTS,
    Answer,
    Standing,
    jumps_the_order,
)
from portfolio.errors import PortfolioError


class Problem(NamedTuple):
    """A broken rule: the field of Answer to mend, and the sentence."""

    field: str
    error: PortfolioError
    demand: Demand | None = None  # None: it holds whatever the portfolio demands


def check(answer: Answer, standing: Standing) -> None:
    """Raises the first problem as a PortfolioError; says nothing when there is none."""
    for problem in problems(answer, standing):
        raise problem.error


def problems(answer: Answer, standing: Standing) -> list[Problem]:
    """Every rule the answer breaks, in the order of the form. Expects a tidied answer."""
    return [one for one in _found(answer, standing) if one.demand in {None, *standing.demands}]


def remarks(answer: Answer, standing: Standing) -> list[Problem]:
    """What the answer lacks, and may. Expects a tidied answer."""
    return [one for one in _found(answer, standing) if one.demand not in {None, *standing.demands}]


def lacking(answer: Answer, standing: Standing) -> tuple[Demand, ...]:
    """What an answer that was taken in lacks all the same, whatever stage it came from."""
    found = remarks(answer, replace(standing, stage=Stage.PROPOSED))
    return tuple(one.demand for one in found if one.demand is not None)


def _found(answer: Answer, standing: Standing) -> list[Problem]:
    return [
        *_something(answer, standing),
        *_stage(answer, standing),
        *_order(answer, standing),
        *_light(answer),
        *_percent(answer),
        *_next_step(answer),
        *_economy(answer, standing),
        *_lengths(answer),
    ]


def _something(answer: Answer, standing: Standing) -> Iterator[Problem]:
    if standing.latest is None and answer == Answer(stage=standing.stage, rag=Rag.NONE):
        yield Problem(
            "rag",
            PortfolioError("Nothing is said yet. Choose a light, or write what has happened."),
        )


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
    enters = answer.stage is Stage.READY or standing.stage not in OWNED
    if answer.stage in OWNED and enters:
        if not standing.has_owner:
            yield Problem(
                "stage",
                PortfolioError(
                    "Nobody has accepted responsibility for this proposal, so it cannot go further"
                    " than qualification. Have a party accept it first."
                ),
                Demand.YES,
            )
        if not standing.has_source:
            yield Problem(
                "stage",
                PortfolioError(
                    "The proposal has no source, so it cannot go further than qualification. Add"
                    " where it comes from first."
                ),
                Demand.SOURCE,
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
            Demand.REASON,
        )


def _percent(answer: Answer) -> Iterator[Problem]:
    percent = answer.percent
    if percent is not None and not 0 <= percent <= ALL_DONE:
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
    elif answer.stage in DONE and percent != ALL_DONE:
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
            Demand.PERCENT,
        )
    elif answer.stage in (Stage.QUALIFICATION, Stage.READY) and percent == ALL_DONE:
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
