"""The forms of a review: plan one, change its meeting, call it off."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.language import _
from portfolio.queries.organisations import organisations
from portfolio.queries.organisations.organisations import Organisation
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews.reviews import Review
from portfolio.screens.reviews import words
from portfolio.ui import draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.meetings import bodies
from portfolio.ui.meetings.bodies import Body
from portfolio.ui.reviews import series_form
from portfolio.usecases.reviews import planning, series
from portfolio.usecases.reviews.slot import LONGEST_SLOT
from portfolio.usecases.rounds import rounds

_WIDTH = 720  # px: a form is read down, not across
_MINUTES = 20  # the directors' twenty minutes, until a review says otherwise
_ALL = ""


def ask(portfolio: str) -> None:
    """The fields of a new review, and the button that makes it and its agenda."""
    with st.container(width=_WIDTH):
        own = session.read(organisations.organisation, portfolio=portfolio)
        usual = session.read(reviews.usual_values) | _habits(own)
        form = draft.open("review:new")
        scope = _scope(form, portfolio)
        body = bodies.choose(form, portfolio)
        held_on = rounds.suggested_meeting()
        meeting = _meeting(form, usual | {"minutes": usual["minutes"] or _MINUTES}, held_on)
        day = language.long_date(meeting["held_on"])
        suggested = _("Portfolio review {day}", day=day)
        if own.meeting_title:
            suggested = f"{own.meeting_title} {day}"
        # Another day is another title, unless one is written.
        key = f"title:{meeting['held_on']}"
        title = st.text_input(_("Title"), max_chars=200, **form.field(key, suggested))
        days = series_form.ask(form, meeting["held_on"], body.id)
        made = _("The agenda is made.") if len(days) == 1 else _("The agendas are made.")
        form.send(
            st.button(_("Make the agenda"), type="primary"),
            lambda _version: _make(scope, body, series_form.titled(title, days), meeting),
            made,
        )


def _habits(own: Organisation) -> dict[str, Any]:
    """What the organisation begins a review with, where it says."""
    said = {
        "starts_at": own.meeting_time,
        "minutes": own.meeting_minutes,
    }
    return {name: value for name, value in said.items() if value is not None}


def _make(
    scope: str | None, body: Body, titled: list[tuple[date, str]], meeting: dict[str, Any]
) -> None:
    given = {"portfolio": scope, "body_party_id": body.settle(), **meeting}
    if len(titled) == 1:
        made = planning.make_review(visitor.who(), title=titled[0][1], **given)
    else:
        given.pop("held_on")
        made = series.make_series(visitor.who(), titled=titled, **given)
    # What comes next is the page of the new review, or of the first of them.
    st.query_params["gennemgang"] = made


def change(review: Review) -> None:
    """When, where and how long; fitting the agenda to it. And calling it off."""
    popover = st.popover(_("Change the meeting"), key="review:open", on_change="rerun")
    if not popover.open:
        return
    with popover:
        form = draft.open(f"review:{review.id}", {"title": review.title}, version=review.version)
        title = st.text_input(_("Title"), max_chars=200, **form.field("title"))
        meeting = _meeting(form, vars(review), date.fromisoformat(review.held_on))
        pressed = st.button(_("Save the meeting"), type="primary", key=form.key("save"))
        form.send(
            pressed,
            lambda version: planning.set_slot(
                visitor.who(), review.id, title=title, version=version, **meeting
            ),
            _("The meeting is saved, and the agenda is fitted to it."),
            stale=_(
                "Somebody else has changed the review since you opened this. It is now: {meeting},"
                " {minutes} min. Save again if yours is to stand.",
                meeting=links.plain(words.when(review)),
                minutes=review.minutes,
            ),
        )
        with st.expander(_("Call the review off")):
            _call_off(review)


def _call_off(review: Review) -> None:
    form = draft.open(f"review:{review.id}/off", version=review.version)
    reason = st.text_input(_("Why is it called off?"), max_chars=500, **form.field("reason", ""))
    is_all = series_form.offer_all(form, review)

    def call_off(version: int) -> None:
        if is_all:
            series.call_off_series(visitor.who(), review.id, reason)
        else:
            planning.call_off(visitor.who(), review.id, reason, version=version)
        st.query_params.pop("gennemgang", None)

    done = _("The reviews are called off.") if is_all else _("The review is called off.")
    form.send(st.button(_("Call it off")), call_off, done)


def _scope(form: Draft, portfolio: str) -> str | None:
    """This portfolio or all of them; nothing is asked where there is but one."""
    titles = {row["code"]: row["title"] for row in session.portfolios()}
    if len(titles) < 2:
        return portfolio
    words = {portfolio: titles[portfolio], _ALL: _("All portfolios")}
    return form.choose("scope", _("Portfolio"), words, portfolio) or None


def _meeting(form: Draft, begun: Mapping[str, Any], held_on: date) -> dict[str, Any]:
    """The fields of a meeting, as the use cases want them."""
    left, middle, right = st.columns(3)
    day = left.date_input(
        _("Day of the meeting"),
        min_value=min(held_on, session.today()),
        format="DD.MM.YYYY",
        **form.field("day", held_on),
    )
    clock = middle.text_input(
        _("Time of day"),
        placeholder="9.30",
        max_chars=10,
        **form.field("clock", _clock(begun["starts_at"])),
    )
    slot = right.number_input(
        _("Time for the review (min)"),
        min_value=1,
        max_value=LONGEST_SLOT,
        step=5,
        **form.field("minutes", begun["minutes"]),
    )
    where = st.text_input(_("Where"), max_chars=200, **form.field("place", begun["place"] or ""))
    return {
        "held_on": day if isinstance(day, date) else held_on,
        "starts_at": clock,
        "place": where,
        "minutes": int(slot),
    }


def _clock(starts_at: str | None) -> str:
    if not starts_at:
        return ""
    hour, minute = starts_at.split(":")[:2]
    return f"{int(hour)}.{minute}"
