"""Organisation og ord: whose the portfolio is, its words and logo, and what forms begin with."""

import streamlit as st

from portfolio.language import _, ngettext
from portfolio.queries.organisations import organisations
from portfolio.ui import frame, links, session
from portfolio.ui.organisations import habits, identity, names, words

shown = frame.portfolio(_("Organisation and words"))
frame.header(_("Organisation and words"))
one = session.read(organisations.organisation, portfolio=shown["code"])
mine = [row["title"] for row in session.portfolios() if row["municipality"] == one.name]
st.markdown(
    links.plain(
        ngettext(
            "For {name} and its portfolio {titles}.",
            "For {name} and its {n} portfolios: {titles}.",
            len(mine),
            name=one.name,
            titles=", ".join(mine),
        )
    )
)
with st.container(width=860):
    identity.section(one, shown["code"])
    words.section(one, shown["code"])
    names.section(one, shown["code"])
    habits.section(one, shown["code"])
