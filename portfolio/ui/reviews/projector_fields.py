"""The fields of a decision on the projector: what is asked, decided, and what follows from it."""

from datetime import timedelta

import streamlit as st

from portfolio import labels
from portfolio.domain.model import DecisionOutcome
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.reviews.screen import Screen
from portfolio.ui import choices, components, field_words, session
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import projector_effects
from portfolio.usecases import text_input

MOST = 12  # follow-ups of a decision
#: What a meeting here can decide, in the order of the keys.
OUTCOMES = (
    DecisionOutcome.APPROVED,
    DecisionOutcome.DECIDED,
    DecisionOutcome.REQUESTED,
    DecisionOutcome.DISCUSSED,
    DecisionOutcome.NOTED,
    DecisionOutcome.POSTPONED,
    DecisionOutcome.NOT_APPROVED,
    DecisionOutcome.RECOMMENDED,
)


def words(form: Draft, screen: Screen) -> None:
    """What is asked, each question once; the outcome; and the decision."""
    if screen.here is None:
        projector_effects.questions(form, screen)
    _outcomes(form)
    st.text_area(
        _("What is decided"), height=100, max_chars=text_input.WORDS, **form.field("decision")
    )


def effects(form: Draft, screen: Screen, item_id: str) -> None:
    """What else the decision does; what is rare is folded until it is wanted or filled in."""
    if screen.here is None:
        projector_effects.settle(form, screen)
    with st.container(horizontal=True, gap="xsmall"):
        projector_effects.switch(form, projector_effects.TASKS, _("Follow-ups"), "O")
        if screen.here is None:
            projector_effects.switches(form, screen)
        projector_effects.switch(
            form, "more", _("Departs from the recommendation, or is to be looked at again")
        )
    if screen.here is None:
        projector_effects.effects(form, screen, item_id)
    if projector_effects.is_open(form, "more"):
        _more(form)
    if projector_effects.is_open(form, projector_effects.TASKS):
        _follow_ups(form)


def _more(form: Draft) -> None:
    st.text_area(
        _("How it departs from the recommendation (optional)"),
        height=80,
        max_chars=text_input.WORDS,
        **form.field("difference"),
    )
    st.date_input(
        _("To be looked at again on (optional)"),
        value=None,
        format="DD.MM.YYYY",
        min_value=session.today() + timedelta(days=1),
        **form.field("review_on"),
    )


def _outcomes(form: Draft) -> None:
    """A button each, chosen by its digit: no key un-chooses what is chosen."""
    called = labels.words("decision_outcome")
    keys = _("Outcome (keys 1 to {n}; Enter saves and goes on)", n=len(OUTCOMES))
    st.markdown(components.quiet(keys))
    with st.container(key="outcomes", horizontal=True, gap="xsmall"):
        for digit, code in enumerate(OUTCOMES, start=1):
            is_chosen = form["outcome"] == code
            st.button(
                f"● {called[code]}" if is_chosen else called[code],
                key=form.key(f"outcome:{code}"),
                type="primary" if is_chosen else "secondary",
                on_click=form.set,
                args=("outcome", code.value),
                shortcut=str(digit),
            )


def _follow_ups(form: Draft) -> None:
    """As many lines as are filled in, and a blank one."""
    names = choices.named(session.read(filter_choices.all_parties))
    for place in range(MOST):
        # A line each, so that a dozen stand on the screen: the placeholders say what is wanted.
        what, who, when = st.columns([6, 4, 4], gap="xsmall")
        what.text_input(
            _("Follow-up {n}", n=place + 1),
            placeholder=_("What is to be done"),
            max_chars=500,
            label_visibility="collapsed",
            **form.field(f"{place}:title", ""),
        )
        with who:
            label, hint = _("Responsible {n}", n=place + 1), _("Responsible")
            form.choose(
                f"{place}:party", label, names, placeholder=hint, label_visibility="collapsed"
            )
        when.text_input(
            _("Date {n}", n=place + 1),
            placeholder=_("such as ultimo maj 2027"),
            max_chars=text_input.LINE,
            label_visibility="collapsed",
            **form.field(f"{place}:date", ""),
        )
        with when:
            field_words.echo_date(form, f"{place}:date")
        if not is_filled(form, place):
            break


def is_filled(form: Draft, place: int) -> bool:
    """Whether anything stands in a follow-up's line."""
    return any(form[f"{place}:{field}"] for field in ("title", "party", "date"))
