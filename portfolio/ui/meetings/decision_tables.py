"""The decisions and their follow-ups as tables, to read across and to take along."""

from datetime import date

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.language import _
from portfolio.ui import asof, marks, tables
from portfolio.ui.meetings import decisions
from portfolio.ui.meetings.decisions import Shown


def follow_ups(shown: Shown, portfolio: str, day: date) -> None:
    """Every follow-up of these decisions: what, who, when."""
    if shown.follow_ups.empty:
        return
    st.header(_("Follow-ups"), anchor=False)
    asof.say_age(portfolio, day)
    rows = shown.follow_ups.to_dict("records")
    bare = pd.DataFrame(
        {
            _("Decision"): [row["decision"] for row in rows],
            _("Follow-up"): [row["title"] for row in rows],
            _("Responsible"): [decisions.who(row) for row in rows],
            _("Date"): [decisions.when(row) for row in rows],
            _("Status"): [decisions.status(row["status"]) for row in rows],
            _("Note"): [row["note"] for row in rows],
        }
    )
    screen = tables.plain(bare)
    screen[_("Decision")] = [decisions.link(row["decision"], shown) for row in rows]
    cited = marks.words("follow_ups", shown.follow_ups["id"])
    bare[_("Source")] = [cited.get(row["id"]) for row in rows]
    screen[_("Source")] = [shown.follow_up_marks.of(row["id"]) for row in rows]
    tables.show(bare, "opfoelgninger", alt=_("Follow-ups of the decisions"), screen=screen)


def made(shown: Shown) -> None:
    """Every decision: the cards' twin."""
    if shown.decisions.empty:
        return
    rows = shown.decisions.sort_values(["item", "number"]).to_dict("records")
    bare = pd.DataFrame(
        {
            _("No."): [row["number"] for row in rows],
            _("Item"): [f"{row['item']} {row['item_title']}" for row in rows],
            _("Recommendation"): [row["recommendation"] for row in rows],
            _("Decision"): [row["decision"] for row in rows],
            _("Difference"): [row["difference"] for row in rows],
            _("Outcome"): [labels.label("decision_outcome", row["outcome"]) for row in rows],
            _("Differs"): [_("yes") if row["differs"] else _("no") for row in rows],
            _("Proposals"): [_numbers(shown, row["id"]) for row in rows],
        }
    )
    screen = tables.plain(bare)
    screen[_("No.")] = [decisions.link(row["number"], shown) for row in rows]
    cited = marks.words("decisions", shown.decisions["id"])
    bare[_("Source")] = [cited.get(row["id"]) for row in rows]
    screen[_("Source")] = [shown.marks.of(row["id"], "decision", None) for row in rows]
    with st.expander(_("The decisions as a table")):
        tables.show(bare, "beslutninger", alt=_("The decisions of the meeting"), screen=screen)


def _numbers(shown: Shown, decision_id: object) -> str:
    mine = shown.proposals[shown.proposals["decision_id"] == decision_id]
    named = ", ".join(str(number) for number in mine["number"])
    rest = int(mine["total"].iloc[0]) - len(mine) if len(mine) else 0
    return _("{some} and {n} more", some=named, n=rest) if rest else named
