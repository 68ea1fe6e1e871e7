"""The list of all proposals: the overview's table twin, to read and to take along."""

from collections import defaultdict
from datetime import date
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.language import _, ngettext
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import figures
from portfolio.queries.overview.board import NamedParty
from portfolio.queries.proposals import proposals
from portfolio.screens.overview import summary
from portfolio.screens.overview.board import who
from portfolio.ui import components, links, session, tables
from portfolio.ui.tables import Column

PAGE = "forslag"


def say_unknown(asked: str, day: date) -> None:
    """There is no such proposal, or there was none yet on that day."""
    st.warning(
        _(
            "There is no proposal “{asked}” as of {day}. Choose one below, or choose another day.",
            asked=links.plain(asked[:20]),
            day=language.long_date(day),
        )
    )


def everything(filters: Filters) -> None:
    """All proposals as a table: the overview's twin, to read and to take along."""
    counted = session.read(figures.key_figures, filters=filters)
    total = counted.total
    if not total:
        components.empty(_("There were no proposals on this day."))
        return
    words = ngettext("**{n}** proposal", "**{n}** proposals", total)
    gone = summary.aside(counted)
    aside = gone and links.link(gone, "overblik", fase="not_pursued")
    st.markdown(components.joined([words, aside]))
    page = components.pages(total, tables.ROWS_A_PAGE, "page:forslag")
    rows = _rows(filters, limit=tables.ROWS_A_PAGE, offset=(page - 1) * tables.ROWS_A_PAGE)
    columns = [
        Column(_("No."), "number"),
        Column(_("Proposal"), "title", lambda row: links.number(row["number"], words=row["title"])),
        Column(_("Purpose"), "purpose"),
        tables.light(),
        tables.stage(),
        Column(_("Responsible"), lambda row: links.plain(who(row["parties"]))),
    ]
    tables.draw(tables.dressed(rows, columns), alt=_("All proposals"))
    tables.downloads(lambda: tables.frame(_rows(filters), columns), PAGE)


def _rows(filters: Filters, **part: int) -> list[dict[Any, Any]]:
    listed, parties = session.read(proposals.proposal_list, filters=filters, **part)
    named: dict[str, list[NamedParty]] = defaultdict(list)
    for row in parties.to_dict("records"):
        party = NamedParty(row["name"], row["kind"], row["role"], row["word"], row["certainty"])
        named[row["proposal_id"]].append(party)
    return [row | {"parties": tuple(named[row["id"]])} for row in listed.to_dict("records")]
