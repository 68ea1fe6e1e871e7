"""A question as a card: what is asked, what it holds up, who could answer, and what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.model import GapStatus
from portfolio.language import _, ngettext
from portfolio.queries.gaps import gaps
from portfolio.reports.meetings import sentences as meetings
from portfolio.reports.requests import sentences
from portfolio.screens import drawing, sources
from portfolio.screens.addresses import PORTFOLIO, SHOWN_ON
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.sources import Marks

PAGE = "huller"
A_PAGE = 20
Row = dict[Any, Any]


@dataclass(frozen=True)
class Question:
    """What nobody knows yet, or what was answered."""

    question: Link
    explanation: str
    blocks: str  # of one that is open
    is_answered: bool
    answer: str
    answered_on: str  # "" where nobody knows
    party: str  # who could answer
    kind: str
    about: tuple[Link, ...]  # without an address where no page shows it
    marks: tuple[Link, ...]


def question(row: Row, marks: Marks, to: To, about: Sequence[Row] = ()) -> Question:
    """A row of ``gaps.gaps_known``, with the rows of ``gaps.about`` on it."""
    answered = row["status"] == GapStatus.ANSWERED
    return Question(
        question=Link(row["question"], to(PAGE, hul=row["code"])),
        explanation=row["explanation"] or "",
        blocks="" if answered else row["blocks"] or "",
        is_answered=answered,
        answer=sentences.answer(row) if answered else "",
        answered_on=language.long_date(row["answered_on"]) if row["answered_on"] else "",
        party=answerer(row),
        kind=labels.label("gap_kind", row["kind"]),
        about=tuple(Link(words(one), _way(one, to)) for one in about),
        marks=marks.of(row["id"]),
    )


def answerer(row: Mapping[Any, Any]) -> str:
    """Who can answer, or that nobody knows who."""
    return row["answerer"] or _("not known who")


def cards(
    read: Read, rows: Sequence[Row], to: To, asked: Mapping[str, str], edits: bool
) -> list[Markup]:
    """A fragment a question, with a heading above the first that holds something up, and so on.

    ``asked``: what the address asks for. ``edits``: the reader keeps content.
    """
    ids = tuple(row["id"] for row in rows)
    about = drawing.rows(read(gaps.about, gaps=ids))
    marks = Marks([sources.cited(read, "gaps", ids)], to, PAGE, asked)
    headings = [_heading(row) for row in rows]
    return [
        drawing.draw(
            "question.html",
            heading="" if heading == before else heading,
            one=question(row, marks, to, [one for one in about if one["gap_id"] == row["id"]]),
            edit=to("indhold", slags="gaps", id=row["id"]) if edits else "",
        )
        for row, heading, before in zip(rows, headings, ["", *headings], strict=False)
    ]


def _heading(row: Row) -> str:
    if row["status"] == GapStatus.ANSWERED:
        return _("Answered")
    return _("Holds something up") if row["blocks"] else _("Holds nothing up")


def summary(figures: gaps.Figures, to: To, is_narrowed: bool) -> Markup:
    """How many are open, and who can answer how many of them; a name narrows to its own."""
    counted = (
        ngettext("**{n}** open", "**{n}** open", figures.open)
        + ", "
        + _("of them **{n}** hold something up", n=figures.blocking),
        ngettext("**{n}** answered", "**{n}** answered", figures.answered)
        if figures.answered
        else "",
    )
    whose = () if is_narrowed else drawing.rows(figures.by_answerer)
    return drawing.draw(
        "questions.html",
        counted=" · ".join(filter(None, counted)),
        whose=tuple(
            (
                Link(row["name"] or _("not known who"), to(PAGE, svar=row["code"])),
                row["open"],
                ngettext("({n} blocking)", "({n} blocking)", row["blocking"])
                if row["blocking"]
                else "",
            )
            for row in whose
        ),
    )


def _way(subject: Row, to: To) -> str:
    """Where it is shown; nothing where no page shows it."""
    page, name = SHOWN_ON.get(subject["subject_table"], ("", ""))
    asked = {name: subject["ref"], PORTFOLIO: subject["portfolio"], "moede": subject["meeting"]}
    return to(page, **asked) if page else ""


def words(subject: Row) -> str:
    """What a question is about; what has a number by its number, of a meeting with its day."""
    numbered = _NUMBERED.get(subject["subject_table"])
    if numbered is None:
        return str(subject["title"])
    day = subject["held_on"]
    return numbered(meetings.named(subject["ref"], day) if day else subject["ref"])


_NUMBERED = {
    "proposals": lambda ref: _("proposal {number}", number=ref),
    "decisions": lambda ref: _("decision {number}", number=ref),
    "agenda_items": lambda ref: _("item {number}", number=ref),
    "purposes": lambda ref: _("purpose {number}", number=ref),
}
