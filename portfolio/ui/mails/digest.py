"""Nyt siden mødet: from which day on it is told, and to whom."""

from datetime import date

from streamlit.delta_generator import DeltaGenerator

from portfolio import language
from portfolio.language import _
from portfolio.queries.mails import digest
from portfolio.queries.mails.digest import Digest, Reader
from portfolio.queries.overview import news
from portfolio.screens.drawing import rows
from portfolio.screens.mails import digest as screen
from portfolio.ui import choices, drawing, links, session, visitor

_MEETINGS = 4


def reader() -> Reader:
    """Who asks: what waits depends on it."""
    person = visitor.person()
    return Reader(visitor.who().user_id, person.role.value, person.party_ids)


def choose(portfolio: str, day: date, tools: DeltaGenerator) -> date:
    """The day to tell from: ``?siden=…``, or that of the last meeting."""
    last = session.read(news.since_last_meeting, portfolio=portfolio, until=day)
    with tools:
        return choices.day(
            "siden",
            _("Tell what has happened since"),
            last,
            words=lambda chosen: _("Since {day}", day=language.long_date(chosen)),
            latest=day,
        )


def show(told: Digest) -> None:
    """What is read, with the meetings it can be told from."""
    asked = {"portfolio": told.portfolio, "until": told.until}
    begins = rows(session.read(digest.meetings_to_begin_with, **asked).head(_MEETINGS))
    others = (row for row in session.portfolios() if row["code"] != told.portfolio)
    titles = {row["code"]: row["title"] for row in others}
    drawing.show(screen.draw(told, begins, links.to, titles))
