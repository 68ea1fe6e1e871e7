"""The papers: facts of a day to a pdf, a Word case, slides or a workbook. All are in Danish.

Open this to add a paper. Each takes the ``Facts`` of :mod:`portfolio.queries.papers.facts` and
gives bytes; what several of them say is worded in :mod:`portfolio.reports.papers.phrases`. The
libraries behind them take half a second to import, so a paper's module is imported when it is made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from portfolio import language
from portfolio.queries.meetings.minutes import Minutes
from portfolio.queries.papers.shapes import Facts


class Paper(StrEnum):
    """What can be made, in the order it is offered."""

    OVERVIEW = "overview"
    SHEETS = "sheets"
    CASE = "case"
    SLIDES = "slides"
    DATA = "data"
    MINUTES = "minutes"


#: File ending and media type of each paper.
FILES = {
    Paper.OVERVIEW: ("pdf", "application/pdf"),
    Paper.SHEETS: ("pdf", "application/pdf"),
    Paper.CASE: ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Paper.SLIDES: (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    Paper.DATA: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
FILES[Paper.MINUTES] = FILES[Paper.CASE]
_NAMES = {
    Paper.OVERVIEW: "statusark",
    Paper.SHEETS: "statusark-forslag",
    Paper.CASE: "direktionssag",
    Paper.SLIDES: "slides",
    Paper.DATA: "data",
}
#: Those that a template of the municipality's own can be kept for.
TEMPLATED = (Paper.CASE, Paper.MINUTES)


def make(paper: Paper, facts: Facts, template: bytes | None = None) -> bytes:
    """The paper's file. ``template`` is the user's own Word template for the case.

    Raises PortfolioError when the template cannot be used.
    """
    with in_danish():
        if paper is Paper.CASE:
            from portfolio.reports.papers import case

            return case.docx(facts, template)
        if paper is Paper.SLIDES:
            from portfolio.reports.papers import slides

            return slides.pptx(facts)
        if paper is Paper.DATA:
            from portfolio.reports.papers import data

            return data.xlsx(facts)
        from portfolio.reports.papers import status_sheet

        return status_sheet.overview(facts) if paper is Paper.OVERVIEW else status_sheet.each(facts)


def make_minutes(facts: Minutes, template: bytes | None = None) -> bytes:
    """The decision minutes of a meeting. Raises PortfolioError as ``make`` does."""
    from portfolio.reports.papers import minutes

    with in_danish():
        return minutes.docx(facts, template)


def check_template(paper: Paper, template: bytes) -> None:
    """Raise PortfolioError, in one sentence, when a template of one of TEMPLATED cannot be used."""
    from portfolio.reports.papers import word

    word.check(template, *fields(paper))


def default_template(paper: Paper) -> bytes:
    """The template that comes with the program, of one of TEMPLATED."""
    from portfolio.reports.papers import case, minutes

    return case.default_template() if paper is Paper.CASE else minutes.default_template()


def fields(paper: Paper) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a template can ask for: inside a line, and alone in a paragraph."""
    from portfolio.reports.papers import case, minutes

    if paper is Paper.CASE:
        return case.LINES, case.PARTS
    return minutes.LINES, minutes.PARTS


def file_name(paper: Paper, facts: Facts) -> str:
    """``direktionssag-civilsamfund-2022-05-01.docx``."""
    return f"{_NAMES[paper]}-{facts.portfolio['code']}-{facts.day.isoformat()}.{FILES[paper][0]}"


def minutes_name(facts: Minutes) -> str:
    """``beslutningsreferat-direktion-2022-04-04.docx``."""
    return f"beslutningsreferat-{facts.meeting['code']}.{FILES[Paper.MINUTES][0]}"


@contextmanager
def in_danish() -> Iterator[None]:
    """Speak Danish inside, whatever the reader's language: the papers go to the directorate."""
    before = language.current()
    language.use("da")
    try:
        yield
    finally:
        language.use(before)
