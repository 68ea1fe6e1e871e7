"""A table people can read, print and take with them as xlsx or Danish csv."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.language import _
from portfolio.reports import tables
from portfolio.ui import components, links

ROWS_A_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(table: pd.DataFrame, name: str, *, alt: str, screen: pd.DataFrame | None = None) -> None:
    """Draw a table and its downloads. Columns are the words to show, in order.

    ``name`` is the file's name and the key; ``screen`` is the same rows dressed for the screen
    (Markdown links, badges) where they differ from what is downloaded. Without ``screen``
    every text is shown as it is, whatever marks it holds.
    """
    shown = screen if screen is not None else plain(table)
    page = components.pages(len(shown), ROWS_A_PAGE, f"page:{name}")
    first = (page - 1) * ROWS_A_PAGE
    st.table(shown.iloc[first : first + ROWS_A_PAGE], hide_index=True, border="horizontal", alt=alt)
    downloads(table, name)


def downloads(table: pd.DataFrame | Callable[[], pd.DataFrame], name: str) -> None:
    """The two files of a table; they are made when somebody asks for them."""
    made = table if callable(table) else lambda: table
    # The thread that makes the file is not the page's: it is told the page's language.
    speaking = language.current()

    def file(write: Callable[[pd.DataFrame], bytes]) -> bytes:
        language.use(speaking)
        return write(made())

    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download as Excel"),
            lambda: file(lambda made: tables.xlsx(made, name)),
            f"{name}.xlsx",
            _XLSX,
            key=f"xlsx:{name}",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            _("Download as CSV"),
            lambda: file(tables.csv),
            f"{name}.csv",
            "text/csv",
            key=f"csv:{name}",
            on_click="ignore",
            type="tertiary",
        )


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Every value as Markdown that shows exactly itself; what is missing as nothing."""
    return table.map(lambda value: "" if pd.isna(value) else links.plain(value))
