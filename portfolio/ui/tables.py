"""A table people can read, and take with them as xlsx or Danish csv."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.reports import tables
from portfolio.screens.drawing import table
from portfolio.ui import components, drawing, sources

ROWS_A_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A heading and what stands under it: a field's name or a function of the row."""

    heading: str
    value: str | Callable[[Any], object]

    def of(self, row: Any) -> Any:  # noqa: ANN401 - a row of any table
        """What the column holds of a row."""
        return self.value(row) if callable(self.value) else row[self.value]


#: The columns of some rows; a function looks up for all of them what their cells need.
Columns = Sequence[Column] | Callable[[Sequence[Any]], Sequence[Column]]


def source(cited: str, rows: Sequence[Any]) -> Column:
    """The column that says what proves each row of the table ``cited``."""
    proved = sources.proofs(cited, [row["id"] for row in rows])
    return Column(_("Source"), lambda row: proved(row["id"]) or None)


def light() -> Column:
    """The traffic light of a row, ``rag``."""
    return Column(_("Light"), lambda row: labels.light(row["rag"]))


def stage() -> Column:
    """The stage a row is at."""
    return Column(_("Stage"), lambda row: labels.label("stage", row["stage"]))


def percent() -> Column:
    """How far a row's work is."""
    return Column(_("Progress"), lambda row: components.share(row["percent"]))


def frame(rows: Sequence[Any], columns: Columns) -> pd.DataFrame:
    """What is taken along."""
    taken = columns(rows) if callable(columns) else columns
    return pd.DataFrame(
        [[column.of(row) for column in taken] for row in rows],
        columns=[column.heading for column in taken],
        dtype=object,
    )


def show(caption: str, columns: Sequence[Column], rows: Sequence[Any]) -> None:
    """Draw rows under the same headings as in the file."""
    heads = [column.heading for column in columns]
    drawing.show(table(caption, heads, [[column.of(row) for column in columns] for row in rows]))


def downloads(make: Callable[[], pd.DataFrame], name: str, called: str = "") -> None:
    """The two files of a table; they are made when somebody asks for them.

    ``name``: what they are called, in words. ``called``: what is in them, where a page offers
    several.
    """
    stem = language.stem(name)
    # The thread that makes the file is not the page's: it is told how the page speaks.
    speaking = language.speech_now()

    def file(write: Callable[[pd.DataFrame], bytes]) -> bytes:
        language.use(*speaking)
        return write(make())

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if called:
            st.markdown(components.quiet(f"{called}:"), width="content")
        for words, ending, media, write in (
            (_("Download as Excel"), "xlsx", _XLSX, lambda table: tables.xlsx(table, name)),
            (_("Download as CSV"), "csv", "text/csv", tables.csv),
        ):
            st.download_button(
                words,
                partial(file, write),
                f"{stem}.{ending}",
                media,
                key=f"{ending}:{stem}",
                on_click="ignore",
                type="tertiary",
            )
