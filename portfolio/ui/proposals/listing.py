"""The list of all proposals: the overview's table twin, to read and to take along."""

from collections import defaultdict
from datetime import date

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import figures
from portfolio.queries.overview.board import NamedParty
from portfolio.queries.proposals import proposals
from portfolio.ui import components, links, session, tables
from portfolio.ui.overview.cards import responsible

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
    total = session.read(figures.key_figures, filters=filters).total
    if not total:
        components.empty(_("There were no proposals on this day."))
        return
    st.markdown(ngettext("**{n}** proposal", "**{n}** proposals", total))
    page = components.pages(total, tables.ROWS_A_PAGE, "page:forslag")
    first = (page - 1) * tables.ROWS_A_PAGE
    listed, parties = session.read(
        proposals.listed, filters=filters, limit=tables.ROWS_A_PAGE, offset=first
    )
    shown = _list(listed, parties)
    screen = tables.plain(shown)
    rows = listed.to_dict("records")
    screen[_("Proposal")] = [links.link(row["title"], PAGE, nr=row["number"]) for row in rows]
    screen[_("Light")] = [components.light(row["rag"]) for row in rows]
    st.table(screen, hide_index=True, border="horizontal", alt=_("All proposals"))
    tables.downloads(lambda: _list(*session.read(proposals.listed, filters=filters)), PAGE)


def _list(listed: pd.DataFrame, parties: pd.DataFrame) -> pd.DataFrame:
    rows = listed.to_dict("records")
    of_each: dict[str, list[NamedParty]] = defaultdict(list)
    for row in parties.to_dict("records"):
        named = NamedParty(row["name"], row["kind"], row["role"], row["state"])
        of_each[row["proposal_id"]].append(named)
    return pd.DataFrame(
        {
            _("No."): [row["number"] for row in rows],
            _("Proposal"): [row["title"] for row in rows],
            _("Purpose"): [row["purpose"] for row in rows],
            _("Light"): [labels.light(row["rag"]) for row in rows],
            _("Stage"): [labels.label("stage", row["stage"]) for row in rows],
            _("Responsible"): [responsible(tuple(of_each[row["id"]])) for row in rows],
        }
    )
