"""What a paper says of what the directorate is asked: the questions of the one list."""

from collections.abc import Sequence

from portfolio import language
from portfolio.domain.requests import Request, Source, key_of
from portfolio.language import _, ngettext
from portfolio.queries.papers.shapes import Facts
from portfolio.reports.requests import sentences


def sentence(facts: Facts) -> str:
    """Which proposals ask for a decision, and how much else waits for the directorate."""
    asking = [str(one.number) for one in facts.proposals if one.asks]
    own = sum(one.is_asked and len(one.proposals) == 1 for one in facts.requests)
    rest = len(facts.requests) - own
    if asking:
        return " ".join(filter(None, (_for_decision(asking), _open_beside(rest))))
    if not rest:
        return _("No proposal is for decision.")
    return ngettext(
        "No proposal is for decision, but {n} question to the directorate is open.",
        "No proposal is for decision, but {n} questions to the directorate are open.",
        rest,
    )


def _for_decision(asking: Sequence[str]) -> str:
    if len(asking) > sentences.NAMED:
        return _("{n} proposals are for decision.", n=len(asking))
    return ngettext(
        "Proposal {numbers} is for decision.",
        "Proposals {numbers} are for decision.",
        len(asking),
        numbers=language.listed(asking),
    )


def _open_beside(rest: int) -> str:
    if not rest:
        return ""
    return ngettext(
        "{n} other question to the directorate is open.",
        "{n} other questions to the directorate are open.",
        rest,
    )


def words(request: Request) -> str:
    """The question, and whether somebody has asked it."""
    question = sentences.question(request)
    if request.is_asked:
        return question
    return _("{question} (open, nobody has asked)", question=question)


def with_answers(request: Request) -> str:
    """The question, the answers that are offered, and the one that is recommended."""
    told = [sentences.question(request)]
    if request.options:
        told.append(_("Possible answers: {options}.", options="; ".join(request.options)))
    if request.recommendation:
        told.append(_("Recommended: {words}", words=request.recommendation))
    return " ".join(told)


def is_told(facts: Facts, gap_id: str) -> bool:
    """Whether an open question stands among what the directorate is to answer already."""
    key = key_of(Source.GAP, gap_id)
    return any(one.key == key for one in facts.requests)
