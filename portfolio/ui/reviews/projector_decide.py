"""Recording a decision while the meeting sits: a compact form that is never lost.

Its fields keep what was typed while one moves between the items, and also when somebody else
changes the portfolio meanwhile; client.js sends a text at every pause (the key ``draft``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.model import DecisionOutcome
from portfolio.language import _
from portfolio.queries.reviews.screen import DecisionWithFollowUps, Screen
from portfolio.ui import choices, draft, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import projector_effects, projector_fields, taking_back
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput

_OPEN = "deciding"
_KEY = "Ctrl+Enter"


def is_open(item_id: str) -> bool:
    """Whether the form of an item is open in this session."""
    return st.session_state.get(_OPEN) == item_id


def offer(item_id: str, words: str, *, primary: bool) -> None:
    """The way into the form."""
    st.button(
        words,
        key=f"decide:{item_id}",
        on_click=_switch,
        args=(item_id,),
        shortcut=_KEY,
        type="primary" if primary else "secondary",
    )


def form(item_id: str, screen: Screen, beside: Callable[[], object]) -> None:
    """What is decided and the button that saves it, on one screen; below, ``beside``: what is to be
    looked at meanwhile; and to the right what else it does.
    """
    made = screen.here
    begun = _begun(made) if made else _BLANK | projector_effects.begun(screen)
    form = draft.open(f"decision:{item_id}", begun, version=made.version if made else 0)
    projector_effects.note_lost(form, screen)
    wrong = st.container()  # what is wrong is said where the eye is, above the fields
    with st.container(key="draft"):
        left, right = st.columns(2, gap="medium")
        with left, st.container(gap="xsmall"):
            projector_fields.words(form, screen)
            pressed = _buttons(form)
            beside()
        with right, st.container(gap="xsmall"):
            projector_fields.effects(form, screen, item_id)
    with wrong:
        _save(item_id, form, screen, pressed=pressed)
    if made is not None:
        taking_back.in_the_meeting(item_id, made.id, made.version, _switch)


def _buttons(form: Draft) -> bool:
    """Save, and leave; whether it is to be saved. client.js gives Enter to the first."""
    with st.container(key="save", horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Save the decision"), key=form.key("save"), type="primary", shortcut=_KEY
        )
        st.button(
            _("Close the form"),
            key=form.key("leave"),
            on_click=_switch,
            args=(None,),
            help=_("What you have typed stays in the form."),
        )
    return pressed


def _switch(item_id: str | None) -> None:
    st.session_state[_OPEN] = item_id


#: Nothing is prefilled: what is asked is no decision, and what is recommended is not approved yet.
_BLANK: dict[str, Any] = {
    "outcome": None,
    "decision": "",
    "difference": "",
    "review_on": None,
    "made": "",
}


def _begun(made: DecisionWithFollowUps) -> dict[str, Any]:
    """What the fields begin with where a decision stands already."""
    begun = {
        "outcome": made.outcome,
        "decision": made.decision,
        "difference": made.difference or "",
        "review_on": date.fromisoformat(made.review_on) if made.review_on else None,
        "made": made.id,
    }
    for place, task in enumerate(made.follow_ups):
        begun |= {
            f"{place}:id": task["id"],
            f"{place}:title": task["title"],
            f"{place}:party": task["responsible_party_id"],
            f"{place}:date": task["date_text"] or "",
        }
    return begun


def _save(
    item_id: str,
    form: Draft,
    screen: Screen,
    *,
    pressed: bool,
) -> None:
    made = screen.here
    if pressed and form["lost"]:
        projector_effects.say_lost(form)
        return
    if pressed and not form["outcome"]:
        st.error(_("Choose the outcome first. Nothing was saved."))
        return

    def record(_version: int) -> None:
        decided = replace(
            _decided(form, ()),
            question=projector_effects.question(form, screen),
            options=[option for one in screen.requests for option in one.options],
            recommendation=projector_effects.recommendation(screen),
            effects=projector_effects.chosen(form, screen),
        )
        decisions.record_decision(visitor.who(), item_id, decided, today=session.today())
        _switch(None)
        # And on to the next: one key for what a meeting does nine times.
        st.query_params["punkt"] = str((choices.number("punkt") or 0) + 1)

    def amend(version: int) -> None:
        assert made is not None
        # Somebody recorded a decision while this form was open: its follow-ups stay.
        also = () if form["made"] == made.id else made.follow_ups
        decided = replace(_decided(form, also), recommendation=made.recommendation)
        decisions.amend_decision(
            visitor.who(), made.id, decided, version=version, today=session.today()
        )
        _switch(None)

    if made is None:
        return form.send(pressed, record, _("The decision is recorded."))
    words = {
        "outcome": _("Outcome"),
        "decision": _("Decision"),
        "difference": _("Difference"),
        "review_on": _("To be looked at again on"),
    }
    form.save(pressed, amend, _("The decision is put right."), words=words, say=_say, whole=True)


def _decided(form: Draft, also: Sequence[Mapping[str, Any]]) -> DecisionInput:
    """What stands in the form, and ``also`` the follow-ups that somebody else has recorded."""
    kept = [
        FollowUpInput(
            id=task["id"],
            title=task["title"],
            date_text=task["date_text"],
            responsible_party_id=task["responsible_party_id"],
        )
        for task in also
    ]
    typed = [
        FollowUpInput(
            title=form[f"{place}:title"] or "",
            responsible_party_id=form[f"{place}:party"],
            date_text=form[f"{place}:date"],
            id=form[f"{place}:id"],
        )
        for place in range(projector_fields.MOST)
        if projector_fields.is_filled(form, place)
    ]
    return DecisionInput(
        outcome=DecisionOutcome(form["outcome"]),
        decision=form["decision"] or form["option"] or "",
        difference=form["difference"],
        review_on=form["review_on"],
        follow_ups=kept + typed,
    )


def _say(name: str, stored: object) -> str:
    if stored is None or stored == "":
        return _("(empty)")
    return labels.label("decision_outcome", stored) if name == "outcome" else str(stored)
