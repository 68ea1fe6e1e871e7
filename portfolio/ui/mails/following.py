"""Følg: the button on a proposal, the list of what one follows, and what is mailed to oneself."""

import streamlit as st

from portfolio import language
from portfolio.language import _
from portfolio.queries.mails import following as queries
from portfolio.screens.drawing import draw, headed
from portfolio.ui import action_row, drawing, links, session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.mails import following

_LANGUAGES = {"da": "Dansk", "en": "English"}


def act_of(proposal_id: str) -> action_row.Acts:
    """To follow the proposal, or to stop; only for whoever has an account."""
    user_id = visitor.who().user_id
    if user_id is None:
        return {}
    if session.read_now(queries.follows_it, user_id=user_id, proposal_id=proposal_id):
        return {"follow": (_("Stop following"), lambda: _stop(proposal_id))}
    return {"follow": (_("Follow"), lambda: _follow(proposal_id))}


def _follow(proposal_id: str) -> None:
    with doing(_("You follow the proposal.")):
        following.follow(visitor.who(), proposal_id)


def _stop(proposal_id: str) -> None:
    with doing(_("You no longer follow the proposal.")):
        following.stop(visitor.who(), proposal_id)


def listed(user_id: str) -> None:
    """What the user follows, each with a way to stop."""
    found = session.read_now(queries.followed, user_id=user_id)
    none = [] if found else [_("None yet. Press Follow on a proposal's page to hear of it here.")]
    drawing.show(headed(_("Proposals you follow"), none, quiet=True))
    for one in found:
        row = st.container(horizontal=True, vertical_alignment="center")
        whose = session.elsewhere(one.portfolio)
        row.html(draw("followed.html", to=links.to, one=one, elsewhere=whose), width="content")
        if row.button(_("Stop following"), key=f"stop:{one.proposal_id}", type="tertiary"):
            _stop(one.proposal_id)


def mails(user_id: str) -> None:
    """Whether news is mailed to oneself, and the language of the mails."""
    st.subheader(_("Mails to you"), anchor=False)
    chosen = session.read_now(queries.choice, user_id=user_id)
    news = st.toggle(
        _("Mail me what is new"),
        chosen.news,
        key="mails:news",
        help=_(
            "At most one mail a day: decisions on your proposals, agendas with them on, and what"
            " you follow. What is asked of you is mailed in any case."
        ),
    )
    spoken = st.selectbox(
        _("Language of the mails"),
        list(_LANGUAGES),
        index=list(_LANGUAGES).index(chosen.language)
        if chosen.language in language.LANGUAGES
        else 0,
        format_func=_LANGUAGES.__getitem__,
        key="mails:language",
        width=240,
    )
    if (news, spoken) != (chosen.news, chosen.language):
        with doing(_("Your choice of mails is saved")):
            following.choose_mails(visitor.who(), news=news, language=spoken)
