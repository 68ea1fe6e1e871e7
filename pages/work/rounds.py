"""Statusrunder: open a round, follow it, return an answer, close it (``?runde=``: a closed one)."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.rounds import rounds as round_queries
from portfolio.ui import frame, session
from portfolio.ui.rounds import closed as round_closed
from portfolio.ui.rounds import new, reminders
from portfolio.ui.rounds import open as round_open

portfolio = frame.portfolio(_("Status rounds"))
frame.header(_("Status rounds"))

every = session.read(round_queries.rounds, portfolio=portfolio["code"])
closed = every[every["closed_at"].notna()]
looked_into = closed[closed["id"] == st.query_params.get("runde")].to_dict("records")
open_ones = every[every["closed_at"].isna()].to_dict("records")

if looked_into:
    round_closed.snapshot(looked_into[0])
else:
    if open_ones:
        round_open.open_one(open_ones[0], portfolio["code"])
    else:
        new.ask(portfolio["code"])
    round_closed.show(closed)
    reminders.section()
