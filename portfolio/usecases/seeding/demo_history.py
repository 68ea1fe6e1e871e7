"""The demo's history: made up from demo_story, the same every time. Pure: no clock, no database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from babel.dates import format_date

from portfolio.domain.model import Rag, Responsibility, Stage
from portfolio.store import ids
from portfolio.usecases.seeding import demo_story

AUTHOR = "Demo"
ORIGIN = "demo"
_SEED = 2022
_DATE = ("date_text", "date_start", "date_end", "precision")
Row = dict[str, Any]


@dataclass(frozen=True)
class History:
    """Rows to add: statuses in the order they were reported, answers in the order given."""

    statuses: list[Row]
    answers: list[Row]

    def parted(self, day: date) -> tuple["History", list[Row]]:
        """What was so on a day, with all the answers, and the statuses after it."""
        before = [row for row in self.statuses if row["reported_on"] <= day.isoformat()]
        after = [row for row in self.statuses if row["reported_on"] > day.isoformat()]
        return History(before, self.answers), after


def invented(
    proposals: Sequence[Any], links: Sequence[Any], *, until: date, review: date | None
) -> History:
    """A plausible history month by month; the same for the same proposals and day.

    ``review``: the day on which the demo's review moved some of them on.
    """
    statuses: list[Row] = []
    for at, proposal in enumerate(proposals):
        plot = demo_story.PLOTS[at % len(demo_story.PLOTS)]
        months = _month_ends(date.fromisoformat(proposal.introduced_on), until)
        chance = Random(f"{_SEED}/{proposal.number}")
        statuses += _statuses(proposal, plot, months, chance, review)
    answers = [event for at, link in enumerate(links) for event in _answers(at, link)]
    return History(statuses, [row for row in answers if row["happened_on"] <= until.isoformat()])


def _month_ends(first: date, until: date) -> list[date]:
    """The last day of each month from ``first``'s on, up to ``until``."""
    ends, day = [], first
    while (end := _month_end(day)) <= until:
        ends.append(end)
        day = end + timedelta(days=1)
    return ends


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _statuses(
    proposal: Any,  # noqa: ANN401 - a row of proposals
    plot: demo_story.Plot,
    months: list[date],
    chance: Random,
    review: date | None,
) -> Iterator[Row]:
    """What is reported after what a source already told of it."""
    percent: int | None = None
    reported = proposal.status_seq
    for at, day in enumerate(months):
        stage, share = _stage_at(plot, at, len(months))
        if plot.decided is not None and review is not None and day > review:
            stage, share = plot.decided, 0.0
        is_last = at == len(months) - 1 - plot.silent
        # Someone forgets now and then; a proposal that was given up says so once.
        if (chance.random() < 0.1 and not is_last) or at >= len(months) - plot.silent:
            continue
        reported += 1
        percent = _percent(stage, share, percent)
        light = plot.light if is_last else _light(stage, chance)
        yield _status(proposal.id, reported, day, stage, light, percent, chance)
        if stage is Stage.NOT_PURSUED:
            return


def _stage_at(plot: demo_story.Plot, at: int, months: int) -> tuple[Stage, float]:
    """The stage of month ``at``, and how much of the stage has passed."""
    total = sum(part for _stage, part in plot.stages)
    passed = (at + 0.5) / months * total
    for stage, part in plot.stages:
        if passed < part:
            return stage, passed / part
        passed -= part
    return plot.stages[-1][0], 1.0


def _percent(stage: Stage, share: float, before: int | None) -> int | None:
    span = demo_story.PROGRESS[stage]
    if span is None:
        return before
    first, last = span
    return max(before or 0, round(first + (last - first) * share))


def _light(stage: Stage, chance: Random) -> Rag:
    if stage in (Stage.PROPOSED, Stage.ON_HOLD, Stage.NOT_PURSUED):
        return Rag.NONE
    return chance.choices((Rag.GREEN, Rag.AMBER, Rag.RED), weights=(14, 5, 1))[0]


def _status(
    proposal_id: str,
    seq: int,
    day: date,
    stage: Stage,
    light: Rag,
    percent: int | None,
    chance: Random,
) -> Row:
    steps = demo_story.NEXT_STEP.get(stage)
    risks = demo_story.RISKS.get(light)
    needed = demo_story.DECISION_NEEDED.get(light)
    return {
        "id": ids.new_id(),
        "proposal_id": proposal_id,
        "seq": seq,
        "reported_on": day.isoformat(),
        "recorded_at": f"{day.isoformat()}T09:00:00.000000+00:00",
        "stage": stage,
        "rag": light,
        "percent": percent,
        "happened": chance.choice(demo_story.HAPPENED[stage]),
        "next_step": chance.choice(steps) if steps else None,
        **(_next_month(day) if steps else _NO_DATE),
        "risks": chance.choice(risks) if risks else None,
        "decision_needed": needed or (demo_story.READY_NEEDS if stage is Stage.READY else None),
        "reason": demo_story.SET_ASIDE.get(stage) or demo_story.WHY.get(light),
        "author": AUTHOR,
        "origin": ORIGIN,
    }


_NO_DATE: Row = {f"next_step_{name}": None for name in _DATE}


def _next_month(day: date) -> Row:
    first = day + timedelta(days=1)
    words = format_date(first, "MMMM y", locale="da")
    values = (words, first.isoformat(), _month_end(first).isoformat(), "month")
    return {f"next_step_{name}": value for name, value in zip(_DATE, values, strict=True)}


def _answers(at: int, link: Any) -> Iterator[Row]:  # noqa: ANN401 - a row of _suggested
    """Asked the month after, answered a fortnight later; every fourth has not answered."""
    asked = date.fromisoformat(link.introduced_on) + timedelta(days=30 + 7 * at)
    yield _event(link.id, link.state_seq + 1, Responsibility.ASKED, asked, None)
    if at % 4 != 3:
        answer, reason = demo_story.ANSWERS[at % 4]
        said = asked + timedelta(days=14)
        yield _event(link.id, link.state_seq + 2, answer, said, reason)


def _event(link_id: str, seq: int, state: Responsibility, day: date, reason: str | None) -> Row:
    return {
        "id": ids.new_id(),
        "proposal_party_id": link_id,
        "seq": seq,
        "state": state,
        "happened_on": day.isoformat(),
        "said_by": AUTHOR,
        "reason": reason,
        "recorded_at": f"{day.isoformat()}T09:00:00.000000+00:00",
    }
