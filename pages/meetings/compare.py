"""Sammenlign: what moved, came and went between two days or meetings."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.overview import compare as overview_compare
from portfolio.queries.overview import trend
from portfolio.ui import frame, session
from portfolio.ui.overview import compare, compare_list, compare_trend

portfolio = frame.portfolio(_("Compare"))

code = portfolio["code"]
frame.header(_("Compare"))
known = session.read(trend.first_day, portfolio=code)
span = compare.choose(code)
if known is None or span.second < known:
    compare.say_too_early(known)
    st.stop()

found = session.read(
    overview_compare.differences, portfolio=code, first=span.first, second=span.second
)
compare.sums(found, span, known)
left, right = st.columns([2, 3], gap="large")
with left:
    compare.lights(found, span)
with right:
    compare_trend.draw(code, span, known)
compare_list.moved(found)
compare_list.same(found)
compare_list.decisions(code, span)
compare_list.table(found)
