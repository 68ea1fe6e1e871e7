"""The closed status rounds, and what one of them showed (``?runde=``).

Line by line, so that nothing scrolls sideways on a phone; the tables are taken along.
"""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.rounds import rounds as round_queries
from portfolio.ui import components, links, session, tables, timestamps
from portfolio.ui.rounds import open as round_open

Row = dict[Any, Any]


def show(closed: pd.DataFrame) -> None:
    """The closed rounds, the newest first."""
    st.header(_("Closed rounds"), anchor=False)
    if closed.empty:
        st.markdown(components.quiet(_("No round has been closed yet.")))
        return
    rows = closed.to_dict("records")
    page = components.pages(len(rows), tables.ROWS_A_PAGE, "page:runder")
    for row in rows[(page - 1) * tables.ROWS_A_PAGE : page * tables.ROWS_A_PAGE]:
        _one(row)
    tables.downloads(
        pd.DataFrame(
            {
                _("Round"): [row["title"] for row in rows],
                _("Meeting"): [_short(row["meeting_on"]) for row in rows],
                _("Closed"): [timestamps.said(row["closed_at"]) for row in rows],
                _("Proposals"): [row["asked"] for row in rows],
                _("Unchanged"): [row["unchanged"] for row in rows],
                _("Without the owner's word"): [row["without_word"] for row in rows],
            }
        ),
        "runder",
    )


def _one(row: Row) -> None:
    with st.container(border=True):
        left, right = st.columns([3, 2])
        title = links.link(row["title"], "runder", runde=row["id"])
        left.markdown(f"**{title}**  \n{_when(row)}")
        asked, unchanged = row["asked"], row["unchanged"]
        counted = components.joined(
            [
                ngettext("{n} proposal", "{n} proposals", asked),
                unchanged and ngettext("{n} unchanged", "{n} unchanged", unchanged),
            ]
        )
        right.markdown(f"{counted}  \n{components.quiet(_silence(row))}")


def _silence(row: Row) -> str:
    """How many came without a word. Of what was set aside meanwhile nothing was wanted."""
    if silent := int(row["without_word"]):
        return ngettext("{n} without the owner's word", "{n} without the owner's word", silent)
    return _("everybody has answered") if row["submitted"] == row["asked"] else ""


def _when(row: Row) -> str:
    closed = _(
        "closed {moment} by {name}",
        moment=timestamps.said(row["closed_at"]),
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
    page = components.pages(len(rows), tables.ROWS_A_PAGE, "page:statusrunde")
    for one in rows[(page - 1) * tables.ROWS_A_PAGE : page * tables.ROWS_A_PAGE]:
        title = links.proposal(one["number"], one["title"])
        round_open.standing(title, one, _kept(one), one["responsible"] or _("nobody"))
    tables.downloads(_table(rows), "statusrunde")


def _table(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("No."): [one["number"] for one in rows],
            _("Proposal"): [one["title"] for one in rows],
            _("Light"): [labels.light(one["rag"]) for one in rows],
            _("Stage"): [labels.label("stage", one["stage"]) for one in rows],
            _("Progress"): [
                "" if one["percent"] is None else language.share(one["percent"] / 100)
                for one in rows
            ],
            _("Responsible"): [one["responsible"] or _("nobody") for one in rows],
            _("Answer"): [_kept(one) for one in rows],
        }
    )


def _kept(row: Row) -> str:
    if row["without_word"]:
        return _("without the owner's word")
    if row["submitted_by"] is None:
        return _("set aside")
    words = _("unchanged, {name}") if row["unchanged"] else _("sent, {name}")
    return words.format(name=labels.label("actor", row["submitted_by"]))


def _short(day: str) -> str:
    return language.short_date(day)
