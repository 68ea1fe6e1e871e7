"""What is painted first of each page: what its address may ask for, and the fragment.

Open this to paint another page first: one that is a fragment below its heading is a line of PAGES.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from portfolio import language
from portfolio.domain.requests import STORED
from portfolio.language import N_, _
from portfolio.queries.filtering import Filters
from portfolio.queries.gaps import gaps
from portfolio.queries.meetings import meetings
from portfolio.queries.meetings.follow_ups import Filters as FollowUpFilters
from portfolio.queries.overview import news, trend
from portfolio.queries.overview.board import Order
from portfolio.queries.overview.figures import latest_news
from portfolio.queries.places.places import atlas as atlas_of
from portfolio.queries.requests.requests import open_requests
from portfolio.queries.strategy.timeline import Filters as TimelineFilters
from portfolio.screens import drawing
from portfolio.screens.addresses import Here
from portfolio.screens.drawing import Read
from portfolio.screens.gaps import questions
from portfolio.screens.meetings import decisions, follow_ups
from portfolio.screens.meetings import facts as meeting_facts
from portfolio.screens.overview import all_portfolios, board, compare, overview
from portfolio.screens.overview.board import LOOK, Look
from portfolio.screens.overview.waiting import NOTHING, Waits
from portfolio.screens.places import places
from portfolio.screens.proposals import sheet
from portfolio.screens.requests import requests
from portfolio.screens.strategy import hanging, ties, timeline


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be shown, of what the address can ask for; ``number`` is a proposal's."""

    page: str
    filters: Filters
    order: Order
    look: Look
    number: int | None
    shows_sources: bool
    waits: Waits = NOTHING
    may_answer: bool = False
    may_edit: bool = False
    may_take_back: bool = False  # a question that a body was asked
    fetches_files: bool = True


@dataclass(frozen=True, kw_only=True)
class Painted:
    """What is read on a page, and what stands beside its title and its first lines."""

    title: str
    tools: tuple[str, ...]
    links: Markup | None = None
    head: Markup | None = None
    acts: tuple[str, ...] = ()
    screens: tuple[Markup, ...]  # one below the other


def _chooses(asked: Asked) -> bool:
    """As portfolio/ui/proposals/selection.py: something is done to what stands today."""
    return asked.may_edit and asked.filters.is_current


def _kept(asked: Asked) -> dict[str, str]:
    """What the address asks for beside the page."""
    order = {} if asked.order is Order.PURPOSE else {"orden": asked.order.value}
    return order | ({} if asked.look is Look.TABLE else {LOOK: asked.look.value})


def _overview(read: Read, asked: Asked, here: Here, titles: dict[str, str]) -> Painted:
    kept = _kept(asked)
    facts = overview.ask(
        read,
        asked.filters,
        waits=asked.waits,
        order=asked.order,
        look=asked.look,
        edits=_chooses(asked),
    )
    return Painted(
        title=titles[str(asked.filters.portfolio)],
        tools=(_("Filter"), _day(asked)),
        links=overview.looks(asked.look, kept, here.to, chooses=_chooses(asked)),
        screens=(overview.draw(facts, here.to),),
    )


def _proposals(read: Read, asked: Asked, here: Here, _titles: dict[str, str]) -> Painted | None:
    """One of them, or the list; None where there is nothing of what is asked for."""
    if asked.number is None:
        every = board.ask(read, asked.filters, order=asked.order, page=1, at=sheet.PAGE)
        if not every.figures.total:
            return None
        listed = board.draw(every, here.to)
        way = board.draw_way_to_choose(sheet.PAGE, _kept(asked), here.to)
        return Painted(
            title=_("Proposals"),
            tools=(_("Filter"), _day(asked)),
            links=way if _chooses(asked) else None,
            screens=(listed,),
        )
    facts = sheet.ask(read, asked.filters, asked.number)
    if facts is None:
        return None
    return Painted(
        title=sheet.title(facts),
        tools=(_day(asked),),
        head=sheet.head(facts, here.to, asked.shows_sources),
        acts=_acts(facts, asked.may_answer),
        screens=(sheet.draw(facts, here.to, asked.shows_sources, asked.fetches_files),),
    )


def _acts(facts: sheet.Facts, may_answer: bool) -> tuple[str, ...]:
    """What stands where the buttons will: portfolio/ui/proposals/page.py."""
    if not facts.filters.is_current:
        return (_("Download dates and statuses"),)
    return (
        (_("Give a status"), _("More"))
        if may_answer and sheet.takes_status(facts)
        else (_("More"),)
    )


def _day(asked: Asked) -> str:
    return _("As of {day}", day=language.long_date(asked.filters.as_of))


def _compare(read: Read, asked: Asked, here: Here, _titles: dict[str, str]) -> Painted | None:
    """What has moved since the last meeting."""
    code, last = str(asked.filters.portfolio), asked.filters.as_of
    since = read(news.since_last_meeting, portfolio=code, until=last)
    known = read(trend.first_day, portfolio=code)
    if known is None or last < known:
        return None
    facts = compare.ask(read, code, (since, last), known, by_meeting=False, page=1)
    return Painted(
        title=_("Compare"),
        tools=(compare.begins(since), compare.ends(last), _("Choose meetings")),
        screens=(compare.draw(facts, here.to),),
    )


