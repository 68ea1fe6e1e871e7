"""Huller: what nobody knows yet or the source says twice, who can answer, what it holds up."""

from dataclasses import replace

import streamlit as st

from portfolio.language import _
from portfolio.queries.gaps import gaps
from portfolio.ui import asof, components, filter_bar, frame, links, session
from portfolio.ui.gaps import cards, page

portfolio = frame.portfolio(_("Open questions"))

code = portfolio["code"]
day = frame.header_with_day(
    _("Open questions"), _("What the source does not say, says in two ways, or says unclearly.")
)
everything = gaps.Filters(as_of=day, portfolio=code)
asked = page.asked(everything)

if asked is not None:
    st.markdown(links.link(_("Show all questions"), page.PAGE))
    cards.cards(asked)
else:
    bar = filter_bar.Bar("huller")
    chosen = bar.choose(lambda pick: page.choose_filters(code, pick))
    filters = replace(everything, **chosen)
    known = session.read(gaps.gaps_known, filters=filters)
    figures = session.read(gaps.figures, filters=filters)
    if known.empty:
        page.say_none(filters, everything)
    else:
        with bar.line:
            page.key_line(figures)
        asof.say_age(code, day)
        if filters.answerer is None:
            page.answerers(figures)
        board = st.container()
        shown = components.page_of(known, page.PER_PAGE, "page:huller")
        with board:
            cards.cards(shown)
        page.table(known)
