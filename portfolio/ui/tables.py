"""A table people can read, print and take with them as xlsx or Danish csv."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from portfolio.language import _
from portfolio.reports import tables
from portfolio.ui import components, links

_ROWS_A_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(table: pd.DataFrame, name: str, *, alt: str, screen: pd.DataFrame | None = None) -> None:
    """Draw a table and its downloads. Columns are the words to show, in order.

    ``name`` is the file's name and the key; ``screen`` is the same rows dressed for the screen
    (Markdown links, badges) where they differ from what is downloaded. Without ``screen``
    every text is shown as it is, whatever marks it holds.
    """
    shown = screen if screen is not None else plain(table)
    page = components.pages(len(shown), _ROWS_A_PAGE, f"page:{name}")
    first = (page - 1) * _ROWS_A_PAGE
    st.table(
        shown.iloc[first : first + _ROWS_A_PAGE], hide_index=True, border="horizontal", alt=alt
    )
    downloads(table, name)


def downloads(table: pd.DataFrame, name: str) -> None:
    """The two files of a table; they are made when somebody asks for them."""
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download as Excel"),
            lambda: tables.xlsx(table, name),
            f"{name}.xlsx",
            _XLSX,
            key=f"xlsx:{name}",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            _("Download as CSV"),
            lambda: tables.csv(table),
            f"{name}.csv",
            "text/csv",
            key=f"csv:{name}",
            on_click="ignore",
            type="tertiary",
        )


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Every value as Markdown that shows exactly itself; what is missing as nothing."""
    return table.map(lambda value: "" if pd.isna(value) else links.plain(value))
