"""The last step: what would change, row by row, and the one button that does it."""

import streamlit as st

from portfolio.domain.lists.difference import RowState
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.screens.lists import lists as screen
from portfolio.ui import choices, components, drawing, links, visitor
from portfolio.ui.lists.state import State
from portfolio.ui.saving import say_later
from portfolio.usecases.lists import previewing, taking
from portfolio.usecases.lists.previewing import Preview

_A_PAGE = 50  # rows
_WIDTH = 720  # px, as the first step
_ORDER = (
    RowState.WRONG,
    RowState.CHANGED,
    RowState.ADDED,
    RowState.SAME,
    RowState.LEFT_OUT,
)


def ask(state: State) -> None:
    """The summary first, then the button, then the rows, those with errors before the others."""
    found = state.read()
    left_out = frozenset(state.form["left_out"] or ())
    preview = previewing.preview(visitor.who(), found, state.target, left_out)
    drawing.show(screen.summary(dict(preview.count), preview.gone, len(found.entries)))
    if preview.told:
        drawing.show(screen.told(preview.told))
    _ask_left_out(state, preview, left_out)
    _buttons(state, preview, left_out)
    rows = sorted(preview.finds, key=lambda find: _ORDER.index(find.state))
    shown = components.page_of(rows, _A_PAGE, "page:list")
    drawing.show(screen.preview(shown, preview.fields))


def _ask_left_out(state: State, preview: Preview, left_out: frozenset[int]) -> None:
    """Rows with errors keep the list out, unless somebody leaves them out; others can be too."""
    faulty = preview.of(RowState.WRONG)
    if faulty:
        words = ngettext(
            "Leave out the {n} row with errors", "Leave out the {n} rows with errors", len(faulty)
        )
        if st.button(words, key="list:without"):
            state.form.set("left_out", sorted(left_out | {find.entry.line for find in faulty}))
            st.rerun()
    titles = {one.line: f"{one.line} {one.title}" for one in preview.reading.entries}
    with st.container(width=_WIDTH):
        st.multiselect(
            _("Rows to leave out"),
            list(titles),
            format_func=lambda line: titles.get(line, str(line)),
            placeholder=_("Choose rows"),
            **state.form.field("left_out", [], among=titles),
        )


def _buttons(state: State, preview: Preview, left_out: frozenset[int]) -> None:
    taken = len(preview.of(RowState.ADDED, RowState.CHANGED, RowState.SAME))
    with st.container(horizontal=True, gap="small"):
        pressed = st.button(
            _("Take the list in"),
            type="primary",
            key="list:take",
            disabled=bool(preview.of(RowState.WRONG)) or not taken,
        )
        if st.button(_("Back"), key="list:back:3"):
            state.go(state.step - 1)
    if pressed:
        _take(state, preview, left_out)


def _take(state: State, preview: Preview, left_out: frozenset[int]) -> None:
    assert state.file is not None
    try:
        taking.take_in(
            visitor.who(),
            state.file,
            preview.reading,
            state.target,
            left_out=left_out,
            seen=preview.mark,
        )
    except PortfolioError as error:
        st.error(links.explained(error))
        return
    code = taking.portfolio_of(state.target)
    state.form.close()
    say_later(_("The list has been taken in."))
    choices.let_go_of_all_but()
    st.switch_page("pages/work/lists.py", query_params={links.PORTFOLIO: code})
