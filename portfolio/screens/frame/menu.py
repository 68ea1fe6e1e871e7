"""The menu: every page, what it shows, and so who has it. What is not a reader's is not there."""

from dataclasses import dataclass

from portfolio.domain.permissions import Action, Matter, Role, may, sees
from portfolio.language import N_
from portfolio.reports import papers
from portfolio.screens.addresses import FRONT

#: The address of the page across all portfolios.
EVERY = "portefoeljer"
SEARCH = "soeg"
_SEARCHED = frozenset({Matter.PORTFOLIO, Matter.DECIDED})


@dataclass(frozen=True)
class Entry:
    """A page: its file below pages/, its name, its address, and what it shows.

    ``parts``: it is made of such parts, and shows each to those who see it; one is enough to have
    the page. ``takes`` is what one must be allowed to do for the page to be of use. ``under`` is
    the entry of the page it is reached from, where it is no entry itself.
    """

    file: str
    title: str
    address: str
    shows: Matter = Matter.PORTFOLIO
    takes: Action | None = None
    under: str = ""
    parts: frozenset[Matter] = frozenset()

    def is_open_to(self, role: Role) -> bool:
        seen = any(sees(role, matter) for matter in self.parts or {self.shows})
        return seen and (self.takes is None or may(role, self.takes))


_OVERVIEW = Entry("portfolio/overview.py", N_("Overview"), FRONT)
_PROPOSALS = Entry("portfolio/proposal.py", N_("Proposals"), "forslag")
_DECISIONS = Entry("portfolio/decisions.py", N_("Decisions"), "beslutninger", Matter.DECIDED)
_MINE = Entry("work/mine.py", N_("My proposals"), "mine", Matter.OWN)
_LOOK = (
    Entry("portfolio/timeline.py", N_("Timeline"), "tidslinje"),
    Entry("portfolio/strategy.py", N_("Strategies and pools"), "strategi"),
    Entry("portfolio/places.py", N_("Places"), "steder"),
)
_MEET = (
    Entry("meetings/reviews.py", N_("Portfolio review"), "gennemgang", Matter.PREPARED),
    Entry("meetings/requests.py", N_("To the directorate"), "anmodninger", Matter.DECIDED),
    Entry("meetings/follow_ups.py", N_("Follow-ups"), "opfoelgninger", Matter.DECIDED),
    Entry("meetings/minutes.py", N_("Minutes"), "referater", Matter.DECIDED),
    Entry("meetings/digest.py", N_("New since the meeting"), "opsummering", Matter.DECIDED),
    Entry("meetings/compare.py", N_("Compare"), "sammenlign"),
    Entry("meetings/workshops.py", N_("Workshop"), "workshop", Matter.PREPARED),
)
_WORK = (
    Entry("portfolio/gaps.py", N_("Open questions"), "huller"),
    Entry("work/rounds.py", N_("Status rounds"), "runder", Matter.PREPARED, Action.RUN_ROUNDS),
    Entry("work/content.py", N_("Edit data"), "indhold", Matter.PORTFOLIO, Action.EDIT_CONTENT),
    Entry("work/lists.py", N_("Your own list"), "liste", takes=Action.EDIT_CONTENT),
    Entry("work/papers.py", N_("Documents"), "papirer", parts=papers.MATTERS),
    Entry("work/log.py", N_("Change log"), "log", Matter.PORTFOLIO, Action.SEE_LOG),
)
#: What is behind one's own name.
_OWN = (
    Entry("work/notices.py", N_("Notices"), "beskeder", Matter.OWN),
    Entry("settings/settings.py", N_("Settings"), "opsaetning", Matter.OWN),
    Entry(
        "settings/organisation.py",
        N_("Organisation and words"),
        "organisation",
        Matter.PORTFOLIO,
        Action.EDIT_CONTENT,
    ),
)
_ELSEWHERE = (
    Entry("portfolio/search.py", N_("Search"), SEARCH, parts=_SEARCHED),
    Entry("portfolio/all.py", N_("All portfolios"), EVERY),
    Entry("portfolio/calculator.py", N_("Calculate on a pool"), "beregner", under="strategi"),
    # For the projector.
    Entry(
        "meetings/present.py",
        N_("Presentation"),
        "fremvisning",
        Matter.PREPARED,
        under="gennemgang",
    ),
)
ENTRIES = (
    *(_OVERVIEW, _PROPOSALS, _DECISIONS, _MINE),
    *(*_LOOK, *_MEET, *_WORK, *_OWN, *_ELSEWHERE),
)

#: A name, and what is folded below it; without a name they stand in the menu themselves.
Section = tuple[str, tuple[Entry, ...]]


def sections(role: Role) -> list[Section]:
    """The menu of a role. Who answers for proposals finds them without unfolding anything."""
    leads = role is Role.LEAD
    first = (_OVERVIEW, _MINE, _PROPOSALS) if leads else (_OVERVIEW, _PROPOSALS)
    work = _WORK if leads else (_MINE, *_WORK)
    every = [
        ("", (*first, _DECISIONS)),
        (N_("Time, place and money"), _LOOK),
        (N_("Meetings"), _MEET),
        (N_("Work"), work),
    ]
    seen = [(name, open_to(role, entries)) for name, entries in every]
    return [(name, entries) for name, entries in seen if entries]


def own(role: Role) -> tuple[Entry, ...]:
    """What of a role's pages is behind the reader's name."""
    return open_to(role, _OWN)


def open_to(role: Role, entries: tuple[Entry, ...] = ENTRIES) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.is_open_to(role))


def shown_under(address: str) -> str:
    """The entry that is marked while a page is shown."""
    here = address or FRONT
    return next((entry.under for entry in ENTRIES if entry.address == here), "") or here
