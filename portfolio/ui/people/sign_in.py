"""Who is signed in and the way out, what nobody sees but "sign in", and local mode's banner.

The forms themselves are pages of their own, outside Streamlit: portfolio/web/people/sign_in.py.
"""

from urllib.parse import urlencode

import streamlit as st

from portfolio.labels import label
from portfolio.language import _
from portfolio.ui import links, unsaved, visitor
from portfolio.usecases.people import accounts, sessions
from portfolio.usecases.use_case import EntryWay

_LEFT = "signed_out"


def ask() -> None:
    """Nobody is signed in: say why, and where to. Nothing of the portfolio is drawn."""
    st.title(_("Sign in"), anchor=False)
    has_left = st.session_state.pop(_LEFT, False)
    st.markdown(_("You are signed out.") if has_left else _why())
    st.link_button(_("Sign in"), links.to("log-ind", next=_here()), type="primary")
    unsaved.say_kept(has_left=has_left)
    if visitor.claims():
        st.button(_("Sign out"), key="sign_out", on_click=_leave)


def show_reader() -> None:
    """Who reads, and folded behind it the way out; before the first account, the way to it."""
    reader = visitor.person()
    if reader.who.entry is EntryWay.LOCAL:
        return _say_local()
    with st.popover(links.plain(reader.name), type="tertiary", key="reader"):
        st.text(f"{reader.email}\n{label('role', reader.role)}")  # Markdown makes a link of it
        st.markdown(links.link(_("Notices"), "beskeder"))
        st.button(_("Sign out"), key="sign_out", on_click=_leave)


def _say_local() -> None:
    """Anybody at this machine is administrator, and how that is ended."""
    said = _("There is no account yet: whoever sits at this machine is administrator.")
    offer = _("Make the first account")
    with st.popover(_("No account yet"), type="tertiary", key="reader"):
        st.markdown(f"{said}\n\n[{offer}]({links.to('foerste-konto', next=_here())})")


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


def _here() -> str | None:
    """The page and all that was asked of it; None for the front page as it comes."""
    asked = urlencode(dict(st.query_params.items()))
    page = f"/{links.here()}"
    return f"{page}?{asked}" if asked else page if page != "/" else None
