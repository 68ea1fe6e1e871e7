"""A page as it is read, in the index page: there before Streamlit's script has begun.

It is the fragment that the script draws (:mod:`portfolio.screens`), for the same reader, from the
same questions. client.js takes it away when the script has drawn its own. What the address asks for
beyond what a page of PAGES knows is left to the script, as is everything out of the ordinary:
then nothing is painted first.
"""

import logging
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from portfolio import language, store
from portfolio.domain.clock import today
from portfolio.domain.permissions import Action, Role, may
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.filtering import Filters
from portfolio.queries.mails import following
from portfolio.queries.mails.notice import Reader
from portfolio.queries.organisations import organisations
from portfolio.queries.overview.board import Order
from portfolio.queries.proposals import proposals
from portfolio.screens import drawing
from portfolio.screens.addresses import CARRIED, FRONT, PORTFOLIO, SOURCES, Here
from portfolio.screens.drawing import Read
from portfolio.screens.frame import menu
from portfolio.screens.frame.frame import Frame, Visitor, frame, with_visitor
from portfolio.screens.overview import waiting
from portfolio.screens.overview.board import LOOK, Look
from portfolio.screens.overview.waiting import Waits
from portfolio.store import changes
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Person
from portfolio.web import addresses, spoken
from portfolio.web.caller import known
from portfolio.web.painted import PAGES as PAGES
from portfolio.web.painted import Asked
from portfolio.web.people import oidc

_log = logging.getLogger(__name__)


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
        if person is None or asked is None or not _is_open(page, person.role):
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
    asked = replace(
        asked,
        fetches_files=not oidc.claims(request),
        may_edit=may(person.role, Action.EDIT_CONTENT),
        may_take_back=may(person.role, Action.ASK_BODY) or may(person.role, Action.FACILITATE),
    )
    carried = tuple((name, query[name]) for name in CARRIED if name in query)
    here = Here(addresses.base(), carried, bar.shown)
    drawn = _html(asked, bar, here, revision, store.url(), language.speech_now())
    visitor = Visitor(person.name if person.email else _("No account yet"), person.email)
    return with_visitor(drawn, bar, visitor, here.to)


def _is_open(page: str, role: Role) -> bool:
    """Whether the page is one of the role's."""
    return any(one.address == (page or FRONT) for one in menu.open_to(role))


def _asked(page: str, query: dict[str, str], codes: list[str]) -> Asked | None:
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
    return Asked(
        page=page,
        filters=Filters(as_of=day, today=today(), portfolio=code),
        order=order,
        look=look,
        number=number,
        shows_sources=query.get(SOURCES) == "ja",
    )


def _of_reader(connection: Any, person: Person, asked: Asked) -> Asked:  # noqa: ANN401
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
    asked: Asked, bar: Frame, here: Here, revision: int, url: str, _spoken: language.Speech
) -> Markup:
    _known, paint = PAGES[asked.page]
    with store.reading(url) as connection:
        painted = paint(drawing.reader(connection), asked, here, dict(bar.portfolios))
    if painted is None:
        return Markup()
    return drawing.draw("first_paint.html", bar=frame(bar, here.to), page=painted)
