"""Min konto on Opsætning: who I am here, where I am signed in, another password."""

from datetime import UTC, datetime

import streamlit as st

from portfolio import labels
from portfolio.domain import clock
from portfolio.language import _
from portfolio.queries.people import people
from portfolio.screens import timestamps
from portfolio.screens.drawing import table
from portfolio.ui import components, drawing, links, session, visitor
from portfolio.ui.calendar import link
from portfolio.ui.mails import following
from portfolio.ui.saving import doing
from portfolio.usecases import secret_tokens
from portfolio.usecases.people import accounts, sessions, users
from portfolio.usecases.use_case import EntryWay

FIRST_ACCOUNT = "foerste-konto"


def section() -> None:
    """The reader's own account, or how to make the first one."""
    st.header(_("My account"), anchor=False)
    user_id = visitor.who().user_id
    if user_id is None:
        _no_account()
        return
    me = session.read_now(people.user, user_id=user_id, at=clock.now())
    if me is None:  # shut out between two questions of this run
        return
    facts(me)
    _sessions(me)
    if me.has_password:
        _password()
    following.mails(user_id)
    link.section()


def facts(user: people.User) -> None:
    """Name, e-mail, role and centres, line by line."""
    lines = [
        f"**{links.plain(user.name)}**",
        links.plain(user.email),
        _("Role: {role}", role=labels.label("role", user.role)),
        _("Centres: {centres}", centres=links.plain(centres(user))),
    ]
    st.markdown(components.lines(lines))


def centres(user: people.User) -> str:
    """The parties a user answers for, or that there are none."""
    return ", ".join(user.party_names) or _("none")


def _no_account() -> None:
    if visitor.who().entry is not EntryWay.LOCAL:
        return
    components.empty(
        _(
            "You work without an account, as administrator, because you use the server's "
            "own computer. As soon as the first account is made, everybody signs in, and "
            "users are managed here."
        )
    )
    st.markdown(links.link(_("Make the first account"), FIRST_ACCOUNT, next="/opsaetning"))


def _sessions(me: people.User) -> None:
    here = {secret_tokens.hashed(token) for token in visitor.tokens()}
    idle = datetime.now(UTC) - sessions.IDLE
    found = session.read_now(
        people.open_sessions,
        user_id=me.id,
        at=clock.now(),
        idle_since=clock.stored(idle),
        token_hashes=frozenset(here),
    )
    rows = [
        (
            timestamps.moment(row["created_at"]),
            timestamps.moment(row["seen_at"]),
            _("this browser") if row["here"] else _("another browser"),
        )
        for row in found.to_dict("records")
    ]
    with st.expander(_("Where you are signed in ({n})", n=len(found))):
        heads = [_("Signed in"), _("Last used"), _("Where")]
        drawing.show(table(_("Where you are signed in"), heads, rows))
        st.markdown(
            _(
                "Sign out everywhere when a computer is lost, or you forgot to sign out. "
                "You are signed out here too."
            )
        )
        if st.button(_("Sign out everywhere")):
            with doing(_("You are signed out everywhere. Sign in again.")):
                users.sign_out_everywhere(visitor.who(), me.id)


def _password() -> None:
    with st.expander(_("Change password")), st.form("password", border=False, clear_on_submit=True):
        old = st.text_input(
            _("The password you have now"), type="password", autocomplete="current-password"
        )
        new = st.text_input(_("The new password"), type="password", autocomplete="new-password")
        again = st.text_input(
            _("The new password once more"), type="password", autocomplete="new-password"
        )
        st.caption(_("You stay signed in here and are signed out everywhere else."))
        if not st.form_submit_button(_("Change password")):
            return
    if new != again:
        st.error(_("The new password was not written the same way twice. Write it again."))
        return
    with doing(_("The password is changed")):
        keep = next(iter(visitor.tokens()), None)
        accounts.change_password(visitor.who(), old or "", new or "", keep=keep)
