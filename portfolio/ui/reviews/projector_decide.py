"""Recording a decision while the meeting sits: a compact form that is never lost.

Its fields keep what was typed while one moves between the items, and also when somebody else
changes the portfolio meanwhile; client.js sends a text at every pause (the key ``draft``).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.model import DecisionOutcome
from portfolio.language import _
from portfolio.queries.proposals import responsibility
from portfolio.queries.reviews.screen import DecisionWithFollowUps, Screen
from portfolio.ui import components, session, side_by_side, visitor
from portfolio.ui.saving import doing
from portfolio.usecases import text_input
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import Decided, FollowUp

_OPEN, _DRAFT = "deciding", "decision:"
_MOST = 12  # follow-ups of a decision
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


def form(item_id: str, screen: Screen) -> None:
    """The fields, the button that saves them, and the way to take a decision back."""
    made, draft = screen.here, _Draft(item_id)
    asked = made.recommendation if made else (screen.facts or {}).get("decision_needed")
    draft.begin(made, asked)
    told = st.container()  # what is wrong is said where the eye is, above the fields
    with st.container(key="draft"):
        draft.fields(asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Save the decision"), key=draft.key("save"), type="primary", shortcut=_KEY
        )
        st.button(
            _("Close the form"),
            key=draft.key("leave"),
            on_click=_switch,
            args=(None,),
            help=_("What you have typed stays in the form."),
        )
    with told:
        _save(item_id, draft, made, asked, pressed=pressed)
    if made is not None:
        _take_back(draft, made)


def _save(
    item_id: str,
    draft: _Draft,
    made: DecisionWithFollowUps | None,
    asked: str | None,
    *,
    pressed: bool,
) -> None:
    if made is not None:
        _amend(draft, made, asked, pressed=pressed)
    elif pressed and draft.is_complete():
        with doing(_("The decision is recorded.")):
            decisions.record_decision(
                visitor.who(), item_id, draft.decided(asked), today=session.today()
            )
            draft.done()


def _switch(item_id: str | None) -> None:
    st.session_state[_OPEN] = item_id


class _Draft:
    """The form of one item; its widgets own what is typed."""

    def __init__(self, item_id: str) -> None:
        self._name = _DRAFT + item_id
        number = st.session_state.get(f"{self._name}:number", 0)
        self._keys = f"{self._name}:{number}:"

    def key(self, field: str) -> str:
        return self._keys + field

    def value(self, field: str) -> Any:  # noqa: ANN401 - whatever the field holds
        return st.session_state.get(self.key(field))

    @property
    def version(self) -> int:
        """Of the decision when the form was opened."""
        return int(self.value("version") or 0)

    def begin(self, made: DecisionWithFollowUps | None, asked: str | None) -> None:
        """Once a form: fill the fields in with what stands, or what is recommended."""
        if self.value("begun") is not None:
            return
        st.session_state[self.key("begun")] = made.id if made else ""
        begun: dict[str, Any] = {
            "outcome": None,
            "decision": "",
            "difference": "",
            "review_on": None,
        }
        if made is not None:
            again = made.review_on and date.fromisoformat(made.review_on)
            begun = {
                "version": made.version,
                "outcome": made.outcome,
                "decision": made.decision,
                "difference": made.difference or "",
                "review_on": again,
            }
            for place, task in enumerate(made.follow_ups):
                begun |= {
                    f"{place}:id": task["id"],
                    f"{place}:title": task["title"],
                    f"{place}:party": task["responsible_party_id"],
                    f"{place}:date": task["date_text"] or "",
                }
        elif asked:
            begun |= {"outcome": DecisionOutcome.APPROVED.value, "decision": asked}
        for field, value in begun.items():
            st.session_state[self.key(field)] = value

    def fields(self, asked: str | None) -> None:
        """Draw them."""
        words = labels.words("decision_outcome")
        st.segmented_control(
            _("Outcome"),
            list(words),
            format_func=lambda code: words[code],
            key=self.key("outcome"),
            on_change=self._prefill,
            args=(asked,),
            persist_state="session",
        )
        st.text_area(
            _("What is decided"),
            key=self.key("decision"),
            height=100,
            max_chars=text_input.WORDS,
            persist_state="session",
        )
        st.text_area(
            _("How it departs from the recommendation (optional)"),
            key=self.key("difference"),
            height=68,
            max_chars=text_input.WORDS,
            persist_state="session",
        )
        self._follow_ups()
        st.date_input(
            _("To be looked at again on (optional)"),
            value=None,
            key=self.key("review_on"),
            format="DD.MM.YYYY",
            min_value=session.today() + timedelta(days=1),
            persist_state="session",
        )

    def _follow_ups(self) -> None:
        """As many lines as are filled in, and a blank one."""
        parties = session.read(responsibility.parties_to_ask)
        names = dict(zip(parties["id"], parties["name"], strict=True))
        for place in range(_MOST):
            what, who, when = st.columns([5, 4, 3], gap="small")
            what.text_input(
                _("Follow-up {n}", n=place + 1),
                key=self.key(f"{place}:title"),
                placeholder=_("What is to be done"),
                max_chars=500,
                persist_state="session",
            )
            who.selectbox(
                _("Responsible {n}", n=place + 1),
                list(names),
                index=None,
                format_func=lambda key: names.get(key, key),
                key=self.key(f"{place}:party"),
                placeholder=_("missing"),
                persist_state="session",
            )
            when.text_input(
                _("Date {n}", n=place + 1),
                key=self.key(f"{place}:date"),
                placeholder=_("such as late May"),
                max_chars=text_input.LINE,
                persist_state="session",
            )
            if not self._is_filled(place):
                break

    def _is_filled(self, place: int) -> bool:
        return any(self.value(f"{place}:{field}") for field in ("title", "party", "date"))

    def _prefill(self, asked: str | None) -> None:
        """Approved is mostly in the words of the recommendation; anything else is not."""
        text, key = str(self.value("decision") or "").strip(), self.key("decision")
        if self.value("outcome") == DecisionOutcome.APPROVED and not text and asked:
            st.session_state[key] = asked
        elif self.value("outcome") != DecisionOutcome.APPROVED and text == (asked or "").strip():
            st.session_state[key] = ""

    def is_complete(self) -> bool:
        """Says what is missing before anything is sent."""
        if not self.value("outcome"):
            st.error(_("Choose the outcome first. Nothing was saved."))
            return False
        return True

    def decided(self, asked: str | None, made: DecisionWithFollowUps | None = None) -> Decided:
        """What stands in the form; ``made`` is what it is saved on top of."""
        theirs = made is not None and self.value("begun") != made.id
        # Somebody recorded a decision while this form was open: its follow-ups stay.
        kept = [
            FollowUp(
                id=task["id"],
                title=task["title"],
                date_text=task["date_text"],
                responsible_party_id=task["responsible_party_id"],
            )
            for task in (made.follow_ups if made and theirs else ())
        ]
        tasks = kept + [
            FollowUp(
                title=self.value(f"{place}:title") or "",
                responsible_party_id=self.value(f"{place}:party"),
                date_text=self.value(f"{place}:date"),
                id=self.value(f"{place}:id"),
            )
            for place in range(_MOST)
            if self._is_filled(place)
        ]
        return Decided(
            outcome=DecisionOutcome(self.value("outcome")),
            decision=self.value("decision") or "",
            recommendation=asked,
            difference=self.value("difference"),
            review_on=self.value("review_on"),
            follow_ups=tasks,
        )

    def done(self) -> None:
        """It is saved: the form is closed, and begins anew the next time."""
        number = f"{self._name}:number"
        st.session_state[number] = st.session_state.get(number, 0) + 1
        st.session_state[_OPEN] = None


def _amend(draft: _Draft, made: DecisionWithFollowUps, asked: str | None, *, pressed: bool) -> None:
    if not draft.is_complete():
        return
    decided = draft.decided(asked, made)
    mine = {
        "outcome": decided.outcome.value,
        "decision": decided.decision.strip(),
        "difference": (decided.difference or "").strip() or None,
        "review_on": decided.review_on and decided.review_on.isoformat(),
    }

    def save(version: int) -> None:
        decisions.amend_decision(
            visitor.who(), made.id, decided, version=version, today=session.today()
        )
        draft.done()

    side_by_side.saving(
        made.id,
        pressed,
        draft.version,
        mine=mine,
        words=_words(),
        save=save,
        done=_("The decision is put right."),
        say=_said,
    )


def _take_back(draft: _Draft, made: DecisionWithFollowUps) -> None:
    with st.expander(_("Take the decision back")):
        st.markdown(
            components.quiet(
                _(
                    "Its follow-ups go with it. It stays in the change log, and the item can"
                    " be decided anew."
                )
            )
        )
        reason = st.text_input(_("Reason"), key=draft.key("reason"))
        if st.button(_("Take it back"), key=draft.key("back")):
            with doing(_("The decision is taken back.")):
                decisions.withdraw_decision(
                    visitor.who(), made.id, reason or "", version=made.version
                )
                draft.done()


def _words() -> dict[str, str]:
    return {
        "outcome": _("Outcome"),
        "decision": _("Decision"),
        "difference": _("Difference"),
        "review_on": _("To be looked at again on"),
    }


def _said(name: str, stored: object) -> str:
    if stored is None or stored == "":
        return _("(empty)")
    return labels.label("decision_outcome", stored) if name == "outcome" else str(stored)
