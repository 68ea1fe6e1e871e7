"""Fremvisning: a review on the projector, one item a screen, decided as it goes."""

import streamlit as st

from portfolio.queries.reviews import reviews
from portfolio.ui import session
from portfolio.ui.reviews import projector

asked = st.query_params.get("gennemgang")
review = session.read(reviews.review, review_id=asked) if asked else None

if review:
    projector.show(review)
else:
    projector.say_unknown()
