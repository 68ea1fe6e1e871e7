"""What whoever is not signed in sees in place of a page: why, and where to sign in.

The forms themselves are pages of their own, outside Streamlit: portfolio/web/people/sign_in.py.
"""

import streamlit as st

from portfolio.language import _
from portfolio.screens.frame.frame import WAY_OUT, way_back
from portfolio.ui import links, unsaved, visitor
from portfolio.usecases.people import accounts, sessions

_LEFT = "signed_out"


def ask() -> None:
    """Nobody is signed in: say why, and where to. Nothing of the portfolio is drawn."""
    st.title(_("Sign in"), anchor=False)
    has_left = st.session_state.pop(_LEFT, False)
    st.markdown(_("You are signed out.") if has_left else _why())
    wanted = way_back(links.here(), links.asked().items())
    st.link_button(_("Sign in"), links.to("log-ind", next=wanted), type="primary")
    unsaved.say_kept(has_left=has_left)
    if visitor.claims():
        st.button(_("Sign out"), key="sign_out", on_click=_leave)


def way_out() -> str | None:
    """What the address asks for to sign this reader out: nobody else can make such a link."""
    return sessions.way_out(visitor.tokens()) if visitor.tokens() else None


def leaves() -> bool:
    """Whether the reader has followed their way out; then they are signed out."""
    asked = st.query_params.pop(WAY_OUT, None)
    if asked is None or asked != way_out():
        return False
    _leave()
    return True


def _leave() -> None:
    for token in visitor.tokens():
        sessions.end(token)
    st.session_state[_LEFT] = True
    if visitor.claims():
        st.logout()


def _why() -> str:
    said = visitor.claims()
    if not said:
        return _("You are not signed in, or have not used the program for some time.")
    email = str(said.get("email") or "")
    if not email:
        return _("The municipality's login says no e-mail of yours. Ask whoever runs it.")
    if said.get("email_verified") is False or not accounts.has_open_account(email):
        return _(
            "{email} has no access here. Ask an administrator of the portfolio tracker.",
            email=links.plain(email),
        )
    return _("You have been signed in for long, or have signed out. Sign in again.")
