"""The decisions and their follow-ups as tables, to read across and to take along."""

from datetime import date

import streamlit as st

from portfolio import labels
from portfolio.language import _
from portfolio.ui import asof, components, tables
from portfolio.ui.meetings import decisions
from portfolio.ui.meetings.decisions import Dossier
from portfolio.ui.tables import Column


def follow_ups(dossier: Dossier, portfolio: str, day: date) -> None:
    """Every follow-up of these decisions: what, who, when."""
    if dossier.follow_ups.empty:
        return
    st.header(_("Follow-ups of the whole meeting"), anchor=False)
    asof.say_age(portfolio, day)
    columns = [
        Column(_("Decision"), "decision", lambda row: decisions.link(row["decision"], dossier)),
        Column(_("Follow-up"), "title"),
        Column(_("Responsible"), decisions.responsible),
        Column(_("Date"), decisions.due),
        Column(_("Status"), lambda row: labels.label("follow_up_state", row["status"])),
        Column(_("Note"), "note"),
        tables.source(dossier.follow_up_marks),
    ]
    rows = dossier.follow_ups.to_dict("records")
    tables.show(rows, columns, "opfoelgninger", alt=_("Follow-ups of the decisions"))


def made(dossier: Dossier) -> None:
    """Every decision: the cards' twin."""
    if dossier.decisions.empty:
        return
    rows = dossier.decisions.sort_values(["item", "number"]).to_dict("records")
    columns = [
        Column(_("No."), "number", lambda row: decisions.link(row["number"], dossier)),
        Column(_("Item"), lambda row: f"{row['item']} {row['item_title']}"),
        Column(_("Recommendation"), "recommendation"),
        Column(_("Decision"), "decision"),
        Column(_("Difference"), "difference"),
        Column(_("Outcome"), lambda row: labels.label("decision_outcome", row["outcome"])),
        Column(_("Differs"), lambda row: _("yes") if row["differs"] else _("no")),
        Column(_("Carried out"), lambda row: decisions.became(row["id"], dossier)),
        Column(_("Proposals"), lambda row: _numbers(dossier, row["id"])),
        tables.source(dossier.marks, "decision", None),
    ]
    with st.expander(_("All the decisions of the meeting as a table")):
        tables.show(rows, columns, "beslutninger", alt=_("The decisions of the meeting"))


def _numbers(dossier: Dossier, decision_id: object) -> str:
    rows = dossier.proposals[dossier.proposals["decision_id"] == decision_id]
    numbers = [str(number) for number in rows["number"]]
    return components.some(numbers, len(rows), rows["total"].max() if numbers else 0)
