"""A proposal that waits for a window: said, parked, taken up again; and the windows there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.health import WindowState, window_state
from portfolio.language import _, ngettext
from portfolio.model import ENDED
from portfolio.queries import parking as questions
from portfolio.queries.filters import Filters
from portfolio.ui import acts, components, content_links, links, milestones, session, visitor
from portfolio.ui.doing import doing
from portfolio.usecases import parking
from portfolio.usecases.parking import Waiting

_STRATEGY = "strategi"
_DAYS = ("date_start", "date_end")
Row = dict[Any, Any]
Acts = dict[str, tuple[str, Callable[[], None]]]


def of_proposal(facts: dict[str, Any], filters: Filters) -> Row | None:
    """How the proposal was parked on the day; None when it was not."""
    found = session.read(questions.parked, as_of=filters.as_of, proposal_id=facts["id"])
    return None if found.empty else dict(found.iloc[0])


def told(row: Row | None, day: date) -> None:
    """What it waits for, why, and what must be ready; stronger once the window has opened."""
    if row is None:
        return
    since = language.long_date(date.fromisoformat(row["parked_on"]))
    lines = [
        _("**Parked since {day}** for {window}", day=since, window=_window(row)),
        _("Why: {reason}", reason=links.plain(row["reason"])),
        _("Must be ready: {what}", what=links.plain(row["must_be_ready"])),
        when(row, day),
    ]
    box = st.warning if row["state"] in (WindowState.OPEN, WindowState.OVER) else st.info
    box("  \n".join(lines))


def _window(row: Row) -> str:
    process = links.link(row["process_title"], _STRATEGY, proces=row["process"])
    words = links.plain(f"{row['window']}, {language.within(milestones.when(row))}")
    return f"{process}: {words}"


def when(row: Row, day: date) -> str:
    """How far the window is, in words: what can be done about it where something can."""
    if row["withdrawn"]:
        return _("The window is out of use. Take the proposal up again, or park it for another.")
    if row["state"] == WindowState.UNDATED:
        return _("Nobody knows when it opens, so the proposal does not come back by itself.")
    if row["state"] == WindowState.OVER:
        return _("▲ **The window is over.** Take the proposal up again, or park it for another.")
    if row["state"] == WindowState.OPEN:
        return _("→ **The window is open now.** Take the proposal up again.")
    return opens_in(row, day)


def opens_in(row: Row, day: date) -> str:
    """How many days there are to the window's first day."""
    days = (date.fromisoformat(row["date_start"]) - day).days
    return ngettext("The window opens in {n} day.", "The window opens in {n} days.", days)


def acts_of(facts: dict[str, Any], row: Row | None) -> Acts:
    """What the secretary can do: park it, or take it up again."""
    if not content_links.may_edit():
        return {}
    name = name_of(facts)
    if row is not None:
        return {"unpark": (_("Take up from parking"), lambda: _take_up(facts, row, name))}
    if facts["stage"] in ENDED:
        return {}
    return {"park": (_("Park until a window …"), lambda: _park(facts, name))}


def name_of(facts: dict[str, Any]) -> str:
    """The name of the row of acts on the proposal itself."""
    return f"proposal:{facts['id']}"


def _park(facts: dict[str, Any], name: str) -> None:
    key, day = acts.key_of(name), session.today()
    windows = session.read(questions.windows_ahead, proposal_id=facts["id"], as_of=day)
    if windows.empty:
        st.markdown(_("No strategy process has a window that is still to come."))
        _ways_to_add(facts["id"], day)
        return
    names = {row["id"]: _choice(row) for row in windows.to_dict("records")}
    window = st.selectbox(
        _("Which window"), list(names), index=None, format_func=lambda id: names[id],
        key=f"park_window:{key}", placeholder=_("Choose a window"),
    )  # fmt: skip
    reason = st.text_area(
        _("Why it waits"), key=f"park_reason:{key}", height=68, persist_state="session"
    )
    ready = st.text_area(_("What must be ready when the window opens"), key=f"park_ready:{key}",
                         height=68, persist_state="session")  # fmt: skip
    st.markdown(components.quiet(_("Its stage becomes on hold until it is taken up again.")))
    _ways_to_add(facts["id"], day)
    if st.button(_("Park"), key=f"park_save:{key}", type="primary", disabled=window is None):
        with doing(_("The proposal is parked.")):
            parking.park(
                visitor.who(), facts["id"],
                Waiting(window_id=str(window), reason=reason, must_be_ready=ready), today=day,
            )  # fmt: skip
            acts.done(name)


