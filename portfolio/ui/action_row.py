"""What can be done here, offered in one quiet row; the form of what is chosen opens below it.

Not popovers: their room ends at the edge of the window, and a form with a date and a reason is
longer than that. What is typed stays while others change the page, and (``persist_state``) while
another page is looked at; ``done`` closes and empties::

    acts.offer(name, {"ask": (_("Ask a party"), draw)})
    ...
        with doing(_("Saved")):
            usecases.x(...)
            acts.done(name)
"""

from collections.abc import Callable, Mapping

import streamlit as st

from portfolio.language import _

#: px; a line of a reason that is still easy to read.
_WIDTH = 560
_DONE, _OPENED = "act:done:", "act:opened:"


def offer(name: str, acts: Mapping[str, tuple[str, Callable[[], None]]]) -> None:
    """Draw the row of ``acts``: by code, its words and what draws its form."""
    if not acts:
        return
    key = f"act:{key_of(name)}"
    if st.session_state.get(key) not in (None, *acts):
        del st.session_state[key]  # no longer possible, or no longer for this reader
    picked = st.pills(
        _("What do you want to do?"),
        list(acts),
        format_func=lambda code: acts[code][0],
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    if picked is None:
        st.session_state.pop(_OPENED + name, None)
        return
    with st.container(border=True, width=_WIDTH):
        acts[picked][1]()


def key_of(name: str) -> str:
    """What the keys of a form's fields begin with: another one when it has been done."""
    return f"{name}:{st.session_state.get(_DONE + name, 0)}"


def done(name: str) -> None:
    """The form has been used: it is closed and empty on the next run."""
    st.session_state[_DONE + name] = st.session_state.get(_DONE + name, 0) + 1
    st.session_state.pop(_OPENED + name, None)


def opened(name: str, what: str, version: int) -> int:
    """The version of ``what`` when its form was opened: the one a save is checked against."""
    versions: dict[str, int] = st.session_state.setdefault(_OPENED + name, {})
    return versions.setdefault(what, version)


def told(name: str, what: str, version: int) -> None:
    """The reader has been told which version stands now, and may save on top of it."""
    st.session_state.setdefault(_OPENED + name, {})[what] = version
