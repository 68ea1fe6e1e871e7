"""The last screen of a review: what is recorded of each item, what is left, and closing."""

from datetime import timedelta
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.language import _, ngettext
from portfolio.queries.reviews import attendance, reviews, screen
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import ItemOutcome
from portfolio.screens import timestamps
from portfolio.ui import components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import projector_begin, words
from portfolio.ui.reviews.projector_begin import KEY
from portfolio.ui.saving import doing
from portfolio.usecases.reviews import closing

_MOST = 6  # taken note of, before the rest is folded: the button that closes stands below them
Row = dict[Any, Any]
Rest = dict[str, DecisionOutcome]
_NOT_SAID = closing.REST[0]


def last(review: Review, *, decides: bool) -> None:
    """What is taken note of, what the minutes will say, and closing."""
    found = session.read(screen.outcomes, review_id=review.id, today=session.today())
    st.markdown(components.quiet(links.plain(review.title)))
    st.title(
        _("Taken note of and closing") if not review.closed_at else _("The meeting is closed"),
        anchor=False,
    )
    left, right = st.columns(2, gap="medium")
    with left:
        talked = [one for one in found if one.placement == Placement.AGENDA]
        rest = _talked(review, talked, decides=decides)
    with right:
        items = session.read(reviews.items, review_id=review.id)
        rows = {row["id"]: row for row in items.to_dict("records")}
        noted = [one for one in found if one.placement == Placement.NOTED]
        _noted(review, noted, rows)
    if review.closed_at:
        _afterwards(review)
    elif decides:
        _close(review, rest)


def _talked(review: Review, found: list[ItemOutcome], *, decides: bool) -> Rest:
    """What was decided of each; and for those left, what is to be said of them."""
    st.markdown(_("**On the agenda**"))
    if not found:
        st.markdown(components.quiet(_("Nothing.")))
    said: Rest = {}
    for one in found:
        title = words.titled_outcome(review, one)
        if one.here is not None:
            st.markdown(
                components.joined([title, f"**{_outcome(one.here.outcome)}**", _followed(one)])
            )
        elif one.is_gone:
            st.markdown(
                components.joined(
                    [title, components.quiet(_("set aside meanwhile, so nothing is decided"))]
                )
            )
        elif review.closed_at or not decides:
            st.markdown(components.joined([title, components.quiet(_("no decision"))]))
        else:
            said[one.item_id] = _ask(draft.open(f"rest:{review.id}"), one, title)
    return said


def _ask(form: Draft, one: ItemOutcome, title: str) -> DecisionOutcome:
    """One that has no decision: there was no time, it was put off, or only taken note of."""
    picked = st.segmented_control(
        _("No decision on {title}:", title=title),
        [outcome.value for outcome in closing.REST],
        format_func=_outcome,
        required=True,
        **form.field(one.item_id, _NOT_SAID.value),
    )
    if picked == DecisionOutcome.POSTPONED:
        st.date_input(
            _("Postponed until"),
            min_value=session.today() + timedelta(days=1),
            format="DD.MM.YYYY",
            **form.field(_until(one.item_id), None),
        )
    return DecisionOutcome(picked or _NOT_SAID)


def _until(item_id: str) -> str:
    """The field that says till when an item is postponed."""
    return f"until:{item_id}"


def _noted(review: Review, found: list[ItemOutcome], rows: dict[str, Row]) -> None:
    st.markdown(_("**Taken note of, without being talked about**"))
    if not found:
        st.markdown(components.quiet(_("Nothing.")))
    lines = [f"- {_noted_line(review, one, rows[one.item_id])}" for one in found]
    st.markdown("\n".join(lines[:_MOST]))
    if rest := lines[_MOST:]:
        with st.expander(_("and {n} more", n=len(rest))):
            st.markdown("\n".join(rest))


def _noted_line(review: Review, one: ItemOutcome, row: Row) -> str:
    title = words.titled_outcome(review, one)
    if one.is_gone:
        return components.joined([title, components.quiet(_("set aside meanwhile"))])
    return words.with_grave(title, row)


def _followed(one: ItemOutcome) -> str:
    count = len(one.here.follow_ups) if one.here else 0
    return components.quiet(ngettext("{n} follow-up", "{n} follow-ups", count)) if count else ""


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
