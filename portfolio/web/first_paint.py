"""The front page as it is read, in the index page: there before Streamlit's script has begun.

It is the fragment that the script draws (:mod:`portfolio.screens.overview`), for the same reader,
from the same questions. client.js takes it away when the script has drawn its own. What the address
asks for beyond the day, the portfolio, the order and the language is left to the script, as is
everything out of the ordinary: then nothing is painted first.
"""

import logging
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
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
from portfolio.queries.overview.board import Order
from portfolio.screens import drawing
from portfolio.screens.addresses import CARRIED, PORTFOLIO, Here
from portfolio.screens.drawing import Read
from portfolio.screens.frame.frame import Frame, Visitor, frame, with_visitor
from portfolio.screens.overview import overview, waiting
from portfolio.screens.overview.waiting import Waits
from portfolio.store import changes
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Person
from portfolio.web import addresses
from portfolio.web.caller import known

_log = logging.getLogger(__name__)
_ORDER = "orden"
_KNOWN = {*CARRIED, _ORDER}


def first_paint(request: Request) -> str:
    """The front page for whoever asks, in their language; empty where the script had better."""
    try:
        with language.speaking(addresses.asked_language(request.scope)):
            return str(_drawn(request))
    except Exception:
        # The script meets the same, and says so; what comes first is only ever a head start.
        _log.warning("nothing is painted first", exc_info=True)
        return ""


def _drawn(request: Request) -> str:
    query = dict(request.query_params)
    who = known(request) if set(query) <= _KNOWN else None
    if who is None:
        return ""
    with store.reading() as connection:
        person = use_case.person_of(connection, who)
        rows = filter_choices.portfolio_rows(connection)
        revision = changes.revision(connection)
        asked = _asked(query, [str(row["code"]) for row in rows])
        if person is None or asked is None:
            return ""
        waits = _waits(partial(_ask, connection), person)
        bar = Frame(
            here="",
            asked=tuple(query.items()),
            role=person.role,
            portfolios=tuple((str(row["code"]), str(row["title"])) for row in rows),
            shown=asked[0].portfolio,
            is_demo=filter_choices.is_demo(connection),
        )
    carried = tuple((name, query[name]) for name in CARRIED if name in query)
    here = Here(addresses.base(), carried, bar.shown)
    drawn = _html(*asked, waits, bar, here, revision, store.url(), language.current())
    visitor = Visitor(person.name if person.email else _("No account yet"), person.email)
    return with_visitor(drawn, bar, visitor, here.to)


def _asked(query: dict[str, str], codes: list[str]) -> tuple[Filters, Order] | None:
    """What is to be shown; None where the address asks for what there is not."""
    code = query.get(PORTFOLIO, next(iter(codes), ""))
    try:
        day = date.fromisoformat(query.get("dato", today().isoformat()))
        order = Order(query.get(_ORDER, Order.PURPOSE))
    except ValueError:
        return None
    if code not in codes or day > today():
        return None
    return Filters(as_of=day, today=today(), portfolio=code), order


def _ask(connection: Any, question: Callable[..., Any], **values: Any) -> Any:  # noqa: ANN401
    return question(connection, **values)


def _waits(read: Read, person: Person) -> Waits:
    answers = may(person.role, Action.ANSWER_STATUS, own=True)
    ours, known = person.party_ids if answers else frozenset(), person.who.user_id
    return waiting.ask(
        read,
        party_ids=ours,
        reader=Reader(known, person.name, person.role, ours) if known else None,
        seen_at=person.seen_at,
        followed=read(following.followed_ids, user_id=known) if known else (),
        today=today(),
    )


# As the pages' answers: the revision changes with every write, so an old page is never sent.
@lru_cache(maxsize=32)
def _html(
    filters: Filters,
    order: Order,
    waits: Waits,
    bar: Frame,
    here: Here,
    revision: int,
    url: str,
    spoken: str,
) -> Markup:
    with store.reading(url) as connection:
        facts = overview.ask(partial(_ask, connection), filters, waits=waits, order=order)
    return drawing.draw(
        "first_paint.html",
        title=dict(bar.portfolios)[str(bar.shown)],
        bar=frame(bar, here.to),
        print=here.to("statusark"),
        day=filters.as_of,
        screen=overview.draw(facts, here.to),
    )
