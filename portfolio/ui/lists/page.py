"""Which step of taking a list in one is at; below the first the lists that were taken in."""

import streamlit as st

from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.screens.lists import lists as screen
from portfolio.ui import draft, drawing, links
from portfolio.ui.draft import Draft
from portfolio.ui.lists import columns, earlier, file, preview, words
from portfolio.ui.lists.state import STEP, State

_STEPS = (file.ask, columns.ask, words.ask, preview.ask)


def show() -> None:
    """The step one is at."""
    form = draft.open("list")
    state = State(form)
    at = state.step if state.file is not None else 0
    names = [_("File"), _("Columns"), _("The words"), _("Preview")]
    drawing.show(screen.steps(names, at))
    try:
        _STEPS[at](state)
    except PortfolioError as error:
        st.error(links.explained(error))
        _begin_again(form)
    if at == 0:
        earlier.show()


def _begin_again(form: Draft) -> None:
    if st.button(_("Choose another file"), key="list:again"):
        form.set(STEP, 0)
        st.rerun()
