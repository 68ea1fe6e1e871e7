"""What every figure shares: one palette, one template, text that fits. No Streamlit here."""

import html
import textwrap
from datetime import date
from typing import Any

import plotly.graph_objects as go
from babel import Locale
from babel.dates import format_date

from portfolio import language

INK, GREY, MIST, WHITE = "#1A1A1A", "#595959", "#DCDCDC", "#FFFFFF"
ACCENT, ACCENT_PALE = "#004D99", "#D6E4F2"
RED = "#CC0000"
#: Sizes of writing, px.
SMALL, MIDDLE = 12, 13
FONT = "'IBM Plex Sans', system-ui, sans-serif"

#: Given to st.plotly_chart: no tool bar, and a finger scrolls the page instead of the figure.
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}

_AXIS = {"showgrid": False, "zeroline": False, "fixedrange": True, "showline": False}
_TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": MIDDLE, "color": INK},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "dragmode": False,
        "showlegend": False,
        "xaxis": _AXIS,
        "yaxis": _AXIS | {"showticklabels": False},
        "hoverlabel": {"bgcolor": WHITE, "bordercolor": GREY, "font": {"color": INK}},
        "annotationdefaults": {"showarrow": False, "borderpad": 0},
    }
)


def canvas(height: int, *, top: int = 0) -> go.Figure:
    """An empty figure whose y axis counts pixels from the top down, so rows can be laid out."""
    figure = go.Figure()
    figure.update_layout(
        template=_TEMPLATE,
        height=height + top,
        margin={"l": 4, "r": 4, "t": top, "b": 0},
        yaxis={"range": [height, 0]},
    )
    return figure


def write(
    figure: go.Figure,
    words: str,
    x: float | str,
    y: float,
    anchor: str = "left",
    *,
    color: str = INK,
    size: int = SMALL,
    shift: int = 0,
    **rest: Any,  # noqa: ANN401 - whatever Plotly knows of an annotation
) -> None:
    """Words at a place of the figure; ``shift``: so many pixels to the side of it."""
    font = {"color": color, "size": size}
    figure.add_annotation(
        text=words, x=x, y=y, xanchor=anchor, align=anchor, xshift=shift, font=font, **rest
    )


def plain(text: object) -> str:
    """Text from the data as Plotly shows it: no mark in it is taken for a tag."""
    return html.escape(str(text), quote=False)


def wrapped(text: object, width: int) -> list[str]:
    """The lines of a text, none wider than ``width`` letters unless a single word is."""
    lines = textwrap.wrap(str(text), width, break_long_words=False, break_on_hyphens=True)
    return [plain(line) for line in lines] or [""]


def month_and_year(day: date) -> str:
    """``apr. 2022``: Plotly has no Danish months, so the labels of an axis are made here."""
    locale = Locale("da", "DK") if language.current() == "da" else Locale("en", "GB")
    return format_date(day, "MMM y", locale)
