"""The ways from a proposal to the forms where it and what hangs on it are edited."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.language import _
from portfolio.screens.proposals.sheet import Facts
from portfolio.ui import components, draft, edit_links, links, session, visitor
from portfolio.usecases.proposals import copying

Named = Iterable[tuple[object, str]]


def form(facts: Facts) -> None:
    """A link to every form: its own, those of what hangs on it, and empty ones."""
    own, found = facts.proposal.facts, facts.belongings
    st.markdown(edit_links.edit("proposals", own["id"], _("Title, words and purpose"), small=False))
    own_dates = [row for row in facts.milestones if row["belongs"] == "proposal"]
    own_steps = [row for row in facts.chain if row["own"]]
    lines = (
        _line(_("Parties"), "proposal_parties", _named(found.parties, "name")),
        _line(_("Places"), "proposal_places", _named(found.places, "name")),
        _line(_("Target groups"), "proposal_target_groups", _named(found.target_groups, "name")),
        _line(_("Strategy processes"), "proposal_processes", _named(found.processes, "title")),
        _line(_("Funding pools"), "proposal_pools", _named(found.pools, "title")),
        _line(_("Money"), "pool_applications", _of(facts.applications, "title")),
        _line(_("Milestones"), "milestones", _of(own_dates, "title")),
        _line(_("Open questions"), "gaps", _of(facts.gaps, "question")),
        _line(_("Involvement"), "involvement_steps", _of(own_steps, "party")),
    )
    st.markdown(components.bullets(filter(None, lines)))
    edit_links.ways_to_add(own["id"])


def copy(facts: Facts, name: str) -> None:
    """The form that makes a new proposal of this one."""
    form, own = draft.open(f"{name}/copy"), facts.proposal.facts
    st.markdown(
        _("Its words, purpose, places and ties are copied; not its status, history or answers.")
    )
    title = st.text_input(_("Title of the new proposal"), **form.field("title", own["title"]))

    def make(_version: int) -> None:
        number = copying.copy(visitor.who(), own["id"], title, today=session.today())
        st.query_params.from_dict({**dict(links.carried()), "nr": str(number)})

    pressed = st.button(_("Copy"), type="primary", key=form.key("save"))
    form.send(pressed, make, _("The proposal is copied, and this is the new one."))


def _of(rows: Iterable[dict[Any, Any]], words: str) -> Named:
    return [(row["id"], str(row[words])) for row in rows]


def _named(found: pd.DataFrame, words: str) -> Named:
    return _of(found.to_dict("records"), words)


def _line(heading: str, table: str, named: Named) -> str:
    ways = [edit_links.edit(table, id, words, small=False) for id, words in named]
    return f"{links.plain(heading)}: {', '.join(ways)}" if ways else ""
