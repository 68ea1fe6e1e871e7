"""The closed status rounds, and what one of them showed (``?runde=``).

Line by line, so that nothing scrolls sideways on a phone; the tables are taken along.
"""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.rounds import rounds as round_queries
from portfolio.screens import timestamps
from portfolio.ui import components, links, session, tables
from portfolio.ui.rounds import open as round_open
from portfolio.ui.tables import Column

Row = dict[Any, Any]


def show(closed: pd.DataFrame) -> None:
    """The closed rounds, the newest first."""
    st.header(_("Closed rounds"), anchor=False)
    if closed.empty:
        components.remark(_("No round has been closed yet."))
        return
    rows = closed.to_dict("records")
    for row in components.page_of(rows, tables.ROWS_A_PAGE, "page:runder"):
        _draw(row)
    columns = [
        Column(_("Round"), "title"),
        Column(_("Meeting"), lambda row: language.short_date(row["meeting_on"])),
        Column(_("Closed"), lambda row: timestamps.moment(row["closed_at"])),
        Column(_("Proposals"), "asked"),
        Column(_("Unchanged"), "unchanged"),
        Column(_("Without the owner's word"), "without_word"),
    ]
    tables.downloads(lambda: tables.frame(rows, columns), "runder")


def _draw(row: Row) -> None:
    asked, unchanged = row["asked"], row["unchanged"]
    counted = components.joined(
        [
            ngettext("{n} proposal", "{n} proposals", asked),
            unchanged and ngettext("{n} unchanged", "{n} unchanged", unchanged),
        ]
    )
    with st.container(border=True):
        left, right = st.columns([3, 2])
        title = links.link(row["title"], "runder", runde=row["id"])
        left.markdown(f"**{title}**  \n{_when(row)}")
        right.markdown(f"{counted}  \n{components.quiet(_silence(row))}")


def _silence(row: Row) -> str:
    """How many came without a word. Of what was set aside meanwhile nothing was wanted."""
    if silent := int(row["without_word"]):
        return ngettext("{n} without the owner's word", "{n} without the owner's word", silent)
    return _("everybody has answered") if row["submitted"] == row["asked"] else ""


def _when(row: Row) -> str:
    closed = _(
        "closed {moment} by {name}",
        moment=timestamps.moment(row["closed_at"]),
        name=links.plain(labels.label("actor", row["closed_by"])),
    )
    meeting = language.long_date(row["meeting_on"])
    return components.joined([_("meeting {day}", day=meeting), closed])


def snapshot(row: Row) -> None:
    """What a closed round showed."""
    st.markdown(links.link(_("All rounds"), "runder"))
    st.header(links.plain(row["title"]), anchor=False)
    st.markdown(_when(row))
    rows = session.read(round_queries.snapshot, round_id=row["id"]).to_dict("records")
    for answer in components.page_of(rows, tables.ROWS_A_PAGE, "page:statusrunde"):
        title = links.proposal(answer["number"], answer["title"])
        round_open.standing(title, answer, links.plain(_kept(answer)), _responsible(answer))
    columns = [
        Column(_("No."), "number"),
        Column(_("Proposal"), "title"),
        tables.light(),
        tables.stage(),
        tables.percent(),
        Column(_("Responsible"), _responsible),
        Column(_("Answer"), _kept),
    ]
    tables.downloads(lambda: tables.frame(rows, columns), "statusrunde")


def _responsible(row: Row) -> str:
    return row["responsible"] or _("Nobody yet")


def _kept(row: Row) -> str:
    if row["without_word"]:
        return _("without the owner's word")
    if row["submitted_by"] is None:
        return _("set aside")
    words = _("unchanged, {name}") if row["unchanged"] else _("sent, {name}")
    return words.format(name=labels.label("actor", row["submitted_by"]))
