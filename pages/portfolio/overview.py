"""Overblik: where the proposals stand, what is asked, what is new. The front page."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.overview import attention as overview_attention
from portfolio.queries.overview import figures as overview_figures
from portfolio.ui import frame, session
from portfolio.ui.overview import attention, page, waiting
from portfolio.ui.requests import listing as requests

portfolio = frame.portfolio(_("Overview"))

day = frame.header_with_day(portfolio["title"])
first = st.container()
filters = page.choose_filters(portfolio["code"], day)

figures = session.read(overview_figures.key_figures, filters=filters)
deadline = session.read(overview_attention.next_deadline, filters=filters)

with first:
    waiting.line(day)
    page.key_line(figures, deadline, portfolio["code"], day)
    requests.most_pressing(portfolio["code"], day)
page.board_of_cards(filters, figures)
frame.draw_so_far()

left, right = st.columns(2, gap="medium")
with left:
    attention.findings(session.read(overview_attention.findings, filters=filters))
    told = attention.decided(portfolio["code"], day)
with right:
    attention.news(portfolio["code"], day, told)
session.follow()
