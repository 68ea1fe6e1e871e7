"""What somebody sees who is not signed in, and what is said while there is no account."""

from __future__ import annotations

import streamlit as st

from portfolio.language import _
from portfolio.ui import visitor
from portfolio.usecases.acting import Door


def ask() -> None:
    """Nobody is signed in: say where to."""
    st.title(_("Sign in"), anchor=False)


def say_local() -> None:
    """A quiet line that anybody at this machine is administrator, and the way out of it."""
    if visitor.who().door is Door.LOCAL:
        st.caption(_("There is no account yet: whoever sits at this machine is administrator."))
