"""The way from what is shown to the form where it is edited, for those who may."""

from contextvars import ContextVar

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.ui import links, visitor
from portfolio.usecases.use_case import Person

PAGE = "indhold"
NEW = "ny"
_known: ContextVar[tuple[Person, bool] | None] = ContextVar("may_edit", default=None)


def may_edit() -> bool:
    """Whether the reader keeps content; asked of the database once a run."""
    person, known = visitor.person(), _known.get()
    if known is None or known[0] is not person:
        known = (person, visitor.can(Action.EDIT_CONTENT))
        _known.set(known)
    return known[1]


def edit(table: str, id: object, words: str | None = None, *, small: bool = True) -> str:
    """Markdown of a link to a row's form, small beside a text; empty for whoever may not edit."""
    if not may_edit():
        return ""
    words = words or _("Edit")
    link = links.link(words, PAGE, slags=table, id=id)
    return f":small[{link}]" if small else link


def add(table: str, words: str, **begun: object) -> str:
    """Markdown of a small link to an empty form, with what is ``begun`` chosen in it already.

    Empty for whoever may not edit.
    """
    if not may_edit():
        return ""
    return f":small[{links.link(words, PAGE, slags=table, id=NEW, **begun)}]"


def ways_to_add(proposal_id: str) -> None:
    """What can be tied to a proposal: links to forms with the proposal chosen already."""
    if not may_edit():
        return
    ways = (
        ("milestones", _("milestone")),
        ("proposal_parties", _("centre or party")),
        ("proposal_places", _("place")),
        ("proposal_target_groups", _("target group")),
        ("proposal_processes", _("strategy process")),
        ("proposal_pools", _("pool")),
        ("pool_applications", _("application to a pool")),
    )
    linked = [
        links.link(words, PAGE, slags=table, id=NEW, proposal_id=proposal_id)
        for table, words in ways
    ]
    sentence = _("Add: {ways}", ways=" · ".join(linked))
    st.markdown(f":small[{sentence}]")
