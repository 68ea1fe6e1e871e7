"""Beslutninger: what was decided, meeting by meeting, what follows, and whether it is done."""

import streamlit as st

from portfolio.language import _
from portfolio.ui import asof, frame
from portfolio.ui.meetings import decisions
from portfolio.ui.proposals import involvement

portfolio = frame.portfolio(_("Decisions"))

with frame.head(_("Decisions")):
    tools = st.container(width="content")
    day = asof.choose()
asked = decisions.choose(portfolio["code"], day, tools)
decisions.show(asked)
if asked.meeting is None:
    involvement.of_portfolio(portfolio["code"], day)
