"""Opfølgninger: what was to be done, by whom, and what became of it; what is late first."""

import streamlit as st

from portfolio.language import _
from portfolio.ui import asof, filter_bar, frame
from portfolio.ui.meetings import follow_up_actions, follow_ups

portfolio = frame.portfolio(_("Follow-ups"))

code, asked = portfolio["code"], follow_ups.asked_id()
with frame.head(_("Follow-ups")):
    tools = st.container(width="content")
    day = asof.choose()
if asked is not None:
    follow_up_actions.one(code, day, asked)
    st.stop()

with tools, filter_bar.folded("opfoelgninger:filters") as pick:
    filters = follow_ups.choose(code, day, pick)
filter_bar.say(pick, "opfoelgninger:clear")
asof.say_age(filters.portfolio, day)
facts = follow_ups.show(filters)
if not facts.listed and not filters.narrows:
    follow_ups.say_none(day)
follow_up_actions.offer_new(code, day)
follow_ups.downloads(facts)
