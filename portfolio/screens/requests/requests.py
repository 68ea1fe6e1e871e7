"""Til direktionen, part by part: what is open, a question each, and what has been answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from portfolio.domain.requests import Request
from portfolio.language import _, ngettext
from portfolio.reports.requests import sentences
from portfolio.screens import drawing, sources
from portfolio.screens.drawing import To
from portfolio.screens.overview import summary

PAGE = "anmodninger"
#: So many questions that nobody has asked stand on a page.
A_PAGE = 30
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


def count(found: Sequence[Request]) -> Markup:
    """How much is open, and how much of it somebody waits for."""
    asked = sum(one.is_asked for one in found)
    counted = [
        ngettext("**{n}** open question", "**{n}** open questions", len(found)),
        ngettext("**{n}** that somebody has asked", "**{n}** that somebody has asked", asked)
        if asked
        else "",
    ]
    said = " · ".join(filter(None, counted)) if found else _("Nothing is open.")
    return drawing.draw("counted.html", counted=said)


def asked_words() -> tuple[str, str]:
    """The heading of what somebody has asked, and what is said where nobody has."""
    return _("Somebody has asked"), _("Nobody has asked anything that is still open.")


def derived_words() -> tuple[str, str]:
    """The heading of what nobody has asked and is open, and what is said where nothing is."""
    return _("Open, nobody has asked"), _("There are no open questions here.")


def parts(
    found: Sequence[Request], day: date, to: To, titles: tuple[tuple[str, str], ...]
) -> tuple[Markup, ...]:
    """The page as far as it is only read: the count, what is asked, what is open besides."""
    asked = [one for one in found if one.is_asked]
    derived = [one for one in found if not one.is_asked][:A_PAGE]
    return (
        count(found),
        draw(asked, day, to, titles, asked_words(), True),
        draw(derived, day, to, titles, derived_words(), True),
    )


def _about(one: Request) -> list[dict[str, Any]]:
    about = () if one.whole else one.proposals
    return [{**vars(each), "total": len(about)} for each in about[:_NAMED]]


def answered(rows: Sequence[dict[str, Any]], to: To) -> Markup:
    """Of the rows of ``queries.requests.answered``."""
    return drawing.draw("answered.html", to=to, rows=rows)
