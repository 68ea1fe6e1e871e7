"""The day the portfolio is shown as of, shared by all pages as ``?dato=2022-04-04``."""

from datetime import date

import streamlit as st

from portfolio import language
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.overview import figures
from portfolio.screens.overview.overview import is_old
from portfolio.ui import choices, links, session

PARAMETER = "dato"


def choose() -> date:
    """Draw the day field and answer the day chosen; today unless another is asked for."""
    return choices.day(
        PARAMETER,
        _("Show the portfolio as of"),
        session.today(),
        words=lambda day: _("As of {day}", day=language.long_date(day)),
        latest=session.today(),
    )


def say_age(portfolio: str | None, day: date) -> None:
    """How old the newest thing on record of a portfolio is, and the way to its day; None is all."""
    if words := age(portfolio, day):
        st.markdown(words)


def age(portfolio: str | None, day: date) -> str:
    """What ``say_age`` says; nothing while the news is fresh."""
    newest = session.read(figures.latest_news, as_of=day, portfolio=portfolio)
    if newest is None or not is_old(newest, day):
        return ""
    when = language.long_date(newest)
    sentence = _(
        "The newest information is from {day}, {age} earlier.",
        day=when,
        age=language.age(newest, day),
    )
    return f"**{sentence}** {_offer(newest)}"


def offer_first_day(day: date) -> str:
    """The way to the day of the first meeting after a day when nothing was known."""
    later = [text for text in session.read(filter_choices.meeting_dates) if text > day.isoformat()]
    if not later:
        return ""
    first = date.fromisoformat(min(later))
    return f" {_offer(first)}"


def _offer(day: date) -> str:
    words = _("Show as of {day}", day=language.long_date(day))
    return links.link(words, links.here(), **{PARAMETER: day.isoformat()})
