"""Ændringslog: every change with who, when, before and after; one of them by ``?linje=…``."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.log import log as log_queries
from portfolio.ui import choices, filter_bar, frame, session
from portfolio.ui.log import change, page

frame.header(_("Change log"), _("Who changed what, when, and what stood there before."))

line = change.asked()
if line is not None:
    change.show(line)
else:
    shown = session.portfolio()
    code = shown["code"] if shown else None
    bar = filter_bar.Bar("log")
    chosen = bar.choose(lambda pick: page.choose_filters(code, pick))
    with bar.line:
        words = choices.search("soeg", _("Search names, words and values"))
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
