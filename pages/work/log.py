"""Ændringslog: every change with who, when, before and after; one of them by ``?linje=…``."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.log import log as log_queries
from portfolio.ui import filter_bar, frame, session
from portfolio.ui.log import change, page

line = change.asked()
with frame.head(_("Change log")):
    tools = st.container(width="content")
st.markdown(_("Who changed what, when, and what stood there before."))
if line is not None:
    change.show(line)
else:
    shown = session.portfolio()
    code = shown["code"] if shown else None
    with tools, filter_bar.folded("log:filters") as pick:
        words = pick.search("soeg", _("Search names, words and values"))
        chosen = page.choose_filters(code, pick)
    filter_bar.say(pick, "clear")
    filters = log_queries.Filters(people=page.sees_people(), portfolio=code, search=words, **chosen)
    total = session.read(log_queries.count, filters=filters)
    if total == 0:
        page.say_none(filters)
    else:
        page.key_line(total)
        board = st.container()
        first = (page.page(filters, total) - 1) * page.PER_PAGE
        with board:
            found = session.read(log_queries.lines, filters=filters, offset=first)
            page.by_day(found, inside=False)
        page.downloads(filters)
