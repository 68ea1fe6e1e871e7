"""The page of reviews: those ahead, those held, and the way to plan the next."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.reviews import reviews
from portfolio.screens.drawing import draw, headed
from portfolio.ui import components, drawing, links, session, tables, visitor
from portfolio.ui.reviews import agenda_mailing, form
from portfolio.ui.tables import Column
from portfolio.usecases.mails import agendas

Row = dict[Any, Any]


def listed(portfolio: str) -> None:
    """The reviews ahead, the form for the next, and those that are held."""
    every = session.read(reviews.reviews_made, portfolio=portfolio)
    open_ones = every[every["closed_at"].isna()].iloc[::-1]
    _ahead(open_ones)
    if visitor.can(Action.PLAN_REVIEWS):
        if open_ones.empty:
            said = _(
                "The agenda builds itself from what needs attention on the day of the"
                " meeting. You can change it afterwards."
            )
            drawing.show(headed(_("Plan a review"), [said]))
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
    _show(rows.to_dict("records"), held=False)


def _held(rows: pd.DataFrame) -> None:
    every = rows.to_dict("records")
    _show(components.page_of(every, tables.ROWS_A_PAGE, "table:gennemgange"), held=True)
    if not every:
        return
    columns = [
        Column(_("Review"), "title"),
        Column(_("Day"), lambda row: language.short_date(row["held_on"])),
        Column(_("Body"), "body"),
        Column(_("On the agenda"), "talked"),
        Column(_("Taken note of"), "noted"),
    ]
    tables.downloads(lambda: tables.frame(every, columns), "gennemgange")


def _show(rows: Sequence[Row], *, held: bool) -> None:
    today = session.today().isoformat()
    drawing.show(draw("reviews.html", rows=rows, held=held, today=today, to=links.to))
