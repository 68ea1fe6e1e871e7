"""What the form of a review begins with, and which language the documents are in."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.organisations.organisations import Organisation
from portfolio.queries.rounds import rounds as round_queries
from portfolio.ui import choices, draft, session, visitor
from portfolio.ui.organisations import saving
from portfolio.usecases.organisations import organisations
from portfolio.usecases.organisations.organisations import Habits
from portfolio.usecases.reviews.slot import LONGEST_SLOT


def section(one: Organisation, portfolio: str) -> None:
    st.header(_("Meetings and documents"), anchor=False)
    st.markdown(_("What a new review begins with. What is left empty is as at the last meeting."))
    form = draft.open(
        "organisation:habits",
        {
            "body": one.body_party_id or "",
            "title": one.meeting_title or "",
            "clock": (one.meeting_time or "").replace(":", "."),
            "minutes": one.meeting_minutes,
            "language": one.paper_language or "da",
        },
        version=one.version,
    )
    bodies = {"": _("as at the last meeting")} | choices.named(session.read(round_queries.bodies))
    body = form.choose("body", _("Meeting of"), bodies, one.body_party_id or "")
    left, middle, right = st.columns(3)
    title = left.text_input(
        _("Title"), placeholder=_("Portfolio review"), max_chars=200, **form.field("title")
    )
    clock = middle.text_input(
        _("Time of day"), placeholder="9.30", max_chars=10, **form.field("clock")
    )
    minutes = right.number_input(
        _("Time for the review (min)"),
        min_value=1,
        max_value=LONGEST_SLOT,
        step=5,
        **form.field("minutes"),
    )
    languages = {"da": "Dansk", "en": "English"}
    spoken = form.choose("language", _("Language of documents"), languages, "da")
    said = Habits(
        body_party_id=body or None,
        meeting_title=title,
        meeting_time=clock,
        meeting_minutes=None if minutes is None else int(minutes),
        paper_language=None if spoken == "da" else str(spoken),
    )
    saving.send(
        form,
        st.button(_("Save"), key=form.key("save"), type="primary"),
        lambda version: organisations.choose_habits(
            visitor.who(), portfolio, said, version=version
        ),
        _("What forms begin with is saved."),
    )
