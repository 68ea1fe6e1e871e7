"""Milestones as a table: each cell beside its source, and bare for the download."""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.language import _
from portfolio.ui import components, edit_links, links, marks, tables
from portfolio.ui.charts.timeline import LOOKS
from portfolio.ui.proposals import milestones
from portfolio.ui.sources import Marks


def show(rows: pd.DataFrame) -> None:
    """The milestones a page at a time, and all of them to take along."""
    page = components.pages(len(rows), tables.ROWS_A_PAGE, "page:milepaele")
    first = (page - 1) * tables.ROWS_A_PAGE
    shown = rows.iloc[first : first + tables.ROWS_A_PAGE]
    st.table(
        _dressed(shown, marks.here("milestones", shown["id"])),
        hide_index=True,
        border="horizontal",
        alt=_("Milestones with date, what they belong to, state and source."),
    )
    tables.downloads(lambda: _bare(rows), "milepaele")


def belongs(row: dict[Any, Any]) -> str:
    """A link to what a milestone belongs to."""
    words = milestones.belongs(row)
    if row["belongs"] == "proposal":
        return links.link(words, "forslag", nr=row["proposal_number"])
    if row["belongs"] == "pool":
        return links.link(words, "strategi", pulje=row["pool_code"])
    if row["belongs"] == "process":
        return links.link(words, "strategi", proces=row["process_code"])
    return links.link(words, links.FRONT)


def _dressed(rows: pd.DataFrame, cited: Marks) -> pd.DataFrame:
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            _("Date"): [dated(row, cited) for row in records],
            _("Days"): [milestones.span(row) for row in records],
            _("Milestone"): [titled(row, cited) for row in records],
            _("Belongs to"): [belongs(row) for row in records],
            _("State"): [stated(row, cited) for row in records],
        }
    )


def dated(row: dict[Any, Any], cited: Marks) -> str:
    """The date in its words, with its source."""
    return f"{links.plain(milestones.when(row))} {cited.of(row['id'], 'date')}"


def titled(row: dict[Any, Any], cited: Marks) -> str:
    """The title and what is noted about it."""
    # Where there is a date, its source is beside it, and is the title's as well.
    source = cited.of(row["id"], "title") if row["date_text"] is None else ""
    notes = [links.plain(text) for text in (row["note"], row["outcome_note"]) if text]
    small = f":small[:gray[{' '.join(notes)}]]" if notes else ""
    edit = edit_links.edit("milestones", row["id"])
    return " ".join(part for part in (links.plain(row["title"]), source, small, edit) if part)


def stated(row: dict[Any, Any], cited: Marks) -> str:
    """Shape and word of its state, with what proves it."""
    glyph = LOOKS[row["state"]].glyph if row["state"] in LOOKS else "–"
    words = components.joined([f"{glyph} {milestones.state(row)}", *milestones.marks(row)])
    return f"{words} {cited.of(row['id'], 'outcome', 'law_dependent', 'promised')}"


def _bare(rows: pd.DataFrame) -> pd.DataFrame:
    records = rows.to_dict("records")
    days = [(None, None) if row["date_end"] is None else milestones.days(row) for row in records]
    return pd.DataFrame(
        {
            _("Date"): [row["date_text"] for row in records],
            _("First day"): [first for first, _last in days],
            _("Last day"): [last for _first, last in days],
            _("Milestone"): list(rows["title"]),
            _("Kind"): [labels.label("milestone_kind", row["kind"]) for row in records],
            _("Belongs to"): [milestones.belongs(row) for row in records],
            _("State"): [milestones.state(row) for row in records],
            _("Depends on a law"): [_yes(row["law_dependent"]) for row in records],
            _("Promised"): [_yes(row["promised"]) for row in records],
            _("Binds to"): list(rows["binds_to"]),
            _("Note"): [row["note"] or row["outcome_note"] for row in records],
        },
        dtype=object,
    )


def _yes(flag: object) -> str:
    return _("yes") if flag else _("no")
