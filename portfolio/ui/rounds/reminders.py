"""The send log of reminders on the page of status rounds: who was mailed, and what."""

import streamlit as st

from portfolio import labels
from portfolio.domain.mails import ReminderState
from portfolio.language import _
from portfolio.queries.mails import reminders_log
from portfolio.screens import timestamps
from portfolio.screens.drawing import headed
from portfolio.ui import components, drawing, session, tables
from portfolio.ui.tables import Column
from portfolio.usecases.mails.reminders import INTERRUPTED

#: States that ask for somebody's eye.
_TROUBLE = (ReminderState.FAILED, ReminderState.UNCERTAIN)


def section() -> None:
    """The mails that were sent or were to be, the newest first, and a filter by how it went."""
    states = session.read_now(reminders_log.states)
    facts = _counted(states) or [_("No reminder has been sent yet.")]
    drawing.show(headed(_("Reminders that were sent"), facts, quiet=not states))
    if states and st.toggle(_("Show them"), key="reminders:shown"):
        _listed(states)


def _counted(states: dict[str, int]) -> list[str]:
    return [
        f"**{states[state]}** {'■ ' if state in _TROUBLE else ''}"
        f"{labels.label('reminder_state', state)}"
        for state in ReminderState
        if state in states
    ]


def _listed(states: dict[str, int]) -> None:
    state = None
    if len(states) > 1:
        state = st.pills(
            _("How it went"),
            [state.value for state in ReminderState if state in states],
            format_func=lambda state: labels.label("reminder_state", state),
            key="reminders:state",
        )
    rows = session.read_now(reminders_log.send_log, state=state).to_dict("records")
    if not rows:
        components.remark(_("No reminder has that status any more."))
        return
    columns = _columns()
    shown = components.page_of(rows, tables.ROWS_A_PAGE, "page:paamindelser")
    tables.show(_("Reminders that were sent"), columns, shown)
    tables.downloads(lambda: tables.frame(rows, columns), "paamindelser")
    if len(rows) == reminders_log.MOST:
        components.remark(_("Only the latest {n} are shown.", n=reminders_log.MOST))


def _columns() -> list[Column]:
    return [
        Column(_("Mail"), "subject"),
        Column(_("When"), lambda row: timestamps.moment(row["at"])),
        Column(_("To"), lambda row: _whom(row["name"], row["email"])),
        Column(_("About"), lambda row: labels.label("reminder_kind", row["kind"])),
        Column(_("How it went"), lambda row: _how(row["state"], row["attempts"], row["error"])),
    ]


def _whom(name: str | None, email: str) -> str:
    return f"{name} ({email})" if name else email


def _how(state: str, attempts: int, error: str | None) -> str:
    word = labels.label("reminder_state", state)
    if state == ReminderState.SENT or not error:
        return word
    if error == INTERRUPTED:
        error = _("the program was stopped while it was being sent")
    # What the mail server said is its own words, in its own language.
    return _("{state} after {n} attempts: {error}", state=word, n=attempts, error=error)
