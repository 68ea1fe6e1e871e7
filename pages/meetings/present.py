"""Fremvisning: a review on the projector, one item a screen, decided as it goes."""

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.queries.reviews import reviews
from portfolio.ui import session, visitor
from portfolio.ui.reviews import projector

visitor.require(Action.READ)
asked = st.query_params.get("gennemgang")
review = session.read(reviews.review, review_id=asked) if asked else None

if review:
    projector.show(review)
else:
    projector.say_unknown()
