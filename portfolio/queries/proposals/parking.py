"""Which proposals wait for a window of a strategy process, and the windows there are, on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.attention import window_state
from portfolio.domain.dated import words
from portfolio.domain.model import ENDED
from portfolio.queries import filtering
from portfolio.queries.frames import day, frame, sort_danish
from portfolio.store.live import process_windows as live_windows
from portfolio.store.live import proposal_processes, strategy_processes
from portfolio.store.schema import parkings, process_windows, proposals

#: Parked proposals that are listed one by one; a longer list says nothing more.
MOST = 500


def is_parked(as_of: date) -> sa.ColumnElement[bool]:
    """Whether a parking held on the day."""
    k, day = parkings.c, as_of.isoformat()
    return sa.and_(k.parked_on <= day, sa.or_(k.ended_on.is_(None), k.ended_on > day))


def window_opened(as_of: date) -> sa.ColumnElement[bool]:
    """Whether a proposal was parked on the day for a window that had opened by then."""
    w = process_windows.c
    returned = sa.select(parkings.c.proposal_id).select_from(parkings.join(process_windows))
    opened = w.date_start <= as_of.isoformat()
    return proposals.c.id.in_(returned.where(is_parked(as_of), opened))


def to_be_ready(as_of: date) -> sa.ColumnElement[str]:
    """What a parked proposal was to have ready when the window opened."""
    k = parkings.c
    chosen = sa.select(sa.func.max(k.must_be_ready)).where(
        k.proposal_id == proposals.c.id, is_parked(as_of)
    )
    return chosen.correlate(proposals).scalar_subquery()


def parkings_on(
    connection: Connection,
    *,
    as_of: date,
    portfolio: str | None = None,
    proposal_id: str | None = None,
    returned: bool = False,
) -> pd.DataFrame:
    """What was parked on the day, the window that opens first first; what has ended is left out.

    id, version, proposal_id, number, title, window_id, window, process (code), process_title,
    date_text, date_start, date_end, date_inferred, state (a WindowState), withdrawn (the window
    is out of use), reason, must_be_ready, parked_on. ``returned``: only where it has opened.
    """
    k, w, p, s = parkings.c, process_windows.c, proposals.c, strategy_processes.c
    seen = filtering.view(filtering.Filters(as_of=as_of, today=date.max, portfolio=portfolio))
    chosen = sa.select(
        k.id,
        k.version,
        k.proposal_id,
        p.number,
        p.title,
        k.window_id,
        w.title.label("window"),
        *_when(w),
        w.withdrawn_at.is_not(None).label("withdrawn"),
        k.reason,
        k.must_be_ready,
        k.parked_on,
    ).select_from(seen.source.join(parkings).join(process_windows).join(strategy_processes))
    tests = [is_parked(as_of), seen.stage.not_in(ENDED)]
    if portfolio is not None:
        tests.append(p.portfolio_id == filtering.portfolio_id(portfolio))
    if proposal_id is not None:
        tests.append(p.id == proposal_id)
    if returned:
        tests.append(w.date_start <= as_of.isoformat())
    first = sa.func.coalesce(w.date_start, "9999")
    ordered = chosen.where(*tests).order_by(first, s.title, w.title, p.number).limit(MOST)
    return with_state(frame(connection, ordered), as_of)


def windows_of(
    connection: Connection, *, as_of: date, ids: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """The window each of the proposals waits for on the day: its date in words, its process.

    No words where there is no date.
    """
    k, w, s = parkings.c, process_windows.c, strategy_processes.c
    dated = (w.date_text, w.date_start, w.date_end, w.date_inferred)
    chosen = sa.select(k.proposal_id, *dated, s.title).select_from(
        parkings.join(process_windows).join(strategy_processes)
    )
    found = connection.execute(chosen.where(is_parked(as_of), k.proposal_id.in_(ids)))
    return {row["proposal_id"]: (words(row) or "", row["title"]) for row in found.mappings()}


def windows_ahead(
    connection: Connection, *, as_of: date, proposal_id: str | None = None
) -> pd.DataFrame:
    """The windows that are not over, those of the proposal's own processes first.

    id, title, own, process (code), process_title, date_text, date_start, date_end,
    date_inferred, state.
    """
    w, s, link = live_windows.c, strategy_processes.c, proposal_processes.c
    hangs_on = sa.select(link.process_id).where(link.proposal_id == proposal_id)
    own = sa.case((s.id.in_(hangs_on), 1), else_=0).label("own")
    chosen = sa.select(w.id, w.title, own, *_when(w)).select_from(
        live_windows.join(strategy_processes, s.id == w.process_id)
    )
    coming = chosen.where(sa.or_(w.date_end.is_(None), w.date_end >= as_of.isoformat()))
    first = sa.func.coalesce(w.date_start, "9999")
    ordered = coming.order_by(own.desc(), first, s.title, w.title)
    return with_state(frame(connection, ordered), as_of)


def without_window(connection: Connection, *, proposal_id: str, as_of: date) -> pd.DataFrame:
    """id, title of the processes a proposal hangs on that have no window to come."""
    w, s, link = live_windows.c, strategy_processes.c, proposal_processes.c
    coming = sa.select(w.process_id).where(
        sa.or_(w.date_end.is_(None), w.date_end >= as_of.isoformat())
    )
    chosen = sa.select(s.id, s.title).select_from(
        proposal_processes.join(strategy_processes, s.id == link.process_id)
    )
    found = chosen.where(link.proposal_id == proposal_id, s.id.not_in(coming))
    return sort_danish(frame(connection, found), ["title"])


def _when(w: Any) -> tuple[sa.ColumnElement[Any], ...]:  # noqa: ANN401 - the windows' columns
    """Whose a window is, and when."""
    code, title = strategy_processes.c.code, strategy_processes.c.title
    whose = (code.label("process"), title.label("process_title"))
    return (*whose, w.date_text, w.date_start, w.date_end, w.date_inferred)


def with_state(windows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Each window with its ``state``, a WindowState, on the day."""
    windows["state"] = [
        window_state(start=day(row["date_start"]), end=day(row["date_end"]), as_of=as_of).value
        for row in windows.to_dict("records")
    ]
    return windows
