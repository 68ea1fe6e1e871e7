"""Fremvisning: a review on the projector, one item a screen, decided as it goes."""

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.queries.reviews import reviews
from portfolio.ui import present, session, visitor

visitor.require(Action.READ)
asked = st.query_params.get("gennemgang")
review = session.read(reviews.review, review_id=asked) if asked else None

if review:
    present.show(review)
else:
    present.say_unknown()
