"""The answer to a search as one fragment: the field again, and what was found, by what it is."""

from typing import NamedTuple

from markupsafe import Markup

from portfolio import language
from portfolio.language import N_, _
from portfolio.queries.search.search import Found, Hit, Noun
from portfolio.reports.meetings.sentences import named
from portfolio.screens import drawing
from portfolio.screens.addresses import FRONT
from portfolio.screens.drawing import Link, To
from portfolio.screens.frame.menu import SEARCH

#: A noun's heading, its page, and the name its page knows a row by.
_NOUNS = {
    Noun.PROPOSAL: (N_("Proposals"), "forslag", "nr"),
    Noun.DECISION: (N_("Decisions"), "beslutninger", "beslutning"),
    Noun.QUESTION: (N_("Open questions"), "huller", "hul"),
    Noun.MEETING: (N_("Meetings"), "beslutninger", "moede"),
    Noun.ITEM: (N_("Agenda items"), "beslutninger", "punkt"),
    Noun.STRATEGY: (N_("Strategies"), "strategi", "proces"),
    Noun.POOL: (N_("Funding pools"), "strategi", "pulje"),
    Noun.PLACE: (N_("Places"), "steder", "sted"),
    Noun.PARTY: (N_("Parties"), FRONT, "center"),
}


class Group(NamedTuple):
    """The hits of one noun: the link of each with where the words stand, and the rest.

    ``title`` is a msgid.
    """

    title: str
    total: int
    hits: list[tuple[Link, str]]
    more: str
    way_to_all: str | None
    among: str


def draw(words: str, parts: tuple[Found, ...], portfolio: str, to: To) -> Markup:
    """``portfolio`` is the title of the one that was searched."""
    return drawing.draw(
        "search.html",
        words=words,
        groups=[_group(part, words, to) for part in parts],
        total=sum(part.total for part in parts),
        portfolio=portfolio,
        action=to(SEARCH),
    )


def _group(part: Found, words: str, to: To) -> Group:
    rest = part.total - len(part.hits)
    return Group(
        _NOUNS[part.noun][0],
        part.total,
        [(Link(_name(hit), _way(part.noun, hit, to)), hit.text) for hit in part.hits],
        _("and {n} more", n=rest) if rest else "",
        to(FRONT, q=words) if part.noun is Noun.PROPOSAL else None,
        _("Only the first {n} were searched.", n=language.number(part.among)) if part.among else "",
    )


def _name(hit: Hit) -> str:
    return f"{named(hit.ref, hit.day)}: {hit.name}" if hit.day else hit.name


def _way(noun: Noun, hit: Hit, to: To) -> str:
    _title, page, name = _NOUNS[noun]
    return to(page, **({"moede": hit.meeting} | {name: hit.ref}))
