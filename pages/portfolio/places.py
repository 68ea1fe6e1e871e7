"""Sted × formål: where the proposals apply, and the white spots."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.places import places
from portfolio.ui import filter_bar, frame, session
from portfolio.ui.places import page

portfolio = frame.portfolio(_("Places"))

code = portfolio["code"]
day, title, tools = frame.header_to_fill()
scope = {"portfolio": code, "as_of": day}
asked = st.query_params.get("sted")
place = session.read(places.atlas, **scope, place=asked) if asked is not None else None

if place is not None and len(place.places):
    title(place.places["name"].iloc[0])
    page.show_one(place)
else:
    title(_("Places"))
    if asked is not None:
        page.say_unknown(asked)
    with tools, filter_bar.folded("steder:filters") as pick:
        filters = page.choose_filters(code, pick)
    filter_bar.say(pick, "clear")
    atlas = session.read(places.atlas, **scope, **filters)
    if atlas.links.empty:
        page.say_none(filters, day, atlas)
    else:
        page.show(atlas)
