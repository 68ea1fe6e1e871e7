"""Overblik: where the proposals stand, what needs attention, what is new. The front page."""

import streamlit as st

from portfolio.language import _
from portfolio.queries import attention as reasons
from portfolio.queries import overview as questions
from portfolio.ui import attention, frame, overview, session, waiting

portfolio = frame.portfolio(_("Overview"))

day = frame.header_with_day(portfolio["title"])
first = st.container()
filters = overview.choose_filters(portfolio["code"], day)

figures = session.read(questions.key_figures, filters=filters)
deadline = session.read(reasons.next_deadline, filters=filters)

with first:
    waiting.line(day)
    overview.key_line(figures, deadline, portfolio["code"], day)
overview.cards(filters, figures)
frame.draw_so_far()

left, right = st.columns(2, gap="medium")
with left:
    attention.findings(session.read(reasons.findings, filters=filters))
with right:
    attention.news(portfolio["code"], day)
session.follow()
