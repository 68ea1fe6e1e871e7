"""Who presents the review, for whoever opens it beside them; and taking it over."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.reviews.reviews import Review
from portfolio.screens import timestamps
from portfolio.ui import links, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.reviews import holding, sitting


def is_anothers(review: Review) -> bool:
    """Whether somebody else than the reader presents it."""
    return not review.closed_at and holding.is_anothers(review.presenter_id, visitor.who().user_id)


def say(review: Review) -> None:
    """Who presents, since when, and the way to take over."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = _(
            "{name} presents since {clock}. You can look on.",
            name=links.plain(review.presenter or ""),
            clock=timestamps.time(review.presented_from or ""),
        )
        st.markdown(said, width="content")
        if st.button(_("Take the presentation over"), key="present_take_over"):
            with doing(_("You present the meeting now.")):
                sitting.take_over(visitor.who(), review.id)
