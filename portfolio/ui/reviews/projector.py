"""A review on the projector: which screen is shown, how one moves, and what is written where.

Screen 0 is the agenda, then one screen an item, and last the closing. The number stands in the
address (``punkt``), so that two people can look at the same. Keys: → and PageDown go on, ← and
PageUp go back (client.js), Ctrl+Enter does what the screen is for, V shows an item uncut.
"""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.domain.model import Placement
from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews.reviews import Review
from portfolio.screens import drawing as templates
from portfolio.screens.reviews import item as items_screen
from portfolio.screens.reviews import words
from portfolio.screens.reviews.beside import SHORT, WHOLE, Facts
from portfolio.ui import choices, components, drawing, links, session, visitor
from portfolio.ui.reviews import (
    projector_begin,
    projector_close,
    projector_decide,
    projector_holder,
)

Row = dict[Any, Any]
_WHOLE = "present_whole"


def show(review: Review) -> None:
    """The screen the address asks for."""
    items = session.read(reviews.items, review_id=review.id)
    talked = items[items["placement"] == Placement.AGENDA]
    at = min(choices.number("punkt") or 0, len(talked) + 1)
    item = talked.iloc[at - 1].to_dict() if 1 <= at <= len(talked) else None
    decides = visitor.can(Action.DECIDE) and not review.closed_at
    st.html(f"<style>{templates.style('present')}</style>")
    watches = decides and projector_holder.is_anothers(review)
    writes = decides and item is not None and projector_decide.is_open(str(item["id"]))
    facts = None
    with st.container(key="present", gap="xsmall"):
        # The row has its place before what is above it: so what has the focus there keeps it.
        body = st.container(key="present_body", gap="xsmall")
        row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with body:
        if watches:
            projector_holder.say(review)
        if item is not None:
            _where(_place(at, len(talked), item), _time(review))
            facts = _item(review, item, writes=writes)
        elif at == 0:
            projector_begin.show(review, items, decides=decides)
        else:
            projector_close.last(review, decides=decides)
    with row:
        _moves(at, len(talked) + 1, writes=writes)
        if facts is not None and not writes:
            if decides and not watches:
                _offer(facts)
            st.button(_whole_words(), key="present_cut", on_click=_turn, shortcut="V")
        out = links.link(_("Leave the presentation"), "gennemgang", gennemgang=review.id)
        st.markdown(components.quiet(out), width="content")
    session.follow()


def say_unknown() -> None:
    """Whoever comes without a review, or with one that is not there."""
    st.title(_("Presentation"), anchor=False)
    components.empty(
        _("There is no such review to present.")
        + " "
        + links.link(_("Choose one on the list of reviews"), "gennemgang")
    )


def _where(left: str, right: str) -> None:
    drawing.show(templates.draw("review_where.html", left=left, right=right))


def _place(at: int, count: int, item: Row) -> str:
    parts = (_("Item {at} of {count}", at=at, count=count), _("{n} min", n=item["minutes"]))
    return " · ".join(parts)


def _time(review: Review) -> str:
    """``Direktionen 16. maj 2022 · 12 af 20 min. brugt``; the time only while the meeting sits."""
    parts = [f"{review.body} {language.long_date(review.held_on)}"]
    if review.started_at and not review.closed_at:
        spent = datetime.now(UTC) - datetime.fromisoformat(review.started_at)
        minutes = int(spent.total_seconds() // 60)
        if minutes < 2 * review.minutes:  # else nobody is in the room any more
            used = _("{spent} of {minutes} min used", spent=minutes, minutes=review.minutes)
            parts.append(used)
    return " · ".join(parts)


def _item(review: Review, item: Row, *, writes: bool) -> Facts | None:
    """The screen of an item. ``writes``: somebody is recording what is decided."""
    facts = items_screen.ask(session.read, review, item, session.today())
    if facts is None:  # taken off the agenda in this very moment
        components.empty(_("The item is not on the agenda any more. Go on to the next."))
        return None
    st.title(links.plain(words.named(review, item)), anchor=False)
    if writes:
        last = items_screen.draw_last(facts)
        projector_decide.form(item["id"], facts.screen, lambda: drawing.show(last))
    else:
        drawing.show(items_screen.draw(facts, WHOLE if _is_whole() else SHORT))
    return facts


def _offer(facts: Facts) -> None:
    """The way into the form, unless the proposal has left the board or the day has not come."""
    screen, new = facts.screen, facts.screen.here is None
    if screen.is_gone and new:
        return
    if facts.review.held_on > session.today().isoformat():
        said = _(
            "Decisions are recorded when the meeting has been started on the first "
            "screen of the presentation."
        )
        st.markdown(components.quiet(said), width="content")
        return
    label = _("Record the decision") if new else _("Change the decision")
    projector_decide.offer(facts.item["id"], label, primary=new)


def _whole_words() -> str:
    return _("Show in short") if _is_whole() else _("Show all of it")


def _is_whole() -> bool:
    return bool(st.session_state.get(_WHOLE))


def _turn() -> None:
    st.session_state[_WHOLE] = not _is_whole()


def _moves(at: int, last: int, *, writes: bool) -> None:
    """Back and on. While somebody writes, the arrow keys are for the text."""
    ways = (
        ("back", _("Previous"), max(at - 1, 0), "Left"),
        ("next", _("Next"), min(at + 1, last), "Right"),
    )
    for key, label, to, arrow in ways:
        # Never disabled: what has the focus keeps it at the ends too.
        st.button(
            label,
            key=f"present_{key}",
            on_click=_go,
            args=(to,),
            shortcut=None if writes else arrow,
        )


def _go(to: int) -> None:
    st.query_params["punkt"] = str(to)
    st.session_state[_WHOLE] = False
