"""Sammenlign: the lights over time, month by month or meeting by meeting, and the table twin."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.overview import trend
from portfolio.ui import choices, components, session, tables
from portfolio.ui.charts import cached
from portfolio.ui.charts import trend as charts
from portfolio.ui.overview.compare import Span
from portfolio.ui.tables import Column

#: More bars than this cannot be told apart on a telephone.
_BARS = 13
#: How far back the figure looks where the comparison is of a shorter time.
_BACK = timedelta(days=366)


def draw(portfolio: str, span: Span, known: date) -> None:
    """The figure, its words and its table. ``known``: the first day on record."""
    st.header(_("The traffic lights over time"), anchor=False)
    by = choices.choose(
        "trin",
        _("One bar for each"),
        {"moede": _("One bar for each meeting")},
        everything=_("One bar for each month"),
    )
    since = max(known, min(span.first, span.second - _BACK))
    between = _meetings(since, span.second) if by == "moede" else _months(since, span.second)
    points = session.read(
        trend.trend, portfolio=portfolio, days=thinned((since, *between, span.second))
    )
    components.remark(_legend())
    alt = _("Traffic lights on {n} days. The table below holds the same.", n=len(points))
    cached.draw(charts.trend, points, key="trend", alt=alt)
    with st.expander(_("The traffic lights over time as a table")):
        _table(points)


def thinned(days: tuple[date, ...]) -> tuple[date, ...]:
    """The days once each in order, at most _BARS of them, always the first and the last."""
    every = sorted(set(days))
    step = -(-(len(every) - 1) // (_BARS - 1)) or 1
    # Counted from the last: that is the day the reader asked for.
    kept = every[::-1][::step]
    return tuple(sorted({every[0], *kept[: _BARS - 1]}))


def _months(since: date, until: date) -> tuple[date, ...]:
    """The last day of each month that ended between two days."""
    first = since.replace(day=1)
    ends = []
    while (first := (first + timedelta(days=32)).replace(day=1)) <= until:
        ends.append(first - timedelta(days=1))
    return tuple(day for day in ends if since < day < until)


def _meetings(since: date, until: date) -> tuple[date, ...]:
    held = (date.fromisoformat(day) for day in session.read(filter_choices.meeting_dates))
    return tuple(day for day in held if since < day < until)


def _legend() -> str:
    lights = components.joined(labels.light(rag) for rag in charts.LOOKS)
    return _("From the bottom: {lights}. Those set aside are not counted.", lights=lights)


def _table(points: pd.DataFrame) -> None:
    columns = [
        Column(_("Day"), lambda row: language.short_date(row["day"])),
        *(Column(labels.light(rag), rag) for rag in charts.LOOKS),
        Column(_("Set aside"), "aside"),
    ]
    rows, alt = points.to_dict("records"), _("The traffic lights over time")
    tables.show(rows, columns, "trafiklys-over-tid", alt=alt)
