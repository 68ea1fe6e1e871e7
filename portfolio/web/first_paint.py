"""A page as it is read, in the index page: there before Streamlit's script has begun.

It is the fragment that the script draws (:mod:`portfolio.screens`), for the same reader, from the
same questions. client.js takes it away when the script has drawn its own. What the address asks for
beyond what a page of PAGES knows is left to the script, as is everything out of the ordinary:
then nothing is painted first.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from portfolio import language, store
from portfolio.domain.clock import today
from portfolio.domain.permissions import Action, may
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.filtering import Filters
from portfolio.queries.mails import following
from portfolio.queries.mails.notice import Reader
from portfolio.queries.organisations import organisations
from portfolio.queries.overview.board import Order
from portfolio.queries.proposals import proposals
from portfolio.screens import drawing
from portfolio.screens.addresses import CARRIED, PORTFOLIO, SOURCES, Here
from portfolio.screens.drawing import Read
from portfolio.screens.frame.frame import Frame, Visitor, frame, with_visitor
from portfolio.screens.overview import board, overview, waiting
from portfolio.screens.overview.board import LOOK, Look
from portfolio.screens.overview.waiting import NOTHING, Waits
from portfolio.screens.proposals import sheet
from portfolio.store import changes
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Person
from portfolio.web import addresses, spoken
from portfolio.web.caller import known
from portfolio.web.people import oidc

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What is to be shown, of what the address can ask for; ``number`` is a proposal's."""

    page: str
    filters: Filters
    order: Order
    look: Look
    number: int | None
    shows_sources: bool
    waits: Waits = NOTHING
    may_answer: bool = False
    fetches_files: bool = True


@dataclass(frozen=True, kw_only=True)
class _Painted:
    """What is read on a page, and what stands beside its title and its first lines."""

    title: str
    tools: tuple[str, ...]
    links: Markup | None = None
    head: Markup | None = None
    acts: tuple[str, ...] = ()
    screen: Markup


def first_paint(request: Request, page: str) -> str:
    """A page for whoever asks, in their language; empty where the script had better begin.

    ``page`` is its address, empty for the front page.
    """
    try:
        words = spoken.words(request.query_params.get(PORTFOLIO))
        with language.speaking(addresses.asked_language(request.scope), words):
            return str(_drawn(request, page))
    except Exception:
        # The script meets the same, and says so; what comes first is only ever a head start.
        _log.warning("nothing is painted first", exc_info=True)
        return ""


def _drawn(request: Request, page: str) -> str:
    query = dict(request.query_params)
    knows = PAGES.get(page)
    who = known(request) if knows and set(query) <= {*CARRIED, *knows[0]} else None
    if who is None:
        return ""
    with store.reading() as connection:
        person = use_case.person_of(connection, who)
        rows = filter_choices.portfolio_rows(connection)
        revision = changes.revision(connection)
        asked = _asked(page, query, [str(row["code"]) for row in rows])
        if person is None or asked is None:
            return ""
        asked = _of_reader(connection, person, asked)
        bar = Frame(
            here=page,
            asked=tuple(sorted(query.items())),
            role=person.role,
            portfolios=tuple((str(row["code"]), str(row["title"])) for row in rows),
            shown=asked.filters.portfolio,
            is_demo=filter_choices.is_demo(connection),
            whose=organisations.whose(connection),
        )
    asked = replace(asked, fetches_files=not oidc.claims(request))
    carried = tuple((name, query[name]) for name in CARRIED if name in query)
    here = Here(addresses.base(), carried, bar.shown)
    drawn = _html(asked, bar, here, revision, store.url(), language.speech_now())
    visitor = Visitor(person.name if person.email else _("No account yet"), person.email)
    return with_visitor(drawn, bar, visitor, here.to)


