"""Strategy and pools: what the proposals hang on. ``?pulje=`` or ``?proces=`` opens one."""

import streamlit as st

from portfolio.language import _
from portfolio.queries import choices
from portfolio.queries import strategy as questions
from portfolio.ui import (
    asof,
    calculator,
    components,
    frame,
    session,
    strategy,
    strategy_details,
)

frame.header(_("Strategy and pools"))
pool_code = st.query_params.get("pulje")
process_code = st.query_params.get("proces")


def show_overview() -> None:
    """The drawing and what hangs on nothing, the matrix, the lists, the calculator."""
    relations = session.read(questions.relations, as_of=day)
    proposals = session.read(questions.proposals_on, as_of=day)
    pools = session.read(questions.pools)
    if proposals.empty:
        strategy.say_nothing(day)
    else:
        left, right = st.columns([3, 2], gap="large")
        with right:
            st.header(_("In short"), anchor=False)
            loose = session.read(questions.loose, as_of=day)
            strategy.show_loose(loose, relations)
        with left:
            st.header(_("What the proposals hang on"), anchor=False)
            strategy.show_drawing(relations, proposals)
        st.header(_("The same as a matrix"), anchor=False)
        strategy.show_matrix(relations, proposals)
    st.header(_("Funding pools"), anchor=False)
    strategy.show_pools(pools, relations)
    st.header(_("Strategy processes"), anchor=False)
    strategy.show_processes(session.read(questions.processes), relations)
    st.header(_("Calculate on a pool"), anchor=False)
    calculator.show(pools)


if session.read(choices.all_portfolios).empty:
    components.no_portfolio()
else:
    with st.container(width=200):
        day = asof.choose()
    pool = session.read(questions.pools, code=pool_code) if pool_code else None
    process = session.read(questions.processes, code=process_code) if process_code else None
    if pool is not None and not pool.empty:
        strategy_details.show_pool(pool.iloc[0].to_dict(), day)
        if pool["co_financing_share"].notna().all():
            st.header(_("Calculate on the pool"), anchor=False)
            calculator.show(pool)
    elif process is not None and not process.empty:
        strategy_details.show_process(process.iloc[0].to_dict(), day)
    else:
        if pool_code:
            strategy.say_unknown("pool", pool_code)
        elif process_code:
            strategy.say_unknown("process", process_code)
        asof.say_age(day)
        show_overview()