def _choice(row: Row) -> str:
    when = language.within(milestones.when(row))
    state = labels.label("window_state", row["state"])
    return f"{row['process_title']}: {row['title']} ({components.joined([when, state])})"


def _ways_to_add(proposal_id: str, day: date) -> None:
    """The proposal's own processes that have no window, each with the way to give it one."""
    bare = session.read(questions.without_window, proposal_id=proposal_id, as_of=day)
    lines = [
        _("No window of {process} is on record.", process=links.plain(row["title"]))
        + " "
        + content_links.add("process_windows", _("Add a window"), process_id=row["id"])
        for row in bare.to_dict("records")
    ] or [content_links.add("process_windows", _("Add a window of a process"))]
    st.markdown("  \n".join(lines))


def _take_up(facts: dict[str, Any], row: Row, name: str) -> None:
    key = acts.key_of(name)
    note = st.text_area(
        _("Why it is taken up again"), key=f"unpark_note:{key}", height=68, persist_state="session"
    )
    seen = acts.opened(name, row["id"], row["version"])
    if st.button(_("Take up"), key=f"unpark_save:{key}", type="primary"):
        with doing(_("The proposal is taken up again.")):
            parking.take_up(visitor.who(), facts["id"], seen, note=note, today=session.today())
            acts.done(name)
        acts.told(name, row["id"], row["version"])


def below_processes(facts: dict[str, Any], day: date) -> dict[str, str]:
    """By code of a process the proposal hangs on: its next window, or that none is known."""
    found = session.read(questions.windows_ahead, proposal_id=facts["id"], as_of=day)
    nearest = found[found["own"] == 1].drop_duplicates("process")
    return {row["process"]: _next_window(row) for row in nearest.to_dict("records")}


def _next_window(row: Row) -> str:
    state = labels.label("window_state", row["state"])
    words = _("Next window: {title}, {when}", title=row["title"],
              when=language.within(milestones.when(row)))  # fmt: skip
    return components.quiet(links.plain(components.joined([words, state])))


def waiting_list(portfolio: str, day: date) -> None:
    """All that is parked, by window: who, why, and what must be ready. Nothing when nothing is."""
    found = session.read(questions.parked, as_of=day, portfolio=portfolio)
    if found.empty:
        return
    st.subheader(_("Waiting for a window"), anchor=False)
    lines = []
    for _id, group in found.groupby("window_id", sort=False):
        rows = group.to_dict("records")
        lines.append(f"- **{_window(rows[0])}** · {when(rows[0], day)}")
        lines += [f"  - {waits(row)}" for row in rows]
    st.markdown("\n".join(lines))


def by_window(process: str, portfolio: str, day: date) -> dict[str, pd.DataFrame]:
    """Who is parked for each window of a process."""
    found = session.read(questions.parked, as_of=day, portfolio=portfolio)
    mine = found[found["process"] == process]
    return {str(id): group for id, group in mine.groupby("window_id", sort=False)}


def say_without_window(parked: Mapping[str, pd.DataFrame]) -> None:
    """Those whose window has been taken out of use."""
    rows = [row for group in parked.values() for row in group.to_dict("records")]
    if rows:
        st.markdown(_("Parked for a window that is out of use:"))
        st.markdown("\n".join(f"- {waits(row)}" for row in rows))


def state_of(row: Row, day: date) -> WindowState:
    """How a window looks on the day."""
    start, end = (row[name] and date.fromisoformat(row[name]) for name in _DAYS)
    return window_state(start=start, end=end, as_of=day)


def waits(row: Row) -> str:
    """A line on one parked proposal."""
    ready = " ".join(row["must_be_ready"].split())
    proposal = links.proposal(row["number"], row["title"])
    return _("{proposal} · must be ready: {what}", proposal=proposal, what=links.plain(ready))
