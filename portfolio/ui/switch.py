"""The switch between portfolios: which one is shown (``?portefolje=<code>``), and its button."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

import streamlit as st

from portfolio.language import _, shortened
from portfolio.ui import choices, links, session

#: The address of the page across all portfolios.
EVERY = "portefoeljer"
#: Choices that mean the same in every portfolio; the others are let go when it changes.
_SHARED = ("dato", links.PORTFOLIO)
#: A longer title would push the day and the language onto a line of their own.
_MOST_LETTERS = 28
_MOST_LISTED = 12

_is_asked_for: ContextVar[bool] = ContextVar("switch", default=False)


def begin() -> None:
    """Find out, before the page, which portfolio this run shows; the address says it.

    A bare address is the first one, so that links from before there were more still hold.
    """
    _is_asked_for.set(False)
    codes = [row["code"] for row in session.portfolios()]
    st.session_state[links.SHOWN] = codes[0] if codes else None
    if len(codes) < 2:
        return
    before = choices.kept(links.PORTFOLIO) or codes[0]
    code = choices.follow(links.PORTFOLIO, codes)
    st.session_state[links.SHOWN] = code
    if code != before:
        choices.let_go_of_all_but(*_SHARED)


def ask_for() -> None:
    """The page shows one portfolio: its heading offers the others."""
    _is_asked_for.set(True)


def show(title: str) -> None:
    """The button that says which portfolio is shown and unfolds the others."""
    every, shown = session.portfolios(), session.portfolio()
    if not _is_asked_for.get() or shown is None or len(every) < 2:
        return
    is_said = links.here() == EVERY or shown["title"] == title
    named = _("Portfolio") if is_said else shortened(shown["title"], _MOST_LETTERS)
    with st.popover(links.plain(named), help=_("Switch to another portfolio")):
        lines = [_line(row, shown["code"]) for row in every[:_MOST_LISTED]]
        all_of_them = links.link(_("All portfolios"), EVERY)
        st.markdown("\n\n".join([*lines, all_of_them]))


def _line(row: Mapping[str, Any], shown: str) -> str:
    if row["code"] == shown and links.here() != EVERY:
        return _("**{title}** (shown)", title=links.plain(row["title"]))
    page = "" if links.here() == EVERY else links.here()
    return links.link(row["title"], page, **{links.PORTFOLIO: row["code"]})
