"""The list of one's own proposals. What is asked is answered on a page of its own: web/rounds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.rounds import answers
from portfolio.screens.rounds import mine, words
from portfolio.ui import components, drawing, links, session, visitor


def everything(today: date) -> None:
    """What is asked, the proposals, and those only suggested; or why there are none."""
    user = visitor.who().user_id
    # Drafts raise no revision, so it is asked for anew.
    owned = session.read_now(answers.of_user, user_id=user, today=today)
    suggested = session.read(answers.suggestions, user_id=user, today=today).to_dict("records")
    drawing.show(mine.mine(owned, suggested, visitor.can(Action.ANSWER_STATUS), links.to))


def say_returned(facts: Mapping[str, Any], portfolio: str | None) -> None:
    """On the proposal's own page, to whoever may mend it: that its status was sent back."""
    if facts["status_on"] is None or not visitor.can(Action.ANSWER_STATUS, facts["id"]):
        return
    number, today = facts["number"], session.today()
    own = session.read(answers.of_proposal, portfolio=portfolio, number=number, today=today)
    if own is not None and (said := words.returned(own.asked)):
        way = links.link(_("Correct the status"), words.PAGE, nr=number)
        st.markdown(components.joined([f":red[■ {links.plain(said)}]", way]))
