"""Ændringslog: every change with who, when, before and after; one of them by ``?linje=…``."""

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.log import log as log_queries
from portfolio.ui import choices, filter_bar, frame, log, log_one, session, visitor

frame.header(_("Change log"), _("Who changed what, when, and what stood there before."))
visitor.require(Action.SEE_LOG)

line = log_one.asked()
if line is not None:
    log_one.show(line)
else:
    shown = session.portfolio()
    code = shown["code"] if shown else None
    bar = filter_bar.Bar("log")
    chosen = bar.choose(lambda pick: log.choose_filters(code, pick))
    with bar.line:
        words = choices.search("soeg", _("Search names, words and values"), width=320)
    filters = log_queries.Filters(people=log.sees_people(), portfolio=code, search=words, **chosen)
    total = session.read(log_queries.count, filters=filters)
    if total == 0:
        log.say_none(filters)
    else:
        log.key_line(total)
        board = st.container()
        first = (log.page(filters, total) - 1) * log.PER_PAGE
        with board:
            found = session.read(log_queries.lines, filters=filters, offset=first)
            log.by_day(found, inside=False)
        log.downloads(filters)
