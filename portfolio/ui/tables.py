"""A table people can read, print and take with them as xlsx or Danish csv."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.reports import tables
from portfolio.ui import components, links, sources

ROWS_A_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A heading and what stands under it: ``value`` of a row, which is what is taken along.

    ``value`` is a field's name or a function of the row; ``dressed`` is the Markdown (a link, a
    badge) that stands on the screen instead. Without it the value is shown, whatever marks it
    holds.
    """

    heading: str
    value: str | Callable[[Any], object] = ""
    dressed: Callable[[Any], str] | None = None
    on_screen: bool = True
    in_file: bool = True

    def of(self, row: Any) -> Any:  # noqa: ANN401 - a row of any table
        """What the column holds of a row."""
        return self.value(row) if callable(self.value) else row[self.value]

    def shown(self, row: Any) -> str:  # noqa: ANN401
        """The same as Markdown; what is missing as nothing."""
        if self.dressed is not None:
            return self.dressed(row)
        value = self.of(row)
        return "" if pd.isna(value) else links.plain(value)


#: The columns of some rows; a function looks up for all of them what their cells need.
Columns = Sequence[Column] | Callable[[Sequence[Any]], Sequence[Column]]


def source(cited: sources.Marks, *fields: str | None) -> Column:
    """The column that says what proves a row, or only some fields of it."""
    return Column(
        _("Source"),
        lambda row: cited.words(row["id"]) or None,
        lambda row: cited.of(row["id"], *fields),
    )


def light() -> Column:
    """The traffic light of a row, ``rag``."""
    return Column(
        _("Light"),
        lambda row: labels.light(row["rag"]),
        lambda row: components.light(row["rag"]),
    )


def stage() -> Column:
    """The stage a row is at."""
    return Column(_("Stage"), lambda row: labels.label("stage", row["stage"]))


def percent() -> Column:
    """How far a row's work is."""
    return Column(_("Progress"), lambda row: components.share(row["percent"]))


def show(rows: Sequence[Any], columns: Columns, name: str, *, alt: str) -> None:
    """Draw a table a page at a time, and its downloads. ``name`` is the file's, and the key.

    Only the rows on the screen are dressed.
    """
    draw(dressed(components.page_of(rows, ROWS_A_PAGE, f"table:{name}"), columns), alt=alt)
    downloads(lambda: frame(rows, columns), name)


def dressed(rows: Sequence[Any], columns: Columns) -> pd.DataFrame:
    """What stands on the screen, as Markdown."""
    shown = [column for column in _of(rows, columns) if column.on_screen]
    return pd.DataFrame(
        [[column.shown(row) for column in shown] for row in rows],
        columns=[column.heading for column in shown],
        dtype=object,
    )


def frame(rows: Sequence[Any], columns: Columns) -> pd.DataFrame:
    """What is taken along."""
    taken = [column for column in _of(rows, columns) if column.in_file]
    return pd.DataFrame(
        [[column.of(row) for column in taken] for row in rows],
        columns=[column.heading for column in taken],
        dtype=object,
    )


def _of(rows: Sequence[Any], columns: Columns) -> Sequence[Column]:
    return columns(rows) if callable(columns) else columns


def draw(table: pd.DataFrame, *, alt: str, header: bool = True) -> None:
    """A table whose every cell is Markdown."""
    st.table(table, hide_index=True, hide_header=not header, border="horizontal", alt=alt)


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
