"""The last screen of a review: what is recorded of each item, what is left, and closing."""

from datetime import timedelta

import streamlit as st

from portfolio import labels
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.language import _
from portfolio.queries.reviews import attendance, reviews, screen
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import ItemOutcome
from portfolio.screens import timestamps
from portfolio.screens.reviews import agenda, words
from portfolio.ui import components, draft, drawing, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import projector_begin
from portfolio.ui.reviews.projector_begin import KEY
from portfolio.ui.saving import doing
from portfolio.usecases.reviews import closing

Rest = dict[str, DecisionOutcome]
_NOT_SAID = closing.REST[0]
_A_SCREEN = 8  # so many have room, with what is decided above them and what is noted beside


def last(review: Review, *, decides: bool) -> None:
    """What is taken note of, what the minutes will say, and closing."""
    found = session.read(screen.outcomes, review_id=review.id, today=session.today())
    st.markdown(components.quiet(links.plain(review.title)))
    st.title(
        _("Taken note of and closing") if not review.closed_at else _("The meeting is closed"),
        anchor=False,
    )
    left, right = st.columns([9, 3], gap="medium")
    with left, st.container(gap="xsmall"):
        rest = _talked(review, found, decides=decides)
    with right:
        items = session.read(reviews.items, review_id=review.id)
        rows = {row["id"]: row for row in items.to_dict("records")}
        noted = [one for one in found if one.placement == Placement.NOTED]
        drawing.show(agenda.draw_noted(review, noted, rows))
    if review.closed_at:
        _afterwards(review)
    elif decides:
        _close(review, rest)


def _talked(review: Review, found: tuple[ItemOutcome, ...], *, decides: bool) -> Rest:
    """What was decided of each; and for those left, what is to be said of them."""
    talked = [one for one in found if one.placement == Placement.AGENDA]
    asks = decides and not review.closed_at
    left = [one for one in talked if asks and one.here is None and not one.is_gone]
    if len(left) < len(talked) or not talked:
        drawing.show(agenda.draw_decided(review, [one for one in talked if one not in left]))
    if left:
        st.markdown(_("**Without a decision: what is to be said of it?**"))
    form = draft.open(f"rest:{review.id}")
    for one in components.page_of(left, _A_SCREEN, f"page:rest:{review.id}") if left else ():
        _ask(form, one, links.plain(words.named_outcome(review, one)))
    return {one.item_id: _said(form, one.item_id) for one in left}


def _ask(form: Draft, one: ItemOutcome, title: str) -> None:
    """One that has no decision: there was no time, it was put off, or only taken note of."""
    about, said = st.columns([6, 5], vertical_alignment="center", gap="small")
    about.markdown(title)
    with said:
        picked = st.segmented_control(
            _("No decision on {title}:", title=title),
            [outcome.value for outcome in closing.REST],
            format_func=_outcome,
            required=True,
            label_visibility="collapsed",
            **form.field(one.item_id, _NOT_SAID.value),
        )
    if picked == DecisionOutcome.POSTPONED:
        st.date_input(
            _("Postponed until"),
            min_value=session.today() + timedelta(days=1),
            format="DD.MM.YYYY",
            **form.field(_until(one.item_id), None),
        )


def _said(form: Draft, item_id: str) -> DecisionOutcome:
    """What is to be said of an item, on whichever page it stands."""
    return DecisionOutcome(form[item_id] or _NOT_SAID)


def _until(item_id: str) -> str:
    """The field that says till when an item is postponed."""
    return f"until:{item_id}"


def _close(review: Review, rest: Rest) -> None:
    """Asked twice: closing cannot be undone."""
    if not review.started_at:
        components.empty(_("The meeting has not begun. Go back to the agenda to start it."))
        return
    form = draft.open(f"rest:{review.id}")
    _say_nobody(review)
    is_ahead = projector_begin.offer_today(form, review)
    if not form["is_asked_again"]:
        st.button(
            _("Close the meeting"),
            key="present_close",
            type="primary",
            shortcut=KEY,
            on_click=form.set,
            args=("is_asked_again", True),
        )
        return
    st.warning(
        _(
            "When the meeting is closed, its decisions are locked, and the present status "
            "of all proposals is kept. What was not reached comes back by itself with what "
            "asks for it; what is postponed comes back on its day. It cannot be undone."
        )
    )
    with st.container(horizontal=True):
        if st.button(
            _("Yes, close the meeting"), key="present_closed", type="primary", shortcut=KEY
        ):
            with doing(_("The meeting is closed.")):
                until = {key: form[_until(key)] for key in rest}
                closing.close_review(
                    visitor.who(),
                    review.id,
                    rest,
                    until=until,
                    today=session.today(),
                    hold_today=is_ahead,
                )
                form.close()
        answer = ("is_asked_again", False)
        st.button(_("Not yet"), key="present_open", on_click=form.set, args=answer)


def _say_nobody(review: Review) -> None:
    """That the minutes will not say who was there, while that can still be put right."""
    if session.read(attendance.attendance, meeting_id=review.meeting_id).is_known:
        return
    way = links.link(_("Record it"), "fremvisning", gennemgang=review.id, punkt=0)
    components.remark(_("Nobody has recorded who took part.") + f" {way}")


def _afterwards(review: Review) -> None:
    st.success(
        _(
            "Closed {moment}. The decisions stand on every proposal's page.",
            moment=timestamps.moment(review.closed_at or ""),
        )
    )
    ways = [
        links.link(_("The decisions"), "beslutninger", moede=review.code),
        links.link(_("Minutes and other documents"), "papirer", papir="referat", moede=review.code),
        links.link(_("Follow-ups"), "opfoelgninger"),
    ]
    st.markdown(components.joined(ways))


def _outcome(code: str) -> str:
    return labels.label("decision_outcome", code)
