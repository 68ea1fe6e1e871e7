"""What can be done here, offered in one quiet row; the form of what is chosen opens below it.

Not popovers: their room ends at the edge of the window, and a form with a date and a reason is
longer than that. The form is a part of the row's draft (:mod:`portfolio.ui.draft`), so what is
typed stays while others change the page, and closing the form closes the row too::

    action_row.offer(name, {"ask": (_("Ask a party"), lambda: _ask(f"{name}/ask"))})
"""

from collections.abc import Callable

import streamlit as st

from portfolio.language import _
from portfolio.ui import draft

#: px; a line of a reason that is still easy to read.
_WIDTH = 560
#: By code: its words, and what draws its form.
Acts = dict[str, tuple[str, Callable[[], None]]]


def offer(name: str, acts: Acts) -> None:
    """Draw the row of what can be done."""
    if not acts:
        return
    row = draft.open(name)
    picked = st.pills(
        _("What do you want to do?"),
        list(acts),
        format_func=lambda code: acts[code][0],
        label_visibility="collapsed",
        # What is no longer possible, or no longer for this reader, is not chosen any more.
        **row.field("act", among=acts),
    )
    if picked is not None:
        with st.container(border=True, width=_WIDTH):
            acts[picked][1]()


def menu(name: str, acts: Acts, at_once: Acts) -> None:
    """Draw one button that unfolds what can be done; ``form`` draws what is chosen of it.

    ``at_once``: what needs no form.
    """
    every = acts | at_once
    if not every:
        return
    row = draft.open(name)
    row.field("act", among=acts)
    if len(every) == 1:
        ((code, (words, _draw)),) = every.items()
        picked = code if st.button(words, key=row.key("menu")) else None
    else:
        picked = st.menu_button(
            _("More"), list(every), format_func=lambda code: every[code][0], key=row.key("menu")
        )
    if picked in at_once:
        at_once[picked][1]()
    elif picked is not None:
        row.set("act", picked)


def form(name: str, acts: Acts) -> None:
    """Draw the form of what was chosen in the menu, with the way to put it away."""
    row = draft.every().get(name)
    if row is None or row["act"] not in acts:
        return
    words, draw = acts[row["act"]]
    with st.container(border=True, width=_WIDTH):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{words}**", width="content")
            if st.button(_("Close"), key=row.key("close"), type="tertiary"):
                row.set("act", None)
                st.rerun()
        draw()
