"""Tidslinje: every milestone by its date, as the portfolio looked on a chosen day."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.strategy import timeline as strategy_timeline
from portfolio.ui import asof, frame, session
from portfolio.ui.proposals import milestone_table
from portfolio.ui.strategy import timeline

portfolio = frame.portfolio(_("Timeline"))

day = frame.header_with_day(_("Timeline"))
asked = timeline.choose_filters(portfolio["code"], day)
rows = session.read(strategy_timeline.milestones_on, filters=asked)
asof.say_age(portfolio["code"], day)

if rows.empty:
    timeline.say_none(asked)
else:
    timeline.show_lists(rows)
    st.header(_("Over time"), anchor=False)
    timeline.show_figure(rows, asked)
    st.header(_("All milestones"), anchor=False)
    milestone_table.show(rows)
