"""The forms of a review: plan one, change its meeting, call it off."""

from datetime import date
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.errors import ConflictError
from portfolio.language import _
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.rounds import rounds as round_queries
from portfolio.ui import links, session, visitor
from portfolio.ui.reviews import words
from portfolio.ui.saving import doing
from portfolio.usecases.reviews import planning
from portfolio.usecases.reviews.slot import LONGEST_SLOT
from portfolio.usecases.rounds import rounds

_WIDTH = 720  # px: a form is read down, not across
_MINUTES = 20  # the directors' twenty minutes, until a review says otherwise
_ALL = ""
_SEEN = "review:seen"  # the version whose meeting is being changed


def ask(portfolio: str) -> None:
    """The fields of a new review, and the button that makes it and its agenda."""
    with st.container(width=_WIDTH):
        usual = session.read(reviews.usual)
        scope = _scope(portfolio)
        body = _body(usual["body_party_id"])
        meeting = _meeting(
            "new",
            held_on=rounds.suggested_meeting(),
            starts_at=usual["starts_at"],
            place=usual["place"],
            minutes=usual["minutes"] or _MINUTES,
        )
        title = st.text_input(
            _("Title"),
            max_chars=200,
            key=f"review:new:title:{meeting['held_on']}",
            value=_("Directorate review {day}", day=language.long_date(meeting["held_on"])),
        )
        if st.button(_("Make the agenda"), type="primary"):
            _make(scope, body, title or "", meeting)


def _make(scope: str | None, body: str | None, title: str, meeting: dict[str, Any]) -> None:
    with doing(_("The agenda is made.")):
        made = planning.make_review(
            visitor.who(), portfolio=scope, title=title, body_party_id=body or "", **meeting
        )
        # What comes next is the page of the new review.
        st.query_params["gennemgang"] = made


def change(review: Review) -> None:
    """When, where and how long; fitting the agenda to it. And calling it off."""
    popover = st.popover(_("Change the meeting"), key="review:open", on_change="rerun")
    if not popover.open:
        st.session_state.pop(_SEEN, None)
        return
    with popover:
        title = st.text_input(_("Title"), value=review.title, max_chars=200, key="review:title")
        meeting = _meeting(
            "change",
            held_on=date.fromisoformat(review.held_on),
            starts_at=review.starts_at,
            place=review.place,
            minutes=review.minutes,
        )
        # What was typed belongs to the meeting as it was when the fields were unfolded.
        seen = int(st.session_state.setdefault(_SEEN, review.version))
        if st.button(_("Save the meeting"), type="primary"):
            _save(review, title or "", meeting, seen)
        with st.expander(_("Call the review off")):
            _call_off(review)


def _save(review: Review, title: str, meeting: dict[str, Any], seen: int) -> None:
    try:
        with doing(_("The meeting is saved, and the agenda is fitted to it.")):
            planning.set_slot(visitor.who(), review.id, title=title, version=seen, **meeting)
            st.session_state.pop(_SEEN, None)
    except ConflictError:
        st.session_state[_SEEN] = review.version
        st.warning(
            _(
                "Somebody else has changed the review since you opened this. It is now: {meeting},"
                " {minutes} min. Save again if yours is to stand.",
                meeting=links.plain(words.when(review)),
                minutes=review.minutes,
            )
        )


def _call_off(review: Review) -> None:
    reason = st.text_input(_("Why is it called off?"), key="review:reason", max_chars=500)
    if st.button(_("Call it off")):
        with doing(_("The review is called off.")):
            planning.call_off(visitor.who(), review.id, reason or "", version=review.version)
            st.session_state.pop(_SEEN, None)
            st.query_params.pop("gennemgang", None)


def _scope(portfolio: str) -> str | None:
    """This portfolio or all of them; nothing is asked where there is but one."""
    titles = {row["code"]: row["title"] for row in session.portfolios()}
    if len(titles) < 2:
        return portfolio
    chosen = st.selectbox(
        _("Portfolio"),
        [portfolio, _ALL],
        key="review:scope",
        format_func=lambda code: titles.get(code, _("All portfolios")),
    )
    return chosen or None


def _body(usual: str | None) -> str | None:
    bodies = session.read(round_queries.bodies)
    names = dict(zip(bodies["id"], bodies["name"], strict=True))
    keys = list(names)
    chosen: str | None = st.selectbox(
        _("Meeting of"),
        keys,
        index=keys.index(usual) if usual in keys else 0,
        format_func=lambda key: names[key],
        key="review:body",
    )
    return chosen


def _meeting(
    key: str, *, held_on: date, starts_at: str | None, place: str | None, minutes: int
) -> dict[str, Any]:
    """The fields of a meeting, as the use cases want them."""
    left, middle, right = st.columns(3)
    day = left.date_input(
        _("Day of the meeting"),
        value=held_on,
        min_value=min(held_on, session.today()),
        format="DD.MM.YYYY",
        key=f"review:{key}:day",
    )
    clock = middle.text_input(
        _("Time of day"),
        value=_clock(starts_at),
        placeholder="9.30",
        max_chars=10,
        key=f"review:{key}:clock",
    )
    slot = right.number_input(
        _("Time for the review (min)"),
        min_value=1,
        max_value=LONGEST_SLOT,
        value=minutes,
        step=5,
        key=f"review:{key}:minutes",
    )
    where = st.text_input(_("Where"), value=place or "", max_chars=200, key=f"review:{key}:place")
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
