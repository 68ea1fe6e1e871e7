"""The papers: facts of a day or of a meeting to a pdf, Word, slides or a workbook, in Danish.

Open this to add a paper: its code in ``Paper``, its entry in ``TABLE``, and a module here that
makes it. All who offer, make, name or keep papers ask the table. What several papers say is worded
in :mod:`portfolio.reports.papers.phrases`. The libraries behind them take half a second to import,
so a paper's module is imported when it is made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NamedTuple

from portfolio import language
from portfolio.domain.permissions import Matter, Role, sees
from portfolio.language import N_, _
from portfolio.queries.meetings.minutes import Minutes
from portfolio.queries.papers.shapes import Facts

if TYPE_CHECKING:
    from portfolio.reports.papers.word import Template


class Paper(StrEnum):
    """What can be made, in the order it is offered. A kept template is kept under this code."""

    OVERVIEW = "overview"
    SHEETS = "sheets"
    CASE = "case"
    SLIDES = "slides"
    DATA = "data"
    MINUTES = "minutes"
    CONTROL = "control"
    CONTROL_PDF = "control_pdf"


class FileKind(NamedTuple):
    """How a file's name ends, and what a browser is told it is."""

    ending: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = FileKind("pdf", "application/pdf")
WORD = FileKind("docx", f"{_OFFICE}.wordprocessingml.document")
SLIDES = FileKind("pptx", f"{_OFFICE}.presentationml.presentation")
WORKBOOK = FileKind("xlsx", f"{_OFFICE}.spreadsheetml.sheet")


def _nothing(_facts: Any) -> str:  # noqa: ANN401 - the facts of any paper
    return ""


def _no_recommendation(facts: Facts) -> str:
    if any(one.is_asked for one in facts.requests):
        return ""
    return _(
        "No proposal is for decision, so the case has no recommendation. Write it "
        "yourself, or record what is to be decided under My proposals."
    )


