"""The list of all proposals: the overview's table, to read and to take along."""

from datetime import date

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.domain.own_fields import OwnField
from portfolio.labels import label, light
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import board as board_query
from portfolio.queries.own_fields import own_fields
from portfolio.reports.own_fields.own_fields import cell, of
from portfolio.screens.overview import board
from portfolio.screens.overview.row import who
from portfolio.ui import drawing, edit_links, links, session, tables
from portfolio.ui.overview import page as overview
from portfolio.ui.proposals import selection
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
    """All proposals as the overview has them, to read and to take along."""
    order, page = overview.place(filters)
    choose, edits = selection.begun(), edit_links.may_edit()
    facts = board.ask(
        session.read, filters, order=order, page=page, at=PAGE, choose=choose, edits=edits
    )
    selection.offer(filters)
    drawing.show(session.write_once(board.draw, facts, links.to))
    if not facts.figures.total:
        return
    columns = [
        Column(_("No."), lambda card: card.number),
        Column(_("Proposal"), lambda card: card.title),
        Column(_("Purpose"), lambda card: card.purpose_title),
        Column(_("Light"), lambda card: light(card.rag)),
        Column(_("Stage"), lambda card: label("stage", card.stage)),
        Column(_("Responsible"), lambda card: who(card.parties)),
        *map(_own, session.read(own_fields.fields, portfolio=filters.portfolio)),
    ]

    def every() -> pd.DataFrame:
        cards = session.read(
            board_query.board, filters=filters, order=order, limit=facts.figures.total
        )
        return tables.frame(cards, columns)

    tables.downloads(every, _("Proposals"))


def _own(field: OwnField) -> Column:
    return Column(field.name, lambda card: cell(of(card.own, field)))
