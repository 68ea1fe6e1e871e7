"""Opfølgninger as a table, to read across and to take along."""

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.ui import links, marks, tables
from portfolio.ui.meetings import decisions
from portfolio.ui.meetings.follow_ups import ONE, PAGE, about


def show(found: pd.DataFrame) -> None:
    """Every follow-up that matches the filters: the lists' twin."""
    if found.empty:
        return
    rows = found.to_dict("records")
    bare = pd.DataFrame(
        {
            _("Follow-up"): [row["title"] for row in rows],
            _("Responsible"): [decisions.who(row) for row in rows],
            _("Date"): [decisions.when(row) for row in rows],
            _("State"): [labels.label("follow_up_state", row["state"]) for row in rows],
            _("Closed"): [_day(row["closed_on"]) for row in rows],
            _("What was said"): [row["state_note"] for row in rows],
            _("Decision"): [row["decision"] for row in rows],
            _("Meeting"): [row["meeting"] for row in rows],
            _("Proposals"): [", ".join(map(str, row["numbers"])) for row in rows],
            _("Note"): [row["note"] for row in rows],
        }
    )
    with st.expander(_("The follow-ups as a table")):
        screen = tables.plain(bare)
        screen[_("Follow-up")] = [
            links.link(row["title"], PAGE, **{ONE: row["id"]}) for row in rows
        ]
        screen[_("Proposals")] = [about(row) for row in rows]
        cited = marks.words("follow_ups", found["id"])
        bare[_("Source")] = [cited.get(row["id"]) for row in rows]
        tables.show(bare, "opfoelgninger", alt=_("The follow-ups as a table"), screen=screen)


def _day(iso: str | None) -> str | None:
    return None if iso is None else language.short_date(iso)
