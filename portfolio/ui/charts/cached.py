"""Figures kept from run to run: building one costs more than the rest of its page."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from portfolio import language
from portfolio.ui.charts import links as charts_links
from portfolio.ui.charts import timeline as charts_timeline
from portfolio.ui.charts import trend as charts_trend


def timeline(rows: pd.DataFrame, *, as_of: date, today: date) -> go.Figure:
    """The timeline of these rows in the reader's language."""
    return _timeline(rows, as_of, today, language.current())


def links(relations: pd.DataFrame, proposals: pd.DataFrame) -> go.Figure:
    """The drawing of what hangs on what, in the reader's language."""
    return _links(relations, proposals, language.current())


def trend(points: pd.DataFrame) -> go.Figure:
    """The lights on these days, in the reader's language."""
    return _trend(points, language.current())


# The rows themselves are the key: they are what revision and filters come to, and are never
# stale. The figure is shared, not copied: nothing may change it after it is built.
@st.cache_resource(max_entries=100, show_spinner=False)
def _timeline(rows: pd.DataFrame, as_of: date, today: date, spoken: str) -> go.Figure:
    return charts_timeline.timeline(rows, as_of=as_of, today=today)


@st.cache_resource(max_entries=100, show_spinner=False)
def _links(relations: pd.DataFrame, proposals: pd.DataFrame, spoken: str) -> go.Figure:
    return charts_links.links(relations, proposals)


@st.cache_resource(max_entries=100, show_spinner=False)
def _trend(points: pd.DataFrame, spoken: str) -> go.Figure:
    return charts_trend.trend(points)
