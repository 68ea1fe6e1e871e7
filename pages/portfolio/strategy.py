"""Strategi og puljer: what the proposals hang on. ``?pulje=`` or ``?proces=`` opens one."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.strategy import strategy as strategy_queries
from portfolio.ui import asof, frame, session
from portfolio.ui.proposals import parking
from portfolio.ui.strategy import calculator, details, lists, page

portfolio = frame.portfolio(_("Strategies and pools"))

day, title = frame.header_to_fill()
code = portfolio["code"]
kind, one = page.asked_for()
title(one["title"] if one else _("Strategies and pools"))

if kind == "pool" and one is not None:
    details.show_pool(one, code, day)
    calculator.show_for(one)
elif kind == "process" and one is not None:
    details.show_process(one, code, day)
else:
    page.say_if_unknown(kind)
    asof.say_age(code, day)
    proposals = session.read(strategy_queries.proposals_on, as_of=day, portfolio=code)
    relations = session.read(strategy_queries.relations, as_of=day, portfolio=code)
    pools = session.read(strategy_queries.pools, portfolio=code)

    if proposals.empty:
        page.say_nothing(day)
        lists.show_pools(pools, relations)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            st.header(_("In short"), anchor=False)
            loose = session.read(strategy_queries.loose_ends, as_of=day, portfolio=code)
            page.show_loose(loose, relations)
            st.header(_("Funding pools"), anchor=False)
            lists.show_pools(pools, relations)
        with right:
            st.header(_("What the proposals are tied to"), anchor=False)
            page.show_drawing(relations, proposals)
        st.header(_("The same as a matrix"), anchor=False)
        page.show_matrix(relations, proposals)

    st.header(_("Strategy processes"), anchor=False)
    processes = session.read(strategy_queries.processes, portfolio=code)
    lists.show_processes(processes, relations)
    parking.waiting_list(code, day)
    st.header(_("Calculate on a pool"), anchor=False)
    calculator.show(pools)
