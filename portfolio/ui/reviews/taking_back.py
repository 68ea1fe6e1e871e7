"""Taking a decision back: while the meeting sits, and after it was closed."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.language import _
from portfolio.ui import components, draft, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.reviews import decisions

_SHORT = 80  # characters of a decision in a list to choose from


def in_the_meeting(
    item_id: str, decision_id: str, version: int, leave: Callable[[None], None]
) -> None:
    """The way to take back what was just recorded; ``leave`` the form when it is."""
    form = draft.open(f"decision:{item_id}/back", version=version)
    with st.expander(_("Take the decision back"), expanded=bool(form.touched())):
        told = _(
            "Its follow-ups and all it did go with it. It stays in the change log, and the"
            " item can be decided anew."
        )
        _fields(form, decision_id, told, leave)


def after_the_meeting(review_id: str, made: pd.DataFrame) -> None:
    """The same of a meeting that is closed; which decision is chosen first."""
    rows = {row["decision_id"]: row for row in made.to_dict("records")}
    if not rows:
        return
    names = {
        key: f"{row['number']} {language.shortened(row['decision'], _SHORT)}"
        for key, row in rows.items()
    }
    choice = draft.open(f"back:{review_id}")
    with st.expander(_("Take a decision back"), expanded=bool(choice.touched())):
        chosen = choice.choose("decision", _("Decision"), names, placeholder=_("Choose a decision"))
        if chosen is None:
            return
        form = draft.open(f"back:{review_id}/{chosen}", version=rows[chosen]["version"])
        told = _(
            "Its follow-ups and all it did go with it. The minutes go on telling that it stood"
            " there, when it was taken back, and why."
        )
        _fields(form, chosen, told)


def _fields(
    form: Draft, decision_id: str, told: str, leave: Callable[[None], None] = lambda _: None
) -> None:
    def withdraw(version: int) -> None:
        decisions.withdraw_decision(visitor.who(), decision_id, reason, version=version)
        leave(None)

    st.markdown(components.quiet(told))
    reason = st.text_input(_("Reason"), **form.field("reason", ""))
    pressed = st.button(_("Take it back"), key=form.key("back"))
    form.send(pressed, withdraw, _("The decision is taken back."))
