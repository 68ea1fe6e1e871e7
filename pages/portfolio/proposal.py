"""Forslag: one proposal with all that belongs to it (``?nr=4``), or the list of them all."""

from dataclasses import replace
from functools import partial

import streamlit as st

from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.ui import choices, filter_bar, frame, session
from portfolio.ui.overview import page as overview
from portfolio.ui.proposals import listing, page, selection

portfolio = frame.portfolio(_("Proposals"))

asked, number = st.query_params.get("nr"), choices.number("nr")
choose = partial(selection.offer_to_choose, listing.PAGE) if number is None else None
day, title, tools = frame.header_to_fill(choose)
filters = Filters(as_of=day, today=session.today(), portfolio=portfolio["code"])
facts = None if number is None else page.read(filters, number)

if facts is None:
    title(_("Proposals"))
    if asked is not None:
        listing.say_unknown(asked, day)
    with tools:
        pick, chosen = overview.choose_filters(portfolio["code"])
    filter_bar.say(pick, "clear")
    listing.everything(replace(filters, **chosen))
else:
    title(page.title(facts))
    page.show(facts)
