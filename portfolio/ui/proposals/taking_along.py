"""A proposal's dates and statuses as files to take along."""

from datetime import date
from typing import Any

from portfolio import labels
from portfolio.language import _
from portfolio.reports import dated
from portfolio.screens.proposals import milestones
from portfolio.screens.proposals.sheet import Facts
from portfolio.ui import components, tables
from portfolio.ui.tables import Column


def form(facts: Facts) -> None:
    """The two files of each."""
    statuses = facts.belongings.statuses.to_dict("records")
    components.remark(_("Milestones"))
    tables.downloads(lambda: tables.frame(facts.milestones, _dates()), "milepaele")
    components.remark(_("Status history"))
    tables.downloads(lambda: tables.frame(statuses, _statuses()), "status")


def _dates() -> list[Column]:
    return [
        Column(_("Date"), dated.of),
        Column(_("Milestone"), "title"),
        Column(_("Belongs to"), "belongs_title"),
        Column(_("Status"), milestones.state),
    ]


def _statuses() -> list[Column]:
    return [
        Column(_("Date"), lambda row: date.fromisoformat(row["reported_on"])),
        tables.light(),
        tables.stage(),
        tables.percent(),
        Column(_("What happened"), "happened"),
        Column(_("Next step"), "next_step"),
        Column(_("Risks"), "risks"),
        Column(_("Reason"), "reason"),
        Column(_("Why before its time"), "stage_reason"),
        Column(_("Given by"), _given_by),
    ]


def _given_by(row: dict[Any, Any]) -> str:
    unchanged = _("unchanged since last time") if row["unchanged"] else ""
    return components.joined([labels.label("actor", row["author"]), unchanged, row["round"]])
