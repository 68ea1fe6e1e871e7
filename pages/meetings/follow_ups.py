"""Opfølgninger: what was to be done, by whom, and what became of it."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.meetings import follow_ups as meeting_follow_ups
from portfolio.ui import asof, filter_bar, frame, session
from portfolio.ui.meetings import follow_up_actions, follow_ups

portfolio = frame.portfolio(_("Follow-ups"))

code = portfolio["code"]
day = frame.header_with_day(_("Follow-ups"))
if follow_ups.is_one_asked():
    follow_up_actions.one(code, day)
    st.stop()

bar = filter_bar.Bar("opfoelgninger")
asked = bar.choose(lambda pick: follow_ups.choose(code, day, pick))
found = session.read(meeting_follow_ups.follow_ups_on, filters=asked["asked"])
with bar.line:
    follow_ups.key_line(found)
asof.say_age(asked["asked"].portfolio, day)

follow_ups.lists(found, asked["asked"])
follow_up_actions.offer_new(code, day)
follow_ups.to_take_up_again(
    session.read(meeting_follow_ups.looked_at_again, as_of=day, portfolio=code)
)
follow_ups.table(found)
