"""How a proposal stands, as slides and the case tell it: in the order the projector has."""

from collections.abc import Sequence

from portfolio.domain.model import DECIDING
from portfolio.language import _
from portfolio.queries.papers.shapes import Facts, PaperProposal
from portfolio.reports.meetings import sentences
from portfolio.reports.papers import asked, phrases


def asked_of(facts: Facts, one: PaperProposal) -> list[str]:
    """What somebody asks of a proposal and it alone, with its answers."""
    return [
        asked.with_answers(request)
        for request in facts.requests
        if request.is_asked and [about.id for about in request.proposals] == [one.id]
    ]


def told(one: PaperProposal, asks: Sequence[str]) -> list[tuple[str, str]]:
    """Lead and words, in the order the projector has: what is asked, what is new, the risk, who is
    responsible, what was decided last and what became of it.
    """
    status, rests = one.status, phrases.resting(one)
    every = (
        (_("Not worked on:"), rests),
        (_("To the directorate:"), " ".join(asks)),
        (_("Reason:"), status and status.reason),
        (_("Happened:"), status and status.happened),
        (_("Next step:"), phrases.next_step(one)),
        (_("Risks:"), status and status.risks),
        (_("Responsibility:"), "; ".join(phrases.parties(one))),
        (_("Decided last:"), decided_last(one)),
    )
    return [(lead, words) for lead, words in every if words]


def decided_last(one: PaperProposal) -> str:
    """The newest decision with its day, and whether it was carried out."""
    row = next((row for row in one.decisions if row["outcome"] in DECIDING), None)
    if row is None:
        return _("Nothing has been decided about it.")
    became = f" ({sentences.carried_out(row)})" if row["counts"] else ""
    return (
        f"{phrases.day(row['decided_on'])}: {phrases.tied(phrases.decided(row), row, one)}{became}"
    )
