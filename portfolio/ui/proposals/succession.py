"""The way to set a proposal aside, merge or replace it, and to take it up again."""

from typing import Any

import streamlit as st

from portfolio.domain.model import Stage, Succession
from portfolio.language import _
from portfolio.queries.proposals import succession as proposal_succession
from portfolio.ui import action_row, components, draft, edit_links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.proposals import parking_actions
from portfolio.usecases.proposals import succession


def acts_of(facts: dict[str, Any]) -> action_row.Acts:
    """The way to take the proposal off the board or back to it, for the secretary."""
    if not edit_links.may_edit():
        return {}
    is_aside = facts["stage"] == Stage.NOT_PURSUED
    label = _("Take up again") if is_aside else _("Set aside, merge or replace")
    name = parking_actions.name_of(facts)
    return {"step": (label, lambda: _form(facts, is_aside, name))}


def _form(facts: dict[str, Any], is_aside: bool, name: str) -> None:
    form = draft.open(f"{name}/step")
    kind, successor = Succession.RESUMED, None
    if is_aside:
        st.markdown(_("It goes back to the stage it had."))
    else:
        kind = st.radio(
            _("What happens to it"),
            list(_STEPS),
            format_func=lambda step: _STEPS[step](),
            **form.field("kind", next(iter(_STEPS))),
        )
        successor = _successor(facts, form) if kind != Succession.SET_ASIDE else None
    reason = st.text_area(_("Reason"), height=80, **form.field("reason", ""))
    since = facts["status_on"] or facts["introduced_on"]
    day = form.past_day("day", _("From which day"), since)
    components.remark(
        _("Nothing is deleted: the proposal keeps its page, its number and its history.")
    )
    step = succession.Step(
        kind=Succession(kind), happened_on=day, reason=reason, successor_id=successor
    )
    form.send(
        st.button(_("Save"), key=form.key("save"), type="primary"),
        lambda _version: succession.take(visitor.who(), facts["id"], step, today=session.today()),
        _("It is saved, with the reason."),
    )


_STEPS = {
    Succession.SET_ASIDE: lambda: _("Set the proposal aside"),
    Succession.MERGED: lambda: _("Merge it with another proposal"),
    Succession.REPLACED: lambda: _("Replace it with another proposal"),
}


def _successor(facts: dict[str, Any], form: Draft) -> str | None:
    others = session.read(proposal_succession.others, proposal_id=facts["id"])
    titles = {row["id"]: f"{row['number']} {row['title']}" for row in others.to_dict("records")}
    hint = _("Choose a proposal")
    successor: str | None = form.choose("other", _("Which proposal"), titles, placeholder=hint)
    return successor
