"""One more portfolio, begun by the secretary on the page Content."""

import streamlit as st

from portfolio.language import _
from portfolio.ui import links, session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.content import first_use


def form() -> None:
    """Title and purposes; the municipality is that of the portfolio shown."""
    shown = session.portfolio()
    if shown is None:
        return
    with st.expander(_("New portfolio"), key="another", on_change="rerun") as opened:
        if opened.open:
            _ask(str(shown["municipality"]))


def _ask(municipality: str) -> None:
    title = st.text_input(_("The portfolio's title") + " *", key="another:title")
    typed = st.text_area(
        _("What it is to lead to, one purpose on each line") + " *", key="another:purposes"
    )
    st.markdown(
        _(
            "It belongs to {municipality}. Write its proposals afterwards, under Proposals.",
            municipality=links.plain(municipality),
        )
    )
    if st.button(_("Make the portfolio"), type="primary", key="another:make"):
        _make(first_use.Beginning(municipality, title, first_use.lines(typed), []))


def _make(beginning: first_use.Beginning) -> None:
    with doing(_("The portfolio is made. Choose it at the top of the page.")):
        first_use.another(visitor.who(), beginning, today=session.today())
        for name in ("another:title", "another:purposes", "another"):
            st.session_state.pop(name, None)
