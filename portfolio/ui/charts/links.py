"""What hangs on what: proposals on the left, their pools and processes on the right."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from portfolio import labels
from portfolio.language import _
from portfolio.ui.charts import style
from portfolio.ui.charts.style import ACCENT, GREY, INK, WHITE

_LINE, _AIR, _TOP = 15, 18, 30
# Parts of the width, measured so that both columns of words fit a telephone of 390 px.
_BRACKET, _NUMBER, _NODE = 0.055, 0.47, 0.615
_LEFT_LETTERS, _RIGHT_LETTERS = 19, 20
#: How each relation's line is drawn; its word stands at the line's end.
DASHES = {"decided": "solid", "builds_on": "solid", "suggested": "dash", "applied": "dashdot"}


@dataclass(frozen=True)
class _Node:
    """A pool or process: its lines of words and the middle of its place."""

    kind: str
    lines: list[str]
    y: float


def links(relations: pd.DataFrame, proposals: pd.DataFrame) -> go.Figure:
    """Lines from each proposal to what it hangs on, as straight and uncrossed as can be.

    ``relations`` and ``proposals`` are those of ``queries.strategy``. What every proposal hangs
    on is one bracket, so that it does not drown the rest.
    """
    ties = relations[~relations["common"].astype(bool)]
    titles, numbers, nodes, height = _lay_out(ties, proposals)
    figure = style.canvas(int(height))
    figure.update_xaxes(range=[0, 1], showticklabels=False)
    _draw_lines(figure, ties, numbers, nodes)
    _draw_numbers(figure, numbers, titles)
    _draw_nodes(figure, nodes)
    _write_alone(figure, ties, numbers)
    _draw_bracket(figure, relations, numbers)
    return figure


def _lay_out(
    ties: pd.DataFrame, proposals: pd.DataFrame
) -> tuple[dict[int, list[str]], dict[int, float], dict[tuple[str, str], _Node], float]:
    """Each proposal takes as much room as it or the nodes it is the first to hang on need."""
    titles, numbers, nodes = {}, {}, {}
    y = float(_TOP)
    for number, title in proposals[["number", "title"]].itertuples(index=False):
        titles[number] = style.wrapped(title, _LEFT_LETTERS)
        news = {
            key: _words(key, ties)
            for key in ties.loc[ties["number"] == number, ["kind", "code"]].itertuples(
                index=False, name=None
            )
            if key not in nodes
        }
        heights = [len(lines) * _LINE + _AIR for lines in news.values()]
        room = max(len(titles[number]) * _LINE + _AIR, sum(heights))
        numbers[number] = y + room / 2
        place = y + (room - sum(heights)) / 2
        for (key, lines), height in zip(news.items(), heights, strict=True):
            nodes[key] = _Node(key[0], lines, place + height / 2)
            place += height
        y += room
    return titles, numbers, nodes, y + 4


def _words(key: tuple[str, str], ties: pd.DataFrame) -> list[str]:
    rows = ties[(ties["kind"] == key[0]) & (ties["code"] == key[1])]
    noun = _("pool") if key[0] == "pool" else _("strategy process")
    ways = list(dict.fromkeys(map(_how, rows.to_dict("records"))))
    if len(ways) > 1:
        ways = [f"{row['number']}: {_how(row)}" for row in rows.to_dict("records")]
    kind_and_how = style.wrapped(f"{noun} · {', '.join(ways)}", _RIGHT_LETTERS)
    return [
        *style.wrapped(rows["title"].iloc[0], _RIGHT_LETTERS),
        *(f'<span style="color:{GREY}">{line}</span>' for line in kind_and_how),
    ]


def _draw_lines(
    figure: go.Figure,
    ties: pd.DataFrame,
    numbers: dict[int, float],
    nodes: dict[tuple[str, str], _Node],
) -> None:
    for row in ties.to_dict("records"):
        figure.add_scatter(
            x=[_NUMBER, _NODE],
            y=[numbers[row["number"]], nodes[row["kind"], row["code"]].y],
            mode="lines",
            hoverinfo="skip",
            line={
                "color": _color(row["kind"]),
                "width": 2,
                "dash": DASHES.get(row["relation"], "solid"),
            },
        )


def _draw_numbers(
    figure: go.Figure, numbers: dict[int, float], titles: dict[int, list[str]]
) -> None:
    figure.add_scatter(
        x=[_NUMBER] * len(numbers),
        y=list(numbers.values()),
        mode="markers+text",
        text=[f"<b>{number}</b>" for number in numbers],
        textfont={"color": WHITE, "size": 13},
        marker={"size": 26, "color": INK},
        hoverinfo="skip",
        cliponaxis=False,
    )
    for number, y in numbers.items():
        style.write(figure, "<br>".join(titles[number]), _NUMBER, y, "right", shift=-20)
    head: dict[str, Any] = {"color": GREY, "yanchor": "top"}
    style.write(figure, _("Proposals"), _NUMBER, 4, "right", shift=-20, **head)
    style.write(figure, _("Tied to"), _NODE, 4, shift=14, **head)


def _draw_nodes(figure: go.Figure, nodes: dict[tuple[str, str], _Node]) -> None:
    figure.add_scatter(
        x=[_NODE] * len(nodes),
        y=[node.y for node in nodes.values()],
        mode="markers",
        marker={
            "symbol": ["square" if node.kind == "pool" else "circle" for node in nodes.values()],
            "size": 13,
            "color": [_color(node.kind) for node in nodes.values()],
        },
        hoverinfo="skip",
        cliponaxis=False,
    )
    for node in nodes.values():
        style.write(figure, "<br>".join(node.lines), _NODE, node.y, shift=14)


def _write_alone(figure: go.Figure, ties: pd.DataFrame, numbers: dict[int, float]) -> None:
    hanging, words = set(ties["number"]), _("nothing of its own")
    for number, y in numbers.items():
        if number not in hanging:
            style.write(figure, f"<i>{words}</i>", _NODE, y, shift=14, color=GREY)


def _draw_bracket(figure: go.Figure, relations: pd.DataFrame, numbers: dict[int, float]) -> None:
    common = relations[relations["common"].astype(bool)]
    if common.empty:
        return
    first, last = min(numbers.values()) - 18, max(numbers.values()) + 18
    figure.add_scatter(
        x=[_BRACKET + 0.02, _BRACKET, _BRACKET, _BRACKET + 0.02],
        y=[first, first, last, last],
        mode="lines",
        line={"color": ACCENT, "width": 2},
        hoverinfo="skip",
    )
    named = common.drop_duplicates(["kind", "code"])
    words = [f"<b>{style.plain(title)}</b>" for title in named["title"]]
    ways = dict.fromkeys(map(_how, common.to_dict("records")))
    style.write(
        figure,
        f"{', '.join(words)} · {', '.join(ways)}",
        _BRACKET,
        (first + last) / 2,
        "center",
        shift=-10,
        color=ACCENT,
        textangle=-90,
    )


def _how(tie: dict[Any, Any]) -> str:
    return labels.hedged(labels.label("relation", tie["relation"]), tie["certainty"])


def _color(kind: str) -> str:
    return ACCENT if kind == "pool" else GREY
