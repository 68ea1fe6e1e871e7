"""Huller: what nobody knows yet or the source says twice, who can answer, what it holds up."""

from dataclasses import replace

import streamlit as st

from portfolio.language import _
from portfolio.queries.gaps import gaps as gap_queries
from portfolio.ui import asof, components, filter_bar, frame, links, session
from portfolio.ui.gaps import cards
from portfolio.ui.gaps import page as gap_page

portfolio = frame.portfolio(_("Gaps"))

code = portfolio["code"]
day = frame.header_with_day(
    _("Gaps"), _("What the source does not say, says in two ways, or says unclearly.")
)
everything = gap_queries.Filters(as_of=day, portfolio=code)
asked = gap_page.asked(everything)

if asked is not None:
    st.markdown(links.link(_("Show all gaps"), gap_page.PAGE))
    cards.cards(asked)
else:
    bar = filter_bar.Bar("huller")
    chosen = bar.choose(lambda pick: gap_page.choose_filters(code, pick))
    filters = replace(everything, **chosen)
    known = session.read(gap_queries.gaps_known, filters=filters)
    figures = session.read(gap_queries.figures, filters=filters)
    if known.empty:
        gap_page.say_none(filters, everything)
    else:
        with bar.line:
            gap_page.key_line(figures)
        asof.say_age(code, day)
        if filters.answerer is None:
            gap_page.answerers(figures)
        board = st.container()
        page = components.pages(len(known), gap_page.PER_PAGE, "page:huller")
        with board:
            cards.cards(gap_page.one_page(known, page))
        gap_page.table(known)
