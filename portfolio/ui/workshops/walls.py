"""What the facilitators put on the wall: one list, and the choice is on the wall at once."""

import streamlit as st

from portfolio import labels
from portfolio.domain.workshops import NoteKind, WallView
from portfolio.language import _
from portfolio.queries.workshops import note_board, results
from portfolio.queries.workshops.facts import Facts
from portfolio.ui import session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.workshops import running


def choose(facts: Facts) -> None:
    """The list of what can be shown now; what somebody else chose stands in it."""
    there, shown = views(facts), facts.workshop.wall or ""
    key = f"wall:{facts.workshop.turn}:{shown}"
    chosen = st.selectbox(
        _("The big screen shows"),
        list(there),
        index=list(there).index(shown) if shown in there else 0,
        format_func=there.__getitem__,
        key=key,
        width=480,
    )
    if chosen == shown or (not chosen and shown not in there):
        return
    view, _colon, of = chosen.partition(":")
    with doing(_("The big screen follows.")):
        running.show(visitor.who(), facts.workshop.id, WallView(view) if view else None, of)


def views(facts: Facts) -> dict[str, str]:
    """What can be shown, by how it is kept; nothing of what is not there yet."""
    names = labels.words("wall_view")
    there = {"": _("What belongs to the step"), "code": names["code"]}
    if facts.workshop.current_step is not None:
        there["live"] = names["live"]
    if facts.voters is not None:
        there["result"] = names["result"]
        there |= {f"result:{one.code}": f"{names['result']}: {one.title}" for one in facts.criteria}
    if facts.plane:
        up, across = results.axes(facts.criteria)
        there["plane"] = f"{up.title} × {across.title}"
    there |= {"centres": names["centres"]} if facts.by_centre else {}
    there |= {"dots": names["dots"]} if facts.dotters is not None else {}
    board = session.read_now(note_board.board, workshop_id=facts.workshop.id)
    if board is not None and board.shown:
        there["notes"] = names["notes"]
        kinds = [kind for kind in NoteKind if any(note.kind == kind for note in board.shown)]
        there |= {
            f"notes:{kind}": f"{names['notes']}: {labels.label('note_kind', kind)}"
            for kind in kinds
        }
    there["agreed"] = names["agreed"]
    return there | {f"one:{one.id}": f"{one.number} {one.title}" for one in facts.proposals}
