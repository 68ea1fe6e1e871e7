"""The page of reviews: those ahead, those held, and the way to plan the next."""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.reviews import reviews
from portfolio.ui import components, links, session, tables, visitor
from portfolio.ui.reviews import agenda_mailing, form
from portfolio.ui.tables import Column
from portfolio.usecases.mails import agendas

PAGE = "gennemgang"
Row = dict[Any, Any]


def listed(portfolio: str) -> None:
    """The reviews ahead, the form for the next, and those that are held."""
    every = session.read(reviews.reviews_made, portfolio=portfolio)
    open_ones = every[every["closed_at"].isna()].iloc[::-1]
    _ahead(open_ones)
    if visitor.can(Action.PLAN_REVIEWS):
        if open_ones.empty:
            st.header(_("Plan a review"), anchor=False)
            st.markdown(
                _(
                    "The agenda builds itself from what needs attention on the day of the"
                    " meeting. You can change it afterwards."
                )
            )
            form.ask(portfolio)
        else:
            with st.expander(_("Plan a review")):
                form.ask(portfolio)
        _called_off(portfolio)
    _held(every[every["closed_at"].notna()])


def _called_off(portfolio: str) -> None:
    """Those called off whose readers have the agenda, and not the word that it is off."""
    gone = session.read(reviews.called_off, portfolio=portfolio, today=session.today())
    for row in gone.to_dict("records"):
        waiting = agendas.lacking(review_id=row["id"])
        if waiting:
            said = ngettext(
                "“{title}” is called off. {n} has the agenda, and has not been told.",
                "“{title}” is called off. {n} have the agenda, and have not been told.",
                len(waiting),
                title=links.plain(row["title"]),
            )
            st.markdown(said)
            agenda_mailing.offer(row["id"], row["portfolio"], is_off=True)


def say_unknown() -> None:
    """The address asks for a review that is not there."""
    st.warning(
        _(
            "There is no review at this address: it has been called off, or the address is"
            " not whole. Choose one below."
        )
    )


def _ahead(rows: pd.DataFrame) -> None:
    if rows.empty:
        if not visitor.can(Action.PLAN_REVIEWS):
            components.empty(_("No review is planned. The portfolio secretary plans it."))
        return
    st.header(_("Coming"), anchor=False)
    st.markdown(components.bullets(map(_line, rows.to_dict("records"))))


def _line(row: Row) -> str:
    day = language.long_date(row["held_on"])
    begun = _("under way") if row["started_at"] else ""
    if not begun and row["held_on"] < session.today().isoformat():
        begun = _("the day has passed")
    count = ngettext("{n} item", "{n} items", row["talked"])
    spent = _("{spent} of {minutes} min", spent=int(row["planned"]), minutes=row["minutes"])
    facts = components.joined([links.plain(row["body"]), links.plain(day), begun, count, spent])
    return f"**{_link(row)}**  \n  {facts}"


def _held(rows: pd.DataFrame) -> None:
    st.header(_("Held"), anchor=False)
    if rows.empty:
        components.remark(_("No review has been held and closed yet."))
        return
    columns = [
        Column(_("Review"), "title", _link),
        Column(_("Day"), lambda row: language.short_date(row["held_on"])),
        Column(_("Body"), "body"),
        Column(_("On the agenda"), "talked"),
        Column(_("Taken note of"), "noted"),
    ]
    alt = _("The reviews that are held")
    tables.show(rows.to_dict("records"), columns, "gennemgange", alt=alt)


def _link(row: Row) -> str:
    return links.link(row["title"], PAGE, gennemgang=row["id"])
