"""The closed status rounds, and what one of them showed (``?runde=``)."""

from typing import Any

import pandas as pd

from portfolio import language
from portfolio.language import _
from portfolio.queries.rounds import rounds as round_queries
from portfolio.screens import timestamps
from portfolio.screens.rounds import progress
from portfolio.ui import components, drawing, links, session, tables
from portfolio.ui.tables import Column

Row = dict[Any, Any]


def show(closed: pd.DataFrame) -> None:
    """The closed rounds, the newest first."""
    rows = closed.to_dict("records")
    shown = components.page_of(rows, tables.ROWS_A_PAGE, "page:runder")
    drawing.show(progress.closed(shown, links.to))
    if not rows:
        return
    columns = [
        Column(_("Round"), "title"),
        Column(_("Meeting"), lambda row: language.short_date(row["meeting_on"])),
        Column(_("Closed"), lambda row: timestamps.moment(row["closed_at"])),
        Column(_("Proposals"), "asked"),
        Column(_("Unchanged"), "unchanged"),
        Column(_("Without the owner's word"), "without_word"),
    ]
    tables.downloads(lambda: tables.frame(rows, columns), "runder")


def snapshot(row: Row) -> None:
    """What a closed round showed."""
    drawing.show(progress.closed_head(row, links.to))
    rows = session.read(round_queries.snapshot, round_id=row["id"]).to_dict("records")
    shown = components.page_of(rows, tables.ROWS_A_PAGE, "page:statusrunde")
    drawing.show(progress.kept(shown, links.to))
    columns = [
        Column(_("No."), "number"),
        Column(_("Proposal"), "title"),
        tables.light(),
        tables.stage(),
        tables.percent(),
        Column(_("Responsible"), progress.kept_name),
        Column(_("Answer"), progress.kept_answer),
    ]
    tables.downloads(lambda: tables.frame(rows, columns), "statusrunde")
