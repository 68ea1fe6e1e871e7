"""Huller: what nobody knows yet or the source says twice, who can answer, what it holds up."""

import streamlit as st

from portfolio.language import _
from portfolio.queries import gaps as questions
from portfolio.ui import components, frame, gaps, links, session

portfolio = session.portfolio()
if portfolio is None:
    frame.header(_("Gaps"))
    components.no_portfolio()
    st.stop()

intro = _("What the source does not say, says in two ways, or says unclearly.")
day = frame.header_with_day(_("Gaps"), intro)
everything = questions.Filters(as_of=day, portfolio=portfolio["code"])
asked = st.query_params.get("hul")
if asked is not None:
    found = session.read(questions.gap, filters=everything, code=asked)
    if len(found):
        st.markdown(links.link(_("Show all gaps"), gaps.PAGE))
        gaps.cards(found)
        st.stop()
    gaps.say_unknown(asked, day)

first = st.container()
filters = gaps.choose_filters(portfolio["code"], day)
known = session.read(questions.gaps_known, filters=filters)
with first:
    gaps.key_line(session.read(questions.figures, filters=filters))
if known.empty:
    gaps.say_none(filters, everything)
    st.stop()

page = components.pages(len(known), gaps.PER_PAGE, "page:huller")
start = (page - 1) * gaps.PER_PAGE
gaps.cards(known.iloc[start : start + gaps.PER_PAGE])
gaps.table(known)
