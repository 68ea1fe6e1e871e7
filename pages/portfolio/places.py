"""Sted × formål: where the proposals are to take place, and the white spots."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.places import places as place_queries
from portfolio.ui import filter_bar, frame, session
from portfolio.ui.places import map as place_map
from portfolio.ui.places import page

portfolio = frame.portfolio(_("Places and purposes"))

code = portfolio["code"]
day = frame.header_with_day(_("Places and purposes"))
scope = {"portfolio": code, "as_of": day}
asked = st.query_params.get("sted")
one = session.read(place_queries.atlas, **scope, place=asked) if asked is not None else None

if one is not None and len(one.places):
    page.one(one)
else:
    if asked is not None:
        page.say_unknown(asked)
    bar = filter_bar.Bar("steder")
    filters = bar.choose(lambda pick: page.choose_filters(code, pick))
    atlas = session.read(place_queries.atlas, **scope, **filters)
    if atlas.links.empty:
        page.say_none(filters, day, atlas)
    else:
        with bar.line:
            page.key_line(atlas)
        left, right = st.columns([2, 3], gap="large")
        with left:
            page.white_spots(atlas)
            place_map.proposals(atlas)
        with right:
            place_map.matrix(atlas)
        place_map.ties(atlas)
