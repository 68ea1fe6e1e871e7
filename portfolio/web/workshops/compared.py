"""A participant's own answers beside all's, on the phone, once the step is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from portfolio import store
from portfolio.domain.workshops import StepKind
from portfolio.language import _
from portfolio.queries.workshops import results
from portfolio.queries.workshops.workshops import WorkshopProposal
from portfolio.reports.workshops import phrases
from portfolio.usecases.workshops import participant_view
from portfolio.usecases.workshops.participant_view import ParticipantView


@dataclass(frozen=True)
class Compared:
    """A proposal, and for each criterion (of dots: without a title) what is said of it."""

    about: WorkshopProposal
    lines: tuple[tuple[str, str], ...]


def lines(shown: ParticipantView) -> list[Compared]:
    """Each proposal, in the workshop's order; nothing of steps in which nothing is counted."""
    step = shown.step
    if step is None or step.kind not in (StepKind.SCORE, StepKind.DOTS):
        return []
    key = shown.workshop.id
    found = participant_view.all_gave(store.url(), shown.workshop.turn, key, step.id, step.kind)
    if isinstance(found, results.DotVote):
        in_all = {one.id: count for one, count, _givers in found.lines}
        return [
            Compared(one, (("", _dots(shown.given.dots.get(one.id, 0), in_all.get(one.id, 0))),))
            for one in shown.proposals
        ]
    by_proposal = {line.about.id: line for line in found.lines}
    return [
        Compared(one, tuple(_scores(shown, by_proposal[one.id])))
        for one in shown.proposals
        if one.id in by_proposal
    ]


def _dots(own: int, in_all: int) -> str:
    return _("{n} dots from you, {all} in all", n=own, all=in_all)


def _scores(shown: ParticipantView, line: results.RankingLine) -> Iterator[tuple[str, str]]:
    for criterion in shown.criteria:
        own = shown.given.scores.get((line.about.id, criterion.id))
        all_gave = line.by_criterion.get(criterion.code)
        said = _said(own, all_gave.mean if all_gave else None)
        if said:
            yield criterion.title, said


def _said(own: int | None, mean: Fraction | None) -> str:
    if mean is None:
        return _("You gave {own}", own=own) if own is not None else ""
    if own is None:
        return _("You gave nothing, all gave {all}", all=phrases.figure(mean))
    return _("You gave {own}, all gave {all}", own=own, all=phrases.figure(mean))
