"""A review on the projector: which screen is shown, how one moves, and how large it is written.

Screen 0 is the agenda, then one screen an item, and last the closing. The number stands in the
address (``punkt``), so that two people can look at the same. Keys: → and PageDown go on, ← and
PageUp go back (client.js), Ctrl+Enter does what the screen is for.
"""

from datetime import UTC, datetime

import streamlit as st

from portfolio.domain.model import Placement
from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews.reviews import Review
from portfolio.ui import choices, components, links, session, visitor
from portfolio.ui.reviews import (
    projector_begin,
    projector_close,
    projector_decide,
    projector_holder,
    projector_item,
    projector_size,
)

_WRITING = 1.15  # vw; a form has more words than a screen to read
# Everything is sized in rem, so one line makes all of it readable at six metres: on a screen of
# 1920 px ordinary text is 29 px, a title 58; a long item (present_room) and a form are smaller. The
# menu would only take room; the way back stands at the bottom. Streamlit writes the keys too pale.
_PROJECTOR = """<style>
[data-testid=stMain] kbd {{ color: inherit; opacity: 1; }}
@media (min-width: 1100px) {{
  :root {{ font-size: clamp(16px, {scale}vw, 44px); }}
  [data-testid=stMain] h1 {{ font-size: {title}rem; line-height: 1.15; padding: 0 0 0.3rem; }}
  .stMainBlockContainer.stMainBlockContainer {{ padding: 0.75rem 2rem 1rem; }}
  .frame.frame {{ display: none; }}
}}
</style>"""


def show(review: Review) -> None:
    """The screen the address asks for."""
    items = session.read(reviews.items, review_id=review.id)
    talked = items[items["placement"] == Placement.AGENDA]
    at = min(choices.number("punkt") or 0, len(talked) + 1)
    item = talked.iloc[at - 1].to_dict() if 1 <= at <= len(talked) else None
    decides = visitor.can(Action.DECIDE) and not review.closed_at
    writes = decides and item is not None and projector_decide.is_open(str(item["id"]))
    shown = None if item is None else projector_item.of_item(str(item["id"]))
    scale = _WRITING if writes else projector_size.room_for(shown).scale
    st.html(_PROJECTOR.format(scale=scale, title=1.5 if writes else 2))
    watches = decides and projector_holder.is_anothers(review)
    with st.container(key="present"):
        if watches:
            projector_holder.say(review)
        if item is not None:
            projector_item.show(review, item, _progress(review, at, len(talked)), writes=writes)
        elif at == 0:
            projector_begin.show(review, items, decides=decides)
        else:
            projector_close.last(review, decides=decides)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if item is not None and decides and not (writes or watches):
                projector_item.offer(review, str(item["id"]))
            _moves(review, at, len(talked) + 1, writes=writes)
    session.follow()


def say_unknown() -> None:
    """Whoever comes without a review, or with one that is not there."""
    st.title(_("Presentation"), anchor=False)
    components.empty(
        _("There is no such review to present.")
        + " "
        + links.link(_("Choose one on the list of reviews"), "gennemgang")
    )


def _progress(review: Review, at: int, count: int) -> str:
    """``Punkt 3 af 7 · 12 af 20 min.``; the time only while the meeting sits."""
    parts = [_("Item {at} of {count}", at=at, count=count)]
    if review.started_at and not review.closed_at:
        spent = datetime.now(UTC) - datetime.fromisoformat(review.started_at)
        minutes = int(spent.total_seconds() // 60)
        if minutes < 2 * review.minutes:  # else nobody is in the room any more
            parts.append(_("{spent} of {minutes} min", spent=minutes, minutes=review.minutes))
    parts.append(links.plain(review.title))
    return components.joined(parts)


def _moves(review: Review, at: int, last: int, *, writes: bool) -> None:
    """Back, on, and out. While somebody writes, the arrow keys are for the text."""
    st.button(
        _("Previous"),
        key="present_back",
        on_click=_go,
        args=(at - 1,),
        disabled=at == 0,
        shortcut=None if writes else "Left",
    )
    st.button(
        _("Next"),
        key="present_next",
        on_click=_go,
        args=(at + 1,),
        disabled=at == last,
        shortcut=None if writes else "Right",
    )
    out = links.link(_("Leave the presentation"), "gennemgang", gennemgang=review.id)
    st.markdown(components.quiet(out), width="content")


def _go(to: int) -> None:
    st.query_params["punkt"] = str(to)
