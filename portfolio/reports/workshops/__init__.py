"""A workshop's reports: what came of it as a Word document and slides, every answer as a workbook.

Like the papers they are in Danish, and what nobody recorded is said. Nobody is named in the
document and the slides, and no group of fewer than five is worked out in any of them. The
libraries are imported when they are needed.
"""

from enum import StrEnum

from portfolio import language
from portfolio.queries.workshops.answers import Answers
from portfolio.queries.workshops.facts import Facts
from portfolio.reports import papers
from portfolio.reports.workshops.phrases import disagreement, few_dots, few_scores, held_back

__all__ = [
    "FILES",
    "Kind",
    "disagreement",
    "few_dots",
    "few_scores",
    "file_name",
    "held_back",
    "make",
    "make_answers",
]


class Kind(StrEnum):
    """What can be made."""

    WORD = "word"
    SLIDES = "slides"
    ANSWERS = "answers"


#: How each is named, and what kind of file it is.
FILES = {
    Kind.WORD: ("rapport", papers.WORD),
    Kind.SLIDES: ("slides", papers.SLIDES),
    Kind.ANSWERS: ("svar", papers.WORKBOOK),
}


def make(kind: Kind, facts: Facts) -> bytes:
    """The document or the slides."""
    with language.speaking(language.vocabulary().papers):
        if kind is Kind.WORD:
            from portfolio.reports.workshops import document

            return document.docx(facts)
        from portfolio.reports.workshops import slides

        return slides.pptx(facts)


def make_answers(facts: Facts, given: Answers) -> bytes:
    """The workbook with all notes and how many gave each score; for the facilitators."""
    from portfolio.reports.workshops import book

    with language.speaking(language.vocabulary().papers):
        return book.xlsx(facts, given)


def file_name(kind: Kind, facts: Facts) -> str:
    """``workshop-rapport-2022-05-20.docx``."""
    name, file = FILES[kind]
    return f"workshop-{name}-{facts.workshop.held_on}.{file.ending}"
