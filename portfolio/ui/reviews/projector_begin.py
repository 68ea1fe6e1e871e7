"""The first screen of a review: its agenda, who is there, and the button that starts the clock."""

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.language import _
from portfolio.queries.reviews import attendance
from portfolio.queries.reviews.attendance import Attendance
from portfolio.queries.reviews.reviews import Review
from portfolio.screens.reviews import agenda, words
from portfolio.ui import components, draft, drawing, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.saving import doing
from portfolio.usecases.reviews import sitting

KEY = "Ctrl+Enter"


def show(review: Review, items: pd.DataFrame, *, decides: bool) -> None:
    """What the meeting is about and who is there; for whoever decides, the way to begin it."""
    st.markdown(components.quiet(links.plain(words.when(review))))
    st.title(links.plain(review.title), anchor=False)
    matters, people = st.columns([7, 5], gap="medium")
    with matters:
        drawing.show(agenda.draw(review, items))
    with people:  # beside it, so that the button that begins is seen at once
        known = session.read(attendance.attendance, meeting_id=review.meeting_id)
        if decides and not review.started_at:
            _begin(review, known)
        else:
            _there(review, known, decides=decides)


def _begin(review: Review, known: Attendance) -> None:
    form = _form(review, known)
    said = _names(form, known)
    is_ahead = offer_today(form, review)
    if st.button(_("Start the meeting"), key="present_start", type="primary", shortcut=KEY):
        with doing(_("The meeting has begun.")):
            sitting.start_review(
                visitor.who(),
                review.id,
                today=session.today(),
                attendance=said,
                hold_today=is_ahead,
            )
            form.close()
            st.query_params["punkt"] = "1"


def offer_today(form: Draft, review: Review) -> bool:
    """Where the meeting's day has not come: whether it is held today all the same."""
    if review.held_on <= session.today().isoformat():
        return False
    day = language.long_date(review.held_on)
    return st.checkbox(
        _("The meeting is held today: move it from {day}", day=day), **form.field("today", False)
    )


def _there(review: Review, known: Attendance, *, decides: bool) -> None:
    """Who is there; until the meeting is closed it can be put right."""
    st.markdown(line(known))
    if not decides:
        return
    with st.expander(_("Put the participants right"), expanded=not known.is_known):
        form = _form(review, known)
        said = _names(form, known)
        seen = sitting.Attendance(form.opened["present"], form.opened["absent"])
        form.send(
            st.button(_("Save the participants"), key=form.key("save")),
            lambda _version: sitting.record_attendance(visitor.who(), review.id, said, seen=seen),
            _("The participants are saved."),
        )


def line(known: Attendance) -> str:
    """``Til stede: … · Afbud: …``, or that nobody has said."""
    if not known.is_known:
        return components.quiet(_("Nobody has recorded who took part."))
    groups = ((_("Present"), known.present), (_("Apologies"), known.absent))
    said = [f"**{word}:** {links.plain(', '.join(names))}" for word, names in groups if names]
    return components.joined(said)


def _form(review: Review, known: Attendance) -> Draft:
    begun = {"present": list(known.present), "absent": list(known.absent)}
    return draft.open(f"attendance:{review.id}", begun)


def _names(form: Draft, known: Attendance) -> sitting.Attendance:
    """The two lists; a name that nobody offered can be typed."""
    if known.usual and not form["present"] and not form["absent"]:
        st.button(
            _("Take the same as last time ({n})", n=len(known.usual)),
            key=form.key("usual"),
            on_click=form.set,
            args=("present", list(known.usual)),
        )
    present = _list(form, "present", _("Who is there?"), known, form["absent"])
    absent = _list(form, "absent", _("Who sent apologies?"), known, present)
    return sitting.Attendance(present, absent)


def _list(
    form: Draft, field: str, label: str, known: Attendance, elsewhere: list[str] | None
) -> list[str]:
    chosen = form[field] or []
    others = [name for name in known.offered if name not in (elsewhere or [])]
    names: list[str] = st.multiselect(
        label,
        list(dict.fromkeys([*others, *chosen])),
        placeholder=_("Choose or type names"),
        accept_new_options=True,
        **form.field(field, []),
    )
    return names
