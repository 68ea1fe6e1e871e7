"""Mailing links to users from Opsætning, where a mail server is set; else they are copied."""

from collections.abc import Callable, Sequence

import streamlit as st

from portfolio.domain.model import UserState
from portfolio.language import _, ngettext
from portfolio.queries.people.people import User
from portfolio.reports.mails import invitation_mail
from portfolio.ui import draft, links, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.mails import invitations, sending
from portfolio.usecases.mails.digests import Outcome

#: What came of the last sending, for the next run to say.
_CAME_OF_IT = "invitations:came_of_it"


def can_be_mailed() -> bool:
    """Whether a mail server, and the address to link to, are set."""
    return not sending.unset()


def offer(known: Sequence[User]) -> None:
    """Mail a link to several at once: to those who have never been in, unless others are chosen."""
    waiting = {user.id: user.name for user in known if user.state is UserState.INVITED}
    if not waiting or not can_be_mailed():
        return
    with st.expander(_("Mail links to those who have not been in")):
        form = draft.open("invitations:mail")
        without = [user.id for user in known if user.id in waiting and user.invited_until is None]
        chosen = form.choose_some(
            "to",
            _("To whom"),
            waiting,
            without,
            placeholder=_("Choose whom to invite"),
            help=_("Each gets a link of their own, in their own language. Earlier links stop."),
        )
        words = ngettext("Mail {n} link", "Mail {n} links", len(chosen))
        if st.button(words, key=form.key("go"), type="primary", disabled=not chosen):
            with doing(_("The sending is over.")), st.spinner(_("Sending …")):
                ready()(chosen)
                form.close()


def ready() -> Callable[[Sequence[str]], None]:
    """What mails each user a link; what came of it is said on the next run.

    Raises PortfolioError, saying what to set, where the mail server is set wrongly.
    """
    server, public = sending.server(), sending.public()
    write = invitation_mail.writer(sender=server.sender, public=public)

    def send(user_ids: Sequence[str]) -> None:
        st.session_state[_CAME_OF_IT] = invitations.send(visitor.who(), user_ids, write, server)

    return send


def say() -> None:
    """What came of the last sending."""
    outcome: Outcome | None = st.session_state.pop(_CAME_OF_IT, None)
    if outcome is None:
        return
    words = ngettext("{n} link was mailed.", "{n} links were mailed.", outcome.sent)
    box = st.warning if outcome.faults else st.success
    box("\n\n".join([words, *map(links.plain, outcome.faults)]))
