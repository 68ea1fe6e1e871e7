"""What a paper says of what the directorate is asked: the questions of the one list."""

from portfolio import language
from portfolio.domain.requests import Request, Source, key_of
from portfolio.language import _, ngettext
from portfolio.queries.papers.shapes import Facts
from portfolio.reports.requests import sentences

_NAMED = 9  # a sentence names no more numbers than this


def sentence(facts: Facts) -> str:
    """How many proposals ask for a decision, and what else waits for the directorate."""
    asking = [str(one.number) for one in facts.proposals if one.asks]
    if not asking:
        return _nobody_asked(facts)
    if len(asking) > _NAMED:
        return _("{n} proposals are for decision.", n=len(asking))
    return ngettext(
        "Proposal {numbers} is for decision.",
        "Proposals {numbers} are for decision.",
        len(asking),
        numbers=language.listed(asking),
    )


def _nobody_asked(facts: Facts) -> str:
    """No proposal asks by itself; what else waits for the directorate is not passed over."""
    asked = sum(one.is_asked for one in facts.requests)
    if asked:
        return ngettext(
            "{n} question is put to the directorate.",
            "{n} questions are put to the directorate.",
            asked,
        )
    if not facts.requests:
        return _("No proposal is for decision.")
    return ngettext(
        "No proposal is for decision, but {n} question to the directorate is open.",
        "No proposal is for decision, but {n} questions to the directorate are open.",
        len(facts.requests),
    )


def words(request: Request) -> str:
    """The question, and whether somebody has asked it."""
    question = sentences.question(request)
    if request.is_asked:
        return question
    return _("{question} (open, nobody has asked)", question=question)


def is_told(facts: Facts, gap_id: str) -> bool:
    """Whether an open question stands among what the directorate is to answer already."""
    key = key_of(Source.GAP, gap_id)
    return any(one.key == key for one in facts.requests)
