"""A proposal that waits for a window, in words; and the windows there are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.attention import WindowState, window_state
from portfolio.language import _, ngettext
from portfolio.queries.filtering import Filters
from portfolio.queries.proposals import parking
from portfolio.screens.proposals import milestones
from portfolio.ui import components, links, session

_STRATEGY = "strategi"
_DAYS = ("date_start", "date_end")
Row = dict[Any, Any]


def of_proposal(facts: dict[str, Any], filters: Filters) -> Row | None:
    """How the proposal was parked on the day; None when it was not."""
    parked = session.read(parking.parkings_on, as_of=filters.as_of, proposal_id=facts["id"])
    return None if parked.empty else dict(parked.iloc[0])


def say(row: Row | None, day: date) -> None:
    """What it waits for, why, and what must be ready; stronger once the window has opened."""
    if row is None:
        return
    since = language.long_date(row["parked_on"])
    lines = [
        _("**On hold since {day}** until {window}", day=since, window=_window(row)),
        _("Why: {reason}", reason=links.plain(row["reason"])),
        _("Must be ready: {what}", what=links.plain(row["must_be_ready"])),
        when(row, day),
    ]
    box = st.warning if row["state"] in (WindowState.OPEN, WindowState.OVER) else st.info
    box(components.lines(lines))


def _window(row: Row) -> str:
    process = links.link(row["process_title"], _STRATEGY, proces=row["process"])
    words = links.plain(f"{row['window']}, {language.within(milestones.when(row))}")
    return f"{process}: {words}"


def when(row: Row, day: date) -> str:
    """How far the window is, in words: what can be done about it where something can."""
    if row["withdrawn"]:
        return _(
            "The period is out of use. Take the proposal up again, or put it on hold until another."
        )
    if row["state"] == WindowState.UNDATED:
        return _("Nobody knows when it opens, so the proposal does not come back by itself.")
    if row["state"] == WindowState.OVER:
        return _(
            "▲ **The period is over.** Take the proposal up again, or put it on hold until another."
        )
    if row["state"] == WindowState.OPEN:
        return _("→ **The period has begun.** Take the proposal up again.")
    return opens_in(row, day)


def opens_in(row: Row, day: date) -> str:
    """How many days there are to the window's first day."""
    days = (date.fromisoformat(row["date_start"]) - day).days
    return ngettext("The period begins in {n} day.", "The period begins in {n} days.", days)


def below_processes(facts: dict[str, Any], day: date) -> dict[str, str]:
    """By code of a process the proposal hangs on: its next window, or that none is known."""
    windows = session.read(parking.windows_ahead, proposal_id=facts["id"], as_of=day)
    nearest = windows[windows["own"] == 1].drop_duplicates("process")
    return {row["process"]: _next_window(row) for row in nearest.to_dict("records")}


def _next_window(row: Row) -> str:
    state = labels.label("window_state", row["state"])
    words = _(
        "Next period: {title}, {when}",
        title=row["title"],
        when=language.within(milestones.when(row)),
    )
    return components.quiet(links.plain(components.joined([words, state])))


def waiting_list(portfolio: str, day: date) -> None:
    """All that is parked, by window: who, why, and what must be ready. Nothing when nothing is."""
    parked = session.read(parking.parkings_on, as_of=day, portfolio=portfolio)
    if parked.empty:
        return
    st.subheader(_("Waiting for a period"), anchor=False)
    lines = []
    for _id, group in parked.groupby("window_id", sort=False):
        rows = group.to_dict("records")
        lines.append(f"- **{_window(rows[0])}** · {when(rows[0], day)}")
        lines += [f"  - {waits(row)}" for row in rows]
    st.markdown("\n".join(lines))


def by_window(process: str, portfolio: str, day: date) -> dict[str, pd.DataFrame]:
    """Who is parked for each window of a process."""
    parked = session.read(parking.parkings_on, as_of=day, portfolio=portfolio)
    of_process = parked[parked["process"] == process]
    return {str(id): group for id, group in of_process.groupby("window_id", sort=False)}


def say_without_window(parked: Mapping[str, pd.DataFrame]) -> None:
    """Those whose window has been taken out of use."""
    rows = [row for group in parked.values() for row in group.to_dict("records")]
    if rows:
        st.markdown(_("On hold until a period that is out of use:"))
        st.markdown(components.bullets(map(waits, rows)))


def state_of(row: Row, day: date) -> WindowState:
    """How a window looks on the day."""
    start, end = (row[name] and date.fromisoformat(row[name]) for name in _DAYS)
    return window_state(start=start, end=end, as_of=day)


def waits(row: Row) -> str:
    """A line on one parked proposal."""
    ready = " ".join(row["must_be_ready"].split())
    proposal = links.proposal(row["number"], row["title"])
    return _("{proposal} · must be ready: {what}", proposal=proposal, what=links.plain(ready))
