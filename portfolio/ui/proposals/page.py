"""The proposal's page: its sheet, and one button with everything that can be done to it."""

from typing import Any

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.screens.addresses import SOURCES
from portfolio.screens.proposals import sheet
from portfolio.screens.proposals.sheet import Facts
from portfolio.screens.proposals.sheet import title as title
from portfolio.screens.rounds import words
from portfolio.ui import action_row, drawing, edit_links, links, session, visitor
from portfolio.ui.documents import documents
from portfolio.ui.log import page as log
from portfolio.ui.mails import following
from portfolio.ui.proposals import (
    comments,
    editing,
    involvement_actions,
    parking_actions,
    responsibility,
    succession,
    taking_along,
)
from portfolio.ui.rounds import mine

_LINE: dict[str, Any] = {"horizontal": True, "vertical_alignment": "center", "gap": "small"}


def read(filters: Filters, number: int) -> Facts | None:
    """What is known of the proposal on the day; None where there was none of that number."""
    return session.read(sheet.of, filters=filters, number=number)


def show(facts: Facts) -> None:
    """The whole page of one proposal."""
    own, filters = facts.proposal.facts, facts.filters
    name, acts = parking_actions.name_of(own), _acts(facts)
    shown = st.query_params.get(SOURCES) == "ja"
    with st.container(**_LINE):
        drawing.show(session.write_once(sheet.head, facts, links.to, shown))
        with st.container(**_LINE, width="content"):
            if sheet.takes_status(facts) and visitor.can(Action.ANSWER_STATUS, own["id"]):
                st.link_button(_("Give a status"), links.to(words.PAGE, nr=own["number"]))
            action_row.menu(name, acts, _at_once(facts))
    action_row.form(name, acts)
    if filters.is_current:
        mine.say_returned(own, filters.portfolio)
    by_link = not visitor.claims()
    drawing.show(session.write_once(sheet.draw, facts, links.to, shown, by_link))
    documents.files("proposals", own["id"], filters.as_of)
    log.history(own["id"], own["number"])


def _acts(facts: Facts) -> action_row.Acts:
    """What the reader may do, what is done most often first; on an earlier day one only reads."""
    own = facts.proposal.facts
    id, name = own["id"], parking_actions.name_of(own)
    take = {"take": (_("Download dates and statuses"), lambda: taking_along.form(facts))}
    if not facts.filters.is_current:
        return take
    edit: action_row.Acts = {}
    if edit_links.may_edit():
        edit["edit"] = (_("Edit data"), lambda: editing.form(facts))
        edit["copy"] = (_("Copy the proposal"), lambda: editing.copy(facts, name))
    return {
        **comments.acts_of(facts.comments, id, name),
        **responsibility.acts_of(id, name),
        **edit,
        **documents.acts_of("proposals", id, name),
        **involvement_actions.acts_of(facts.chain, id, name),
        **succession.acts_of(own),
        **parking_actions.acts_of(own, facts.parked),
        **take,
    }


def _at_once(facts: Facts) -> action_row.Acts:
    return following.act_of(facts.proposal.facts["id"]) if facts.filters.is_current else {}