def _draft(facts: Minutes) -> str:
    if not facts.is_draft:
        return ""
    return _("The meeting is not closed yet, and the minutes say that they are a draft.")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is known of a paper before it is made."""

    address: str  # ``papirer?papir=referat``: addresses that others link to
    title: str  # a msgid, as ``description``: what it holds
    description: str
    stem: str  # a msgid: its file name begins with it
    kind: FileKind
    makes: str  # ``module:function`` here, from the facts (and a template) to bytes
    shows: Matter  # a role that does not see it has no such paper
    of_meeting: bool = False  # made of a meeting's ``Minutes``, else of a day's ``Facts``
    template: str = ""  # ``module:name`` of the Word template that one's own can replace
    #: What whoever makes it should know first, in words; empty when there is nothing to say.
    caution: Callable[[Any], str] = _nothing


TABLE: Mapping[Paper, Entry] = {
    Paper.OVERVIEW: Entry(
        address="statusark",
        title=N_("Status sheet: the whole portfolio (pdf)"),
        description=N_("One A4: lights, who is responsible, questions to the directorate, dates."),
        stem=N_("status sheet"),
        kind=PDF,
        makes="status_sheet:overview",
        shows=Matter.PORTFOLIO,
    ),
    Paper.SHEETS: Entry(
        address="forslag",
        title=N_("Status sheets: one a proposal (pdf)"),
        description=N_("One A4 each: what it is about, where it stands, what it is tied to."),
        stem=N_("status sheets of proposals"),
        kind=PDF,
        makes="status_sheet:each",
        shows=Matter.PORTFOLIO,
    ),
    Paper.CASE: Entry(
        address="sag",
        title=N_("Case for the directorate (Word)"),
        description=N_("From background to enclosures, ready to be worked on in Word."),
        stem=N_("case for the directorate"),
        kind=WORD,
        makes="case:docx",
        shows=Matter.PORTFOLIO,
        template="case:TEMPLATE",
        caution=_no_recommendation,
    ),
    Paper.SLIDES: Entry(
        address="slides",
        title=N_("Slides (PowerPoint)"),
        description=N_("Overview, a slide a purpose and a slide a proposal; all can be edited."),
        stem=N_("slides"),
        kind=SLIDES,
        makes="slides:pptx",
        shows=Matter.PORTFOLIO,
    ),
    Paper.DATA: Entry(
        address="data",
        title=N_("Data (Excel)"),
        description=N_(
            "One sheet for each type: proposals, responsibility, pools, milestones, decisions …"
        ),
        stem=N_("data"),
        kind=WORKBOOK,
        makes="data:xlsx",
        shows=Matter.PORTFOLIO,
    ),
    Paper.MINUTES: Entry(
        address="referat",
        title=N_("Decision minutes (Word)"),
        description=N_("Of a meeting: item by item what was decided, and what follows."),
        stem=N_("decision minutes"),
        kind=WORD,
        makes="minutes:docx",
        shows=Matter.DECIDED,
        of_meeting=True,
        template="minutes:TEMPLATE",
        caution=_draft,
    ),
    Paper.CONTROL: Entry(
        address="beslutningskontrol",
        title=N_("Decision control (Word)"),
        description=N_(
            "Every open decision: its age, who is responsible, why it waits; what is done."
        ),
        stem=N_("decision control"),
        kind=WORD,
        makes="control:docx",
        shows=Matter.DECIDED,
    ),
    Paper.CONTROL_PDF: Entry(
        address="beslutningskontrol-pdf",
        title=N_("Decision control (pdf)"),
        description=N_("The same, to be read and sent as it is."),
        stem=N_("decision control"),
        kind=PDF,
        makes="control:pdf",
        shows=Matter.DECIDED,
    ),
}
#: Those that a template of the municipality's own can be kept for.
TEMPLATED = tuple(paper for paper, entry in TABLE.items() if entry.template)
#: What there is to see in papers.
MATTERS = frozenset(entry.shows for entry in TABLE.values())


def seen_by(role: Role) -> tuple[Paper, ...]:
    """The papers whose matter the role sees, in the order they are offered."""
    return tuple(paper for paper, entry in TABLE.items() if sees(role, entry.shows))


def titles() -> dict[Paper, str]:
    """What each paper is called, in the reader's language."""
    return {paper: _words(entry.title) for paper, entry in TABLE.items()}


def descriptions() -> dict[Paper, str]:
    """What each paper holds, in a sentence."""
    return {paper: _words(entry.description) for paper, entry in TABLE.items()}


def _words(message: str) -> str:
    return _(message)


def make(paper: Paper, facts: Facts | Minutes, template: bytes | None = None) -> bytes:
    """The paper's file. ``template`` is the user's own Word template, for one of TEMPLATED.

    Raises PortfolioError when the template cannot be used.
    """
    made_by = _found(TABLE[paper].makes)
    given = (facts, template) if paper in TEMPLATED else (facts,)
    with language.speaking(language.vocabulary().papers):
        made: bytes = made_by(*given)
        return made


def template_of(paper: Paper) -> "Template":
    """The Word template that comes with the program, of one of TEMPLATED, and its fields."""
    found: Template = _found(TABLE[paper].template)
    return found


def _found(place: str) -> Any:  # noqa: ANN401 - what the table names
    return resolve_name(f"{__name__}.{place}")


def file_name(paper: Paper, facts: Facts | Minutes) -> str:
    """``direktionssag-civilsamfund-2022-05-01.docx``; of a meeting its code, which has its day."""
    begun, ending = stem(paper), TABLE[paper].kind.ending
    if isinstance(facts, Minutes):
        return f"{begun}-{facts.meeting['code']}.{ending}"
    return f"{begun}-{facts.portfolio['code']}-{facts.day.isoformat()}.{ending}"


def stem(paper: Paper) -> str:
    """What its file name begins with, in letters that every system takes: ``direktionssag``."""
    with language.speaking(language.vocabulary().papers):
        return language.stem(_words(TABLE[paper].stem))
