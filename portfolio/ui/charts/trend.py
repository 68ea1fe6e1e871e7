"""The lights over time: a bar a day, stacked by light. Colour, shape and word together."""

import pandas as pd
import plotly.graph_objects as go

from portfolio import labels, language
from portfolio.ui.charts import style
from portfolio.ui.charts.style import GREY, INK, WHITE

HEIGHT = 260
#: From the bottom up: what goes well carries the rest. Ground, and the ink that is read on it.
LOOKS = {
    "green": ("#358000", WHITE),
    "amber": ("#FEBB30", INK),
    "red": ("#CC0000", WHITE),
    "none": ("#DCDCDC", INK),
}
#: With more bars than this there is room for the shape, not for the number beside it.
_ROOMY = 8


def trend(points: pd.DataFrame) -> go.Figure:
    """A bar for each row of ``points`` (day, ISO; a count for each of LOOKS), in their order."""
    bars, figure = len(points), style.canvas(HEIGHT)
    most = int(points[list(LOOKS)].sum(axis="columns").max()) if bars else 0
    figure.update_layout(
        barmode="stack", bargap=0.25, yaxis={"range": [0, (most or 1) * 1.08]}, margin={"b": 24}
    )
    for rag in LOOKS:
        _stack(figure, points, rag)
    figure.update_xaxes(range=[-0.6, bars - 0.4], showticklabels=False)
    for place in _named(bars):
        _name(figure, points["day"].iloc[place], place, bars)
    return figure


def _stack(figure: go.Figure, points: pd.DataFrame, rag: str) -> None:
    (ground, ink), word = LOOKS[rag], labels.light(rag)
    counts = [int(count) for count in points[rag]]
    figure.add_bar(
        x=list(range(len(points))),
        y=counts,
        name=word,
        marker={"color": ground, "line": {"color": WHITE, "width": 1}},
        text=[_words(rag, count, len(points)) for count in counts],
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        textfont={"color": ink, "size": 12},
        constraintext="none",
        cliponaxis=False,
        customdata=[language.long_date(day) for day in points["day"]],
        hovertemplate="%{customdata}<br>" + word + ": %{y}<extra></extra>",
    )


def _words(rag: str, count: int, bars: int) -> str:
    if not count:
        return ""
    shape = labels.SHAPES[rag]
    return f"{shape} {language.number(count)}" if bars <= _ROOMY else shape


def _named(bars: int) -> list[int]:
    """The first, the last, and one between: their words must not meet on a telephone."""
    return sorted({0, bars // 2, bars - 1}) if bars > 3 else list(range(bars))


def _name(figure: go.Figure, day: str, place: int, bars: int) -> None:
    """The day below its bar; the outermost keep inside the figure, which ticks would not."""
    anchor = "center"
    if bars > 1:
        anchor = {0: "left", bars - 1: "right"}.get(place, "center")
    edge = {"left": -0.4, "right": 0.4}.get(anchor, 0)
    words = style.plain(language.short_date(day))
    style.write(figure, words, place + edge, 0, anchor, color=GREY, yshift=-6, yanchor="top")
