"""The digest as mail, from its page: to whom, who is skipped and why, and what came of it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from portfolio import labels
from portfolio.domain.permissions import Action, Role
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries.people import people
from portfolio.reports.mails import digest_mail
from portfolio.ui import action_row, components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.mails import outcome
from portfolio.ui.saving import doing
from portfolio.usecases.mails import digests as mail_digests
from portfolio.usecases.mails import sending
from portfolio.usecases.mails.digests import Outcome, Plan, SkippedReader

_NAME = "digest:mail"
#: What came of the last sending, for the next run to say.
_CAME_OF_IT = "digest:came_of_it"


def offer(portfolio: str, first: date, day: date) -> None:
    """The way to send it, for whoever may; or what must be set first. Only of today."""
    if day != session.today() or not visitor.can(Action.PLAN_REVIEWS):
        return
    if outcome.cannot_send():
        return
    if came_of_it := st.session_state.pop(_CAME_OF_IT, None):
        _say(*came_of_it)
    action_row.offer(
        _NAME, {"send": (_("Send it as mail …"), lambda: _form(portfolio, first, day))}
    )


def _form(portfolio: str, first: date, day: date) -> None:
    known = session.read(people.with_accounts)
    if not known:
        st.markdown(
            _("There are no users to send it to yet. An administrator adds them under Settings.")
        )
        return
    form = draft.open(f"{_NAME}/send")
    recipients = _recipients(form, known)
    try:
        server, public = sending.server(), sending.public()
        plan = mail_digests.plan(
            emails=recipients, roles=(), portfolio=portfolio, since=first, today=day
        )
    except PortfolioError as error:
        st.markdown(links.explained(error))
        return
    _tell(plan)
    if not plan.ready:
        return
    words = ngettext("Send to {n} now", "Send to {n} now", len(plan.ready))
    if st.button(words, key=form.key("go"), type="primary"):
        digests = {ready.send_key: ready.digest for ready in plan.ready}
        write = digest_mail.writer(digests, sender=server.sender, public=public)
        with doing(_("The sending is over.")), st.spinner(_("Sending …")):
            came = mail_digests.send(visitor.who(), plan.ready, write, server)
            st.session_state[_CAME_OF_IT] = (came, plan.skipped)
            form.close()


def _recipients(form: Draft, known: list[tuple[str, str, str]]) -> list[str]:
    """The addresses chosen: the directors, until somebody chooses others."""
    names = {
        email: components.joined([name, labels.label("role", role)]) for email, name, role in known
    }
    directors = [email for email, _name, role in known if role == Role.DIRECTOR]
    return form.choose_some(
        "to",
        _("To whom"),
        names,
        directors,
        placeholder=_("Choose who was away"),
        help=_("Each gets it in their own language, with what waits for them."),
    )


def _tell(plan: Plan) -> None:
    """To how many it goes, who is skipped, and why."""
    going = [ready.letter.to.name for ready in plan.ready]
    if not going and not plan.skipped:
        st.markdown(_("Nobody is chosen yet."))
        return
    lines = [
        ngettext(
            "It goes to **{n}**: {names}.",
            "It goes to **{n}**: {names}.",
            len(going),
            names=outcome.names(going),
        )
        if going
        else _("**Nobody** would get it.")
    ]
    st.markdown("\n\n".join([*lines, *outcome.skipped(plan.skipped)]))


def _say(came: Outcome, skipped: Sequence[SkippedReader]) -> None:
    head = ngettext(
        "“New since the meeting” was sent to {n}.",
        "“New since the meeting” was sent to {n}.",
        came.sent,
    )
    outcome.say(head, came, skipped)
