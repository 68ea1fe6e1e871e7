"""Tidslinje: what is late and what is next, as the portfolio looked on a chosen day."""

import streamlit as st

from portfolio.language import _
from portfolio.ui import asof, filter_bar, frame
from portfolio.ui.strategy import timeline

portfolio = frame.portfolio(_("Timeline"))

code = portfolio["code"]
with frame.head(_("Timeline")):
    place = st.container(width="content")
    day = asof.choose()
    with place, filter_bar.folded("timeline:filters") as pick:
        asked = timeline.choose_filters(code, day, pick)
filter_bar.say(pick, "clear")
asof.say_age(code, day)
timeline.show(asked)
