"""The timeline: a row a milestone, a mark for a day, a bar for a span. No Streamlit here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from portfolio import language
from portfolio.language import _
from portfolio.screens.proposals import milestones
from portfolio.ui.charts import style
from portfolio.ui.charts.style import ACCENT, ACCENT_PALE, GREY, INK, MIST, RED, WHITE

_LINE, _MARK, _TOP = 17, 27, 26
#: Titles break here so that the longest line fits a telephone.
_LETTERS = 60
_ON_WHITE: dict[str, Any] = {"yanchor": "middle", "bgcolor": WHITE}


@dataclass(frozen=True)
class Look:
    """How a state is drawn: a shape of its own, so that it does not hang on the colour."""

    glyph: str  # the shape in running text
    symbol: str  # Plotly's name for it
    edge: str
    fill: str


LOOKS = {
    "happened": Look("●", "circle", INK, "#454545"),
    "not_happened": Look("✕", "x", GREY, MIST),
    "postponed": Look("▷", "triangle-right", GREY, MIST),
    "overdue": Look("▼", "triangle-down", RED, RED),
    "not_recorded": Look("▽", "triangle-down", GREY, WHITE),
    "soon": Look("◆", "diamond", ACCENT, ACCENT),
    "ahead": Look("○", "circle", ACCENT, ACCENT_PALE),
}


@dataclass(frozen=True)
class _Placed:
    """A milestone and where its row is: the title's first line and the middle of its mark."""

    row: dict[Any, Any]
    title: list[str]
    top: int
    mark: int
    start: date
    end: date

    @property
    def is_day(self) -> bool:
        return self.start == self.end


def timeline(rows: pd.DataFrame, *, as_of: date, today: date) -> go.Figure:
    """One row a dated milestone, under what it belongs to; the day it is seen from as a line.

    ``rows`` are those of ``queries.timeline``; those without a date are left out.
    """
    dated = rows[rows["date_end"].notna()].to_dict("records")
    heads, placed, height = _lay_out(dated)
    first, last = _range(placed, as_of)
    figure = style.canvas(height + 8, top=24)
    _draw_axis(figure, first, last, height)
    for top, lines in heads:
        _write(figure, (f"<b>{line}</b>" for line in lines), top)
    for row in placed:
        _write(figure, row.title, row.top)
    _draw_leaders(figure, placed, first)
    _draw_bars(figure, [row for row in placed if not row.is_day])
    _draw_days(figure, [row for row in placed if row.is_day])
    for row in placed:
        _write_date(figure, row, first, last)
    _draw_day_line(figure, as_of, today, first, last, height)
    return figure


def _lay_out(dated: list[dict[Any, Any]]) -> tuple[list[tuple[int, list[str]]], list[_Placed], int]:
    heads: list[tuple[int, list[str]]] = []
    placed: list[_Placed] = []
    y = _TOP
    for row in sorted(dated, key=_group):
        if not placed or _group(placed[-1].row) != _group(row):
            heads.append((y + 20, style.wrapped(milestones.belongs(row), _LETTERS - 6)))
            y += 27 + _LINE * len(heads[-1][1])
        title = style.wrapped(row["title"], _LETTERS)
        mark = y + _LINE * len(title) + 11
        placed.append(_Placed(row, title, y, mark, *milestones.days(row)))
        y = mark + _MARK - 8
    return heads, placed, y


def _group(row: dict[Any, Any]) -> tuple[int, int, str]:
    place = ("portfolio", "proposal", "pool", "process").index(row["belongs"])
    return place, row["proposal_number"] or 0, language.sort_key(row["belongs_title"])


def _range(placed: list[_Placed], as_of: date) -> tuple[date, date]:
    first = min([as_of, *(row.start for row in placed)])
    last = max([as_of, *(row.end for row in placed)])
    air = max(timedelta(days=20), (last - first) * 0.03)
    return first - air, last + air


def _draw_axis(figure: go.Figure, first: date, last: date, height: int) -> None:
    ticks = _ticks(first, last)
    yearly = all(tick.month == 1 for tick in ticks)
    words = [str(tick.year) if yearly else style.month_and_year(tick) for tick in ticks]
    figure.update_xaxes(
        range=[first.isoformat(), last.isoformat()],
        type="date",
        side="top",
        tickvals=[tick.isoformat() for tick in ticks],
        ticktext=words,
        showgrid=True,
        gridcolor="#EDEDED",
        tickfont={"color": GREY, "size": 12},
        ticklabelstandoff=2,
    )
    for tick, word in zip(ticks, words, strict=True):
        style.write(figure, word, tick.isoformat(), height - 4, "center", color=GREY, **_ON_WHITE)


