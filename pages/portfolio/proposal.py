"""Forslag: one proposal with all that belongs to it (``?nr=4``), or the list of them all."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.ui import choices, frame, session
from portfolio.ui.proposals import listing, page

portfolio = frame.portfolio(_("Proposals"))

day, title, _tools = frame.header_to_fill()
filters = Filters(as_of=day, today=session.today(), portfolio=portfolio["code"])
asked, number = st.query_params.get("nr"), choices.number("nr")
facts = None if number is None else page.read(filters, number)

if facts is None:
    title(_("Proposals"))
    if asked is not None:
        listing.say_unknown(asked, day)
    listing.everything(filters)
else:
    title(page.title(facts))
    page.show(facts)
