"""Keys to the API on Opsætning: made, shown once, revoked. Only for those who manage them."""

import streamlit as st

from portfolio import labels
from portfolio.domain.permissions import Action
from portfolio.language import _, long_date
from portfolio.queries.api import tokens
from portfolio.screens import timestamps
from portfolio.ui import components, links, session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.api import tokens as api_tokens

#: A key was made: its name is gone from the field on the next run.
_DONE = "api_key:done"


def section() -> None:
    """The keys that are in force, and the way to make another; nothing for everybody else."""
    if not visitor.can(Action.MANAGE_TOKENS):
        return
    st.header(_("Keys to the API"), anchor=False)
    st.markdown(
        _(
            "Other programs read what is public of the portfolio with a key. Each program"
            " has its own."
        )
    )
    st.markdown(_("[How the API is used]({address})", address=links.to("api/v1/")))
    listed = st.container()
    _make()
    with listed:  # drawn last: it shows the key just made too
        # A key's use is noted without a change of the portfolio.
        known = session.read_now(tokens.in_force)
        if not known:
            components.remark(_("No key has been made yet."))
        for key in known:
            _show_key(key)


def _show_key(key: tokens.Key) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{links.plain(key.name)}**  \n{components.quiet(_use(key))}", width="stretch"
        )
        if st.button(
            _("Revoke the key of {name}", name=key.name), key=f"revoke:{key.id}", type="tertiary"
        ):
            with doing(_("The key of {name} is revoked", name=key.name)):
                api_tokens.revoke(visitor.who(), key.id)


def _use(key: tokens.Key) -> str:
    used = (
        _("never used")
        if key.used_at is None
        else _("last used {date}", date=long_date(timestamps.day(key.used_at)))
    )
    return _(
        "Made {date} by {name}, {used}.",
        date=long_date(timestamps.day(key.created_at)),
        name=links.plain(labels.within("actor", key.created_by)),
        used=used,
    )


def _make() -> None:
    if st.session_state.pop(_DONE, False):
        st.session_state.pop("api_key_name", None)
    name = st.text_input(
        _("What is the key for?"),
        max_chars=200,
        key="api_key_name",
        width=400,
        help=_("Such as the name of the program that is to use it."),
        persist_state="session",
    )
    if st.button(_("Make a key"), key="api_key_make"):
        # Drawn in the run that makes it and kept nowhere: the next run does not have it.
        with doing(_("The key is made"), rerun=False):
            token = api_tokens.make(visitor.who(), name or "")
            st.session_state[_DONE] = True
            st.success(
                _(
                    "Copy the key now: it is shown only this once. Whoever has it can read"
                    " what is public here."
                )
            )
            st.code(token, language=None, wrap_lines=True)
