"""The portfolio's chain of involvement: who, in which order and role, what is next, left out."""

from datetime import date

import streamlit as st

from portfolio.language import _
from portfolio.queries.proposals import involvement
from portfolio.screens import sources
from portfolio.screens.proposals import chain
from portfolio.ui import components, drawing, edit_links, links, session
from portfolio.ui.proposals import involvement_actions

TABLE = "involvement_steps"


def of_portfolio(portfolio: str, day: date) -> None:
    """The chain, and for the secretary the ways to change it."""
    st.header(_("Who is involved, in this order"), anchor=False)
    rows = session.read(involvement.chain, portfolio=portfolio, as_of=day)
    if rows:
        cited = sources.cited(session.read, TABLE, [row["id"] for row in rows])
        marks = sources.Marks([cited], links.to, links.here(), links.asked())
        drawing.show(chain.draw(rows, marks))
    else:
        st.markdown(_("No steps are on record."))
    if day < session.today() or not edit_links.may_edit():
        return
    involvement_actions.offer(rows)
    ways = [edit_links.edit(TABLE, row["id"], row["party"]) for row in rows]
    ways.append(edit_links.add(TABLE, _("Add a step for the whole portfolio")))
    st.markdown(components.joined(ways))
