"""Direktionsgennemgang: those ahead and held, or one of them (``?gennemgang=``), and planning."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.reviews import reviews as review_queries
from portfolio.ui import frame, session
from portfolio.ui.reviews import listing
from portfolio.ui.reviews import review as review_page

portfolio = frame.portfolio(_("Portfolio review"))
asked = st.query_params.get("gennemgang")
review = session.read(review_queries.review, review_id=asked) if asked else None

frame.header(review.title if review else _("Portfolio review"))
if review:
    review_page.show(review)
else:
    if asked:
        listing.say_unknown()
    listing.listed(portfolio["code"])