def _asked(page: str, query: dict[str, str], codes: list[str]) -> _Asked | None:
    """What is to be shown; None where the address asks for what there is not."""
    code = query.get(PORTFOLIO, next(iter(codes), ""))
    try:
        day = date.fromisoformat(query.get("dato", today().isoformat()))
        order = Order(query.get("orden", Order.PURPOSE))
        look = Look(query.get(LOOK, Look.TABLE))
        number = int(query["nr"]) if "nr" in query else None
    except ValueError:
        return None
    if code not in codes or day > today():
        return None
    return _Asked(
        page=page,
        filters=Filters(as_of=day, today=today(), portfolio=code),
        order=order,
        look=look,
        number=number,
        shows_sources=query.get(SOURCES) == "ja",
    )


def _of_reader(connection: Any, person: Person, asked: _Asked) -> _Asked:  # noqa: ANN401
    """With what the page shows to this reader alone."""
    read = drawing.reader(connection)
    if asked.number is not None:
        found = read(proposals.proposal, filters=asked.filters, number=asked.number)
        own = found and use_case.answers_for(connection, person, found.facts["id"])
        return replace(asked, may_answer=may(person.role, Action.ANSWER_STATUS, own=bool(own)))
    if asked.page:
        return asked
    return replace(asked, waits=_waits(read, person, asked.filters.portfolio))


def _waits(read: Read, person: Person, portfolio: str | None) -> Waits:
    answers = may(person.role, Action.ANSWER_STATUS, own=True)
    ours, known = person.party_ids if answers else frozenset(), person.who.user_id
    return waiting.ask(
        read,
        party_ids=ours,
        reader=Reader(known, person.name, person.role, ours) if known else None,
        seen_at=person.seen_at,
        followed=read(following.followed_ids, user_id=known) if known else (),
        today=today(),
        asks_in=portfolio if may(person.role, Action.ASK_RESPONSIBILITY) else None,
    )


# As the pages' answers: the revision changes with every write, so an old page is never sent.
@lru_cache(maxsize=64)
def _html(
    asked: _Asked, bar: Frame, here: Here, revision: int, url: str, _spoken: language.Speech
) -> Markup:
    _known, paint = PAGES[asked.page]
    with store.reading(url) as connection:
        painted = paint(drawing.reader(connection), asked, here, dict(bar.portfolios))
    if painted is None:
        return Markup()
    return drawing.draw("first_paint.html", bar=frame(bar, here.to), page=painted)


def _overview(read: Read, asked: _Asked, here: Here, titles: dict[str, str]) -> _Painted:
    kept = {} if asked.order is Order.PURPOSE else {"orden": asked.order.value}
    facts = overview.ask(read, asked.filters, waits=asked.waits, order=asked.order, look=asked.look)
    return _Painted(
        title=titles[str(asked.filters.portfolio)],
        tools=(_("Filter"), _day(asked)),
        links=overview.looks(asked.look, kept, here.to),
        screen=overview.draw(facts, here.to),
    )


def _proposals(read: Read, asked: _Asked, here: Here, _titles: dict[str, str]) -> _Painted | None:
    """One of them, or the list; None where there is nothing of what is asked for."""
    if asked.number is None:
        every = board.ask(read, asked.filters, order=asked.order, page=1, at=sheet.PAGE)
        if not every.figures.total:
            return None
        listed = board.draw(every, here.to)
        return _Painted(title=_("Proposals"), tools=(_("Filter"), _day(asked)), screen=listed)
    facts = sheet.ask(read, asked.filters, asked.number)
    if facts is None:
        return None
    return _Painted(
        title=sheet.title(facts),
        tools=(_day(asked),),
        head=sheet.head(facts, here.to, asked.shows_sources),
        acts=_acts(facts, asked.may_answer),
        screen=sheet.draw(facts, here.to, asked.shows_sources, asked.fetches_files),
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


def _day(asked: _Asked) -> str:
    return _("As of {day}", day=language.long_date(asked.filters.as_of))


#: By page: what its address may ask for, and what is painted of it.
PAGES: dict[str, tuple[set[str], Callable[..., _Painted | None]]] = {
    "": ({"orden", LOOK}, _overview),
    sheet.PAGE: ({"orden", "nr"}, _proposals),
}
