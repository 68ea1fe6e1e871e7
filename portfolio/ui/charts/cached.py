"""Figures kept from run to run: building one costs more than the rest of its page."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from portfolio import language
from portfolio.ui.charts import style


def draw(
    build: Callable[..., go.Figure], *rows: pd.DataFrame, key: str, alt: str, **days: date
) -> None:
    """The figure that ``build`` makes of these rows, in the reader's language."""
    figure = _figure(build, build.__name__, language.current(), *rows, **days)
    st.plotly_chart(figure, theme=None, config=style.CONFIG, key=key, alt=alt)


# The name and the rows themselves are the key: the rows are what revision and filters come to,
# and are never stale. The figure is shared, not copied: nothing may change it after it is built.
@st.cache_resource(max_entries=300, show_spinner=False)
def _figure(
    _build: Callable[..., go.Figure], name: str, spoken: str, *rows: pd.DataFrame, **days: date
) -> go.Figure:
    return _build(*rows, **days)
