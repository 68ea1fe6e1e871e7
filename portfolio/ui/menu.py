"""The menu: every page, what it shows, and so who has it. What is not a reader's is not there."""

from copy import copy
from dataclasses import dataclass
from functools import cache

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action, Matter, Role, may, sees
from portfolio.language import N_, _
from portfolio.reports import papers
from portfolio.ui import links
from portfolio.usecases.use_case import Person


@dataclass(frozen=True)
class Entry:
    """A page: its file below pages/, its name, its address, and what it shows.

    ``parts``: it is made of such parts, and shows each to those who see it; one is enough to have
    the page. ``takes`` is what one must be allowed to do for the page to be of use.
    """

    file: str
    title: str
    address: str
    shows: Matter = Matter.PORTFOLIO
    takes: Action | None = None
    hidden: bool = False
    parts: frozenset[Matter] = frozenset()

    def is_open_to(self, role: Role) -> bool:
        seen = any(sees(role, matter) for matter in self.parts or {self.shows})
        return seen and (self.takes is None or may(role, self.takes))


_READ = (
    Entry("portfolio/overview.py", N_("Overview"), links.FRONT),
    Entry("portfolio/proposal.py", N_("Proposals"), "forslag"),
    Entry("portfolio/timeline.py", N_("Timeline"), "tidslinje"),
    Entry("portfolio/strategy.py", N_("Strategies and pools"), "strategi"),
    Entry("portfolio/places.py", N_("Places"), "steder"),
    Entry("portfolio/decisions.py", N_("Decisions"), "beslutninger", Matter.DECIDED),
    Entry("portfolio/gaps.py", N_("Open questions"), "huller"),
    # Reached from the switch, which is there when there is more than one.
    Entry("portfolio/all.py", N_("All portfolios"), "portefoeljer", hidden=True),
)
_MEET = (
    Entry("meetings/requests.py", N_("To the directorate"), "anmodninger", Matter.DECIDED),
    Entry("meetings/reviews.py", N_("Portfolio review"), "gennemgang", Matter.PREPARED),
    # Reached from the review: it is for the projector.
    Entry("meetings/present.py", N_("Presentation"), "fremvisning", Matter.PREPARED, hidden=True),
    Entry("meetings/follow_ups.py", N_("Follow-ups"), "opfoelgninger", Matter.DECIDED),
    Entry("meetings/workshops.py", N_("Workshop"), "workshop", Matter.PREPARED),
    Entry("meetings/compare.py", N_("Compare"), "sammenlign"),
    Entry("meetings/digest.py", N_("New since the meeting"), "opsummering", Matter.DECIDED),
)
_WORK = (
    Entry("work/mine.py", N_("My proposals"), "mine", Matter.OWN),
    Entry("work/rounds.py", N_("Status rounds"), "runder", Matter.PREPARED, Action.RUN_ROUNDS),
    Entry("work/content.py", N_("Edit data"), "indhold", Matter.PORTFOLIO, Action.EDIT_CONTENT),
    Entry("work/papers.py", N_("Documents"), "papirer", parts=papers.MATTERS),
    Entry("work/log.py", N_("Change log"), "log", Matter.PORTFOLIO, Action.SEE_LOG),
    # Reached from one's own name, and from the front page when something is new.
    Entry("work/notices.py", N_("Notices"), "beskeder", Matter.OWN, hidden=True),
    Entry("settings/settings.py", N_("Settings"), "opsaetning", Matter.OWN),
)
ENTRIES = (*_READ, *_MEET, *_WORK)


def pages(person: Person | None) -> dict[str, list[st.Page]]:
    """The pages this reader has; whoever is not signed in has their addresses, and no more."""
    made = _pages(person.role if person else None, language.current())
    # Streamlit notes on a page that it is the one to run: each run gets its own.
    return {section: [copy(page) for page in listed] for section, listed in made.items()}


# Kept because making a page looks at its file, twenty times a run.
@cache
def _pages(role: Role | None, _spoken: str) -> dict[str, list[st.Page]]:
    if role is None:
        return {"": [_page(entry) for entry in ENTRIES]}
    sections = {"": _READ, _("Meetings"): _MEET, _("Work"): _WORK}
    return {
        name: [_page(entry) for entry in entries if entry.is_open_to(role)]
        for name, entries in sections.items()
    }


def _page(entry: Entry) -> st.Page:
    title = _(entry.title)
    return st.Page(
        f"pages/{entry.file}",
        title=title,
        url_path=entry.address,
        default=entry is _READ[0],
        visibility="hidden" if entry.hidden else "visible",
    )
