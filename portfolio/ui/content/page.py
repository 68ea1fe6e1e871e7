"""Indhold: which noun, and the list of them all when none is chosen."""

from collections.abc import Callable

import streamlit as st

from portfolio.language import _
from portfolio.queries.content import rows
from portfolio.ui import choices, edit_links, field_words, links, session
from portfolio.ui.content import first_use, form
from portfolio.ui.content import table as content_table
from portfolio.usecases.content import NOUNS
from portfolio.usecases.content.field import Noun, say

#: The groups of the list, by what people look for; every noun stands in one.
_GROUPS: tuple[tuple[Callable[[], str], tuple[str, ...]], ...] = (
    (lambda: _("The portfolio"), ("proposals", "own_fields", "purposes", "portfolios", "gaps")),
    (lambda: _("Dates and strategy"), ("milestones", "strategy_processes", "process_windows")),
    (lambda: _("Money"), ("funding_pools", "pool_conditions", "pool_applications")),
    (lambda: _("Who, where, for whom"), ("parties", "places", "target_groups")),
    (
        lambda: _("Meetings and decisions"),
        (
            "meetings",
            "meeting_participants",
            "agenda_items",
            "attachments",
            "decisions",
            "follow_ups",
            "involvement_steps",
        ),
    ),
    (
        lambda: _("Connections"),
        (
            "proposal_parties",
            "proposal_places",
            "proposal_target_groups",
            "proposal_processes",
            "proposal_pools",
            "decision_proposals",
            "gap_subjects",
        ),
    ),
)
ORDER = tuple(table for _heading, tables in _GROUPS for table in tables)


def asked_row() -> tuple[Noun, str] | None:
    """The row the address asks for (``?slags=milestones&id=…``)."""
    table, id = st.query_params.get("slags"), st.query_params.get("id")
    return (NOUNS[table], id) if table in NOUNS and id else None


def show() -> None:
    """One row's form, one noun's table, or the list of nouns."""
    asked = asked_row()
    if asked is not None:
        return form.one(*asked)
    st.query_params.pop("id", None)
    place = st.container(width=400)
    with place:
        chosen = choices.choose(
            "slags",
            _("What to edit"),
            lambda: {table: say(NOUNS[table].many) for table in ORDER},
            everything=_("Choose what to edit"),
        )
    if chosen is None:
        return _index()
    st.header(say(NOUNS[chosen].many), anchor=False)
    content_table.many(field_words.with_own(NOUNS[chosen], session.portfolio_id()))


def _index() -> None:
    owned = tuple(table for table in ORDER if NOUNS[table].is_a_portfolios)
    counts = session.read(rows.counts, tables=ORDER, owned=owned, portfolio=session.portfolio_id())
    places = st.columns(3, gap="medium")
    for number, (heading, tables) in enumerate(_GROUPS):
        with places[number % 3]:
            st.header(heading(), anchor=False)
            st.markdown(
                "\n".join(
                    f"- {links.link(say(NOUNS[table].many), edit_links.PAGE, slags=table)}"
                    f" :gray[({counts[table]})]"
                    for table in tables
                )
            )
    first_use.another()
