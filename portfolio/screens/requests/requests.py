"""Til direktionen, part by part: what is open, a question each, and what has been answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from portfolio.domain.requests import Request
from portfolio.reports.requests import sentences
from portfolio.screens import drawing, sources
from portfolio.screens.drawing import To
from portfolio.screens.overview import summary

#: More proposals than this are only counted.
_NAMED = 9


def draw(
    some: Sequence[Request],
    day: date,
    to: To,
    titles: tuple[tuple[str, str], ...],
    words: tuple[str, str],
    in_full: bool,
) -> Markup:
    """The most pressing first, each with what it is about, why it is open, and what is offered.

    ``titles``: code and title of the other portfolios; ``words``: the heading, and what is said
    where there is none. Not ``in_full``: also of whom it is asked, and whether somebody has.
    """
    return drawing.draw(
        "requests.html",
        to=to,
        marks=sources.Marks((), to, "", {}),
        elsewhere=dict(titles),
        some=[(one, _about(one)) for one in some],
        day=day,
        words=words,
        in_full=in_full,
        say=sentences,
        way=summary.way,
    )


def _about(one: Request) -> list[dict[str, Any]]:
    about = () if one.whole else one.proposals
    return [{**vars(each), "total": len(about)} for each in about[:_NAMED]]


def answered(rows: Sequence[dict[str, Any]], to: To) -> Markup:
    """Of the rows of ``queries.requests.answered``."""
    return drawing.draw("answered.html", to=to, rows=rows)
