"""The agenda as mail, from its review: to whom, with which papers, how it reads, who has had it."""

import streamlit as st

from portfolio import labels
from portfolio.domain.mails import ReminderState
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries.mails import agendas as agenda_queries
from portfolio.queries.mails.agendas import Reader, Sent, Why
from portfolio.reports import papers
from portfolio.reports.calendar.invitation import Person
from portfolio.reports.mails import agenda_mail
from portfolio.reports.papers import Paper
from portfolio.screens import timestamps
from portfolio.ui import action_row, components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.mails import outcome
from portfolio.ui.reviews import agenda_papers
from portfolio.ui.saving import doing
from portfolio.usecases import text_input
from portfolio.usecases.mails import agendas, sending
from portfolio.usecases.mails.agendas import Plan

#: What came of the last sending, for the next run to say.
_CAME_OF_IT = "agenda:came_of_it"
#: What goes with it until somebody says otherwise.
_USUAL = (Paper.CASE, Paper.OVERVIEW)


def offer(review_id: str, portfolio: str | None, *, is_off: bool = False) -> None:
    """Who has had it, and the way to send it; or what must be set first."""
    if not visitor.can(Action.PLAN_REVIEWS):
        return
    if came_of_it := st.session_state.pop(_CAME_OF_IT, None):
        came, skipped = came_of_it
        head = ngettext("The mail was sent to {n}.", "The mail was sent to {n}.", came.sent)
        outcome.say(head, came, skipped)
    _had(session.read_now(agenda_queries.sent, review_id=review_id))
    if not is_off and (earlier := agendas.lacking(review_id=review_id)):
        said = _(
            "It has changed since: {names} have the earlier one.", names=outcome.names(earlier)
        )
        components.remark(said)
    if outcome.cannot_send():
        return
    word = _("Mail that it is called off …") if is_off else _("Mail the agenda …")
    name = f"agenda:{review_id}"
    action_row.offer(
        name, {"send": (word, lambda: _form(f"{name}/send", review_id, portfolio, is_off=is_off))}
    )


def _had(log: tuple[Sent, ...]) -> None:
    """When it went out, and to whom; and who did not get it."""
    gone: dict[str, list[str]] = {}
    lost: list[str] = []
    for one in log:
        name = one.name or one.email
        if one.state is ReminderState.SENT:
            minute = one.at[:16]
            gone.setdefault(minute, []).append(name)
        else:
            lost.append(f"{name} ({labels.label('reminder_state', one.state)})")
    lines = [
        _(
            "Mailed {moment} to {names}.",
            moment=timestamps.moment(f"{minute}:00+00:00"),
            names=outcome.names(some),
        )
        for minute, some in gone.items()
    ]
    if lost:
        lines.append(_("Not sent to {names}.", names=outcome.names(lost)))
    if lines:
        st.markdown(components.quiet("  \n".join(lines)))


def _form(name: str, review_id: str, portfolio: str | None, *, is_off: bool) -> None:
    form = draft.open(name)
    emails = _recipients(form, review_id, is_off=is_off)
    chosen, note = list[Paper](), ""
    if not is_off:
        chosen = _papers(form)
        note = st.text_area(
            _("A few words above the agenda (optional)"),
            height=80,
            max_chars=text_input.WORDS,
            **form.field("note", ""),
        )
    try:
        server, public = sending.server(), sending.public()
        plan = agendas.plan(review_id=review_id, emails=emails)
    except PortfolioError as error:
        st.markdown(links.explained(error))
        return
    _tell(plan)
    if not plan.ready:
        return
    _preview(plan, public, note)
    words = ngettext("Send to {n} now", "Send to {n} now", len(plan.ready))
    if st.button(words, key=form.key("go"), type="primary"):
        with doing(_("The sending is over.")), st.spinner(_("Sending …")):
            enclosures = agenda_papers.made(chosen, portfolio)
            write = agenda_mail.writer(
                plan.invitation,
                enclosures,
                sender=server.sender,
                public=public,
                organizer=_organizer(server.address),
                note=note,
            )
            came = agendas.send(visitor.who(), plan, write, server)
            st.session_state[_CAME_OF_IT] = (came, plan.skipped)
            form.close()


def _organizer(otherwise: str) -> Person:
    """Whoever sends it, so that answers come to a human."""
    person = visitor.person()
    return Person(
        person.name if person.email else _("Portfolio tracker"), person.email or otherwise
    )


def _recipients(form: Draft, review_id: str, *, is_off: bool) -> list[str]:
    """The addresses chosen: those who have an older one, else those who attend."""
    readers = session.read_now(agenda_queries.readers, review_id=review_id)
    words = {one.to.email: _reader(one) for one in readers}
    lacking = agendas.lacking(review_id=review_id)
    attending = [one.to.email for one in readers if one.why is Why.ATTENDS]
    had_before = bool(session.read_now(agenda_queries.sent, review_id=review_id))
    begun = list(lacking) if lacking or is_off or had_before else attending
    options = list(dict.fromkeys([*words, *begun, *(form["to"] or [])]))
    chosen: list[str] = st.multiselect(
        _("To whom"),
        options,
        format_func=lambda email: words.get(email, email),
        placeholder=_("Choose readers, or type an address"),
        accept_new_options=True,
        help=_("Each gets a mail of their own, in their own language."),
        **form.field("to", begun),
    )
    return chosen


def _reader(one: Reader) -> str:
    why = {
        Why.ATTENDS: _("attends"),
        Why.LEAD: ", ".join(one.meant_for),
        Why.OTHER: _("has an account"),
    }[one.why]
    return components.joined([one.to.name, why])


def _papers(form: Draft) -> list[Paper]:
    titles = papers.titles()
    offered = {p: titles[p] for p, entry in papers.TABLE.items() if not entry.of_meeting}
    label = _("Documents that go with it")
    return form.choose_some("papers", label, offered, list(_USUAL), placeholder=_("None"))


def _tell(plan: Plan) -> None:
    """To how many it goes, who is skipped, and why."""
    going = [letter.to.name for letter in plan.ready]
    if not going and not plan.skipped:
        st.markdown(_("Nobody is chosen yet."))
        return
    said = ngettext(
        "It goes to **{n}**: {names}.",
        "It goes to **{n}**: {names}.",
        len(going),
        names=outcome.names(going),
    )
    lines = [said if going else _("**Nobody** would get it.")]
    st.markdown("\n\n".join([*lines, *outcome.skipped(plan.skipped)]))


def _preview(plan: Plan, public: str, note: str) -> None:
    """The mail as the first of them will read it."""
    first = plan.ready[0]
    with st.expander(_("How it looks to {name}", name=links.plain(first.to.name))):
        st.text(agenda_mail.preview(plan.invitation, first, public=public, note=note))
