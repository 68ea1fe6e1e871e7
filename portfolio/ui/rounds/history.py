"""The proposal page's status history: what was said, by whom, in which round, and the silences."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.rounds import rounds
from portfolio.ui import components, links, session, tables
from portfolio.ui.tables import Column


def show(statuses: pd.DataFrame, proposal_id: str, filters: Filters) -> None:
    """Every status on record, the newest first, and the rounds that had no word from the owner."""
    st.header(_("Status history"), anchor=False)
    if statuses.empty:
        components.remark(_("No status has been given yet. The proposal is not assessed."))
    else:
        _table(statuses)
    silences = session.read(
        rounds.silences,
        proposal_id=proposal_id,
        as_of=None if filters.is_current else filters.as_of,
    )
    for row in silences.to_dict("records"):
        components.remark(
            _(
                "“{round}”, closed {day}: included without the owner's word.",
                round=links.plain(row["title"]),
                day=language.long_date(row["closed_on"]),
            )
        )


def _table(statuses: pd.DataFrame) -> None:
    columns = [
        Column(_("Date"), _day, lambda row: language.short_date(_day(row))),
        tables.light(),
        tables.stage(),
        tables.percent(),
        Column(_("What happened"), "happened"),
        Column(_("Next step"), "next_step"),
        Column(_("Reason"), _reasons),
        Column(_("Given by"), _given_by),
    ]
    rows, alt = statuses.to_dict("records"), _("The proposal's statuses")
    tables.show(rows, columns, "status", alt=alt)


def _day(row: dict[Any, Any]) -> date:
    return date.fromisoformat(row["reported_on"])


def _reasons(row: dict[Any, Any]) -> str:
    """Why the light is as it is, and why the stage was entered before its time."""
    entered = row["stage_reason"] and _("The stage: {reason}", reason=row["stage_reason"])
    return components.joined([row["reason"], entered])


def _given_by(row: dict[Any, Any]) -> str:
    unchanged = _("unchanged since last time") if row["unchanged"] else ""
    return components.joined([labels.label("actor", row["author"]), unchanged, row["round"]])
