"""Følg: the button on a proposal, the list of what one follows, and what is mailed to oneself."""

import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.mails import following as queries
from portfolio.queries.mails.following import Followed
from portfolio.ui import components, links, session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.mails import following

_LANGUAGES = {"da": "Dansk", "en": "English"}


def button(proposal_id: str) -> None:
    """Follow the proposal, or stop; only for whoever has an account."""
    user_id = visitor.who().user_id
    if user_id is None:
        return
    hears = session.read_now(queries.follows_it, user_id=user_id, proposal_id=proposal_id)
    if hears:
        words, said = _("Stop following"), _("You no longer follow the proposal.")
    else:
        words, said = _("Follow"), _("You follow the proposal.")
    hint = _("You hear of it when its light, its stage or a decision on it changes.")
    if st.button(words, key=f"follow:{proposal_id}", help=hint):
        with doing(said):
            (following.stop if hears else following.follow)(visitor.who(), proposal_id)


def listed(user_id: str) -> None:
    """What the user follows, each with a way to stop."""
    st.header(_("Proposals you follow"), anchor=False)
    found = session.read_now(queries.followed, user_id=user_id)
    if not found:
        components.remark(_("None yet. Press Follow on a proposal's page to hear of it here."))
    for one in found:
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(_line(one), width="content")
        if row.button(_("Stop following"), key=f"stop:{one.proposal_id}", type="tertiary"):
            with doing(_("You no longer follow the proposal.")):
                following.stop(visitor.who(), one.proposal_id)


def _line(one: Followed) -> str:
    title = links.proposal(one.number, one.title, one.portfolio)
    facts = [components.light(one.rag), labels.label("stage", one.stage)]
    return components.joined([title, *facts, links.plain(session.elsewhere(one.portfolio))])


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