def _requests(read: Read, asked: Asked, here: Here, titles: dict[str, str]) -> Painted | None:
    """What is open to the directorate, down to where something can be asked; None where a button
    stands between the questions.
    """
    day, code = asked.filters.as_of, asked.filters.portfolio
    found = read(open_requests, as_of=day, today=asked.filters.today, portfolio=code, body=None)
    mine = [one for one in found if one.is_asked]
    if asked.may_take_back and any(one.source in STORED for one in mine):
        return None
    others = tuple((key, title) for key, title in titles.items() if key != code)
    parts = requests.parts(found, day, here.to, others)
    return Painted(title=_("To the directorate"), tools=(_("Filter"), _day(asked)), screens=parts)


# --- the pages that are fragments below their heading ---------------------------------------------


def _one(
    title: str,
    draw: Callable[[Read, Asked, Here], Markup | tuple[Markup, ...] | None],
    *,
    says_age: bool = False,
) -> tuple[set[str], Callable[..., Painted | None]]:
    """What such a page is called, and its fragment. ``says_age``: it stands below how old the news
    is, where that is old: then there is more to it.
    """

    def paint(read: Read, asked: Asked, here: Here, _titles: dict[str, str]) -> Painted | None:
        shown = asked.filters
        if says_age:
            newest = read(latest_news, as_of=shown.as_of, portfolio=shown.portfolio)
            if overview.is_old(newest, shown.as_of):
                return None
        drawn = draw(read, asked, here)
        if drawn is None:
            return None
        screens = (drawn,) if isinstance(drawn, Markup) else drawn
        return Painted(title=_(title), tools=(_("Filter"), _day(asked)), screens=screens)

    return set(), paint


def _decisions(read: Read, asked: Asked, here: Here) -> Markup | None:
    day, code = asked.filters.as_of, str(asked.filters.portfolio)
    if read(meetings.meetings_held, as_of=day).empty:
        return None
    wanted = meeting_facts.Asked(portfolio=code, as_of=day, is_current=asked.filters.is_current)
    facts = read(meeting_facts.of, asked=wanted)
    return decisions.draw(facts, here.to, asked.shows_sources, here.carried)


def _follow_ups(read: Read, asked: Asked, here: Here) -> Markup | None:
    day, code = asked.filters.as_of, str(asked.filters.portfolio)
    wanted = FollowUpFilters(as_of=day, portfolio=code, within=code)
    facts = read(follow_ups.of, filters=wanted)
    return follow_ups.draw(facts, here.to, asked.shows_sources, here.carried, 1)


def _timeline(read: Read, asked: Asked, here: Here) -> Markup | None:
    wanted = TimelineFilters(as_of=asked.filters.as_of, portfolio=asked.filters.portfolio)
    facts = timeline.ask(read, wanted, 1)
    may = asked.may_edit
    return timeline.draw(facts, here.to, dict(here.carried), may_edit=may) if facts.rows else None


def _every_portfolio(read: Read, asked: Asked, here: Here) -> Markup | None:
    shown = Filters(as_of=asked.filters.as_of, today=asked.filters.today)
    facts = all_portfolios.ask(read, shown, order=Order.PURPOSE, page=1, whose="")
    return all_portfolios.draw(facts, here.to) if facts.summaries else None


def _ties(read: Read, asked: Asked, here: Here) -> Markup | None:
    shown = asked.filters
    facts = read(hanging.of, as_of=shown.as_of, portfolio=str(shown.portfolio))
    return ties.draw(facts, here.to, asked.shows_sources)


def _gaps(read: Read, asked: Asked, here: Here) -> tuple[Markup, ...] | None:
    """None for whoever answers on the cards: there a button follows each."""
    shown = asked.filters
    if asked.may_edit and shown.is_current:
        return None
    wanted = gaps.Filters(as_of=shown.as_of, portfolio=str(shown.portfolio))
    some = drawing.rows(read(gaps.gaps_known, filters=wanted).head(questions.A_PAGE))
    if not some:
        return None
    counted = questions.summary(read(gaps.figures, filters=wanted), here.to, False)
    cards = questions.cards(read, some, here.to, dict(here.carried), asked.may_edit)
    return counted, Markup("").join(cards)


def _places(read: Read, asked: Asked, here: Here) -> tuple[Markup, ...] | None:
    shown = asked.filters
    atlas = read(atlas_of, portfolio=str(shown.portfolio), as_of=shown.as_of)
    if atlas.links.empty:
        return None
    first = drawing.rows(atlas.places[atlas.places["shown"]].head(places.A_PAGE))
    address = dict(here.carried)
    grid = places.draw(atlas, first, read, here.to, address, asked.shows_sources)
    return places.summary(atlas), grid


#: By page: what its address may ask for, and what is painted of it.
PAGES: dict[str, tuple[set[str], Callable[..., Painted | None]]] = {
    "": ({"orden", LOOK}, _overview),
    sheet.PAGE: ({"orden", "nr"}, _proposals),
    decisions.PAGE: _one(N_("Decisions"), _decisions),
    follow_ups.PAGE: _one(N_("Follow-ups"), _follow_ups, says_age=True),
    timeline.PAGE: _one(N_("Timeline"), _timeline, says_age=True),
    hanging.PAGE: _one(N_("Strategies and pools"), _ties, says_age=True),
    compare.PAGE: (set(), _compare),
    requests.PAGE: (set(), _requests),
    questions.PAGE: _one(N_("Open questions"), _gaps, says_age=True),
    places.PAGE: _one(N_("Places"), _places),
    all_portfolios.PAGE: _one(N_("All portfolios"), _every_portfolio),
}
