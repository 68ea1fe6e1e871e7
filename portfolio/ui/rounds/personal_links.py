"""Personal links: closed for one person on Statusrunder, switched off for all on Opsætning."""

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.rounds import answer_links as links_queries
from portfolio.queries.rounds.answer_links import LinkOwner
from portfolio.screens import timestamps
from portfolio.ui import components, links, session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.rounds import answer_links


def of_round(round_id: str) -> None:
    """Who can answer the round by a link, and the way to close one; nothing where nobody can."""
    # A link is mailed and used without a change of the portfolio.
    today = session.today()
    owners = session.read_now(links_queries.owners, round_id=round_id, today=today)
    if not owners:
        return
    with st.expander(_("Personal links")):
        st.markdown(
            _(
                "They have been mailed a link that answers for their own proposals in this round,"
                " without a sign-in. Close it if it has got into other hands: they can still"
                " answer when they have signed in."
            )
        )
        for owner in owners:
            _one(round_id, owner)


def _one(round_id: str, owner: LinkOwner) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        said = f"**{links.plain(owner.name)}**  \n{components.quiet(_use(owner))}"
        st.markdown(said, width="stretch")
        if owner.is_open and st.button(
            _("Close the link of {name}", name=owner.name),
            key=f"answer_link:{owner.user_id}",
            type="tertiary",
        ):
            with doing(_("The link of {name} is closed", name=owner.name)):
                answer_links.close(visitor.who(), round_id, owner.user_id)


def _use(owner: LinkOwner) -> str:
    if not owner.is_open:
        return _("closed")
    if owner.used_at is None:
        return _("not used yet")
    return _("last used {date}", date=timestamps.moment(owner.used_at))


def section() -> None:
    """Whether mails may have personal links; only for those who decide who comes in."""
    if not visitor.can(Action.MANAGE_USERS):
        return
    st.header(_("Personal links in mails"), anchor=False)
    allowed = session.read(links_queries.are_allowed)
    st.markdown(
        _(
            "On: the mails of a status round have a link by which each lead answers for their own"
            " proposals without signing in. It shows nothing else, and it ends with the round."
        )
        if allowed
        else _("Off: whoever answers a status round has to sign in.")
    )
    words = _("Switch personal links off") if allowed else _("Switch personal links on")
    if st.button(words, key="answer_links:switch"):
        done = _("Personal links are off") if allowed else _("Personal links are on")
        with doing(done):
            answer_links.allow(visitor.who(), not allowed)
