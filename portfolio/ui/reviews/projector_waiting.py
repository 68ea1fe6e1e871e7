"""What a decision puts off while it is made: a proposal until a window opens, and the day on which
an earlier decision is looked at again. Nothing is chosen beforehand.

The keys: P parks, G is for an earlier decision's day (G for *genbesøg*).
"""

from datetime import timedelta
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.language import _
from portfolio.queries.reviews import earlier
from portfolio.ui import components, session
from portfolio.ui.draft import Draft
from portfolio.ui.proposals import parking_actions
from portfolio.usecases.proposals.parking import Waiting
from portfolio.usecases.reviews.putting_off import ReviewDay

#: What the fields begin with.
BLANK: dict[str, Any] = {
    "window": None,
    "reason": "",
    "ready": "",
    "earlier": None,
    "earlier_on": None,
}
_WORDS = 90  # signs of a decision in a list of choices


def park(form: Draft, proposal_id: str) -> None:
    """Which window it waits for, why, and what must be ready by then."""
    windows = parking_actions.windows_ahead(proposal_id)
    if not windows:
        st.markdown(components.quiet(_("No strategy process has a period that is still to come.")))
        return
    parking_actions.waiting_fields(form, windows)


def parked(form: Draft) -> Waiting | None:
    """What stands in the fields; None where no window is chosen."""
    if not form["window"]:
        return None
    return Waiting(
        window_id=form["window"], reason=form["reason"] or "", must_be_ready=form["ready"] or ""
    )


def look_again(form: Draft, item_id: str) -> None:
    """Which earlier decision, and on which day it is looked at again."""
    rows = session.read(earlier.earlier_decisions, item_id=item_id, today=session.today())
    if rows.empty:
        st.markdown(components.quiet(_("Nothing has been decided about it before.")))
        return
    words = {row["id"]: _words(row) for row in rows.to_dict("records")}
    which, when = st.columns([8, 4], gap="small")
    with which:
        hint = _("Choose a decision")
        form.choose("earlier", _("Earlier decision"), words, placeholder=hint)
    when.date_input(
        _("Looked at again on (empty: no more)"),
        value=None,
        format="DD.MM.YYYY",
        min_value=session.today() + timedelta(days=1),
        **form.field("earlier_on"),
    )


def review_days(form: Draft) -> list[ReviewDay]:
    """What stands in the fields: of one earlier decision, or of none."""
    return (
        [ReviewDay(decision_id=form["earlier"], on=form["earlier_on"])] if form["earlier"] else []
    )


def _words(row: dict[Any, Any]) -> str:
    decided = _(
        "{number} of {day}: {decision}",
        number=row["number"],
        day=language.long_date(row["decided_on"]),
        decision=language.shortened(row["decision"], _WORDS),
    )
    if row["review_on"] is None:
        return decided
    day = language.long_date(row["review_on"])
    return _("{decision} (looked at again {day})", decision=decided, day=day)
