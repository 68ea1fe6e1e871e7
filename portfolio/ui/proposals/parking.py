"""A proposal that waits for a window, in words; and the windows there are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.domain.attention import WindowState, window_state
from portfolio.language import _
from portfolio.queries.proposals import parking
from portfolio.screens.proposals import milestones
from portfolio.ui import components, links, session

_STRATEGY = "strategi"
_DAYS = ("date_start", "date_end")
Row = dict[Any, Any]


def _window(row: Row) -> str:
    process = links.link(row["process_title"], _STRATEGY, proces=row["process"])
    words = links.plain(f"{row['window']}, {language.within(milestones.when(row))}")
    return f"{process}: {words}"


def waiting_list(portfolio: str, day: date) -> None:
    """All that is parked, by window: who, why, and what must be ready. Nothing when nothing is."""
    parked = session.read(parking.parkings_on, as_of=day, portfolio=portfolio)
    if parked.empty:
        return
    st.subheader(_("Waiting for a period"), anchor=False)
    lines = []
    for _id, group in parked.groupby("window_id", sort=False):
        rows = group.to_dict("records")
        lines.append(f"- **{_window(rows[0])}** · {milestones.until(rows[0], day)}")
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
