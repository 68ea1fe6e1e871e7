"""Opfølgninger as a table, to read across and to take along."""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.ui import links, tables
from portfolio.ui.meetings import decisions
from portfolio.ui.meetings.follow_ups import PAGE, PARAMETER, proposals
from portfolio.ui.sources import Marks
from portfolio.ui.tables import Column


def show(found: pd.DataFrame) -> None:
    """Every follow-up that matches the filters: the lists' twin."""
    if found.empty:
        return
    cited = Marks("follow_ups", found["id"])
    columns = [
        Column(
            _("Follow-up"),
            "title",
            lambda row: links.link(row["title"], PAGE, **{PARAMETER: row["id"]}),
        ),
        Column(_("Responsible"), decisions.responsible),
        Column(_("Date"), decisions.due),
        Column(_("State"), lambda row: labels.label("follow_up_state", row["state"])),
        Column(_("Closed"), _closed_on),
        Column(_("What was said"), "state_note"),
        Column(_("Decision"), "decision"),
        Column(_("Meeting"), "meeting"),
        Column(_("Proposals"), lambda row: ", ".join(map(str, row["numbers"])), proposals),
        Column(_("Note"), "note"),
        Column(_("Source"), lambda row: cited.words(row["id"]), on_screen=False),
    ]
    name = _("The follow-ups as a table")
    with st.expander(name):
        tables.show(found.to_dict("records"), columns, "opfoelgninger", alt=name)


def _closed_on(row: dict[Any, Any]) -> str | None:
    if row["closed_on"] is None:
        return None
    return language.short_date(row["closed_on"])
