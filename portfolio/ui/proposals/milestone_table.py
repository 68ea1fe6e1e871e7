"""Milestones as a table: each cell beside its source, and bare for the download."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from portfolio import labels
from portfolio.language import _
from portfolio.screens.proposals import milestones
from portfolio.ui import components, edit_links, links, tables
from portfolio.ui.charts.timeline import LOOKS
from portfolio.ui.sources import Marks
from portfolio.ui.tables import Column

#: Where what a milestone belongs to is shown: the page, the name in its address, the row's field.
_SHOWN_ON = {
    "proposal": ("forslag", "nr", "proposal_number"),
    "pool": ("strategi", "pulje", "pool_code"),
    "process": ("strategi", "proces", "process_code"),
}


def show(rows: pd.DataFrame) -> None:
    """The milestones a page at a time, and all of them to take along."""
    tables.show(
        rows.to_dict("records"),
        _columns,
        "milepaele",
        alt=_("Milestones with date, what they belong to, status and source."),
    )


def _columns(rows: Sequence[Any]) -> list[Column]:
    cited = Marks("milestones", [row["id"] for row in rows])
    return [
        Column(_("Date"), "date_text", partial(dated, cited=cited)),
        Column(_("Days"), milestones.span, in_file=False),
        Column(_("First day"), lambda row: _days(row)[0], on_screen=False),
        Column(_("Last day"), lambda row: _days(row)[1], on_screen=False),
        Column(_("Milestone"), "title", partial(titled, cited=cited)),
        Column(_("Type"), lambda row: labels.label("milestone_kind", row["kind"]), on_screen=False),
        Column(_("Belongs to"), milestones.belongs, belongs),
        Column(_("Status"), milestones.state, partial(stated, cited=cited)),
        Column(_("Depends on a law"), lambda row: _yes(row["law_dependent"]), on_screen=False),
        Column(_("Agreed"), lambda row: _yes(row["promised"]), on_screen=False),
        Column(_("Commits to"), "binds_to", on_screen=False),
        Column(_("Note"), lambda row: row["note"] or row["outcome_note"], on_screen=False),
    ]


def _days(row: dict[Any, Any]) -> tuple[date | None, date | None]:
    return (None, None) if row["date_end"] is None else milestones.days(row)


def belongs(row: dict[Any, Any]) -> str:
    """A link to what a milestone belongs to."""
    page, name, field = _SHOWN_ON.get(row["belongs"], (links.FRONT, "", ""))
    return links.link(milestones.belongs(row), page, **({name: row[field]} if name else {}))


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


def _yes(flag: object) -> str:
    return _("yes") if flag else _("no")
