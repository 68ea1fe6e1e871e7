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


def show(statuses: pd.DataFrame, proposal_id: str, filters: Filters) -> None:
    """Every status on record, the newest first, and the rounds that had no word from the owner."""
    st.header(_("Status history"), anchor=False)
    if statuses.empty:
        st.markdown(
            components.quiet(_("No status has been given yet. The proposal is not assessed."))
        )
    else:
        _table(statuses)
    silences = session.read(
        rounds.silences,
        proposal_id=proposal_id,
        as_of=None if filters.is_current else filters.as_of,
    )
    for row in silences.to_dict("records"):
        st.markdown(
            components.quiet(
                _(
                    "“{round}”, closed {day}: included without the owner's word.",
                    round=links.plain(row["title"]),
                    day=language.long_date(row["closed_on"]),
                )
            )
        )


def _table(statuses: pd.DataFrame) -> None:
    rows = statuses.to_dict("records")
    days = [date.fromisoformat(row["reported_on"]) for row in rows]
    shown = pd.DataFrame(
        {
            _("Date"): days,
            _("Light"): [labels.light(row["rag"]) for row in rows],
            _("Stage"): [labels.label("stage", row["stage"]) for row in rows],
            _("Progress"): [
                "" if row["percent"] is None else language.share(row["percent"] / 100)
                for row in rows
            ],
            _("What happened"): [row["happened"] for row in rows],
            _("Next step"): [row["next_step"] for row in rows],
            _("Reason"): [row["reason"] for row in rows],
            _("Given by"): [_given_by(row) for row in rows],
        }
    )
    screen = tables.plain(shown)
    screen[_("Date")] = [language.short_date(day) for day in days]
    screen[_("Light")] = [components.light(row["rag"]) for row in rows]
    tables.show(shown, "status", alt=_("The proposal's statuses"), screen=screen)


def _given_by(row: dict[Any, Any]) -> str:
    unchanged = _("unchanged since last time") if row["unchanged"] else ""
    return components.joined([labels.label("actor", row["author"]), unchanged, row["round"]])
