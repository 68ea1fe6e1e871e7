"""Sammenlign: what moved, came and went between two days or meetings."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.overview import trend
from portfolio.ui import frame, session
from portfolio.ui.overview import compare

portfolio = frame.portfolio(_("Compare"))

code = portfolio["code"]
with frame.head(_("Compare")):
    span, turned = compare.choose(code)
if turned:
    compare.say_turned(span)
known = session.read(trend.first_day, portfolio=code)
if known is None or span.second < known:
    compare.say_too_early(known)
    st.stop()
compare.show(code, span, known)