def _ticks(first: date, last: date) -> list[date]:
    """Firsts of months, so far apart that at most eight labels stand side by side."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= 8), 120)
    begin = first.year * 12 + first.month - 1
    counted = range(begin + (-begin) % step, last.year * 12 + last.month, step)
    days = [date(month // 12, month % 12 + 1, 1) for month in counted]
    return [day for day in days if first <= day <= last]


def _draw_leaders(figure: go.Figure, placed: list[_Placed], first: date) -> None:
    """A hairline from each title to its mark, which may be far to the right."""
    xs: list[str | None] = []
    ys: list[int | None] = []
    for row in placed:
        xs += [first.isoformat(), row.start.isoformat(), None]
        ys += [row.mark, row.mark, None]
    figure.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": style.MIST, "width": 1}, hoverinfo="skip"
    )


def _draw_bars(figure: go.Figure, spans: list[_Placed]) -> None:
    looks = [LOOKS[row.row["state"]] for row in spans]
    day = 86_400_000
    pattern = {
        "shape": ["/" if row.row["law_dependent"] else "" for row in spans],
        "fgcolor": [look.edge for look in looks],
        "fillmode": "overlay",
        "size": 5,
        "solidity": 0.45,
    }
    figure.add_bar(
        base=[row.start.isoformat() for row in spans],
        x=[((row.end - row.start).days + 1) * day for row in spans],
        orientation="h",
        width=9,
        marker=_fill(looks) | {"pattern": pattern},
        **_marks(spans),
    )


def _draw_days(figure: go.Figure, days: list[_Placed]) -> None:
    looks = [LOOKS[row.row["state"]] for row in days]
    figure.add_scatter(
        x=[row.start.isoformat() for row in days],
        mode="markers",
        cliponaxis=False,
        marker=_fill(looks) | {"symbol": [look.symbol for look in looks], "size": 11},
        **_marks(days),
    )


def _fill(looks: list[Look]) -> dict[str, Any]:
    return {
        "color": [look.fill for look in looks],
        "line": {"color": [look.edge for look in looks], "width": 1.5},
    }


def _marks(placed: list[_Placed]) -> dict[str, Any]:
    return {
        "y": [row.mark for row in placed],
        "customdata": [_hover(row) for row in placed],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hover(row: _Placed) -> str:
    days = language.long_date(row.end)
    if not row.is_day:
        days = _("{first} to {last}", first=language.long_date(row.start), last=days)
    words = style.plain(milestones.when(row.row))
    parts = [f"<b>{'<br>'.join(row.title)}</b>", words, days, milestones.state(row.row)]
    return "<br>".join(parts)


def _write(figure: go.Figure, lines: Iterable[str], y: int) -> None:
    words = "<br>".join(lines)
    place: dict[str, Any] = {"xref": "paper", "yanchor": "top", "bgcolor": WHITE}
    style.write(figure, words, 0, y, size=style.MIDDLE, **place)


def _write_date(figure: go.Figure, row: _Placed, first: date, last: date) -> None:
    after = (row.end - first) / (last - first) < 0.5
    style.write(
        figure,
        style.plain(_label(row.row)),
        (row.end if after else row.start).isoformat(),
        row.mark,
        "left" if after else "right",
        shift=11 if after else -11,
        color=RED if row.row["state"] == "overdue" else GREY,
        **_ON_WHITE,
    )


def _label(row: dict[Any, Any]) -> str:
    return " · ".join([milestones.when(row), milestones.state(row), *milestones.marks(row)])


def _draw_day_line(
    figure: go.Figure, as_of: date, today: date, first: date, last: date, height: int
) -> None:
    day = language.long_date(as_of)
    words = _("Today, {day}", day=day) if as_of == today else _("As of {day}", day=day)
    left = (as_of - first) / (last - first) < 0.5
    figure.add_shape(
        type="line",
        x0=as_of.isoformat(),
        x1=as_of.isoformat(),
        y0=2,
        y1=height - 16,
        line={"color": ACCENT, "width": 1.5, "dash": "dot"},
        layer="below",
    )
    anchor, shift = ("left", 5) if left else ("right", -5)
    style.write(
        figure, words, as_of.isoformat(), 10, anchor, shift=shift, color=ACCENT, bgcolor=WHITE
    )
