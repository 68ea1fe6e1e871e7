"""Direktionsgennemgang: those ahead and held, or one of them (``?gennemgang=``), and planning."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.reviews import reviews as review_queries
from portfolio.ui import frame, reviews, reviews_one, session

portfolio = frame.portfolio(_("Directorate review"))
asked = st.query_params.get("gennemgang")
review = session.read(review_queries.review, review_id=asked) if asked else None

frame.header(review.title if review else _("Directorate review"))
if review:
    reviews_one.show(review)
else:
    if asked:
        reviews.say_unknown()
    reviews.listed(portfolio["code"])
