"""What is done with minutes as one: the sure finds taken, all taken in, taken back, set aside."""

from collections.abc import Sequence

import streamlit as st

from portfolio.domain.finds import FindCertainty, FindState, ReadingState
from portfolio.language import _
from portfolio.queries.minutes import readings
from portfolio.queries.minutes.readings import Find, Reading
from portfolio.screens.minutes import found
from portfolio.ui import components, draft, session, visitor
from portfolio.usecases.minutes import judging, taking_back, taking_in


def offer(one: Reading, every: Sequence[Find]) -> None:
    """How far it is, and the buttons."""
    st.markdown(found.counts([find.state for find in every]))
    if one.replaces_id:
        gone = session.read(readings.gone, reading=one.id)
        st.markdown(components.quiet(found.differences(every, gone)))
    form = draft.open(f"minutes:{one.id}", version=one.version)
    if one.state is ReadingState.TAKEN_IN:
        return _offer_back(form, one)
    sure = [
        find
        for find in every
        if find.state is FindState.OPEN and find.certainty is FindCertainty.SURE
    ]
    taken = sum(find.state is FindState.TAKEN for find in every)
    with st.container(horizontal=True):
        all_sure = bool(sure) and st.button(
            _("Take all that is sure ({n})", n=len(sure)), key=form.key("sure")
        )
        take_in = st.button(
            _("Take into the portfolio ({n})", n=taken),
            key=form.key("in"),
            type="primary",
            disabled=not taken,
        )
        aside = st.button(_("Set the minutes aside"), key=form.key("aside"), type="tertiary")
    who, today = visitor.who(), session.today()
    form.send(
        all_sure,
        lambda _version: judging.take_sure(who, one.id),
        _("What is sure is taken. Look through it, and take it into the portfolio."),
    )
    form.send(
        take_in,
        lambda version: taking_in.take_in(who, one.id, version, today=today),
        _("The minutes are in the portfolio. It can be taken back as one."),
    )
    form.send(
        aside,
        lambda version: judging.set_aside(who, one.id, version),
        _("The minutes are set aside. Read the file again to take them up."),
    )


def _offer_back(form: draft.Draft, one: Reading) -> None:
    with st.expander(_("Take all of it back")):
        st.markdown(
            _(
                "What these minutes made and changed goes again, as one, as long as nothing is"
                " built on it. Your judgements stay."
            )
        )
        reason = st.text_input(_("Reason"), **form.field("reason", ""))
        pressed = st.button(_("Take back"), key=form.key("back"), type="primary")
    form.send(
        pressed,
        lambda version: taking_back.take_back(
            visitor.who(), one.id, version, reason, today=session.today()
        ),
        _("It is taken back."),
    )
