"""What the secretary does with a proposal's parking: park it, change it, take it up again."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import ENDED
from portfolio.language import _
from portfolio.queries.proposals import parking as proposal_parking
from portfolio.ui import action_row, components, edit_links, links, session, visitor
from portfolio.ui.proposals import milestones
from portfolio.ui.saving import doing
from portfolio.usecases.proposals import parking
from portfolio.usecases.proposals.parking import Waiting

Row = dict[Any, Any]
_NOTHING = Waiting(window_id="", reason="", must_be_ready="")
Acts = dict[str, tuple[str, Callable[[], None]]]


def acts_of(facts: dict[str, Any], row: Row | None) -> Acts:
    """What the secretary can do: park it; or say better what it waits for, or take it up again."""
    if not edit_links.may_edit():
        return {}
    name = name_of(facts)
    if row is not None:
        return {
            "unpark": (_("Take up from parking"), lambda: _take_up(facts, row, name)),
            "repark": (_("Change the parking"), lambda: _change(facts, row, name)),
        }
    if facts["stage"] in ENDED:
        return {}
    return {"park": (_("Park until a window …"), lambda: _park(facts, name))}


def name_of(facts: dict[str, Any]) -> str:
    """The name of the row of acts on the proposal itself."""
    return f"proposal:{facts['id']}"


def _park(facts: dict[str, Any], name: str) -> None:
    windows = session.read(
        proposal_parking.windows_ahead, proposal_id=facts["id"], as_of=session.today()
    )
    if windows.empty:
        st.markdown(_("No strategy process has a window that is still to come."))
        _ways_to_add(facts["id"])
        return
    names = {row["id"]: _choice(row) for row in windows.to_dict("records")}
    waiting = _waiting(names, _NOTHING, action_row.key_of(name))
    st.markdown(components.quiet(_("Its stage becomes on hold until it is taken up again.")))
    _ways_to_add(facts["id"])
    key = action_row.key_of(name)
    if st.button(_("Park"), key=f"park_save:{key}", type="primary", disabled=not waiting.window_id):
        with doing(_("The proposal is parked.")):
            parking.park(visitor.who(), facts["id"], waiting, today=session.today())
            action_row.done(name)


def _change(facts: dict[str, Any], row: Row, name: str) -> None:
    today = session.today()
    windows = session.read(proposal_parking.windows_ahead, proposal_id=facts["id"], as_of=today)
    # The window it waits for stays a choice, also when it is over or out of use.
    names = {row["window_id"]: _choice(row | {"title": row["window"]})}
    names |= {other["id"]: _choice(other) for other in windows.to_dict("records")}
    begun = Waiting(
        window_id=row["window_id"], reason=row["reason"], must_be_ready=row["must_be_ready"]
    )
    waiting = _waiting(names, begun, f"repark:{row['id']}:{action_row.key_of(name)}")
    _ways_to_add(facts["id"])
    seen = action_row.opened(name, row["id"], row["version"])
    if st.button(_("Save"), key=f"repark_save:{action_row.key_of(name)}", type="primary"):
        with doing(_("The parking is changed.")):
            parking.change(visitor.who(), facts["id"], seen, waiting, today=today)
            action_row.done(name)
        action_row.told(name, row["id"], row["version"])


def _waiting(names: dict[str, str], begun: Waiting, key: str) -> Waiting:
    """What is chosen and typed in the form of a parking."""
    ids = list(names)
    window = st.selectbox(
        _("Which window"),
        ids,
        format_func=lambda id: names[id],
        key=f"park_window:{key}",
        index=ids.index(begun.window_id) if begun.window_id in names else None,
        placeholder=_("Choose a window"),
    )
    reason = st.text_area(
        _("Why it waits"),
        begun.reason,
        key=f"park_reason:{key}",
        height=68,
        persist_state="session",
    )
    ready = st.text_area(
        _("What must be ready when the window opens"),
        begun.must_be_ready,
        key=f"park_ready:{key}",
        height=68,
        persist_state="session",
    )
    return Waiting(window_id=window or "", reason=reason, must_be_ready=ready)


def _choice(row: Row) -> str:
    when = language.within(milestones.when(row))
    state = labels.label("window_state", row["state"])
    return f"{row['process_title']}: {row['title']} ({components.joined([when, state])})"


def _ways_to_add(proposal_id: str) -> None:
    """The proposal's own processes that have no window, each with the way to give it one."""
    bare = session.read(
        proposal_parking.without_window, proposal_id=proposal_id, as_of=session.today()
    )
    lines = [
        _("No window of {process} is on record.", process=links.plain(row["title"]))
        + " "
        + edit_links.add("process_windows", _("Add a window"), process_id=row["id"])
        for row in bare.to_dict("records")
    ] or [edit_links.add("process_windows", _("Add a window of a process"))]
    st.markdown("  \n".join(lines))


def _take_up(facts: dict[str, Any], row: Row, name: str) -> None:
    key = action_row.key_of(name)
    note = st.text_area(
        _("Why it is taken up again"), key=f"unpark_note:{key}", height=68, persist_state="session"
    )
    seen = action_row.opened(name, row["id"], row["version"])
    if st.button(_("Take up"), key=f"unpark_save:{key}", type="primary"):
        with doing(_("The proposal is taken up again.")):
            parking.take_up(visitor.who(), facts["id"], seen, note=note, today=session.today())
            action_row.done(name)
        action_row.told(name, row["id"], row["version"])
