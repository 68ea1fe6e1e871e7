"""What a status must say, on Opsætning: the one place for it."""

import streamlit as st

from portfolio import labels
from portfolio.domain.demands import Demand
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.rounds import demands as demand_queries
from portfolio.ui import draft, links, session, visitor
from portfolio.usecases.rounds import demands


def section() -> None:
    """The demands of the portfolio shown, each with of how many proposals it is missing."""
    shown = session.portfolio()
    if shown is None or not visitor.can(Action.EDIT_CONTENT):
        return
    st.header(_("What a status must say"), anchor=False)
    st.markdown(
        _(
            "For {portfolio}. What is not ticked may be missing. The numbers say of how many"
            " proposals it is.",
            portfolio=links.plain(shown["title"]),
        )
    )
    kept = session.read(demand_queries.demands, portfolio_id=shown["id"])
    form = draft.open(
        f"demands:{shown['id']}",
        {demand.value: demand in kept.chosen for demand in Demand},
        version=kept.version,
    )
    chosen = [
        demand
        for demand in Demand
        if st.checkbox(_said(demand, kept.lacking[demand]), **form.field(demand.value))
    ]
    form.send(
        st.button(_("Save"), key=form.key("save"), type="primary"),
        lambda version: demands.choose(visitor.who(), shown["id"], chosen, version=version),
        _("What a status must say is saved."),
    )


def _said(demand: Demand, lacking: int) -> str:
    words = labels.label("demand", demand)
    missing = ngettext("missing at {n} proposal", "missing at {n} proposals", lacking)
    return f"{words} · {missing}" if lacking else words
