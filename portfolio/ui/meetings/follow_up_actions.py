"""One follow-up and what can be done with it: done, lapsed, open again, who, when; a new one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from portfolio.domain.model import FollowUpStatus
from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.meetings import follow_ups as meeting_follow_ups
from portfolio.queries.meetings.follow_ups import Filters
from portfolio.reports.meetings import sentences
from portfolio.ui import (
    action_row,
    choices,
    components,
    draft,
    field_words,
    frame,
    session,
    visitor,
)
from portfolio.ui.draft import Draft
from portfolio.ui.meetings import follow_ups
from portfolio.usecases.content.field import PLAIN_DANISH, say
from portfolio.usecases.meetings import follow_ups as follow_up_usecases
from portfolio.usecases.meetings.follow_ups import Owner

Row = dict[str, Any]


def one(portfolio: str, day: date, id: str) -> None:
    """The follow-up of the address, and for whoever may: what can be done with it."""
    facts = follow_ups.show(Filters(as_of=day, within=portfolio), id)
    if not facts.listed:
        return follow_ups.say_unknown(day)
    (row,) = facts.listed
    frame.name_tab(row["title"])
    if day < session.today():
        st.markdown(components.quiet(_("To change it, show the portfolio as of today.")))
    elif visitor.can(Action.FOLLOW_UP, party_id=row["party_id"]):
        _offer(row)


def _offer(row: Row) -> None:
    name = f"follow_up:{row['id']}"
    if row["status"] != FollowUpStatus.OPEN:
        action_row.offer(name, {"reopen": (_("Reopen"), lambda: _reopen(row, name))})
        return
    action_row.offer(
        name,
        {
            "done": (_("Done"), lambda: _done(row, name)),
            "assign": (_("Set responsible and date"), lambda: _assign(row, name)),
            "lapse": (_("Lapsed"), lambda: _lapse(row, name)),
        },
    )


def _done(row: Row, name: str) -> None:
    form = draft.open(f"{name}/done", version=row["version"])
    note = st.text_area(_("What came of it *"), height=80, **form.field("state_note", ""))
    on = _day(row, form)

    def save(version: int) -> None:
        follow_up_usecases.finish(
            visitor.who(), row["id"], version, note=note, on=on, today=session.today()
        )

    _save(form, _("Mark as done"), save)


def _lapse(row: Row, name: str) -> None:
    st.markdown(_("It is not to be done any more. It stays on record with the reason."))
    form = draft.open(f"{name}/lapse", version=row["version"])
    reason = st.text_area(_("Reason *"), height=80, **form.field("state_note", ""))
    on = _day(row, form)

    def save(version: int) -> None:
        follow_up_usecases.lapse(
            visitor.who(), row["id"], version, reason=reason, on=on, today=session.today()
        )

    _save(form, _("Mark as lapsed"), save)


def _reopen(row: Row, name: str) -> None:
    form = draft.open(f"{name}/reopen", version=row["version"])
    reason = st.text_area(_("Reason *"), height=80, **form.field("why", ""))

    def save(version: int) -> None:
        follow_up_usecases.reopen(visitor.who(), row["id"], version, reason=reason)

    _save(form, _("Reopen"), save)


def _assign(row: Row, name: str) -> None:
    begun = {"responsible_party_id": row["party_id"], "date_text": row["date_text"] or ""}
    form = draft.open(f"{name}/assign", begun, version=row["version"])
    owner = _owner(form)
    reason = _why_moved(form) if row["date_end"] else None

    def save(version: int) -> None:
        follow_up_usecases.assign(
            visitor.who(), row["id"], version, owner, today=session.today(), reason=reason
        )

    _save(form, _("Save"), save)


def _owner(form: Draft) -> Owner:
    """Who and when, what was understood of the date said at once."""
    names = choices.named(session.read(filter_choices.all_parties))
    hint = _("responsible missing")
    party = form.choose("responsible_party_id", _("Responsible"), names, placeholder=hint)
    words = st.text_input(
        _("Date"),
        placeholder=_("date missing"),
        help=say(PLAIN_DANISH),
        **form.field("date_text", ""),
    )
    field_words.echo_date(form, "date_text")
    both = _("With both it is an agreement, and is overdue when the date has passed.")
    st.markdown(components.quiet(both))
    return Owner(party_id=party, date_words=words)


def _why_moved(form: Draft) -> str:
    why: str = st.text_input(
        _("Why the date is moved"),
        max_chars=200,
        help=_("The earlier date stays on record with the reason. Not needed for the responsible."),
        **form.field("why", ""),
    )
    return why


def _day(row: Row, form: Draft) -> date:
    today = session.today()
    first = date.fromisoformat(row["decided_on"])
    picked = st.date_input(
        _("Which day"),
        format="DD.MM.YYYY",
        min_value=min(first, today),
        max_value=today,
        **form.field("day", today),
    )
    return picked if isinstance(picked, date) else today


def _save(form: Draft, label: str, work: Callable[[int], None]) -> None:
    pressed = st.button(label, key=form.key("save"), type="primary")
    form.save(pressed, work, _("Saved"), words=_words(), say=_say, whole=True)


def _words() -> dict[str, str]:
    return {
        "status": _("Status"),
        "state_note": _("What was said"),
        "responsible_party_id": _("Responsible"),
        "date_text": _("Date"),
    }


def _say(column: str, value: Any) -> str:  # noqa: ANN401 - whatever the column holds
    if not value:
        return _("(empty)")
    if column == "responsible_party_id":
        return str(choices.named(session.read(filter_choices.all_parties)).get(value, value))
    return str(value)


def offer_new(portfolio: str, day: date) -> None:
    """A new follow-up of a decision, for the secretary."""
    if day < session.today() or not visitor.can(Action.FOLLOW_UP):
        return
    name = "follow_up:new"
    action_row.offer(name, {"add": (_("Add a follow-up"), lambda: _new(portfolio, day, name))})


def _named(row: dict[Any, Any]) -> str:
    return sentences.named(row["number"], row["decided_on"])


def _new(portfolio: str, day: date, name: str) -> None:
    known = session.read(meeting_follow_ups.decisions_to_follow, as_of=day, portfolio=portfolio)
    if known.empty:
        components.empty(_("There is no decision to add a follow-up to."))
        return
    form = draft.open(f"{name}/add")
    words = {row["id"]: f"{_named(row)}: {row['decision']}" for row in known.to_dict("records")}
    hint = _("Choose from the list")
    decision = form.choose("decision", _("Decision *"), words, placeholder=hint)
    title = st.text_input(_("What is to be done *"), max_chars=200, **form.field("title", ""))
    owner = _owner(form)
    form.send(
        st.button(_("Add"), key=form.key("save"), type="primary"),
        lambda _version: follow_up_usecases.add(
            visitor.who(), decision or "", title=title, owner=owner, today=session.today()
        ),
        _("Added"),
    )
