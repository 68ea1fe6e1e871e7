"""A workshop's reports: what came of it as a Word document and slides, every answer as a workbook.

Like the papers they are in Danish, and what nobody recorded is said. Nobody is named in the
document and the slides, and no group of fewer than five is worked out in any of them.
"""

from enum import StrEnum

from portfolio.queries.workshops.answers import Answers
from portfolio.queries.workshops.facts import Facts
from portfolio.reports.papers import FILES, Paper, in_danish
from portfolio.reports.workshops.phrases import disagreement

__all__ = ["MEDIA", "Kind", "disagreement", "file_name", "make", "make_answers"]


class Kind(StrEnum):
    """What can be made."""

    WORD = "word"
    SLIDES = "slides"
    ANSWERS = "answers"


_LIKE = {Kind.WORD: Paper.CASE, Kind.SLIDES: Paper.SLIDES, Kind.ANSWERS: Paper.DATA}
MEDIA = {kind: FILES[paper][1] for kind, paper in _LIKE.items()}
_NAMES = {Kind.WORD: "rapport", Kind.SLIDES: "slides", Kind.ANSWERS: "svar"}


def make(kind: Kind, facts: Facts) -> bytes:
    """The document or the slides. The libraries are imported when they are needed."""
    with in_danish():
        if kind is Kind.WORD:
            from portfolio.reports.workshops import document

            return document.docx(facts)
        from portfolio.reports.workshops import slides

        return slides.pptx(facts)


def make_answers(facts: Facts, given: Answers) -> bytes:
    """The workbook with all answers, those that do not count too; for the facilitators."""
    from portfolio.reports.workshops import book

    with in_danish():
        return book.xlsx(facts, given)


def file_name(kind: Kind, facts: Facts) -> str:
    """``workshop-rapport-2022-05-20.docx``."""
    return f"workshop-{_NAMES[kind]}-{facts.workshop.held_on}.{FILES[_LIKE[kind]][0]}"
