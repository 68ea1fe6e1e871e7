"""Til direktionen: what is open to a body, who asked it, what it has answered; and asking it."""

import streamlit as st

from portfolio.language import _
from portfolio.ui import asof, filter_bar, frame, session
from portfolio.ui.requests import actions, listing

portfolio = frame.portfolio(_("To the directorate"))

code = portfolio["code"]
with frame.head(_("To the directorate")):
    tools = st.container(width="content")
    day = asof.choose()
with tools, filter_bar.folded("anmodninger:filters") as pick:
    body = listing.choose(pick)
filter_bar.say(pick, "anmodninger:clear")
found = listing.read(code, day, body)
listing.key_line(found)

actions.asked(found, day)
listing.derived(found, day)
actions.offer_to_ask(code, day)
listing.answered(code, day, body)
session.follow()
