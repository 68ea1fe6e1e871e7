"""Huller: what nobody knows yet or the source says twice, who can answer, what it holds up."""

from dataclasses import replace

import streamlit as st

from portfolio.language import _
from portfolio.queries.gaps import gaps as gap_queries
from portfolio.ui import asof, components, filter_bar, frame, gap_cards, gaps, links, session

portfolio = frame.portfolio(_("Gaps"))

code = portfolio["code"]
day = frame.header_with_day(
    _("Gaps"), _("What the source does not say, says in two ways, or says unclearly.")
)
everything = gap_queries.Filters(as_of=day, portfolio=code)
asked = gaps.asked(everything)

if asked is not None:
    st.markdown(links.link(_("Show all gaps"), gaps.PAGE))
    gap_cards.cards(asked)
else:
    bar = filter_bar.Bar("huller")
    chosen = bar.choose(lambda pick: gaps.choose_filters(code, pick))
    filters = replace(everything, **chosen)
    known = session.read(gap_queries.gaps_known, filters=filters)
    figures = session.read(gap_queries.figures, filters=filters)
    if known.empty:
        gaps.say_none(filters, everything)
    else:
        with bar.line:
            gaps.key_line(figures)
        asof.say_age(code, day)
        if filters.answerer is None:
            gaps.answerers(figures)
        board = st.container()
        page = components.pages(len(known), gaps.PER_PAGE, "page:huller")
        with board:
            gap_cards.cards(gaps.one_page(known, page))
        gaps.table(known)
