"""What the secretary does with a proposal's parking: park it, change it, take it up again."""

from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import ENDED
from portfolio.language import _
from portfolio.queries.proposals import parking as proposal_parking
from portfolio.reports import dated
from portfolio.ui import action_row, components, draft, edit_links, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.proposals import parking
from portfolio.usecases.proposals.parking import Waiting

Row = dict[Any, Any]


def acts_of(facts: dict[str, Any], row: Row | None) -> action_row.Acts:
    """What the secretary can do: park it; or say better what it waits for, or take it up again."""
    if not edit_links.may_edit():
        return {}
    name = name_of(facts)
    if row is not None:
        return {
            "unpark": (_("Take it up from being on hold"), lambda: _take_up(facts, row, name)),
            "repark": (_("Change what it waits for"), lambda: _change(facts, row, name)),
        }
    if facts["stage"] in ENDED:
        return {}
    return {"park": (_("Put on hold until a given period …"), lambda: _park(facts, name))}


def name_of(facts: dict[str, Any]) -> str:
    """The name of the row of acts on the proposal itself."""
    return f"proposal:{facts['id']}"


def _park(facts: dict[str, Any], name: str) -> None:
    form, windows = draft.open(f"{name}/park"), windows_ahead(facts["id"])
    if not windows:
        st.markdown(_("No strategy process has a period that is still to come."))
        _ways_to_add(facts["id"])
        return
    waiting = waiting_fields(form, windows)
    components.remark(_("Its stage becomes on hold until it is taken up again."))
    _ways_to_add(facts["id"])
    form.send(
        st.button(
            _("Put on hold"), key=form.key("save"), type="primary", disabled=not waiting.window_id
        ),
        lambda _version: parking.park(visitor.who(), facts["id"], waiting, today=session.today()),
        _("The proposal is put on hold."),
    )


def _change(facts: dict[str, Any], row: Row, name: str) -> None:
    begun = {"window": row["window_id"], "reason": row["reason"], "ready": row["must_be_ready"]}
    form = draft.open(f"{name}/repark", begun, version=row["version"])
    # The window it waits for stays a choice, also when it is over or out of use.
    own = {row["window_id"]: _choice(row | {"title": row["window"]})}
    waiting = waiting_fields(form, own | windows_ahead(facts["id"]))
    _ways_to_add(facts["id"])
    form.send(
        st.button(_("Save"), key=form.key("save"), type="primary"),
        lambda version: parking.change(
            visitor.who(), facts["id"], version, waiting, today=session.today()
        ),
        _("What it waits for is changed."),
    )


def windows_ahead(proposal_id: str) -> dict[str, str]:
    """The windows that are still to come, in words."""
    found = session.read(
        proposal_parking.windows_ahead, proposal_id=proposal_id, as_of=session.today()
    )
    return {row["id"]: _choice(row) for row in found.to_dict("records")}


def waiting_fields(form: Draft, windows: dict[str, str]) -> Waiting:
    """What is chosen and typed in the form of a parking."""
    hint = _("Choose a period")
    window = form.choose("window", _("Which period"), windows, placeholder=hint)
    reason = st.text_area(_("Why it waits"), height=68, **form.field("reason", ""))
    ready = st.text_area(
        _("What must be ready when the period begins"), height=68, **form.field("ready", "")
    )
    return Waiting(window_id=window or "", reason=reason, must_be_ready=ready)


def _choice(row: Row) -> str:
    when = language.within(dated.of(row))
    state = labels.label("window_state", row["state"])
    return f"{row['process_title']}: {row['title']} ({components.joined([when, state])})"


def _ways_to_add(proposal_id: str) -> None:
    """The proposal's own processes that have no window, each with the way to give it one."""
    bare = session.read(
        proposal_parking.without_window, proposal_id=proposal_id, as_of=session.today()
    )
    lines = [
        _(
            "{process} has no period on record that is still to come.",
            process=links.plain(row["title"]),
        )
        + " "
        + edit_links.add("process_windows", _("Add a period"), process_id=row["id"])
        for row in bare.to_dict("records")
    ] or [edit_links.add("process_windows", _("Add a period of a process"))]
    st.markdown("  \n".join(lines))


def _take_up(facts: dict[str, Any], row: Row, name: str) -> None:
    form = draft.open(f"{name}/unpark", version=row["version"])
    note = st.text_area(_("Why it is taken up again"), height=68, **form.field("note", ""))
    form.send(
        st.button(_("Take up"), key=form.key("save"), type="primary"),
        lambda version: parking.take_up(
            visitor.who(), facts["id"], version, note=note, today=session.today()
        ),
        _("The proposal is taken up again."),
    )
