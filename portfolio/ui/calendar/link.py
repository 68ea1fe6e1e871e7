"""The user's own calendar link on Opsætning: made, shown once, closed."""

import streamlit as st

from portfolio.language import _, long_date
from portfolio.queries.calendar import calendar
from portfolio.screens import timestamps
from portfolio.ui import components, session, visitor
from portfolio.ui.links import program
from portfolio.ui.saving import doing
from portfolio.usecases.calendar import links


def section() -> None:
    """What the link is for, whether there is one, and the ways to make and close it."""
    st.subheader(_("Calendar"))
    st.markdown(
        _(
            "Milestones and deadlines in your own calendar: a date that is only a month"
            " stands on the whole month."
        )
    )
    user_id = visitor.who().user_id
    if user_id is None:
        components.empty(
            _(
                "The calendar link is not shown while you work without an account:"
                " make the first account above."
            )
        )
        return
    link = session.read(calendar.link, user_id=user_id)
    place = st.empty()
    with st.container(horizontal=True):
        words = _("Make a calendar link") if link is None else _("Make a new link")
        make = st.button(words, key="calendar_make")
        close = link is not None and st.button(_("Close the link"), key="calendar_close")
    if link is not None and not make:
        place.markdown(_use(link))
        st.caption(
            _(
                "A new link replaces the one you have: a calendar that uses the old one is "
                "no longer updated."
            )
        )
    if make:
        _show_once()
    if close:
        with doing(_("The calendar link is closed")):
            links.revoke(visitor.who())
    with st.expander(_("How to use it in Outlook and Google"), expanded=make):
        _how()


def _use(link: calendar.Link) -> str:
    made = long_date(timestamps.day(link.created_at))
    if link.used_at is None:
        return _("Your link was made on {date}. A calendar has not fetched it yet.", date=made)
    return _(
        "Your link was made on {date} and last fetched on {used}.",
        date=made,
        used=long_date(timestamps.day(link.used_at)),
    )


def _show_once() -> None:
    # Drawn in the run that makes it and kept nowhere: the next run does not have it.
    with doing(_("The calendar link is made"), rerun=False):
        token = links.make(visitor.who())
        st.success(
            _(
                "Copy the link now: it is shown only this once. Whoever has it can see your"
                " calendar, so do not pass it on."
            )
        )
        st.code(links.address(token, program()), language=None, wrap_lines=True)


def _how() -> None:
    st.markdown(
        _(
            "**Outlook:** Calendar → Add calendar → Subscribe from web. Paste the link and"
            " give the calendar a name."
        )
    )
    st.markdown(_("**Google Calendar:** Other calendars → + → From URL. Paste the link."))
    st.caption(
        _(
            "Both look for news by themselves, Outlook within a few hours, Google within"
            " about a day."
        )
    )
