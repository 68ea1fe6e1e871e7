"""Til direktionen: what is read and what is asked for; how it is said is in screens/requests."""

from collections.abc import Sequence
from datetime import date

from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.requests import answered as answered_requests
from portfolio.queries.requests import choices
from portfolio.queries.requests.requests import of_others, open_requests
from portfolio.screens.requests import requests as screen
from portfolio.ui import components, drawing, links, session
from portfolio.ui.filter_bar import Picker


def read(portfolio: str, day: date, body: str | None = None) -> tuple[Request, ...]:
    """What is open to the body (its code; None: the directorate), the most pressing first."""
    return session.read(
        open_requests, as_of=day, today=session.today(), portfolio=portfolio, body=body
    )


def show(
    some: Sequence[Request], day: date, heading: str, nothing: str = "", *, in_full: bool = True
) -> None:
    """The questions under their heading; ``nothing`` is said where there is none."""
    codes = {row["code"]: session.elsewhere(row["code"]) for row in session.portfolios()}
    titles = tuple((code, title) for code, title in codes.items() if title)
    facts = (tuple(some), day, links.to, titles, (heading, nothing), in_full)
    drawing.show(session.write_once(screen.draw, *facts))


def of_parties(party_ids: frozenset[str], day: date) -> None:
    """What is asked of somebody's own parties, in every portfolio; nothing where nothing is."""
    found = session.read(
        of_others, as_of=day, today=session.today(), party_ids=tuple(sorted(party_ids))
    )
    if found:
        shown = components.page_of(found, screen.A_PAGE, "page:own_requests")
        show(shown, day, _("Asked of you"), in_full=False)


def choose(pick: Picker) -> str | None:
    """Of whom it is asked: a code; None is the directorate."""
    rows = session.read(choices.bodies_asked)
    first = rows[0]["name"] if rows else _("The directorate")
    names = {row["code"]: row["name"] for row in rows[1:]}
    return pick("hvem", _("Who is asked"), first, lambda: names)


def key_line(found: tuple[Request, ...]) -> None:
    """How much is open."""
    drawing.show(screen.count(found))


def derived(found: tuple[Request, ...], day: date) -> None:
    """What nobody has asked and is open: a question each."""
    rows = tuple(one for one in found if not one.is_asked)
    shown = components.page_of(rows, screen.A_PAGE, "page:requests")
    show(shown, day, *screen.derived_words())


def answered(portfolio: str, day: date, body: str | None) -> None:
    """What the body has answered, each with the decision that did."""
    rows = session.read(answered_requests.answered, as_of=day, portfolio=portfolio, body=body)
    drawing.show(
        screen.answered(components.page_of(rows, screen.A_PAGE, "page:answered"), links.to)
    )
